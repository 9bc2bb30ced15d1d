//! The policy in the field's words, and the table against Cedar itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::LazyLock;

use cedar_policy::{Authorizer, Decision as CedarDecision, Entities, Request};

use super::*;
use crate::table::{asked, member, record, uid};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

fn every_circumstance() -> Vec<Circumstances> {
    Circumstances::all().collect()
}

/// In no circumstance at all.
fn never(role: Role, action: Action, kind: Kind) -> bool {
    every_circumstance().iter().all(|circumstances| !POLICY.allows(&[role], action, kind, circumstances))
}

fn may(role: Role, action: Action, kind: Kind) -> bool {
    POLICY.allows(&[role], action, kind, &Circumstances::default())
}

fn may_own(role: Role, action: Action, kind: Kind) -> bool {
    POLICY.allows(&[role], action, kind, &Circumstances::own())
}

#[test]
fn the_front_desk_never_reads_a_progress_note() {
    for kind in Kind::ALL.iter().filter(|kind| kind.is_clinical_text()) {
        for action in Action::ALL {
            assert!(never(Role::FrontDesk, *action, *kind), "front desk: {action} {kind}");
        }
    }
    assert!(may(Role::FrontDesk, Action::MarkArrival, Kind::Attendance));
    assert!(may(Role::FrontDesk, Action::Record, Kind::Inquiry));
}

#[test]
fn the_installer_sees_no_patient_data() {
    for kind in Kind::ALL.iter().filter(|kind| kind.is_about_a_patient()) {
        for action in Action::ALL {
            assert!(never(Role::Installer, *action, *kind), "installer: {action} {kind}");
        }
    }
    assert!(may(Role::Installer, Action::Configure, Kind::System));
    assert!(never(Role::Installer, Action::Configure, Kind::Program));
}

#[test]
fn a_stranger_with_no_role_may_do_nothing() {
    for action in Action::ALL {
        for kind in Kind::ALL {
            for circumstances in every_circumstance() {
                let decision = POLICY.may(&[], *action, *kind, &circumstances);
                assert_eq!(decision, Decision { allowed: false, reasons: vec![] });
            }
        }
    }
}

#[test]
fn the_public_site_writes_a_request_down_and_does_nothing_else_p2_14() {
    for action in Action::ALL {
        for kind in Kind::ALL {
            let is_the_one = (*action, *kind) == (Action::Record, Kind::Inquiry);
            assert_eq!(may(Role::PublicSite, *action, *kind), is_the_one, "public site: {action} {kind}");
            assert!(is_the_one || never(Role::PublicSite, *action, *kind), "public site: {action} {kind}");
        }
    }
    assert!(!Role::staff().any(|role| role == Role::PublicSite), "nobody on staff holds it");
}

#[test]
fn the_biller_works_with_claims_and_never_opens_a_note() {
    for kind in [Kind::ProgressNote, Kind::CounselingNote, Kind::GroupNoteDraft, Kind::TreatmentPlan, Kind::ReferralDocument] {
        assert!(never(Role::Biller, Action::View, kind), "biller views {kind}");
    }
    for kind in [Kind::Claim, Kind::Charge, Kind::ServiceDay, Kind::Coverage] {
        assert!(may(Role::Biller, Action::View, kind), "biller views {kind}");
    }
    assert!(may(Role::Biller, Action::Export, Kind::Claim));
}

#[test]
fn a_counseling_note_is_read_and_sent_by_its_author_alone_and_is_part_of_no_export_p2_11_p2_23() {
    for role in Role::ALL {
        assert!(!may(*role, Action::View, Kind::CounselingNote), "{role} reads somebody else's counseling note");
        assert!(!may(*role, Action::Disclose, Kind::CounselingNote), "{role} sends somebody else's counseling note");
        assert!(never(*role, Action::Export, Kind::CounselingNote) && never(*role, Action::Search, Kind::CounselingNote));
    }
    assert!(may_own(Role::Clinician, Action::Disclose, Kind::CounselingNote), "where a consent of its own lets it");
    assert!(may_own(Role::Clinician, Action::View, Kind::CounselingNote));
    assert!(may(Role::UtilizationReviewer, Action::View, Kind::ProgressNote));
    assert!(never(Role::UtilizationReviewer, Action::View, Kind::CounselingNote));
    assert!(never(Role::ComplianceOfficer, Action::View, Kind::CounselingNote));
    let for_a_purpose = POLICY.may(&[Role::ClinicalDirector], Action::View, Kind::CounselingNote, &Circumstances::for_purpose());
    assert_eq!(for_a_purpose.reasons, [Arc::from("clinical_director_reads_counseling_notes_for_a_purpose")]);
}

