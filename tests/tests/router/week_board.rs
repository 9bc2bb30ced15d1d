//! The boards of the week as a browser meets them: rooms, colleagues, people; a meeting moved without dragging and put back; an
//! appointment booked with its hours and units in view; whom one must not meet is never named (S-04, S-09, OP-A13, P2-12).

use axum::http::StatusCode;
use schedule::group_session::GroupSession;

use crate::patients::Desk;
use crate::people_house::{People, open};

fn meeting(people: &People, group: &str, day: &str) -> GroupSession {
    let (group, day) = (people.group(group), day.parse().unwrap());
    let find = |tx: &store::Tx<'_>| Ok::<_, access::Refusal>(schedule::group_session::between(tx, day, day)?);
    let all = people.house.store(store::DirectAccess).read(find).unwrap();
    all.into_iter().find(|one| one.group == Some(group)).unwrap().record
}

fn room(people: &People, key: &str) -> String {
    let find = |tx: &store::Tx<'_>| Ok::<_, access::Refusal>(schedule::program::all_rooms(tx)?);
    let all = people.house.store(store::DirectAccess).read(find).unwrap();
    all.iter().find(|room| room.key == key).unwrap().id.to_string()
}

#[tokio::test]
async fn s_04_the_week_is_read_by_room_by_colleague_and_by_person() {
    let people = open();
    let desk = Desk::of(&people, "clinical_director").await;
    let rooms = desk.get("/schedule").await;
    assert!(rooms.says("Week of") && rooms.says("Room 2") && rooms.says("CBT for early recovery"), "{}", rooms.body);
    assert!(rooms.says("Office A") && rooms.says("4 of 12") && rooms.says("Alvarez"));
    let staff = desk.get("/schedule?by=staff").await;
    assert!(staff.says("Constance Abernathy") && staff.says("Evening relapse prevention"), "{}", staff.body);
    let everybody = desk.get("/schedule?by=people&week=2026-03-16").await;
    assert!(everybody.says("Marcus D.") && everybody.says("9 h"), "{}", everybody.body);
    assert!(everybody.says("units of H0015 left") && everybody.says("is booked this week; the floor is"), "{}", everybody.body);
    let hallway = desk.get("/schedule?by=people&view=hallway").await;
    assert!(hallway.says("data-view=\"hallway\""));
    // Who may not know who is in care gets the rooms and nobody's name.
    let biller = Desk::of(&people, "biller").await.get("/schedule").await;
    assert_eq!(biller.status, StatusCode::NOT_FOUND);
    let peer = Desk::of(&people, "peer").await;
    let told = peer.get("/schedule?by=people").await;
    assert!(told.status == StatusCode::OK && !told.says("Marcus"), "{}", told.body);
}

