//! Telling somebody outside as a browser meets it: what would leave is seen first, what stays says why, the packet and its line in the
//! account come together, and nothing leaves on a ground that does not hold.

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::{People, open};

const PROBATION: &str = "Barnstable County probation office";

pub(crate) fn consent<'a>(
    recipients: &'a str,
    kind: &'a str,
    purpose: &'a str,
    categories: &[&'a str],
) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("kind", kind),
        ("recipients", recipients),
        ("purposes", purpose),
        ("expires", "end_of_treatment"),
        ("states", "revocation"),
        ("signer_basis", "adult"),
        ("patient_name_as_signed", "Marcus Dwyer"),
        ("signed_on", "2026-03-12"),
    ];
    fields.extend(categories.iter().map(|category| ("categories", *category)));
    fields
}

pub(crate) fn wish<'a>(act: &'a str, name: &'a str, purpose: &'a str, categories: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("act", act),
        ("name", name),
        ("status", "lawful_holder"),
        ("purpose", purpose),
        ("ground", "consent"),
        ("description", "the monthly letter"),
        ("summary", "Comes every day and works on the plan."),
    ];
    fields.extend(categories.iter().map(|category| ("categories", *category)));
    fields
}

/// A house in which papers are set as plain bytes: what stands in a packet can be read by a test.
pub(crate) fn house() -> People {
    open()
}

async fn desk(people: &People, role: &str) -> Desk {
    Desk::of_wired(people, role, plain_papers()).await
}

pub(crate) fn plain_papers() -> web::Wiring {
    let press = |sheet: &intake::paper::PressSheet| Ok(format!("%PDF-plain {sheet:?}").into_bytes());
    web::Wiring { press: std::sync::Arc::new(press), ..web::Wiring::none() }
}

#[tokio::test]
async fn p2_40_what_would_leave_is_seen_first_and_the_packet_stands_in_the_account() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    let asked = ["identity_and_attendance", "progress_summary", "diagnosis"];

    // Without a consent nothing would leave, and nothing does
    let seen = desk.post(&format!("{base}/send"), &wish("look", PROBATION, "monitoring", &asked)).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.says("Nothing would leave.") && seen.says("No consent in force names them."), "{}", seen.body);
    let refused = desk.post(&format!("{base}/send"), &wish("send", PROBATION, "monitoring", &asked)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(desk.get(&format!("{base}/account")).await.says("Nothing was shared"));

    // With one, what it covers would leave; what the purpose does not need stays and says why
    let built =
        consent(PROBATION, "criminal_justice", "monitoring", &["identity_and_attendance", "progress_summary", "diagnosis"]);
    assert_eq!(desk.post(&format!("{base}/consents/build"), &built).await.location, format!("{base}/consents"));
    let seen = desk.post(&format!("{base}/send"), &wish("look", PROBATION, "monitoring", &asked)).await;
    assert!(seen.says("It may leave.") && seen.says("Comes every day"), "{}", seen.body);
    assert!(seen.says("Stays: Diagnoses") && seen.says("The purpose does not need it. (P2-12)"), "{}", seen.body);
    assert!(seen.says("42 CFR 2.32(a)(1)"), "the notice goes with it");

    // The packet holds what was released and nothing else, and its line stands in the account
    let made = desk.post(&format!("{base}/send"), &wish("send", PROBATION, "monitoring", &asked)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let made = desk.get(&made.location).await;
    assert!(made.says("Ready to hand over"), "a page that can be loaded again: {}", made.body);
    let file = desk.get(&made.link("/file")).await;
    assert!(file.says("Comes every day") && !file.says("F10.20"), "{}", file.body);
    assert!(file.says("prohibit you from using or disclosing") && file.says("Consent signed 2026-03-12"));
    let account = desk.get(&format!("{base}/account")).await;
    assert!(account.says(PROBATION) && account.says("the monthly letter") && account.says("A consent"), "{}", account.body);
}

#[tokio::test]
async fn p2_27_what_was_withdrawn_stops_the_next_packet_and_the_earlier_one_stays_in_the_account() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    desk.post(&format!("{base}/consents/build"), &consent(PROBATION, "general", "monitoring", &["progress_summary"])).await;
    let send = wish("send", PROBATION, "monitoring", &["progress_summary"]);
    assert_eq!(desk.post(&format!("{base}/send"), &send).await.status, StatusCode::SEE_OTHER);
    let stop = desk.get(&format!("{base}/consents")).await.link("/stop");
    desk.post(&stop, &[]).await;
    let after = desk.post(&format!("{base}/send"), &send).await;
    assert_eq!(after.status, StatusCode::CONFLICT);
    assert!(after.says("The consent was withdrawn."), "{}", after.body);
    assert!(desk.get(&format!("{base}/account")).await.says(PROBATION), "what was sent stays accounted for (P2-A07)");
}

