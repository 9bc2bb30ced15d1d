//! Giving a place in a care team to somebody else on screen; and how long the record is kept, said beside the consents.

use access::Role;
use axum::http::StatusCode;
use jiff::civil::date;

use crate::patients::Desk;
use crate::people_house::{at, open};

#[tokio::test]
async fn a_place_is_given_from_a_day_on_and_what_was_typed_stays_when_it_is_wrong() {
    let people = open();
    let desk = Desk::of(&people, "clinician").await;
    let chart = desk.get(&format!("/patients/{}", people.marcus)).await;
    let address = chart.link("/care-team");
    let page = desk.get(&address).await;
    assert!(page.status == StatusCode::OK && page.says("Alvarez") && page.says("Give a place to somebody else"), "{}", page.body);
    let staff = people.house.all_staff().unwrap();
    let (from, to) = (staff.iter().find(|one| one.login == "alvarez").unwrap(), people.actor(Role::ClinicalDirector).staff);
    let (place, to) = (format!("{} primary counselor", from.id), to.to_string());
    let version = page.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = [("version", version.as_str()), ("place", &place), ("to", &to), ("from", "soon"), ("why", "On leave")];
    let again = desk.post(&address, &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("Write the day as year-month-day") && again.says("value=\"On leave\""), "{}", again.body);
    let right = [("version", version.as_str()), ("place", &place), ("to", &to), ("from", "2026-03-16"), ("why", "On leave")];
    assert_eq!(desk.post(&address, &right).await.status, StatusCode::SEE_OTHER);
    let after = desk.get(&address).await;
    assert!(after.says("Mar 15, 2026") && after.says("Mar 16, 2026") && after.says("On leave"), "{}", after.body);
    assert_eq!(Desk::of(&people, "front_desk").await.get(&address).await.status, StatusCode::NOT_FOUND);
    // Whoever only reads it sees no form.
    let reads = Desk::of(&people, "utilization_reviewer").await.get(&address).await;
    assert!(reads.status == StatusCode::OK && !reads.says("Give a place to somebody else"), "{}", reads.body);
}

#[tokio::test]
async fn ma_20_how_long_a_record_is_kept_is_said_on_it_and_those_whose_time_is_over_are_listed() {
    let people = open();
    let consents = format!("/patients/{}/consents", people.marcus);
    let desk = Desk::of(&people, "clinician").await;
    assert!(desk.get(&consents).await.says("The time begins on the last day of care."));
    let close =
        episode::episode::CloseEpisode { patient: people.marcus, on: date(2026, 3, 11), how: "Finished as planned".into() };
    people.house.perform(&people.actor(Role::Clinician), &close).unwrap();
    // He still came on the twelfth: that is the last day of care, and only from the next day on it is counted.
    assert!(desk.get(&consents).await.says("The time begins on the last day of care."));
    people.clock.set(at(date(2026, 3, 13), 10, 0));
    let desk = Desk::of(&people, "clinician").await;
    let page = desk.get(&consents).await;
    assert!(page.says("Mar 12, 2046") && page.says("to be checked by counsel"), "{}", page.body);
    let officer = Desk::of(&people, "compliance_officer").await;
    assert!(officer.get("/rights").await.says("/rights/retention"));
    let list = officer.get("/rights/retention").await;
    assert!(list.says("20 years after the last day of care") && list.says("No record’s time is over."), "{}", list.body);
    assert_eq!(desk.get("/rights/retention").await.status, StatusCode::NOT_FOUND);
}