#[test]
fn an_intern_signs_the_own_note_and_cosigns_none() {
    assert!(may(Role::Intern, Action::Record, Kind::ProgressNote));
    assert!(may_own(Role::Intern, Action::Sign, Kind::ProgressNote) && !may(Role::Intern, Action::Sign, Kind::ProgressNote));
    assert!(Kind::ALL.iter().all(|kind| never(Role::Intern, Action::Cosign, *kind)));
    assert!(Kind::ALL.iter().all(|kind| never(Role::Intern, Action::Disclose, *kind)));
}

#[test]
fn nobody_cosigns_their_own_note_whatever_roles_they_hold() {
    let both = [Role::Intern, Role::Clinician, Role::ClinicalDirector];
    let decision = POLICY.may(&both, Action::Cosign, Kind::ProgressNote, &Circumstances::own());
    assert_eq!(decision, Decision { allowed: false, reasons: vec![Arc::from("nobody_cosigns_their_own_note")] });
    assert!(POLICY.allows(&both, Action::Cosign, Kind::ProgressNote, &Circumstances::default()));
}

#[test]
fn a_peer_leads_a_group_without_any_clinical_note_s_19() {
    assert!(may(Role::Peer, Action::Record, Kind::Attendance) && may(Role::Peer, Action::View, Kind::GroupSession));
    for kind in Kind::ALL.iter().filter(|kind| kind.is_clinical_text()) {
        assert!(Action::ALL.iter().all(|action| never(Role::Peer, *action, *kind)), "peer: {kind}");
    }
}

#[test]
fn the_compliance_officer_opens_a_chart_only_for_a_stated_purpose() {
    let daily_work = [
        Kind::Consent,
        Kind::Disclosure,
        Kind::CourtPaper,
        Kind::NoContact,
        Kind::ChartView,
        Kind::PrivacyRequest,
        Kind::Complaint,
        Kind::Breach,
        Kind::NoticeEdition,
        Kind::LegalHold,
        // The link to a person's own pages: that there is one, never what stands there.
        Kind::PatientLink,
        // Whom we tell things outside, and who audits us: kept by the officer, and no chart.
        Kind::OutsideRecipient,
        Kind::Audit,
    ];
    for kind in Kind::ALL.iter().filter(|kind| kind.is_about_a_patient() && !daily_work.contains(kind)) {
        assert!(!may(Role::ComplianceOfficer, Action::View, *kind), "without purpose: {kind}");
    }
    let chart = POLICY.may(&[Role::ComplianceOfficer], Action::View, Kind::ProgressNote, &Circumstances::for_purpose());
    assert!(chart.allowed);
    assert!(daily_work.iter().all(|kind| may(Role::ComplianceOfficer, Action::View, *kind)));
    assert!(may(Role::ComplianceOfficer, Action::Verify, Kind::System));
}

#[test]
fn only_the_director_sets_the_program_and_nobody_gives_themselves_a_role() {
    for role in Role::ALL {
        assert_eq!(may(*role, Action::Configure, Kind::Program), *role == Role::ClinicalDirector);
        assert!(!may_own(*role, Action::ManageStaff, Kind::Staff), "{role}");
        assert_eq!(may_own(*role, Action::Void, Kind::Session), role.is_staff(), "{role} ends an own sign-in");
    }
    assert!(may(Role::ClinicalDirector, Action::ManageStaff, Kind::Staff));
}

#[test]
fn claiming_an_emergency_opens_no_door_p2_41() {
    for role in Role::ALL {
        for (action, kind) in Action::ALL.iter().flat_map(|action| Kind::ALL.iter().map(move |kind| (action, kind))) {
            let glass = Circumstances { is_own: true, purpose_stated: true, is_break_glass: true };
            assert!(!POLICY.allows(&[*role], *action, *kind, &glass), "{role} {action} {kind}");
        }
    }
}

