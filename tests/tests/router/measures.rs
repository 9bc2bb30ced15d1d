//! Measures as a browser meets them: a form is filled together without script, kept when half done, scored when handed in, and what it
//! raises stands on the board. Behind an inquiry the same pages serve somebody who only asked.

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::open;

/// Nine answers to the PHQ-9: all alike but the last.
fn phq9<'a>(code: &'a str, ninth: &'a str) -> Vec<(&'static str, &'a str)> {
    let items = ["phq9-1", "phq9-2", "phq9-3", "phq9-4", "phq9-5", "phq9-6", "phq9-7", "phq9-8"];
    items.map(|id| (id, code)).into_iter().chain([("phq9-9", ninth)]).collect()
}

#[tokio::test]
async fn a_form_is_filled_together_without_script_and_says_what_it_means() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let list = format!("/patients/{}/measures", people.marcus);
    let page = clinician.get(&list).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Due") && page.says("PHQ-9") && page.says("No measure was done yet."), "{}", page.body);
    let fill = page.link("/fill/phq-9");
    let form = clinician.get(&fill).await;
    assert!(form.says("Feeling down, depressed, or hopeless") && form.says("type=\"radio\""));
    assert!(form.says("Developed by Drs. Robert L. Spitzer"), "the holder's notice stands on the form (IN-08)");
    let mut sent = phq9("more-than-half", "not-at-all");
    sent.extend([("means", "together"), ("act", "done")]);
    let done = clinician.post(&fill, &sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let one = clinician.get(&done.location).await;
    assert!(one.says("Moderately severe") && one.says("16") && one.says("Feeling tired or having little energy"));
    assert!(one.says("At or above the cut-off of 10."));
    let page = clinician.get(&list).await;
    assert!(page.says("PHQ-9 total 16, Moderately severe"), "{}", page.body);
}

#[tokio::test]
async fn half_a_form_is_kept_and_a_safety_answer_is_on_the_board_at_once() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let list = format!("/patients/{}/measures", people.marcus);
    let fill = format!("{list}/fill/phq-9");
    let saved = clinician.post(&fill, &[("phq9-9", "several-days"), ("means", "together"), ("act", "save")]).await;
    assert_eq!((saved.status, saved.location.as_str()), (StatusCode::SEE_OTHER, list.as_str()));
    let page = clinician.get(&list).await;
    assert!(page.says("Half done") && page.says("Safety question") && page.says("C-SSRS screener") && page.says("LC-12"));
    let board = clinician.get("/today").await;
    assert!(board.says("The PHQ-9 raised a safety question.") && !board.says("better off dead"));
    // Going on finds what was answered, and a page of an older version is not written over a newer one.
    let form = clinician.get(&fill).await;
    assert!(form.says("value=\"several-days\" checked"), "{}", form.body);
    let measure = form.body.split("name=\"measure\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let again = |version: &'static str| {
        vec![("measure", measure.as_str()), ("version", version), ("phq9-9", "several-days"), ("act", "done")]
    };
    assert_eq!(clinician.post(&fill, &again("1")).await.status, StatusCode::SEE_OTHER);
    let old = clinician.post(&fill, &again("1")).await;
    assert_eq!(old.status, StatusCode::CONFLICT, "handed in, it stays (IN-03)");
}

#[tokio::test]
async fn what_cannot_be_an_answer_comes_back_beside_its_question_with_all_the_rest() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let fill = format!("/patients/{}/measures/fill/bam-r", people.marcus);
    let form = clinician.get(&fill).await;
    let number = form.body.split("inputmode=\"numeric\"").next().unwrap().rsplit("name=\"").next().unwrap();
    let number = number.split('"').next().unwrap().to_owned();
    let back = clinician.post(&fill, &[(number.as_str(), "31"), ("act", "done")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.says("This cannot be an answer here.") && back.says("value=\"31\""));
    let words = clinician.post(&fill, &[(number.as_str(), "many"), ("act", "done")]).await;
    assert!(words.says("Write a whole number.") && words.says("value=\"many\""));
    let nothing = clinician.post(&fill, &[("act", "done")]).await;
    assert!(nothing.says("Nothing was answered yet."));
}

#[tokio::test]
async fn in_a07_a_form_without_its_wording_says_so_and_takes_the_total() {
    let people = open();
    let clinician = Desk::of(&people, "clinician").await;
    let fill = format!("/patients/{}/measures/fill/ftnd", people.marcus);
    let form = clinician.get(&fill).await;
    assert!(form.says("only with the permission of its holder") && form.says("Or only the totals"));
    assert!(!form.says("[placeholder"), "a placeholder is never shown as a question (IN-07)");
    let done = clinician.post(&fill, &[("total.total", "7"), ("means", "paper"), ("act", "done")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clinician.get(&done.location).await.says("Copied from paper"));
}

#[tokio::test]
async fn measures_are_for_those_who_may_see_them() {
    let people = open();
    for role in ["front_desk", "biller", "installer"] {
        let desk = Desk::of(&people, role).await;
        let list = format!("/patients/{}/measures", people.marcus);
        assert_eq!(desk.get(&list).await.status, StatusCode::NOT_FOUND, "{role}");
        let sent = desk.post(&format!("{list}/fill/phq-9"), &[("phq9-9", "several-days"), ("act", "save")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{role}");
    }
}

#[tokio::test]
async fn p2_04_somebody_who_only_asked_is_screened_behind_the_inquiry() {
    let people = open();
    let intake = Desk::of(&people, "intake").await;
    let asked = [("source", "phone"), ("given", "Alex"), ("phone", "508 555 0134"), ("words", "wants to start")];
    let inquiry = intake.post("/inquiries/new", &asked).await.location;
    let list = format!("{inquiry}/measures");
    assert!(intake.get(&inquiry).await.says("Measures"));
    let page = intake.get(&list).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let mut sent = phq9("not-at-all", "several-days");
    sent.push(("act", "done"));
    let done = intake.post(&format!("{list}/fill/phq-9"), &sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(intake.get(&done.location).await.says("Same-day C-SSRS screener by a clinician."));
    let board = intake.get("/today").await;
    assert!(board.says("The PHQ-9 raised a safety question.") && board.says(&inquiry), "{}", board.body);
}
