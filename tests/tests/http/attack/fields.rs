//! Fields that no form has: a role, somebody else, another record, an earlier day (ASVS 8.2.1, 15.3.3).

#[test]
fn asvs_15_3_3_fields_that_no_form_has_are_not_read() {
    let demo = crate::front_door();
    let desk = demo.with_role("front_desk");
    let more = [
        ("role", "clinical_director"),
        ("roles", "clinical_director"),
        ("is_admin", "true"),
        ("staff", "019cae66-d220-70ee-902e-000000000001"),
        ("actor", "019cae66-d220-70ee-902e-000000000001"),
        ("id", "019cae66-d220-70ee-902e-000000000002"),
        ("patient", "019cae66-d220-70ee-902e-000000000003"),
        ("recorded_by", "019cae66-d220-70ee-902e-000000000001"),
        ("recorded_at", "0"),
        ("version", "99"),
    ];

    // When somebody of the front desk changes how they like the pages, and sends a role with it
    let mut preferences = vec![("theme", "dark"), ("density", "compact")];
    preferences.extend(more);
    assert_eq!(desk.send("/account/preferences", &preferences).status, 303);

    // Then they are who they were
    for closed in ["/settings/rooms/new", "/health", "/claims"] {
        assert!(matches!(desk.get(closed).status, 403 | 404), "{closed}");
    }

    // When they log that they reached somebody, as somebody else and about somebody else
    let (patient, other) = (demo.patients().remove(0), demo.patients().remove(1));
    let mut fields = vec![("way", "call"), ("result", "reached"), ("words", "Comes tomorrow hostile7f3a")];
    fields.extend(more.iter().filter(|(name, _)| *name != "patient"));
    fields.push(("patient", &other));
    assert_eq!(desk.send(&format!("/patients/{patient}/outreach"), &fields).status, 303);

    // Then it is theirs, about the person whose page it was
    let kept = demo.newest_of("outreach");
    assert!(kept.starts_with(&patient) && kept.contains("hostile7f3a"), "{kept}");
    for claimed in ["000000000001", "000000000002", other.as_str()] {
        assert!(!kept.contains(claimed), "{claimed}: {kept}");
    }
}

#[test]
fn asvs_8_3_1_what_a_page_does_not_offer_is_refused_when_it_is_sent_all_the_same() {
    // Given somebody who may see a chart and not change it, and somebody who may see nothing of it
    let demo = crate::demo();
    let patient = demo.patients().remove(0);
    let before = demo.kept_by_kind();
    for (role, address) in [
        ("biller", format!("/patients/{patient}/plan/edit")),
        ("front_desk", format!("/patients/{patient}/consents/new")),
        ("utilization_reviewer", format!("/patients/{patient}/edit")),
        ("installer", format!("/patients/{patient}/concern")),
        ("clinician", "/claims/build".to_owned()),
        ("clinician", "/settings/rooms/new".to_owned()),
        ("intake", "/settings/import/program/confirm".to_owned()),
        ("peer", format!("/cover/{patient}/fee")),
    ] {
        let person = demo.with_role(role);

        // When they send the form of those who may
        let fields =
            [("name", "x"), ("key", "x"), ("words", "x"), ("kind", "safety"), ("sentence", "x"), ("toml", "x"), ("reason", "x")];
        let answer = person.send(&address, &fields);

        // Then it is not there for them
        assert!(matches!(answer.status, 403 | 404), "{role} at {address}: {} {}", answer.status, answer.words());
    }
    assert_eq!(demo.kept_by_kind(), before);
}