#[tokio::test]
async fn p2_20_a_consent_says_everything_it_lacks_by_its_element() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let path = format!("/patients/{}/consents/build", people.marcus);
    let mixed = consent(PROBATION, "general", "proceedings", &["progress_summary", "counseling_notes"]);
    let answer = desk.post(&path, &mixed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Counseling notes need a consent of their own."), "P2-A03: {}", answer.body);
    assert!(answer.says("Proceedings need a consent of their own."), "P2-A04");
    let mut single = consent("", "tpo", "treatment", &["entire_record"]);
    single.extend([("purposes", "payment"), ("purposes", "operations"), ("classes", "treating_providers")]);
    let answer = desk.post(&path, &single).await;
    assert!(answer.says("Element 4c"), "P2-A01: {}", answer.body);
    single.extend([("states", "hipaa_redisclosure"), ("states", "redisclosure_risk"), ("states", "refusal_consequences")]);
    assert_eq!(desk.post(&path, &single).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn p2_a09_an_emergency_is_written_down_whole_or_not_at_all() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let path = format!("/patients/{}/emergency", people.marcus);
    let mut told = vec![
        ("personnel", "Dr. Lee"),
        ("disclosed_by", "Nora Quist, RN"),
        ("day", "2026-03-12"),
        ("at", "10:15"),
        ("nature", "found unconscious"),
        ("categories", "identity_and_attendance"),
        ("categories", "diagnosis"),
    ];
    let answer = desk.post(&path, &told).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Write at which facility they work."), "{}", answer.body);
    told.push(("facility", "Cape Hospital"));
    let answer = desk.post(&path, &told).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let account = desk.get(&format!("/patients/{}/account", people.marcus)).await;
    assert!(account.says("Dr. Lee, Cape Hospital") && account.says("A medical emergency"), "{}", account.body);
    // The compliance officer looks at it, in words, and then it waits no more
    let officer = self::desk(&people, "compliance_officer").await;
    let waiting = officer.get("/emergencies").await;
    assert!(waiting.says("found unconscious") && !waiting.says("Dwyer"), "by record number: {}", waiting.body);
    let review = waiting.action("/review");
    assert_eq!(officer.post(&review, &[("words", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(officer.post(&review, &[("words", "Needed, and no more than needed.")]).await.status, StatusCode::SEE_OTHER);
    assert!(officer.get("/emergencies").await.says("Nothing waits."));
    assert_eq!(desk.get("/emergencies").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn p2_a10_a_subpoena_unlocks_nothing_and_an_order_what_it_names_once_counsel_has_read_it() {
    let people = house();
    let officer = desk(&people, "compliance_officer").await;
    let base = format!("/patients/{}", people.marcus);
    let ask = |act| {
        let mut fields = wish(act, "Guardian Moss", "proceedings", &["identity_and_attendance", "diagnosis"]);
        fields.extend([("ground", "court"), ("status", "court")]);
        fields
    };
    let paper = |served: &'static str| {
        vec![
            ("served", served),
            ("court", "Barnstable Probate Court"),
            ("docket", "BA26P0001"),
            ("section", "non_criminal"),
            ("categories", "identity_and_attendance"),
            ("persons", "Guardian Moss"),
            ("served_on", "2026-03-11"),
        ]
    };
    assert_eq!(officer.post(&format!("{base}/court-papers/new"), &paper("subpoena_only")).await.status, StatusCode::SEE_OTHER);
    let refused = officer.post(&format!("{base}/send"), &ask("send")).await;
    assert!(refused.says("A subpoena alone compels nothing"), "{}", refused.body);

    officer.post(&format!("{base}/court-papers/new"), &paper("order_only")).await;
    let refused = officer.post(&format!("{base}/send"), &ask("send")).await;
    assert!(refused.says("Counsel has not read the order."), "{}", refused.body);
    let page = officer.get(&format!("{base}/court-papers")).await;
    let counsel = page.action("/counsel");
    let foreign = counsel.replace(&people.marcus.to_string(), &people.teresa.to_string());
    assert_eq!(
        officer.post(&foreign, &[("counsel", "P. Ames")]).await.status,
        StatusCode::NOT_FOUND,
        "under another person’s address"
    );
    assert_eq!(officer.post(&counsel, &[("counsel", "P. Ames")]).await.status, StatusCode::SEE_OTHER);

    let waits = officer.post(&format!("{base}/send"), &ask("send")).await;
    assert_eq!(waits.status, StatusCode::CONFLICT);
    assert!(waits.says("nothing compels it: somebody has to decide"), "{}", waits.body);
    let mut decided = ask("send");
    decided.push(("decided", "yes"));
    let made = officer.post(&format!("{base}/send"), &decided).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let file = officer.get(&officer.get(&made.location).await.link("/file")).await;
    assert!(!file.says("F10.20"), "the order names attendance only");
}

#[tokio::test]
async fn the_gate_shows_its_own_cases_and_each_comes_out_as_it_says() {
    let people = house();
    let page = desk(&people, "compliance_officer").await.get("/gate").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("A subpoena alone") && !page.says("not as expected"), "{}", page.body);
    assert_eq!(desk(&people, "front_desk").await.get("/gate").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_not_send_learns_nothing_and_the_account_is_taken_out_by_whoever_may() {
    let people = house();
    let base = format!("/patients/{}", people.marcus);
    let front_desk = desk(&people, "front_desk").await;
    for tail in ["/send", "/emergency", "/account", "/account.csv", "/account.pdf", "/court-papers"] {
        assert_eq!(front_desk.get(&format!("{base}{tail}")).await.status, StatusCode::NOT_FOUND, "{tail}");
    }
    let clinician = desk(&people, "clinician").await;
    assert_eq!(clinician.get(&format!("{base}/account.csv")).await.status, StatusCode::NOT_FOUND);
    let officer = desk(&people, "compliance_officer").await;
    let table = officer.get(&format!("{base}/account.csv")).await;
    assert!(table.says("\"when\",\"to whom\""), "{}", table.body);
    assert!(officer.get(&format!("{base}/account.pdf")).await.says("Who was told about you"));
}

#[tokio::test]
async fn p2_65_a_look_by_somebody_of_the_same_surname_is_said_to_the_compliance_officer_alone() {
    let people = house();
    let officer = desk(&people, "compliance_officer").await;
    assert_eq!(desk(&people, "clinician").await.get("/looks").await.status, StatusCode::NOT_FOUND);
    let page = officer.get("/looks").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Unusual looks") && !page.says("Dwyer"), "by record number: {}", page.body);
}

#[tokio::test]
async fn p2_20_a_consent_that_ends_within_a_month_is_said_in_time() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    assert!(desk.get("/consents/ending").await.says("No consent ends within 30 days."));
    let mut soon = consent(PROBATION, "general", "monitoring", &["progress_summary"]);
    soon.retain(|(name, _)| *name != "expires");
    soon.extend([("expires", "on"), ("expires_on", "2026-03-19")]);
    desk.post(&format!("{base}/consents/build"), &soon).await;
    let page = desk.get("/consents/ending").await;
    assert!(page.says(PROBATION) && page.says("within 7 days"), "{}", page.body);
    assert!(desk.get("/today").await.says("Consents that end soon"));
}

#[tokio::test]
async fn p2_52_the_own_record_goes_to_the_person_whoever_was_typed() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    let mut fields = wish("send", "Bay Works", "person_request", &["identity_and_attendance"]);
    fields.push(("ground", "person"));
    let made = desk.post(&format!("{base}/send"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let account = desk.get(&format!("{base}/account")).await;
    assert!(account.says("Marcus Dwyer") && !account.says("Bay Works"), "{}", account.body);
    // And who looked at the account stands in the list of who looked
    let looked = self::desk(&people, "compliance_officer").await.get(&format!("{base}/who-looked")).await;
    assert!(looked.says("disclosure"), "{}", looked.body);
}

#[tokio::test]
async fn p2_32_an_authority_hears_of_a_death_what_was_seen_first_and_the_family_signs_for_the_rest() {
    let people = house();
    let desk = desk(&people, "clinician").await;
    let base = format!("/patients/{}", people.marcus);
    let page = desk.get(&desk.get(&format!("{base}/send")).await.link("/death")).await;
    assert!(page.says("protected as in life") && page.says("Spouse, when nobody was appointed"), "{}", page.body);
    let bad = desk.post(&format!("{base}/death"), &[("authority", "Medical Examiner"), ("act", "look")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.says("Write the day of death.") && bad.says("value=\"Medical Examiner\""), "{}", bad.body);
    let mut about = vec![
        ("authority", "Medical Examiner"),
        ("inquiry", "cause_of_death"),
        ("law", "M.G.L. c. 38"),
        ("died_on", "2026-03-10"),
        ("act", "look"),
    ];
    let seen = desk.post(&format!("{base}/death"), &about).await;
    assert!(seen.says("It may leave.") && seen.says("Died 2026-03-10.") && seen.says("Make the packet"), "{}", seen.body);
    about[4] = ("act", "send");
    let made = desk.post(&format!("{base}/death"), &about).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let account = desk.get(&format!("{base}/account")).await;
    assert!(account.says("The law about somebody who died") && account.says("M.G.L. c. 38"), "{}", account.body);

    // For everything else the spouse signs, and says how they know that nobody comes before them
    let mut signed = consent("Harbor Life", "general", "person_request", &["identity_and_attendance"]);
    signed.retain(|(name, _)| *name != "signer_basis");
    signed.extend([("signer_basis", "deceased"), ("after_death", "spouse"), ("other_name", "Ana Dwyer")]);
    let lacks = desk.post(&format!("{base}/consents/build"), &signed).await;
    assert_eq!(lacks.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", lacks.body);
    signed.push(("authority", "The probate court appointed nobody, letter of March 11"));
    assert_eq!(desk.post(&format!("{base}/consents/build"), &signed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(self::desk(&people, "biller").await.get(&format!("{base}/death")).await.status, StatusCode::NOT_FOUND);
}
