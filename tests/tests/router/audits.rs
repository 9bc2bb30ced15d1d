//! An audit as a browser meets it: the promise first, each record seen before it is shown, the end, and the copies until they are destroyed.

use axum::http::StatusCode;

use crate::outside::{house, plain_papers};
use crate::patients::Desk;
use crate::people_house::People;

async fn desk(people: &People, role: &str) -> Desk {
    Desk::of_wired(people, role, plain_papers()).await
}

fn audit<'a>(way: &'a str, numbers: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("auditor", "Bureau of Licenses"),
        ("kind", "agency"),
        ("subject", "Yearly review"),
        ("way", way),
        ("from", "2026-01-01"),
        ("to", "2026-03-11"),
        ("categories", "identity_and_attendance"),
        ("categories", "plan"),
        ("record_numbers", numbers),
    ]
}

const PROMISE: [(&str, &str); 7] = [
    ("document", "Letter of the bureau, binder 4"),
    ("signed_on", "2026-03-10"),
    ("promised", "only_for_the_audit"),
    ("promised", "no_further_disclosure"),
    ("promised", "secure"),
    ("promised", "destroy"),
    ("destroy_by", "2026-03-11"),
];

/// The record number of Marcus, as the page to send something says it.
async fn number(desk: &Desk, people: &People) -> String {
    let page = desk.get(&format!("/patients/{}/send", people.marcus)).await;
    let from = page.body.find("Record <span class=\"code\">").unwrap() + 26;
    page.body[from..].chars().take_while(char::is_ascii_digit).collect()
}

#[tokio::test]
async fn p2_43_an_auditor_sees_nothing_before_everything_is_promised_and_copies_are_asked_for() {
    let people = house();
    let officer = desk(&people, "compliance_officer").await;
    let number = number(&officer, &people).await;
    let one = officer.post("/rights/audits/new", &audit("copies", &number)).await.location;
    let page = officer.get(&one).await;
    assert!(page.says("Waits for the promise") && page.says("Nothing is promised in writing yet"), "{}", page.body);
    assert!(page.says(&format!("Record {number}")) && !page.says("Dwyer"), "by record number: {}", page.body);
    let record = page.link("/people/");
    let seen = officer.get(&record).await;
    assert!(seen.says("Nothing would leave.") && !seen.says("Make the copy"), "{}", seen.body);
    assert_eq!(officer.post(&record, &[]).await.status, StatusCode::CONFLICT, "nobody goes around the page");
    let account = format!("/patients/{}/account", people.marcus);
    assert!(officer.get(&account).await.says("Nothing was shared"));

    let half = officer.post(&format!("{one}/promise"), &PROMISE[..4]).await;
    assert_eq!(half.location, one);
    assert!(officer.get(&one).await.says("Not promised yet: To keep copies as safe"), "copies need all four");
    let bad = officer.post(&format!("{one}/promise"), &PROMISE[..6]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.says("Write by which day copies are destroyed.") && bad.says("Letter of the bureau, binder 4"), "{}", bad.body);
    assert_eq!(officer.post(&format!("{one}/promise"), &PROMISE).await.location, one);
    let seen = officer.get(&record).await;
    assert!(seen.says("It may leave.") && seen.says("Make the copy"), "{}", seen.body);
    let made = officer.post(&record, &[]).await;
    assert!(made.location.contains("/disclosures/"), "{}", made.body);
    let file = officer.get(&format!("{}/file", made.location)).await;
    assert!(file.says("To: Bureau of Licenses") && file.says("prohibit you from using or disclosing"), "{}", file.body);
    let account = officer.get(&account).await;
    assert!(account.says("An audit") && account.says("Yearly review, 2026-01-01 to 2026-03-11"), "{}", account.body);

    // Its copies are late already; it is over, and then they are destroyed
    assert!(officer.get("/rights").await.says("Destruction not confirmed, 1 day late"));
    assert_eq!(officer.post(&format!("{one}/end"), &[("on", "2026-03-12"), ("words", "No finding.")]).await.location, one);
    assert_eq!(officer.post(&record, &[]).await.status, StatusCode::CONFLICT, "what is over shows nothing more");
    let how = officer.post(&format!("{one}/destroyed"), &[("destroyed_on", "2026-03-12"), ("how", "")]).await;
    assert!(how.says("Write who confirmed it and how"), "{}", how.body);
    let sent = [("destroyed_on", "2026-03-12"), ("how", "Certificate of the bureau")];
    assert_eq!(officer.post(&format!("{one}/destroyed"), &sent).await.location, one);
    assert!(officer.get(&one).await.says("Certificate of the bureau") && officer.get("/rights/audits").await.says("Closed"));
}

#[tokio::test]
async fn p2_43_records_looked_at_here_are_noted_without_a_copy_and_others_see_no_audit() {
    let people = house();
    let director = desk(&people, "clinical_director").await;
    let number = number(&director, &people).await;
    let mut asked = audit("on_premises", &number);
    asked.extend_from_slice(&PROMISE[..4]);
    let one = director.post("/rights/audits/new", &asked).await.location;
    let record = director.get(&one).await.link("/people/");
    assert!(director.get(&record).await.says("They looked at it here"));
    assert_eq!(director.post(&record, &[]).await.location, one);
    assert!(director.get(&one).await.says("Looked at here"));
    assert!(director.get(&format!("/patients/{}/account", people.marcus)).await.says("Looked at here, no copy"));

    let wrong = director.post("/rights/audits/new", &[("record_numbers", "99 x"), ("subject", "Yearly review")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Write who audits.") && wrong.says("Write record numbers, divided by commas") && wrong.says("99 x"));
    for stranger in ["clinician", "biller", "front_desk", "case_manager", "installer"] {
        let desk = desk(&people, stranger).await;
        for hidden in ["/rights/audits", "/rights/audits/new", one.as_str(), record.as_str()] {
            assert_eq!(desk.get(hidden).await.status, StatusCode::NOT_FOUND, "{stranger} {hidden}");
        }
        assert_eq!(desk.post(&record, &[]).await.status, StatusCode::NOT_FOUND, "{stranger}");
    }
}

#[tokio::test]
async fn p2_44_figures_for_public_health_are_seen_first_and_kept() {
    let people = house();
    let officer = desk(&people, "compliance_officer").await;
    let place = officer.get("/rights").await.link("/rights/public-health");
    let mut asked = vec![("authority", "Board of Health"), ("from_year", "2026"), ("to_year", "2026"), ("act", "look")];
    let seen = officer.post(&place, &asked).await;
    assert!(seen.says("fewer than 11") && seen.says("Opioids") && !seen.says("Dwyer"), "{}", seen.body);
    assert!(officer.get(&place).await.says("No figures were handed over."), "looking hands nothing over");
    asked[3] = ("act", "hand_over");
    assert_eq!(officer.post(&place, &asked).await.location, place);
    let kept = officer.get(&place).await;
    assert!(kept.says("Board of Health") && kept.says("Years 2026 to 2026"), "{}", kept.body);
    let table = officer.get(&kept.link("/figures.csv")).await;
    assert!(table.says("\"year\",\"what\",\"people\"") && table.says("\"2026\",\"admitted\""), "{}", table.body);
    let wrong = officer.post(&place, &[("authority", ""), ("from_year", "26"), ("to_year", "x"), ("act", "hand_over")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Write which authority asks.") && wrong.says("Write a year that has begun"), "{}", wrong.body);
    assert_ne!(desk(&people, "clinician").await.get(&place).await.status, StatusCode::OK);
}
