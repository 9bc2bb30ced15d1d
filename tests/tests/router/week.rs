//! A week around a life as a browser meets it: what somebody cannot do is written down, weeks stand side by side, one is taken and put
//! back (S-08, S-09, S-16).

use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::open;

#[tokio::test]
async fn s_08_a_case_manager_writes_down_a_life_takes_a_week_that_fits_and_puts_it_back() {
    let people = open();
    let desk = Desk::of(&people, "case_manager").await;
    let (life, week) = (format!("/patients/{}/availability", people.teresa), format!("/patients/{}/week", people.teresa));
    assert_eq!(desk.get(&format!("/patients/{}/schedule", people.teresa)).await.link("/week"), week);
    assert!(desk.get(&week).await.says("Nobody has asked yet."));
    let wrong = desk
        .post(
            &life,
            &[
                ("busy.0.words", "Boatyard"),
                ("busy.0.from", "nine"),
                ("busy.2.what", "work"),
                ("busy.2.from", "9:00"),
                ("way", "bus"),
                ("most_days", "ten"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Choose what takes this time, or empty the line.",
        "Write the time as 9:00, 17:30 or 5:30 pm.",
        "Write how many minutes the way takes",
        "Write a number of days from 1 to 7",
        "Boatyard",
    ] {
        assert!(wrong.says(said), "{said}: {}", wrong.body);
    }
    let line_without_days = desk.post(&life, &[("busy.2.what", "work"), ("busy.2.from", "9:00")]).await;
    assert!(line_without_days.says("href=\"#busy.2.days\""), "the third line of the form is the third line of the answer");
    let fields = [
        ("busy.0.what", "work"),
        ("busy.0.words", "Boatyard"),
        ("busy.0.days", "1"),
        ("busy.0.days", "2"),
        ("busy.0.from", "6:00"),
        ("busy.0.until", "8:00"),
        ("busy.1.what", "no_ride"),
        ("busy.1.strength", "rather_not"),
        ("busy.1.days", "4"),
        ("busy.1.from", "8:15 pm"),
        ("way", "bus"),
        ("minutes", "30"),
    ];
    assert_eq!(desk.post(&life, &fields).await.location, week);
    let found = desk.get(&week).await;
    assert!(
        found.says("Boatyard") && found.says("Mon, Tue 6:00 to 8:00") && found.says("The way takes 30 minutes by bus."),
        "{}",
        found.body
    );
    assert!(found.says("Take this week") || found.says("No week fits as things are"));
    let again = desk.get(&life).await;
    assert!(again.says("value=\"Boatyard\"") && again.says("name=\"version\" value=\"1\""));
    // One group alone from Monday on, and back.
    let group = people.group("day_cbt").to_string();
    let taken = desk.post(&week, &[("from", "2026-03-16"), ("group", &group)]).await;
    assert_eq!(taken.location, format!("{week}?from=2026-03-16"));
    let page = desk.get(&taken.location).await;
    assert!(page.says("Put back what was before"), "{}", page.body);
    let past = desk.post(&week, &[("from", "2026-03-01"), ("group", &group)]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(past.says("Choose today or a later day"));
    for (who, may) in [("biller", false), ("front_desk", false), ("peer", false), ("clinician", true), ("intake", true)] {
        let status = Desk::of(&people, who).await.get(&week).await.status;
        assert_eq!(status == StatusCode::OK, may, "{who}: {status}");
    }
}