#[tokio::test]
async fn s_04_a_meeting_is_moved_without_dragging_after_a_look_and_put_back() {
    let people = open();
    let desk = Desk::of(&people, "case_manager").await;
    let session = meeting(&people, "day_cbt", "2026-03-18");
    let base = format!("/schedule/sessions/{}", session.id);
    assert!(desk.get(&base).await.says(&format!("moving={}", session.id)));

    // The same grid, with free places as links and the others with the reason.
    let grid = desk.get(&format!("/schedule?week=2026-03-18&moving={}", session.id)).await;
    assert!(grid.says("Moving") && grid.says("free places") && grid.says("now here"), "{}", grid.body);
    assert!(grid.says("The room is taken: Relapse prevention skills."), "{}", grid.body);

    // A place that is taken says so and offers no button.
    let taken = desk.get(&format!("{base}?day=2026-03-18&start=09:30")).await;
    assert!(taken.says("Not possible.") && !taken.says("Change this one</button>"), "{}", taken.body);
    let refused = desk.post(&base, &[("day", "2026-03-18"), ("start", "09:30")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("value=\"09:30\""), "what was chosen stays");
    let unread = desk.post(&base, &[("day", "2026-03-18"), ("start", "half past")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.says("href=\"#start\""), "{}", unread.body);

    // A free one is looked at, done, and taken back.
    let free = desk.get(&format!("{base}?day=2026-03-17&start=13:00")).await;
    assert!(free.says("Room, colleague and everybody expected have this time."), "{}", free.body);
    let done = desk.post(&base, &[("day", "2026-03-17"), ("start", "13:00")]).await;
    assert_eq!(done.location, format!("/schedule?week=2026-03-17&done=moved&session={}&version=2", session.id));
    let board = desk.get(&done.location).await;
    assert!(board.says("Moved for once") && board.says("Undo"), "{}", board.body);
    let back = desk.post(&format!("{base}/put-back"), &[("version", "2")]).await;
    assert!(back.location.contains("done=back"), "{}", back.body);
    assert_eq!(meeting(&people, "day_cbt", "2026-03-18"), session);

    // Cancelled with a reason, and put back.
    let clinician = Desk::of(&people, "clinician").await;
    let silent = clinician.post(&format!("{base}/cancel"), &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let cancelled = clinician.post(&format!("{base}/cancel"), &[("reason", "Snow day")]).await;
    assert!(cancelled.location.contains("done=cancelled") && cancelled.location.ends_with("version=4"), "{}", cancelled.location);
    assert!(clinician.get(&cancelled.location).await.says("Undo"));
    clinician.post(&format!("{base}/put-back"), &[("version", "4")]).await;
    assert_eq!(meeting(&people, "day_cbt", "2026-03-18"), session);
}

#[tokio::test]
async fn op_a13_a_booking_shows_hours_units_and_conflicts_before_it_is_made() {
    let people = open();
    let desk = Desk::of(&people, "clinical_director").await;
    let form = desk.get(&format!("/schedule/book?patient={}", people.marcus)).await;
    assert!(form.says("See what it would mean"), "{}", form.body);
    let choice = |words: &str| {
        let at = form.body.rfind(&format!(">{words}<")).unwrap_or_else(|| panic!("{words}: {}", form.body));
        let before = &form.body[..at];
        let from = before.rfind("value=\"").unwrap() + 7;
        before[from..].split('"').next().unwrap().to_owned()
    };
    let (service, staff, marcus) =
        (choice("Individual counseling"), choice("Constance Abernathy, LICSW"), people.marcus.to_string());
    let office = room(&people, "office_a");
    let ask = |day: &str, start: &str| {
        format!(
            "/schedule/book?patient={marcus}&service_type={service}&staff={staff}&room={office}&day={day}&start={start}&minutes=50"
        )
    };
    let clash = desk.get(&ask("2026-03-18", "11:00")).await;
    assert!(clash.says("Marcus D. has CBT for early recovery."), "{}", clash.body);
    let late = desk.get(&ask("2026-03-31", "14:00")).await;
    assert!(late.says("lies past it.") && late.says("Book anyway"), "{}", late.body);
    let free = desk.get(&ask("2026-03-17", "14:00")).await;
    assert!(free.says("units of H0015 left") && free.says("in that week instead of"), "{}", free.body);
    let fields = [
        ("patient", marcus.as_str()),
        ("service_type", &service),
        ("staff", &staff),
        ("room", &office),
        ("day", "2026-03-17"),
        ("start", "14:00"),
        ("minutes", "50"),
    ];
    let booked = desk.post("/schedule/book", &fields).await;
    assert!(booked.location.contains("done=booked"), "{}", booked.body);
    assert!(desk.get(&booked.location).await.says("Marcus D."));
    // Twice is not possible, in words.
    let twice = desk.post("/schedule/book", &fields).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let empty = desk.post("/schedule/book", &[("day", "soon"), ("minutes", "fifty")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Choose the person.", "Choose the kind.", "Choose with whom.", "Write how many minutes", "value=\"soon\""] {
        assert!(empty.says(said), "{said}: {}", empty.body);
    }
}

#[tokio::test]
async fn s_05_a_missed_meeting_is_made_up_in_another_group_and_taken_back() {
    let people = open();
    let desk = Desk::of(&people, "case_manager").await;
    let (missed, other) = (meeting(&people, "day_rp", "2026-03-18"), meeting(&people, "day_cbt", "2026-03-19"));
    let page = desk.get(&format!("/schedule/sessions/{}", missed.id)).await;
    let base = format!("/schedule/sessions/{}/people/{}", missed.id, people.ana);
    assert!(page.says(&base) && page.says("Another meeting"), "{}", page.body);
    let form = desk.get(&base).await;
    assert!(form.says("Which meeting instead") && form.says("CBT for early recovery"), "{}", form.body);
    assert!(form.says("Every place is taken."), "the evening group is full: {}", form.body);
    let nothing = desk.post(&base, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = desk.post(&base, &[("meeting", &other.id.to_string())]).await;
    assert!(taken.location.contains("done=make-up"), "{}", taken.body);
    let board = desk.get(&taken.location).await;
    assert!(board.says("A place for this one day."), "{}", board.body);
    let of_three = |page: &crate::patients::Page| page.body.matches("3 of 12").count();
    let fewer = of_three(&board);
    let undo = format!("/schedule/sessions/{}/people/{}/withdraw", other.id, people.ana);
    assert_eq!(board.action("/withdraw"), undo);
    let back = desk.post(&undo, &[]).await;
    assert!(back.location.contains("done=back"), "{}", back.body);
    let again = desk.get("/schedule?week=2026-03-16").await;
    assert!(of_three(&again) > fewer, "one more meeting of three: {}", again.body);
}

#[tokio::test]
async fn p2_12_a_make_up_where_they_must_not_meet_is_not_open_and_nobody_says_why() {
    let people = open();
    let director = Desk::of(&people, "clinical_director").await;
    let room = format!("/patients/{}/kept-apart", people.omar);
    let teresa = people.teresa.to_string();
    let fields = [("other", teresa.as_str()), ("reason", "protective_order"), ("from", "2026-03-12")];
    assert_eq!(director.post(&format!("{room}/new"), &fields).await.location, room);
    let (missed, with_omar) = (meeting(&people, "evening_rp", "2026-03-19"), meeting(&people, "day_cbt", "2026-03-19"));
    let desk = Desk::of(&people, "case_manager").await;
    let base = format!("/schedule/sessions/{}/people/{teresa}", missed.id);
    let form = desk.get(&base).await;
    assert!(form.says("Not this group."), "{}", form.body);
    let refused = desk.post(&base, &[("meeting", &with_omar.id.to_string())]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("This choice is not open."), "{}", refused.body);
    for words in ["Omar", "Haddad", "protective", "Kept apart"] {
        assert!(!form.says(words) && !refused.says(words), "{words}");
    }
}
