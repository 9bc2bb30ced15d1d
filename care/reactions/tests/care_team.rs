//! A place in a care team is given to somebody else from a day on, with its history, and to nobody whom the person must not meet.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use episode::Episode;
use reactions::care_team::{MoveTeamPlace, OpenCareTeam};
use schedule::no_contact::{KeepApart, Other, Reason};
use support::{Desk, THURSDAY, day, on_both_engines};
use vocabulary::id::PatientId;

fn to_dana(desk: &Desk, patient: PatientId) -> MoveTeamPlace {
    let place = Some((desk.actor("jo").staff, "primary counselor".to_owned()));
    let to = Some(desk.actor("dana").staff);
    MoveTeamPlace { patient, version: 1, place, to, from: Some(day("2026-03-16")), why: "Jo is away until May".into() }
}

#[test]
fn a_place_is_given_from_a_day_on_and_the_days_before_stay_whose_they_were() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        let (jo, dana) = (desk.actor("jo"), desk.actor("dana").staff);
        desk.house.perform(&jo, &to_dana(desk, robin)).unwrap();
        let episode = &desk.all::<Episode>("patient_id = $1", robin)[0];
        let holds = |on: &str| episode.member("primary counselor", day(on));
        assert_eq!((holds("2026-03-02"), holds("2026-03-15")), (Some(jo.staff), Some(jo.staff)));
        assert_eq!((holds("2026-03-16"), holds("2026-06-01")), (Some(dana), Some(dana)));
        desk.house.perform(&jo, &to_dana(desk, robin)).unwrap();
        assert_eq!(desk.all::<Episode>("patient_id = $1", robin)[0].version, 2, "sent twice is once");
        // The same form, sent by somebody who read what stood before, is no surprise to whoever came first.
        let late = MoveTeamPlace { from: Some(day("2026-03-20")), ..to_dana(desk, robin) };
        assert!(matches!(desk.house.perform(&jo, &late), Err(Refusal::Invalid(_))), "that place ends before");
        let back = MoveTeamPlace { place: Some((dana, "primary counselor".into())), to: Some(jo.staff), ..late };
        assert_eq!(desk.house.perform(&jo, &back), Err(Refusal::Conflict));

        let view = desk.house.ask(&desk.actor("sam"), &OpenCareTeam { patient: robin });
        assert!(view.is_ok_and(|view| !view.may_move), "an intern sees who looks after whom and changes nothing");
        assert_eq!(desk.house.perform(&desk.actor("fran"), &to_dana(desk, robin)), Err(Refusal::NotFound));
        let view = desk.house.ask(&jo, &OpenCareTeam { patient: robin }).unwrap();
        assert_eq!(view.places.len(), 2);
        assert_eq!(
            (view.changes.len(), view.changes[0].why.as_str(), view.changes[0].by.as_str()),
            (1, "Jo is away until May", "Jo Alvarez")
        );
        desk.at("2026-03-16 09:00");
        let view = desk.house.ask(&jo, &OpenCareTeam { patient: robin }).unwrap();
        assert_eq!(view.places.iter().map(|line| line.is_over).collect::<Vec<_>>(), [false, true]);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn what_is_wrong_is_said_at_once_beside_its_field() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        let jo = desk.actor("jo");
        let fields = |wish: &MoveTeamPlace| match desk.house.perform(&jo, wish) {
            Err(Refusal::Invalid(all)) => all.into_iter().map(|one| one.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let good = to_dana(desk, robin);
        let nothing = MoveTeamPlace { place: None, to: None, from: None, why: " ".into(), ..good.clone() };
        assert_eq!(fields(&nothing), ["place", "to", "why", "from"]);
        assert_eq!(fields(&MoveTeamPlace { from: Some(day("2026-03-01")), ..good.clone() }), ["from"], "before the admission");
        assert_eq!(fields(&MoveTeamPlace { to: Some(jo.staff), ..good.clone() }), ["to"], "to themself");
        // From its first day: whoever was planned never had it.
        let first = MoveTeamPlace { from: Some(day("2026-03-02")), ..good };
        desk.house.perform(&jo, &first).unwrap();
        assert_eq!(desk.all::<Episode>("patient_id = $1", robin)[0].care_team.len(), 1);
    });
}

#[test]
fn p2_12_nobody_comes_on_the_team_of_somebody_whom_they_must_not_meet() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        let dana = desk.actor("dana");
        let keep = KeepApart {
            patient: robin,
            other: Some(Other::Staff(desk.actor("sam").staff)),
            reason: Some(Reason::StaffTie),
            words: "A cousin".into(),
            from: day(THURSDAY),
            to: None,
        };
        desk.house.perform(&dana, &keep).unwrap();
        let to_sam = MoveTeamPlace { to: Some(desk.actor("sam").staff), ..to_dana(desk, robin) };
        let refused = format!("{:?}", desk.house.perform(&desk.actor("jo"), &to_sam).unwrap_err());
        assert!(
            refused.contains("choose_another") && refused.contains("Choose somebody else.") && !refused.contains("cousin"),
            "{refused}"
        );
        desk.house.perform(&desk.actor("jo"), &to_dana(desk, robin)).unwrap();
    });
}
