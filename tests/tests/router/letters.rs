//! Letters to an employer, a school or a court: seen as they would leave, in no more than four clicks, made only with a consent to that
//! recipient, and readable afterwards (S-16; P2-12, P2-40).

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::{People, open};

/// A house in which papers are set as plain bytes: what stands in a file can be read by a test.
fn wiring() -> web::Wiring {
    let press = |sheet: &intake::paper::PressSheet| Ok(format!("%PDF-plain {sheet:?}").into_bytes());
    web::Wiring { press: std::sync::Arc::new(press), ..web::Wiring::none() }
}

async fn consent(people: &People, desk: &Desk) {
    let fields = [
        ("kind", "criminal_justice"),
        ("recipients", "Barnstable County probation office"),
        ("purposes", "monitoring"),
        ("categories", "identity_and_attendance"),
        ("expires", "end_of_treatment"),
        ("irrevocable_until", "2026-06-30"),
        ("states", "revocation"),
        ("signer_basis", "adult"),
        ("patient_name_as_signed", "Marcus Dwyer"),
        ("signed_on", "2026-03-12"),
    ];
    let given = desk.post(&format!("/patients/{}/consents/build", people.marcus), &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
}

#[tokio::test]
async fn s_16_without_a_consent_no_letter_can_be_made_and_the_page_says_what_is_missing() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    let letters = format!("/patients/{}/letters", people.marcus);
    let page = desk.get(&letters).await;
    assert!(page.says("No letter can be made.") && page.says("/consents/build"), "{}", page.body);
    assert!(!page.says("Make the letter"));
    let fields =
        [("kind", "appointment"), ("recipient", "Boatyard"), ("from", "2026-03-12"), ("to", "2026-03-26"), ("act", "send")];
    let refused = desk.post(&letters, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let biller = Desk::of_wired(&people, "biller", wiring()).await;
    assert_eq!(biller.get(&letters).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s_16_a_letter_is_seen_word_for_word_made_in_four_clicks_and_stays_readable() {
    let people = open();
    let desk = Desk::of_wired(&people, "clinician", wiring()).await;
    consent(&people, &desk).await;
    // The chart, the form, a look, the letter
    let chart = desk.get(&format!("/patients/{}/consents", people.marcus)).await;
    let letters = chart.link("/letters");
    let page = desk.get(&letters).await;
    assert!(page.says("Barnstable County probation office") && !page.says("Make the letter"), "{}", page.body);
    let office = ("recipient", "Barnstable County probation office");
    let fields = |kind: &'static str, act: &'static str| {
        [("kind", kind), office, ("from", "2026-03-02"), ("to", "2026-03-26"), ("act", act)]
    };
    let neutral = desk.post(&letters, &fields("appointment", "look")).await;
    assert!(neutral.says("Make the letter") && neutral.says("It may leave."), "{}", neutral.body);
    let letter = neutral.body.split("aria-label=\"The letter\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    assert!(letter.contains("Marcus Dwyer has an appointment with us") && letter.contains("9:00 am to 12:15 pm"), "{letter}");
    assert!(!letter.contains("Recovering") && !letter.contains("Relapse"), "S-16: it reveals nothing: {letter}");
    let made = desk.post(&letters, &fields("appointment", "send")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let file = desk.get(&format!("{}/file", made.location)).await;
    let neutral_name = people.house.neutral_program().0;
    assert!(file.body.contains(&neutral_name) && file.body.contains("has an appointment with us"), "{}", file.body);
    for telling in ["Recovering", "Relapse", "42 CFR", "Protected by federal law", "notice: \"4"] {
        assert!(!file.body.contains(telling), "{telling}: {}", file.body);
    }
    // For the court: each day by its name, with the notice on the paper
    let court = desk.post(&letters, &fields("court", "send")).await;
    assert_eq!(court.status, StatusCode::SEE_OTHER, "{}", court.body);
    let file = desk.get(&format!("{}/file", court.location)).await;
    assert!(file.body.contains(": came") && file.body.contains("Protected by federal law"), "{}", file.body);
    // Both stand in the account, as letters
    let account = desk.get(&format!("/patients/{}/account", people.marcus)).await;
    assert!(account.says("Letter: Has an appointment") && account.says("Letter: Attendance for a court"), "{}", account.body);
    // Nothing about days on which nothing was
    let nothing = [("kind", "attended"), office, ("from", "2026-01-02"), ("to", "2026-01-03"), ("act", "send")];
    assert!(desk.post(&letters, &nothing).await.says("There is nothing to tell about these days."));
}
