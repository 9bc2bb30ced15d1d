//! The door of a person's own link, as a browser meets it.

use crate::at_the_door::{Browser, Program, director};
use axum::http::StatusCode;
use episode::patient_link::{SendLink, ToDo};
use vocabulary::Date;
use vocabulary::id::PatientId;

/// Links for so many people born on February 28.
fn links(program: &Program, many: u128) -> Vec<String> {
    let wish = |number: u128| SendLink {
        patient: PatientId(uuid::Uuid::from_u128(700 + number)),
        name: "Wren".into(),
        birth_date: Some(Date::constant(1990, 2, 28)),
        language: "en".into(),
        to_do: vec![ToDo::Details],
        lives_days: 7,
    };
    let made = (0..many).map(|number| program.house.perform(&director(), &wish(number)).unwrap());
    made.map(|link| format!("/l/{}", link.token.to_address())).collect()
}

async fn tries(browser: &mut Browser, link: &str, month: &str, day: &str) -> StatusCode {
    browser.post(link, &[("month", month), ("day", day)]).await.status
}

#[tokio::test]
async fn guesses_at_many_links_from_one_address_are_slowed_whichever_link_they_are_at() {
    // Given ten people with a link each
    let program = Program::new();
    let links = links(&program, 10);
    let mut guesser = program.browser();
    // When somebody tries three days at seven of them: no link has met enough wrong days to end
    let mut refused = 0;
    for link in &links[..7] {
        for day in ["1", "2", "3"] {
            match tries(&mut guesser, link, "1", day).await {
                StatusCode::FORBIDDEN => refused += 1,
                other => panic!("{other} after {refused}"),
            }
        }
    }
    assert_eq!(refused, 21);
    // Then the next try waits, at a link nobody tried, with the right day, and in the same words at one that never was
    let right = guesser.post(&links[9], &[("month", "2"), ("day", "28")]).await;
    let forged = guesser.post(&format!("/l/{}", "A".repeat(24)), &[("month", "2"), ("day", "28")]).await;
    for answer in [&right, &forged] {
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers["retry-after"], "16");
        assert!(answer.text.contains("Too many tries from here.") && answer.set_cookies().is_empty());
    }
    // And whoever works here signs in as ever: what is counted is apart
    let begun = program.browser().post("/sign-in", &[("login", "somebody"), ("password", "something")]).await;
    assert_eq!(begun.location(), "/sign-in/code");
    // And after the wait the link opens
    program.pass(16);
    assert_eq!(tries(&mut guesser, &links[9], "2", "28").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_waiting_room_in_which_everybody_opens_their_own_link_waits_for_nobody() {
    let program = Program::new();
    for link in links(&program, 30) {
        assert_eq!(tries(&mut program.browser(), &link, "2", "28").await, StatusCode::SEE_OTHER);
    }
}
