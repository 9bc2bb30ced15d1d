//! Somebody is out, a room is gone, the program is closed: a few changes are proposed, each with what it costs whom; all or a part is
//! accepted, and put back (S-04, S-05, S-11).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Refusal, Staff};
use episode::Patient;
use jiff::civil::Time;
use reactions::program_week::{AcceptChanges, Change, OpenStaffTime, OpenWeekChange, Proposal, ProposeChanges, PutBackChanges};
use schedule::closure::{Closure, EnterClosure, TakeBackClosure};
use schedule::group_session::GroupSession;
use schedule::leave::{EnterLeave, Leave, LeaveKind, TakeBackLeave};
use schedule::no_contact::{KeepApart, Other, Reason};
use schedule::program::{ImportProgram, ProgramFile, Room};
use schedule::staff_hours::{KeepStaffHours, WorkKind, WorkTime};
use support::{Desk, THURSDAY, day, on_both_engines};
use vocabulary::id::{LeaveId, PatientId, StaffId, WeekChangeId};

/// A second room and a second counselor for the small program, and an evening group with another room.
const MORE: &str = r#"
[[room]]
key = "room-3"
name = "Room 3"
seats = 8
[[staff]]
key = "kit"
given = "Kit"
family = "Moreau"
credential = "LMHC"
roles = ["clinician"]
[[therapy_group]]
key = "evening"
name = "Evening skills"
service_type = "relapse_prevention"
track = "day"
room = "room-3"
leaders = ["kit"]
meeting = [{ weekdays = ["Friday"], start = "17:30", end = "19:00" }]
"#;

fn staff(desk: &Desk, login: &str) -> StaffId {
    desk.all::<Staff>("login = $1", login)[0].id
}

fn grow(desk: &Desk) {
    let text = format!("{}{MORE}", include_str!("../testdata/program.toml"));
    let file = ProgramFile::parse(&text).unwrap();
    let opener = desk.actor("dana");
    // The director's own row stands as it is, so this is theirs to import.
    desk.house.perform(&opener, &ImportProgram { file }).unwrap();
}

fn out(desk: &Desk, who: &str, from: &str, to: &str, hours: Option<(i8, i8)>) -> Result<(LeaveId, bool), Refusal> {
    let at = |hour| Time::constant(hour, 0, 0, 0);
    let command = EnterLeave {
        staff: Some(staff(desk, who)),
        from: day(from),
        to: day(to),
        hours: hours.map(|(from, until)| (at(from), at(until))),
        kind: LeaveKind::CalledOut,
    };
    desk.house.perform(&desk.actor("dana"), &command)
}

fn propose(desk: &Desk, from: &str, to: &str) -> Proposal {
    let query = ProposeChanges { from: day(from), to: day(to) };
    desk.house.ask(&desk.actor("dana"), &query).unwrap().clone()
}

fn accept(desk: &Desk, proposal: &Proposal, keys: &[&Change]) -> Result<WeekChangeId, Refusal> {
    let command = AcceptChanges {
        from: proposal.from,
        to: proposal.to,
        mark: proposal.mark.clone(),
        keys: keys.iter().map(|change| change.key.clone()).collect(),
    };
    desk.house.perform(&desk.actor("dana"), &command)
}

fn all(proposal: &Proposal) -> Vec<&Change> {
    proposal.changes.iter().collect()
}

fn acts(proposal: &Proposal) -> Vec<String> {
    proposal.changes.iter().map(|change| format!("{}: {}", change.name, change.acts.join("; "))).collect()
}

/// Nobody leads two things at once, no room holds two, nobody sits in two, no room is too small.
fn holds(desk: &Desk, from: &str, to: &str) {
    let mut sessions = desk.all::<GroupSession>("day >= $1", from);
    sessions.retain(|session| session.day <= day(to) && session.cancelled.is_none());
    let expected = |session: &GroupSession| {
        desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| schedule::attendance::expected_in(tx, session)).unwrap()
    };
    let rooms = desk.all::<Room>("key <> $1", "");
    for (at, one) in sessions.iter().enumerate() {
        let people = expected(one);
        let seats = one.room.and_then(|room| rooms.iter().find(|known| known.id == room)).map_or(i64::MAX, |room| room.seats);
        assert!(i64::try_from(people.len()).unwrap() <= seats, "{} is too full", one.name);
        for other in &sessions[at + 1..] {
            if one.starts_at < other.ends_at && other.starts_at < one.ends_at {
                let words = format!("{} and {} on {}", one.name, other.name, one.day);
                assert!(!one.leaders.iter().any(|leader| other.leaders.contains(leader)), "one leader: {words}");
                assert!(one.room.is_none() || one.room != other.room, "one room: {words}");
                let others = expected(other);
                assert!(!people.iter().any(|patient| others.contains(patient)), "one person: {words}");
            }
        }
    }
}

