//! A colleague calls out, as a browser meets it: entered, a proposal with its costs, a part accepted, undone (S-05, S-11).

use access::Role;
use axum::http::StatusCode;

use crate::patients::Desk;
use crate::people_house::open;

/// The values of a field of a page.
fn values<'a>(body: &'a str, name: &str) -> Vec<&'a str> {
    let sign = format!("name=\"{name}\" value=\"");
    body.split(sign.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn a_director_enters_who_is_out_accepts_a_part_of_what_is_proposed_and_undoes_it() {
    let people = open();
    let desk = Desk::of(&people, "clinical_director").await;
    let home = desk.get("/week").await;
    assert!(home.says("Somebody is out") && home.says("Nobody is out.") && home.says("Not written down"), "{}", home.body);
    assert!(home.says("can be held as it stands"), "{}", home.body);
    let wrong = desk.post("/week/leave", &[("from", "soon"), ("to", "2026-03-10"), ("start", "nine")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Choose who is out.", "Write the day as year-month-day", "Write the time as 9:00", "value=\"nine\""] {
        assert!(wrong.says(said), "{said}: {}", wrong.body);
    }
    // Whoever leads tomorrow morning is out.
    let counselor = people.actor(Role::Clinician).staff.to_string();
    let fields = [("staff", counselor.as_str()), ("from", "2026-03-16"), ("to", "2026-03-17"), ("kind", "called_out")];
    let entered = desk.post("/week/leave", &fields).await;
    assert_eq!(entered.location, "/week/proposal?from=2026-03-16&to=2026-03-17");
    assert!(desk.get("/week").await.says("See what could be done"));
    let proposal = desk.get(&entered.location).await;
    assert!(proposal.says("is away.") && proposal.says("Accept what is ticked"), "{}", proposal.body);
    let keys = values(&proposal.body, "change");
    let mark = values(&proposal.body, "mark")[0];
    let days = [("from", "2026-03-16"), ("to", "2026-03-17"), ("mark", mark)];
    let nothing = desk.post("/week/proposal", &days).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("Tick at least one change"), "{}", nothing.body);
    let old =
        desk.post("/week/proposal", &[("from", "2026-03-16"), ("to", "2026-03-17"), ("mark", "0"), ("change", keys[0])]).await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    assert!(old.says("The week changed while this page was open. Nothing was changed."), "{}", old.body);
    let accepted = desk.post("/week/proposal", &[days[0], days[1], days[2], ("change", keys[0])]).await;
    assert!(accepted.location.starts_with("/week/changes/"), "{}", accepted.body);
    let changed = desk.get(&accepted.location).await;
    assert!(
        changed.says("1 session changed") && changed.says("Undo all of it") && changed.says("Who is touched"),
        "{}",
        changed.body
    );
    let undone = desk.post(&changed.action("put-back"), &[]).await;
    assert_eq!(undone.location, accepted.location);
    assert!(desk.get(&undone.location).await.says("Put back on"));
    let leave = desk.get("/week/leave").await.action("take-back");
    assert_eq!(desk.post(&leave, &[]).await.location, "/week/leave");
    assert!(desk.get(&entered.location).await.says("Everything on these days can be held as it stands."));
}

#[tokio::test]
async fn closed_days_and_hours_are_written_down_and_everybody_else_finds_nothing_there() {
    let people = open();
    let desk = Desk::of(&people, "clinical_director").await;
    let no_reason = desk.post("/week/closures", &[("from", "2026-03-20"), ("why", " ")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_reason.says("Write why, as everybody may read it."));
    let closure = [("from", "2026-03-20"), ("why", "The boiler is renewed")];
    assert_eq!(desk.post("/week/closures", &closure).await.location, "/week/proposal?from=2026-03-20&to=2026-03-20");
    let again = desk.post("/week/closures", &closure).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.says("already: The boiler is renewed") && again.says("Take that back first"), "{}", again.body);
    let take_back = desk.get("/week/closures").await.action("take-back");
    assert_eq!(desk.post(&take_back, &[]).await.location, "/week/closures");
    let counselor = people.actor(Role::Clinician).staff;
    let hours = format!("/week/hours/{counselor}");
    let wrong = desk
        .post(&hours, &[("from", "2026-03-16"), ("line.1.start", "9:00"), ("line.1.end", "8:00"), ("line.1.days", "1")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("href=\"#line.1.end\"") && wrong.says("It must end after it begins."), "{}", wrong.body);
    let fields = [
        ("from", "2026-03-12"),
        ("line.0.start", "8:00"),
        ("line.0.end", "17:00"),
        ("line.0.days", "1"),
        ("line.0.days", "4"),
        ("line.1.start", "13:00"),
        ("line.1.end", "14:00"),
        ("line.1.days", "4"),
        ("line.1.what", "supervision"),
    ];
    assert_eq!(desk.post(&hours, &fields).await.location, "/week");
    let home = desk.get("/week").await;
    assert!(home.says("Mon, Thu 8:00 to 5:00 pm"), "{}", home.body);
    assert!(desk.get(&hours).await.says("value=\"08:00\""));
    for who in ["biller", "front_desk", "peer", "clinician", "intake", "case_manager", "installer"] {
        let other = Desk::of(&people, who).await;
        for address in ["/week", "/week/leave", "/week/closures", hours.as_str(), "/week/proposal"] {
            assert_ne!(other.get(address).await.status, StatusCode::OK, "{who} {address}");
        }
    }
}