#[test]
fn the_person_sees_and_does_their_own_things_and_nothing_else_p2_52() {
    let own = Circumstances::own();
    for (action, kind) in Action::ALL.iter().flat_map(|action| Kind::ALL.iter().map(move |kind| (*action, *kind))) {
        for other in [Circumstances::default(), Circumstances::for_purpose()] {
            assert!(!POLICY.allows_person(action, kind, &other), "{action} {kind} of somebody else");
        }
        let is_theirs = kind.is_about_a_patient() && !kind.is_clinical_text();
        assert!(is_theirs || !POLICY.allows_person(action, kind, &own), "{action} {kind}");
    }
    assert!(POLICY.allows_person(Action::Sign, Kind::Paper, &own) && POLICY.allows_person(Action::View, Kind::Paper, &own));
    for action in [Action::Search, Action::Export, Action::Disclose, Action::Amend, Action::Configure] {
        assert!(Kind::ALL.iter().all(|kind| !POLICY.allows_person(action, *kind, &own)), "{action}");
    }
}

#[test]
fn several_roles_add_up_and_repeat_no_reason() {
    let roles = [Role::Biller, Role::FrontDesk, Role::Biller];
    let decision = POLICY.may(&roles, Action::View, Kind::Patient, &Circumstances::default());
    assert!(decision.allowed);
    assert_eq!(decision.reasons, [Arc::from("biller_sees_whom_to_bill_for"), Arc::from("front_desk_finds_people")]);
    assert!(POLICY.allows(&roles, Action::MarkArrival, Kind::Attendance, &Circumstances::default()));
    assert!(POLICY.allows(&roles, Action::Export, Kind::Claim, &Circumstances::default()));
}

#[test]
fn cedar_answers_every_question() {
    POLICY.ask_everything().unwrap();
}

/// Puts the question to Cedar with the whole set of rules, for people with no, one, two and three roles.
#[test]
fn the_table_answers_what_cedar_answers() {
    let rules = files::embedded().unwrap();
    let set = files::set_of(rules.iter()).unwrap();
    let people: Vec<Vec<Role>> = std::iter::once(vec![])
        .chain(Role::ALL.iter().map(|role| vec![*role]))
        .chain(Role::ALL.iter().zip(Role::ALL.iter().skip(5)).map(|(a, b)| vec![*a, *b]))
        .chain(Role::ALL.windows(3).map(<[Role]>::to_vec))
        .collect();
    let mut entities: Vec<_> = people.iter().enumerate().map(|(n, roles)| member(n, roles).unwrap()).collect();
    entities.extend(Kind::ALL.iter().flat_map(|kind| [record(*kind, false).unwrap(), record(*kind, true).unwrap()]));
    let entities = Entities::from_entities(entities, None).unwrap();
    let authorizer = Authorizer::new();
    let mut questions = 0;
    for (n, roles) in people.iter().enumerate() {
        let principal = uid("Staff", &n.to_string()).unwrap();
        let cells = Action::ALL.iter().flat_map(|a| Kind::ALL.iter().flat_map(|k| Circumstances::all().map(|c| (*a, *k, c))));
        // Every ninth question, shifted by the person: Cedar itself is slow without optimization.
        for (action, kind, circumstances) in cells.skip(n % 9).step_by(9) {
            let verb = uid("Action", action.as_str()).unwrap();
            let (resource, context) = asked(kind, circumstances).unwrap();
            let request = Request::new(principal.clone(), verb, resource, context, None).unwrap();
            let response = authorizer.is_authorized(&request, &set, &entities);
            let mut reasons: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
            reasons.sort();
            let ours = POLICY.may(roles, action, kind, &circumstances);
            assert_eq!(ours.allowed, response.decision() == CedarDecision::Allow, "{roles:?} {action} {kind} {circumstances:?}");
            if !roles.is_empty() {
                assert_eq!(ours.reasons.iter().map(|r| r.to_string()).collect::<Vec<_>>(), reasons, "{roles:?} {action} {kind}");
            }
            questions += 1;
        }
    }
    assert!(questions > 10_000, "only {questions} questions");
}