#[test]
fn a_counselor_who_is_out_is_replaced_by_whoever_leads_such_groups_and_what_stands_stays() {
    on_both_engines(|desk| {
        grow(desk);
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        assert_eq!(propose(desk, THURSDAY, THURSDAY).changes, []);
        out(desk, "jo", THURSDAY, THURSDAY, None).unwrap();
        let proposal = propose(desk, THURSDAY, THURSDAY);
        assert_eq!(
            acts(&proposal),
            [
                "Relapse prevention skills: Led by Kit Moreau instead of Jo Alvarez",
                "Coping skills: Led by Kit Moreau instead of Jo Alvarez"
            ]
        );
        assert_eq!(proposal.changes[0].why, ["Jo Alvarez is away."]);
        assert!(proposal.changes.iter().all(|change| change.costs.is_empty()));
        assert_eq!(propose(desk, THURSDAY, THURSDAY), proposal, "the same question has the same answer");
        // A part: the first one only.
        let change = accept(desk, &proposal, &[&proposal.changes[0]]).unwrap();
        let (kit, jo) = (staff(desk, "kit"), staff(desk, "jo"));
        assert_eq!(desk.session("morning", THURSDAY).leaders, [kit]);
        assert_eq!(desk.session("late-morning", THURSDAY).leaders, [jo]);
        let left = propose(desk, THURSDAY, THURSDAY);
        assert_eq!(left.changes.len(), 1, "what was not accepted is still there");
        let seen = desk.house.ask(&desk.actor("dana"), &OpenWeekChange { change }).unwrap();
        assert_eq!((seen.sessions.len(), seen.people.len()), (1, 1));
        holds(desk, "2026-03-09", "2026-03-15");
        // And back.
        assert_eq!(desk.house.perform(&desk.actor("dana"), &PutBackChanges { change }).unwrap(), (1, 0));
        assert_eq!(desk.session("morning", THURSDAY).leaders, [jo]);
        assert_eq!(desk.house.perform(&desk.actor("dana"), &PutBackChanges { change }).unwrap(), (0, 0), "once");
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn what_was_seen_is_what_is_accepted_and_nothing_else() {
    on_both_engines(|desk| {
        grow(desk);
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        out(desk, "jo", THURSDAY, THURSDAY, None).unwrap();
        let proposal = propose(desk, THURSDAY, THURSDAY);
        let Refusal::Invalid(none) = accept(desk, &proposal, &[]).unwrap_err() else { panic!() };
        assert_eq!(none[0].field, "change");
        out(desk, "kit", THURSDAY, THURSDAY, None).unwrap();
        let Refusal::Refused { reason, .. } = accept(desk, &proposal, &all(&proposal)).unwrap_err() else { panic!() };
        assert_eq!(reason, "week_changed");
        assert_eq!(desk.session("morning", THURSDAY).leaders, [staff(desk, "jo")], "nothing was changed");
        for who in ["jo", "fran", "bea", "uma", "wren", "ines"] {
            let query = ProposeChanges { from: day(THURSDAY), to: day(THURSDAY) };
            assert!(desk.house.ask(&desk.actor(who), &query).is_err(), "{who}");
            assert!(desk.house.ask(&desk.actor(who), &OpenStaffTime).is_err(), "{who}");
        }
    });
}

#[test]
fn s_05_a_session_that_nobody_can_lead_costs_hours_and_the_make_up_is_offered_in_words() {
    on_both_engines(|desk| {
        grow(desk);
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        // The week of the evening group is on the calendar too.
        let director = desk.actor("dana");
        desk.house.perform(&director, &schedule::group_session::PlanWeek { day: day(THURSDAY) }).unwrap();
        // Jo is out for the rest of the week, Kit works on Friday evenings only, and Dana not at all.
        out(desk, "jo", THURSDAY, "2026-03-15", None).unwrap();
        out(desk, "dana", THURSDAY, "2026-03-15", None).unwrap();
        let friday =
            WorkTime { weekday: 5, start: Time::constant(17, 0, 0, 0), end: Time::constant(19, 30, 0, 0), what: WorkKind::Work };
        let hours = KeepStaffHours { staff: staff(desk, "kit"), from: day("2026-03-11"), based_on: None, week: vec![friday] };
        desk.house.perform(&director, &hours).unwrap();
        let proposal = propose(desk, THURSDAY, "2026-03-15");
        assert_eq!(
            acts(&proposal),
            [
                "Relapse prevention skills: Cancelled. Whoever leads it is away.",
                "Evening skills: Robin Silva has a place on this one day",
                "Coping skills: Cancelled. Whoever leads it is away.",
            ]
        );
        let said: Vec<String> =
            proposal.changes.iter().flat_map(|change| &change.costs).map(reactions::program_week::Cost::words).collect();
        assert_eq!(
            said,
            [
                "Robin Silva loses 1 h 30 min this week: 6 h of 9 h are left. \
                 Make-up offered: Friday, March 13, 5:30 pm, Evening skills.",
                "Robin Silva loses 1 h 30 min this week: 6 h of 9 h are left. No place that fits is free this week.",
            ]
        );
        let make_up = &proposal.changes[1];
        let Refusal::Refused { reason, .. } = accept(desk, &proposal, &[make_up]).unwrap_err() else { panic!() };
        assert_eq!(reason, "make_up_alone");
        let change = accept(desk, &proposal, &all(&proposal)).unwrap();
        let friday = desk.session("evening", "2026-03-13");
        let expected = |session: &GroupSession| {
            desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| schedule::attendance::expected_in(tx, session)).unwrap()
        };
        assert_eq!(expected(&friday), [robin]);
        assert!(desk.session("morning", THURSDAY).cancelled.is_some());
        holds(desk, "2026-03-09", "2026-03-15");
        assert_eq!(desk.house.perform(&director, &PutBackChanges { change }).unwrap(), (3, 0));
        assert_eq!(expected(&friday), Vec::<PatientId>::new());
        assert_eq!(desk.session("morning", THURSDAY).cancelled, None);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_room_that_vanishes_moves_its_sessions_to_one_that_fits() {
    on_both_engines(|desk| {
        grow(desk);
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        let director = desk.actor("dana");
        let room = desk.all::<Room>("key = $1", "room-2")[0].id;
        let closure =
            EnterClosure { from: day(THURSDAY), to: day(THURSDAY), room: Some(room), why: "The floor is renewed".into() };
        let id = desk.house.perform(&director, &closure).unwrap();
        let Refusal::Refused { sentence, .. } = desk.house.perform(&director, &closure).unwrap_err() else { panic!() };
        assert!(sentence.contains("already: The floor is renewed"), "{sentence}");
        let proposal = propose(desk, THURSDAY, THURSDAY);
        assert_eq!(
            acts(&proposal),
            [
                "Relapse prevention skills: In Room 3 instead of Room 2",
                "Coping skills: In Room 3 instead of Room 2",
                "Peer circle: In Room 3 instead of Room 2"
            ]
        );
        accept(desk, &proposal, &all(&proposal)).unwrap();
        holds(desk, "2026-03-09", "2026-03-15");
        assert_eq!(propose(desk, THURSDAY, THURSDAY).changes, []);
        desk.house.perform(&director, &TakeBackClosure { closure: id }).unwrap();
        let kept = desk.all::<Closure>("from_day = $1", THURSDAY);
        assert!(kept[0].is_taken_back && kept[0].version == 2, "taken back is a version");
    });
}

#[test]
fn on_a_day_on_which_the_program_is_closed_sessions_move_to_another_day_of_the_week_where_all_can_come() {
    on_both_engines(|desk| {
        grow(desk);
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        let closure = EnterClosure { from: day(THURSDAY), to: day(THURSDAY), room: None, why: "A storm".into() };
        desk.house.perform(&desk.actor("dana"), &closure).unwrap();
        desk.house.perform(&desk.actor("dana"), &schedule::group_session::PlanWeek { day: day(THURSDAY) }).unwrap();
        let proposal = propose(desk, THURSDAY, THURSDAY);
        assert_eq!(proposal.changes.len(), 3);
        for change in &proposal.changes {
            assert_eq!(change.why, ["The program is closed: A storm."]);
            assert!(change.acts[0].starts_with("Moved to "), "{:?}", change.acts);
        }
        accept(desk, &proposal, &all(&proposal)).unwrap();
        holds(desk, "2026-03-09", "2026-03-15");
        assert_eq!(
            desk.house.perform(&desk.actor("dana"), &schedule::group_session::PlanWeek { day: day(THURSDAY) }).unwrap(),
            0
        );
    });
}

#[test]
fn p2_12_whoever_must_not_meet_somebody_is_not_proposed_and_nothing_says_why() {
    on_both_engines(|desk| {
        grow(desk);
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        let keep = KeepApart {
            patient: robin,
            other: Some(Other::Staff(staff(desk, "kit"))),
            reason: Some(Reason::Asked),
            words: String::new(),
            from: day("2026-03-11"),
            to: None,
        };
        desk.house.perform(&desk.actor("dana"), &keep).unwrap();
        out(desk, "jo", THURSDAY, THURSDAY, None).unwrap();
        let proposal = propose(desk, THURSDAY, THURSDAY);
        let said = format!("{proposal:?}");
        assert!(!acts(&proposal).iter().any(|act| act.contains("Kit Moreau")), "{said}");
        assert!(acts(&proposal)[0].contains("Dana Whitfield"), "{said}");
    });
}

#[test]
fn overlapping_leave_is_joined_or_said_plainly_and_nothing_is_lost() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 15:00");
        let (first, _) = out(desk, "jo", THURSDAY, "2026-03-13", None).unwrap();
        assert_eq!(out(desk, "jo", "2026-03-13", "2026-03-17", None).unwrap(), (first, true));
        let Refusal::Refused { sentence, remedy, .. } = out(desk, "jo", "2026-03-16", "2026-03-16", Some((9, 12))).unwrap_err()
        else {
            panic!()
        };
        assert_eq!(sentence, "Jo Alvarez is already away from Mar 12 to Mar 17, all day.");
        assert!(remedy.contains("Take that leave back first"));
        let kept = desk.all::<Leave>("staff_id = $1", staff(desk, "jo"));
        assert_eq!((kept.len(), kept[0].from, kept[0].to), (1, day(THURSDAY), day("2026-03-17")));
        desk.at("2026-03-14 09:00");
        desk.house.perform(&desk.actor("dana"), &TakeBackLeave { leave: first }).unwrap();
        let kept = desk.all::<Leave>("staff_id = $1", staff(desk, "jo"));
        assert_eq!((kept[0].to, kept[0].is_taken_back), (day("2026-03-13"), false), "the days that were stay");
        let Refusal::Invalid(problems) = out(desk, "jo", "2026-03-10", "2026-03-09", Some((12, 9))).unwrap_err() else {
            panic!()
        };
        let fields: Vec<&str> = problems.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["from", "to", "until"]);
    });
}

#[test]
fn hours_that_were_never_written_down_keep_nobody_away_and_new_ones_begin_on_their_day() {
    on_both_engines(|desk| {
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        let at = |hour| Time::constant(hour, 0, 0, 0);
        let week = |end| vec![WorkTime { weekday: 4, start: at(8), end: at(end), what: WorkKind::Work }];
        let keep = |from: &str, end, based_on| {
            let command = KeepStaffHours { staff: staff(desk, "jo"), from: day(from), based_on, week: week(end) };
            desk.house.perform(&desk.actor("dana"), &command)
        };
        assert_eq!(propose(desk, THURSDAY, THURSDAY).changes.len(), 0);
        keep(THURSDAY, 12, None).unwrap();
        let proposal = propose(desk, THURSDAY, THURSDAY);
        assert_eq!(proposal.changes.len(), 1, "the second group ends at a quarter past twelve: {:?}", acts(&proposal));
        assert_eq!(proposal.changes[0].why, ["Jo Alvarez does not work then."]);
        assert_eq!(keep(THURSDAY, 13, None).unwrap_err(), Refusal::Conflict);
        keep(THURSDAY, 13, Some(1)).unwrap();
        assert_eq!(propose(desk, THURSDAY, THURSDAY).changes.len(), 0);
        let Refusal::Invalid(problems) = keep("2026-03-01", 13, None).unwrap_err() else { panic!() };
        assert_eq!(problems[0].field, "from");
    });
}

#[test]
fn an_impossible_wish_is_said_plainly() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 15:00");
        let ask = |from: &str, to: &str| {
            let query = ProposeChanges { from: day(from), to: day(to) };
            desk.house.ask(&desk.actor("dana"), &query).map(|_| ()).unwrap_err()
        };
        let Refusal::Invalid(problems) = ask(THURSDAY, "2026-03-10") else { panic!() };
        assert_eq!(problems[0].sentence, "The last day is before the first.");
        let Refusal::Invalid(problems) = ask(THURSDAY, "2026-06-10") else { panic!() };
        assert!(problems[0].sentence.contains("four weeks"));
        let people = desk.all::<Patient>("id <> $1", "");
        assert_eq!(people.len(), 0, "an empty program proposes nothing");
        assert_eq!(propose(desk, THURSDAY, THURSDAY).changes.len(), 0);
    });
}
