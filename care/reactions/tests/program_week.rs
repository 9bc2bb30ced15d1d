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
            assert!(change.acts[0].starts_with("Moved to Friday, March 13"), "{:?}", change.acts);
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
        assert_eq!(sentence, "Jo Alvarez is already away from Thu Mar 12 to Tue Mar 17, all day.");
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

#[test]
fn over_the_spring_change_a_moved_session_keeps_its_minutes_and_its_time_on_the_wall() {
    on_both_engines(|desk| {
        let weekend = r#"
[[therapy_group]]
key = "weekend"
name = "Weekend group"
service_type = "relapse_prevention"
track = "day"
room = "room-2"
leaders = ["jo"]
meeting = [{ weekdays = ["Saturday"], start = "17:30", end = "19:00", breaks = [["18:00", "18:10"]] }]
[[therapy_group]]
key = "sunday"
name = "Sunday group"
service_type = "relapse_prevention"
track = "day"
room = "room-2"
leaders = ["jo"]
meeting = [{ weekdays = ["Sunday"], start = "9:00", end = "10:00" }]
"#;
        let file = ProgramFile::parse(&format!("{}{weekend}", include_str!("../testdata/program.toml"))).unwrap();
        desk.house.perform(&desk.actor("dana"), &ImportProgram { file }).unwrap();
        desk.at("2026-03-05 19:00");
        // Saturday is closed and on Sunday, March 8 the clock goes forward at two in the morning.
        let closure = EnterClosure { from: day("2026-03-07"), to: day("2026-03-07"), room: None, why: "A storm".into() };
        desk.house.perform(&desk.actor("dana"), &closure).unwrap();
        let proposal = propose(desk, "2026-03-06", "2026-03-08");
        let change = proposal.changes.iter().find(|change| change.name == "Weekend group").unwrap();
        assert_eq!(change.acts.len(), 1, "{:?}", change.acts);
        accept(desk, &proposal, &all(&proposal)).unwrap();
        let group = desk.group("weekend");
        let moved = desk.all::<GroupSession>("group_id = $1", group);
        let moved =
            moved.iter().find(|session| session.day == day("2026-03-08")).unwrap_or_else(|| panic!("{:?}", acts(&proposal)));
        assert_eq!(moved.minutes(), 80);
        let begins = moved.starts_at.to_string();
        assert!(["2026-03-08T21:30:00Z", "2026-03-08T17:00:00Z", "2026-03-08T14:45:00Z"].contains(&begins.as_str()), "{begins}");
        holds(desk, "2026-03-02", "2026-03-08");
    });
}

#[test]
fn s_19_a_topic_that_was_cancelled_is_still_to_come_when_the_next_week_is_planned() {
    on_both_engines(|desk| {
        desk.admit("Robin", "Silva");
        desk.at("2026-03-11 15:00");
        let topics = |desk: &Desk, on: &str| desk.session("morning", on).curriculum.map(|(number, ..)| number);
        assert_eq!(topics(desk, THURSDAY), Some(2));
        let session = desk.session("morning", THURSDAY).id;
        let cancel = schedule::group_session::CancelSession { session, reason: "A storm".into() };
        desk.house.perform(&desk.actor("dana"), &cancel).unwrap();
        desk.house.perform(&desk.actor("dana"), &schedule::group_session::PlanWeek { day: day("2026-03-16") }).unwrap();
        assert_eq!(topics(desk, "2026-03-16"), Some(2), "nobody had it yet");
        assert_eq!(topics(desk, "2026-03-18"), Some(1));
    });
}

