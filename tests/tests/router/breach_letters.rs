//! Letters about a breach as a browser meets them: what they say is written once, each person gets one in their language, all are printed
//! in one job, and the duty is met when the last has gone (P2-55, P2-66).

use std::sync::Arc;

use axum::http::StatusCode;

use crate::patients::{Desk, Page};
use crate::people_house::{People, open};

async fn desk(people: &People, role: &str) -> Desk {
    let press = |sheet: &intake::paper::PressSheet| Ok(format!("%PDF-plain {sheet:?}").into_bytes());
    Desk::of_wired(people, role, web::Wiring { press: Arc::new(press), ..web::Wiring::none() }).await
}

const TEXT: [(&str, &str); 10] = [
    ("kinds", "name"),
    ("kinds", "social_security"),
    ("what_happened_en", "A roster went to a wrong fax number."),
    ("what_to_do_en", "Call us when somebody you do not know asks about your care."),
    ("what_we_do_en", "The number is locked now."),
    ("what_happened_pt", "Uma lista foi para um fax errado."),
    ("what_to_do_pt", "Ligue para nós."),
    ("what_we_do_pt", "O número está bloqueado agora."),
    ("contact_who", "Dana Whitfield"),
    ("contact_phone", "800 555 0177"),
];

fn letters(page: &Page) -> Vec<String> {
    let values = page.body.split("name=\"letters\" value=\"").skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn p2_55_everybody_concerned_gets_a_letter_and_the_duty_is_met_with_the_last() {
    let people = open();
    let officer = desk(&people, "compliance_officer").await;
    let numbers = "1001, 1004";
    let case = [
        ("happened", "A roster went to a wrong fax."),
        ("discovered_on", "2026-03-01"),
        ("record_numbers", numbers),
        ("by_state", "MA 2"),
    ];
    let one = officer.post("/rights/breaches/new", &case).await.location;
    let page = format!("{one}/letters");
    assert!(officer.get(&one).await.says(&format!("href=\"{page}\"")));
    let early = officer.post(&format!("{page}/make"), &[]).await;
    assert!(early.status == StatusCode::CONFLICT && early.says("Nobody has written yet what the letters say."));

    let text = format!("{page}/text");
    let form = officer.get(&text).await;
    assert!(form.says("What happened, in Português") && !form.says("in Español"), "the languages they read: {}", form.body);
    let half = officer.post(&text, &TEXT).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.says("how people sign up for watching over their credit") && half.says("The number is locked now."));
    let mut whole = TEXT.to_vec();
    whole.push(("monitoring", "Call 800 555 0100 and say code 12."));
    assert_eq!(officer.post(&text, &whole).await.location, page);

    assert_eq!(officer.post(&format!("{page}/make"), &[]).await.location, page);
    assert_eq!(officer.post(&format!("{page}/make"), &[]).await.location, page, "made once");
    let made = officer.get(&page).await;
    let all = letters(&made);
    assert_eq!(all.len(), 4, "two people, each with the letter of the federal rule and that of Massachusetts: {}", made.body);
    let open = made.link("/rights/letters/");
    let print = officer.get(&format!("{page}/print")).await;
    assert!(print.says("Uma lista foi para um fax errado.") && print.says("Massachusetts") && print.says("4 Mill Rd"));
    assert_eq!(print.body.matches("window: Some").count(), 4, "one printing of all");
    let alone = officer.get(&open).await;
    assert!(alone.says("window: Some") && alone.body.matches("window: Some").count() == 1);

    // By hand before they have gone: no.
    let by_hand = officer.post(&format!("{one}/letter"), &[("to", "people:"), ("sent_on", "2026-03-12")]).await;
    assert!(by_hand.status == StatusCode::UNPROCESSABLE_ENTITY && by_hand.says("Letters to them wait."), "{}", by_hand.body);
    let went = |letter: &str| [("how", "mail".to_owned()), ("on", "2026-03-12".to_owned()), ("letters", letter.to_owned())];
    let post = async |letter: &str| {
        let fields = went(letter);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.post(&format!("{page}/gone"), &fields).await
    };
    let none = officer.post(&format!("{page}/gone"), &[("how", "mail"), ("on", "2026-03-12")]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.says("Choose which letters went."));
    for letter in &all[..3] {
        assert_eq!(post(letter).await.location, page);
    }
    let standing = officer.get(&one).await;
    assert!(standing.body.matches("Told Mar 12, 2026").count() <= 1, "one letter still waits: {}", standing.body);
    assert_eq!(post(&all[3]).await.location, page);
    let done = officer.get(&page).await;
    assert!(done.body.matches("Told Mar 12, 2026").count() == 2 && done.says("No letter waits."), "{}", done.body);
    assert!(officer.get(&format!("/patients/{}/account", people.ana)).await.says("Letter to the person about a breach"));

    // One more person is counted: the duty is open again, and only she is written to.
    let more = [("record_numbers", "1001, 1002, 1004"), ("by_state", "MA 3")];
    officer.post(&format!("{one}/count"), &more).await;
    assert!(officer.get(&page).await.says("0 letters wait, 4 letters have gone"));
    officer.post(&format!("{page}/make"), &[]).await;
    assert_eq!(letters(&officer.get(&page).await).len(), 2);
    assert!(!officer.get(&page).await.says("Told Mar 12, 2026"));

    let director = desk(&people, "clinical_director").await;
    assert!(director.get(&page).await.says("Letters that wait"));
    assert_eq!(director.get(&text).await.status, StatusCode::NOT_FOUND);
    assert_eq!(director.post(&format!("{page}/make"), &[]).await.status, StatusCode::NOT_FOUND);
    for role in ["clinician", "biller", "intake"] {
        assert_eq!(desk(&people, role).await.get(&open).await.status, StatusCode::NOT_FOUND, "{role}");
    }
}
