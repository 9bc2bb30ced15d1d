//! The closing of the program on screen: begun, seen by those who answer for it, refused while something is left, taken back (P2-19).

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::open;

const SAID: [(&str, &str); 7] = [
    ("closing", ""),
    ("version", ""),
    ("program", "Bayberry Day Treatment"),
    ("ends_on", "2026-06-30"),
    ("new_holder", "Bayside Recovery, Inc."),
    ("responsible", "Dana Roy, (508) 555-0100"),
    ("kept_by", "M.G.L. c.111 section 70"),
];

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let at = body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name} in {body}"));
    body[at..].split('"').nth(3).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn p2_19_the_closing_is_begun_lists_what_is_left_and_is_finished_by_nobody_before() {
    let people = open();
    let officer = Desk::of(&people, "compliance_officer").await;
    let first = officer.get("/rights/closing").await;
    assert!(first.status == StatusCode::OK && first.says("Begin"), "{}", first.body);
    let wrong = officer.post("/rights/closing", &[("program", "Bayberry"), ("ends_on", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Write who answers for the sealed records") && wrong.says("value=\"Bayberry\""), "{}", wrong.body);
    assert_eq!(officer.post("/rights/closing", &SAID).await.status, StatusCode::SEE_OTHER);
    let page = officer.get("/rights/closing").await;
    assert!(page.says("In care, and nothing lets the record go") && page.says("Dwyer"), "{}", page.body);
    assert!(page.says("required to be maintained under M.G.L. c.111 section 70"), "the label");
    let closing = hidden(&page.body, "closing");
    let finish = officer.post("/rights/closing/finish", &[("closing", &closing)]).await;
    assert_eq!(finish.status, StatusCode::CONFLICT);
    assert!(finish.says("the archive is not sealed") && finish.says("Bayside Recovery"), "{}", finish.body);
    let without = officer.post("/rights/closing/take-back", &[("closing", &closing), ("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = [("closing", closing.as_str()), ("reason", "The buyer came back")];
    assert_eq!(officer.post("/rights/closing/take-back", &back).await.status, StatusCode::SEE_OTHER);
    assert!(officer.get("/rights/closing").await.says("The closing was taken back on Mar 12, 2026: The buyer came back"));
}

#[tokio::test]
async fn p2_19_the_director_keeps_it_too_and_nobody_else_finds_it() {
    let people = open();
    for role in ["clinician", "front_desk", "biller", "intake"] {
        let desk = Desk::of(&people, role).await;
        assert_ne!(desk.get("/rights/closing").await.status, StatusCode::OK, "{role}");
        assert_ne!(desk.post("/rights/closing", &SAID).await.status, StatusCode::SEE_OTHER, "{role}");
    }
    let director = Desk::of(&people, "clinical_director").await;
    assert_eq!(director.post("/rights/closing", &SAID).await.status, StatusCode::SEE_OTHER);
}