/// A program drawn by lot: counselors, rooms, groups that nobody leads twice at once, people in some of them.
fn drawn(desk: &Desk, seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut dice = move |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let mut text = include_str!("../testdata/program.toml").split("[[therapy_group]]").next().unwrap().to_owned();
    for room in 0..3 {
        text += &format!("[[room]]\nkey = \"r{room}\"\nname = \"Drawn room {room}\"\nseats = {}\n", 4 + dice(8));
    }
    for one in 0..4 {
        text += &format!(
            "[[staff]]\nkey = \"c{one}\"\ngiven = \"Counselor\"\nfamily = \"No {one}\"\ncredential = \"LICSW\"\nroles = [\"clinician\"]\n"
        );
    }
    let (starts, days) =
        ([("9:00", "10:30"), ("10:15", "11:45"), ("17:30", "19:00")], ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]);
    let mut taken: Vec<(u64, u64, u64, u64)> = Vec::new();
    let mut groups: Vec<(String, u64, u64)> = Vec::new();
    for number in 0..14 {
        let (day, start, who, room) = (dice(5), dice(3), dice(4), dice(3));
        // The first two begin while the other is held.
        let clashes = |other: &(u64, u64, u64, u64)| {
            other.0 == day && (other.1 == start || other.1 < 2 && start < 2) && (other.2 == who || other.3 == room)
        };
        if taken.iter().any(clashes) {
            continue;
        }
        taken.push((day, start, who, room));
        let key = format!("g{number}");
        let (from, until) = starts[usize::try_from(start).unwrap()];
        text += &format!(
            "[[therapy_group]]\nkey = \"{key}\"\nname = \"Group {number}\"\nservice_type = \"relapse_prevention\"\ntrack = \"day\"\nroom = \"r{room}\"\n\
             leaders = [\"c{who}\"]\ncapacity = 4\nmeeting = [{{ weekdays = [\"{}\"], start = \"{from}\", end = \"{until}\" }}]\n",
            days[usize::try_from(day).unwrap()]
        );
        groups.push((key, day, start));
    }
    let file = ProgramFile::parse(&text).unwrap();
    desk.house.perform(&desk.actor("dana"), &ImportProgram { file }).unwrap();
    desk.at("2026-03-02 08:00");
    for person in 0..7 {
        let input = episode::patient::PatientInput {
            given: format!("Person {person}"),
            family: "Drawn".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some(day("1990-05-14")),
            sex: episode::patient::AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: "en".into(),
            needs_interpreter: false,
        };
        let patient = desk.house.perform(&desk.actor("ines"), &episode::patient::RegisterPatient { id: None, input }).unwrap();
        let mut own: Vec<(u64, u64)> = Vec::new();
        for (key, weekday, start) in &groups {
            let is_free = !own.iter().any(|(on, at)| on == weekday && (at == start || *at < 2 && *start < 2));
            if is_free && dice(3) > 0 {
                let group = desk.group(key);
                let wish = schedule::therapy_group::EnrollPatient { patient, group, from: day("2026-03-02"), to: None };
                // A full group is passed by.
                if desk.house.perform(&desk.actor("dana"), &wish).is_ok() {
                    own.push((*weekday, *start));
                }
            }
        }
    }
    desk.at("2026-03-09 06:30");
    for one in 0..4 {
        if dice(2) == 0 {
            let (from, to) = (9 + dice(5), dice(3));
            let from = day(&format!("2026-03-{from:02}"));
            let hours = (dice(3) == 0).then_some((9, 12));
            let to = from.saturating_add(jiff::ToSpan::days(i64::try_from(to).unwrap()));
            out(desk, &format!("c{one}"), &from.to_string(), &to.to_string(), hours).unwrap();
        }
    }
    if dice(2) == 0 {
        let room = desk.all::<Room>("key = $1", format!("r{}", dice(3)))[0].id;
        let on = day(&format!("2026-03-{:02}", 9 + dice(5)));
        let closure = EnterClosure { from: on, to: on, room: (dice(3) > 0).then_some(room), why: "Drawn by lot".into() };
        desk.house.perform(&desk.actor("dana"), &closure).unwrap();
    }
}

#[test]
fn whatever_is_accepted_nobody_is_in_two_places_no_room_holds_two_and_none_is_too_full() {
    let mut changed = 0;
    for seed in 1..=16 {
        let desk = Desk::open(&store::DatabaseUrl::InMemory);
        drawn(&desk, seed);
        let minutes =
            |desk: &Desk| -> i64 { desk.all::<GroupSession>("day >= $1", "2026-03-09").iter().map(|one| one.minutes()).sum() };
        let before = minutes(&desk);
        let proposal = propose(&desk, "2026-03-09", "2026-03-15");
        changed += proposal.changes.len();
        if proposal.changes.is_empty() {
            continue;
        }
        let change = accept(&desk, &proposal, &all(&proposal))
            .unwrap_or_else(|refusal| panic!("{seed}: {refusal:?} {:?}", acts(&proposal)));
        holds(&desk, "2026-03-09", "2026-03-15");
        assert_eq!(minutes(&desk), before, "no session became longer or shorter");
        assert_eq!(propose(&desk, "2026-03-09", "2026-03-15").changes, [], "{seed}: one proposal is enough");
        let put_back = desk.house.perform(&desk.actor("dana"), &PutBackChanges { change }).unwrap();
        assert_eq!(put_back.1, 0, "{seed}: all of it can be put back");
        assert_eq!(propose(&desk, "2026-03-09", "2026-03-15"), proposal, "{seed}: and then the same is proposed");
    }
    assert!(changed > 20, "the lots were too kind: {changed}");
}
