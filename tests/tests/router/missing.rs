//! Who did not come, as a browser meets it: the list until everybody is accounted for, a call logged in three acts, the undo of an error,
//! a person's own answer on their phone (OP-07, OP-14, S-05).

use access::{Actor, Role};
use axum::http::StatusCode;
use reactions::missed::LookForMissing;
use store::DirectAccess;
use treatment::MissedSession;

use crate::own_phone::Phone;
use crate::patients::{Desk, Page};
use crate::people_house::{People, open};

fn look(people: &People) -> i64 {
    people.house.perform(&Actor::of_stepdown(Role::Intake), &LookForMissing).unwrap()
}

fn ladders(people: &People) -> Vec<store::Stored<MissedSession>> {
    let read = |tx: &store::Tx<'_>| treatment::missed_session::open_ones(tx);
    people.house.store(DirectAccess).read::<_, store::StoreError>(read).unwrap()
}

#[tokio::test]
async fn op_07_the_list_is_empty_then_names_who_did_not_come_until_each_is_accounted_for() {
    let people = open();
    let desk = Desk::of(&people, "intake").await;
    assert!(desk.get("/today/missing").await.says("Everybody is accounted for."));
    assert_eq!(look(&people), 2, "Riley and Ana are nowhere");
    let list = desk.get("/today/missing").await;
    assert!(list.says("Riley M.") && list.says("2 people did not come") && list.says("Log the call"), "{}", list.body);
    assert!(desk.get("/today").await.says("Not accounted for"));
    for ladder in ladders(&people) {
        // One press on the list, one choice, one save.
        let page = desk.get(&format!("/today/missing/{}", ladder.id)).await;
        assert!(page.says("What came of it") && page.says("Neutral text"), "{}", page.body);
        let version = ladder.version.to_string();
        let step = ladder.steps.iter().find(|step| step.kind.is_call()).unwrap().kind.as_str();
        let address = format!("/today/missing/{}/attempt", ladder.id);
        let wrong = desk.post(&address, &[("version", &version), ("step", step), ("words", "rang twice")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("Choose what came of it.") && wrong.says("rang twice"));
        let saved = desk.post(&address, &[("version", &version), ("step", step), ("result", "reached")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    let list = desk.get("/today/missing").await;
    assert!(list.says("Everybody is accounted for.") && list.says("Accounted for today"), "{}", list.body);
}

#[tokio::test]
async fn an_act_in_error_is_taken_back_and_two_people_who_act_at_once_do_not_overwrite_each_other() {
    let people = open();
    let desk = Desk::of(&people, "front_desk").await;
    look(&people);
    let ladder = ladders(&people).remove(0);
    let base = format!("/today/missing/{}", ladder.id);
    let version = ladder.version.to_string();
    let empty = desk.post(&format!("{base}/accounted"), &[("version", &version), ("where", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Write where they are and how you know."));
    assert_eq!(
        desk.post(&format!("{base}/accounted"), &[("version", &version), ("where", "In court")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(ladders(&people).len(), 1);
    let undo = [("version", (ladder.version + 1).to_string())];
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(desk.post(&format!("{base}/undo"), &undo).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ladders(&people).len(), 2);
    let late = desk.post(&format!("{base}/accounted"), &[("version", &version), ("where", "At home")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert_eq!(ladders(&people).len(), 2);
}

#[tokio::test]
async fn whoever_reaches_nobody_does_not_see_the_list() {
    let people = open();
    look(&people);
    let ladder = ladders(&people).remove(0);
    for role in ["biller", "installer"] {
        let desk = Desk::of(&people, role).await;
        assert_eq!(desk.get("/today/missing").await.status, StatusCode::NOT_FOUND, "{role}");
        assert_eq!(desk.get(&format!("/today/missing/{}", ladder.id)).await.status, StatusCode::NOT_FOUND, "{role}");
    }
}

fn shown(made: &Page) -> String {
    let at = made.body.find("/l/").unwrap_or_else(|| panic!("a link is shown: {}", made.body));
    made.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect()
}

#[tokio::test]
async fn s_05_a_person_says_on_their_phone_that_they_cannot_come_and_somebody_looks_after_it() {
    let people = open();
    let desk = Desk::of(&people, "clinician").await;
    let made = desk.post(&format!("/patients/{}/privacy-link", people.marcus), &[("address", ""), ("lives_days", "30")]).await;
    let phone = Phone::open(&web::router(people.app()), &shown(&made), "5", "2").await.unwrap();
    assert!(phone.get("/l").await.says("When we expect you"));
    let times = phone.get("/l/times").await;
    assert!(times.says("I cannot come") && times.says("The day before"), "{}", times.body);
    let visit = times.action("/l/times/0");
    let told = phone.post(&visit, &[("answer", "declined")]).await;
    assert_eq!(told.location, "/l/times?done=yes");
    assert!(phone.get("/l/times").await.says("You said"));
    let list = desk.get("/today/missing").await;
    assert!(list.says("Said they cannot come") && list.says("Marcus D."), "{}", list.body);
    let handle = list.action("/done");
    let empty = desk.post(&handle, &[("version", "1"), ("words", ""), ("response", handle.split('/').nth(4).unwrap())]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = desk.post(&handle, &[("version", "1"), ("words", "Excused, comes Monday")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&done.location).await.says("Undo"));
    assert!(!desk.get("/today/missing").await.says("Said they cannot come"));
    // Fewer reminders, or none.
    assert_eq!(phone.post("/l/times/reminders", &[]).await.location, "/l/times?done=yes");
    assert!(!phone.get("/l/times").await.body.contains("checked"));
}
