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

#[tokio::test]
async fn s_10_hours_step_down_the_week_of_a_step_is_proposed_and_what_has_begun_stays() {
    let people = open();
    let desk = Desk::of(&people, "case_manager").await;
    let (taper, week) = (format!("/patients/{}/taper", people.marcus), format!("/patients/{}/week", people.marcus));
    assert!(desk.get(&week).await.says("No steps are written."));
    let wrong = desk
        .post(
            &taper,
            &[("steps.0.from", "2026-03-17"), ("steps.0.hours", "9"), ("steps.2.from", "2026-03-30"), ("steps.2.hours", "many")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Write how many hours a week") && wrong.says("value=\"many\""), "{}", wrong.body);
    let up = [("steps.0.from", "2026-03-17"), ("steps.0.hours", "6"), ("steps.1.from", "2026-03-30"), ("steps.1.hours", "9")];
    let wrong = desk.post(&taper, &up).await;
    assert!(wrong.says("A step begins on a Monday") && wrong.says("fewer hours than the one before it"), "{}", wrong.body);
    let steps =
        [("steps.0.from", "2026-03-16"), ("steps.0.hours", "9"), ("steps.1.from", "2026-03-30"), ("steps.1.hours", "4.5")];
    assert_eq!(desk.post(&taper, &steps).await.location, week);
    let page = desk.get(&week).await;
    assert!(page.says("9 h a week") && page.says("4.5 h a week") && page.says("week?from=2026-03-30"), "{}", page.body);
    let then = desk.get(&format!("{week}?from=2026-03-30")).await;
    assert!(then.says("At least 4.5 and less than 9 hours a week"), "{}", then.body);
    // A step that has begun is history
    people.clock.set(crate::people_house::at(jiff::civil::date(2026, 3, 18), 9, 0));
    let desk = Desk::of(&people, "case_manager").await;
    let form = desk.get(&taper).await;
    assert!(form.says("Steps that have begun"), "{}", form.body);
    let past = [("version", "1"), ("steps.0.from", "2026-03-09"), ("steps.0.hours", "3")];
    assert!(desk.post(&taper, &past).await.says("what was is not changed"));
    let less = [("version", "1"), ("steps.0.from", "2026-04-06"), ("steps.0.hours", "3")];
    assert_eq!(desk.post(&taper, &less).await.location, week);
    let page = desk.get(&week).await;
    assert!(page.says("9 h a week") && page.says("3 h a week") && !page.says("4.5 h a week"), "{}", page.body);
}

#[tokio::test]
async fn s_09_staff_see_who_waits_why_and_answer_for_them_and_the_person_answers_on_their_phone() {
    let people = open();
    let desk = Desk::of(&people, "case_manager").await;
    assert!(desk.get("/waitlist").await.says("Nobody waits for a place."));
    let join = |patient: vocabulary::id::PatientId| format!("/patients/{patient}/groups/new");
    // the evening group has one place, and Teresa has it
    let evening = people.group("evening_rp").to_string();
    let waits = [("group", evening.as_str()), ("from", "2026-03-12"), ("words", "After work"), ("act", "wait")];
    assert_eq!(desk.post(&join(people.ana), &waits).await.location, "/waitlist");
    let list = desk.get("/waitlist").await;
    assert!(list.says("1 of 1 places taken") && list.says("After work") && list.says("Ana"), "{}", list.body);
    assert!(list.says("no place is free"), "{}", list.body);
    let away = [("group", ""), ("from", "2026-03-12"), ("act", "wait")];
    assert_eq!(desk.post(&join(people.ana), &away).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Teresa leaves: it is Ana's for a day
    let schedule = desk.get(&format!("/patients/{}/schedule", people.teresa)).await;
    let ends = desk.post(&schedule.link("/end"), &[("last_day", "2026-03-12")]).await;
    assert_eq!(ends.status, StatusCode::SEE_OTHER, "{}", ends.body);
    let list = desk.get("/waitlist").await;
    assert!(list.says("A place is offered and held until") && list.says("They say yes"), "{}", list.body);
    let answer = list.action("/waitlist/offers/");
    assert_eq!(desk.post(&answer, &[("answer", "no")]).await.location, "/waitlist");
    let list = desk.get("/waitlist").await;
    assert!(list.says("They said no to a place.") && list.says("Put back"), "{}", list.body);
    // Undo: she is put back and offered it again, and takes it on her phone
    assert_eq!(desk.post(&list.action("/again"), &[]).await.location, "/waitlist");
    let made = desk.post(&format!("/patients/{}/privacy-link", people.ana), &[("address", ""), ("lives_days", "30")]).await;
    let at = made.body.find("/l/").unwrap();
    let link: String = made.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect();
    let phone = crate::own_phone::Phone::open(&web::router(people.app()), &link, "7", "8").await.unwrap();
    let week = phone.get("/l/week?in=en").await;
    assert!(week.says("A place is free for you"), "{}", week.body);
    let taken = phone.post(&week.action("/l/week/place/"), &[("answer", "yes")]).await;
    assert_eq!(taken.location, "/l/week?done=yes");
    assert!(desk.get("/waitlist").await.says("Nobody waits for a place."));
    assert!(desk.get(&format!("/patients/{}/schedule", people.ana)).await.says("Evening"), "she has the place");
    for (who, may) in [("biller", false), ("front_desk", false), ("intake", true), ("clinician", true)] {
        assert_eq!(Desk::of(&people, who).await.get("/waitlist").await.status == StatusCode::OK, may, "{who}");
    }
}
