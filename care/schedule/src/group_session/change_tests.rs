//! One session is changed and the pattern stays; nothing is taken twice; what was done is taken back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::testing::on_both_engines;
use ::store::{DatabaseUrl, Store, Tx};
use access::{Actor, Command, Context, Policy, Refusal, Role};
use confidential::{Query, gate};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::id::{GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId};
use vocabulary::{Clock, IdSource, ProgramZone, Week};

use super::*;
use crate::program::{ImportProgram, ProgramFile};
use crate::therapy_group::{EnrollPatient, TakeMakeUp, TherapyGroup, WithdrawMakeUp, all_groups};

const PROGRAM: &str = r#"
format = "stepdown-program/1"
[program]
key = "harbor"
public_name = "Harbor Day Treatment"
billing_name = "Harbor"
neutral_name = "Harbor St"
street = "1 Harbor Road"
city = "Falmouth"
state = "MA"
zip = "025401234"
phone = "+15085550100"
npi = "1876543210"
tax_id = "043333333"
taxonomy = "261QR0405X"
provider_setting = "freestanding_clinic"
zone = "America/New_York"
from = "2026-01-01"
level = [{ level = "2.1", name = "Intensive outpatient", weekly_floor_hours = 9 }]
[[room]]
key = "room_2"
name = "Room 2"
seats = 3
[[room]]
key = "room_3"
name = "Room 3"
seats = 2
[[track]]
key = "day"
name = "Day track"
[[staff]]
key = "dana"
given = "Dana"
family = "Whitfield"
roles = ["clinician"]
[[staff]]
key = "lee"
given = "Lee"
family = "Park"
roles = ["clinician"]
[[service_type]]
key = "cbt"
name = "CBT"
kind = "group"
note = "clinical"
capacity = 12
counts_toward_hours = true
[[service_type]]
key = "individual"
name = "Individual counseling"
kind = "individual"
note = "clinical"
capacity = 1
counts_toward_hours = true
[[therapy_group]]
key = "skills"
name = "Skills"
service_type = "cbt"
track = "day"
room = "room_2"
leaders = ["dana"]
curriculum = ["One", "Two", "Three"]
[[therapy_group.meeting]]
weekdays = ["Monday", "Wednesday"]
start = "9:00"
end = "10:30"
breaks = [["9:45", "9:50"]]
[[therapy_group]]
key = "process"
name = "Process"
service_type = "cbt"
track = "day"
room = "room_3"
leaders = ["lee"]
curriculum = ["One"]
[[therapy_group.meeting]]
weekdays = ["Monday", "Wednesday"]
start = "10:30"
end = "12:00"
"#;

struct Desk<'a> {
    store: &'a Store,
    policy: Policy,
    ids: IdSource,
    zone: ProgramZone,
    clock: Clock,
    people: Vec<PatientId>,
}

fn director() -> Actor {
    Actor {
        staff: StaffId(Uuid::nil()),
        signature_name: "Director".into(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector, Role::Clinician, Role::Intake],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

impl<'a> Desk<'a> {
    /// Sunday, March 8, 2026, with the week of March 9 on the calendar and three people in care.
    fn on(store: &'a Store) -> Self {
        let mut desk = Self {
            store,
            policy: Policy::load().unwrap(),
            ids: IdSource::seeded(1),
            zone: ProgramZone::parse("America/New_York").unwrap(),
            clock: Clock::frozen("2026-03-08T15:00:00Z".parse().unwrap()),
            people: Vec::new(),
        };
        let file = ProgramFile::read(PROGRAM).unwrap();
        desk.act(ImportProgram { file }).unwrap();
        desk.act(PlanWeek { day: date(2026, 3, 9) }).unwrap();
        for name in ["Ana", "Bo", "Cy"] {
            let person = desk.act(RegisterPatient { id: None, input: input(name) }).unwrap();
            desk.people.push(person);
        }
        for (at, key) in [(0, "skills"), (1, "skills"), (2, "process")] {
            let group = desk.group(key).id;
            desk.act(EnrollPatient { patient: desk.people[at], group, from: date(2026, 3, 9), to: None }).unwrap();
        }
        desk
    }

    fn within<T>(&self, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let actor = director();
        self.store.write(|tx: &Tx<'_>| {
            work(&Context {
                tx,
                actor: &actor,
                now: self.clock.now(),
                zone: &self.zone,
                ids: &self.ids,
                policy: &self.policy,
                keys: &access::key_ring::NO_KEYS,
            })
        })
    }

    fn act<C: Command>(&self, command: C) -> Result<C::Output, Refusal> {
        self.within(|cx| Ok(command.perform(cx)?.output))
    }
}

fn input(given: &str) -> PatientInput {
    PatientInput {
        given: given.into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(date(1990, 5, 14)),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    }
}

impl Desk<'_> {
    fn group(&self, key: &str) -> TherapyGroup {
        let all = self.within(|cx| Ok(all_groups(cx.tx)?)).unwrap();
        all.into_iter().map(|group| group.record).find(|group| group.key == key).unwrap()
    }

    fn calendar(&self) -> Calendar {
        self.within(|cx| Calendar::load(cx, date(2026, 3, 9), date(2026, 3, 15))).unwrap()
    }

    /// The meeting of a group on a day of the week, where it stands now.
    fn meeting(&self, key: &str, day: Date) -> (GroupSession, i64) {
        let (group, calendar) = (self.group(key).id, self.calendar());
        let held = calendar.sessions.into_iter().find(|one| one.group == Some(group) && one.day == day).unwrap();
        let version = held.version;
        (held.record, version)
    }

    fn room(&self, key: &str) -> RoomId {
        self.calendar().rooms.values().find(|room| room.key == key).unwrap().id
    }

    fn colleague(&self, login: &str) -> StaffId {
        self.calendar().staff.values().find(|staff| staff.login == login).unwrap().id
    }

    fn service(&self, key: &str) -> ServiceTypeId {
        self.calendar().services.values().find(|service| service.key == key).unwrap().id
    }

    fn hour(&self, patient: PatientId, staff: &str, day: Date, start: Time) -> BookAppointment {
        let end = start.saturating_add(jiff::ToSpan::minutes(50));
        let service_type = self.service("individual");
        BookAppointment { patient, service_type, staff: self.colleague(staff), room: None, day, start, end }
    }
}

fn to(day: Date, start: Time) -> SessionWish {
    SessionWish { begins: Some((day, start)), ..SessionWish::default() }
}

fn change(session: GroupSessionId, wish: SessionWish) -> ChangeSession {
    ChangeSession { session, wish, based_on: None }
}

fn reason(refusal: Refusal) -> (&'static str, String) {
    let Refusal::Refused { reason, sentence, .. } = refusal else { panic!("{refusal:?}") };
    (reason, sentence)
}

#[test]
fn s_11_one_meeting_moves_with_its_breaks_and_planning_the_week_again_adds_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (monday, version) = desk.meeting("skills", date(2026, 3, 9));
        let (_, now) = desk.act(change(monday.id, to(date(2026, 3, 10), time(13, 0, 0, 0)))).unwrap();
        let (tuesday, _) = desk.meeting("skills", date(2026, 3, 10));
        assert_eq!((tuesday.id, tuesday.minutes(), now), (monday.id, 85, version + 1));
        assert_eq!(desk.zone.clock_short(tuesday.breaks[0].0), "1:45");
        let planned = desk.calendar().sessions.len();
        assert_eq!(desk.act(PlanWeek { day: date(2026, 3, 9) }).unwrap(), 0);
        assert_eq!(desk.calendar().sessions.len(), planned);

        // And it is put back as it was, as a version of its own
        desk.act(PutBackSession { session: monday.id, version: now }).unwrap();
        let (back, third) = desk.meeting("skills", date(2026, 3, 9));
        assert_eq!((back, third), (monday.clone(), now + 1));
        assert_eq!(desk.act(PutBackSession { session: monday.id, version: now }).unwrap_err(), Refusal::Conflict);
    });
}

#[test]
fn s_04_a_room_a_colleague_or_a_person_is_not_taken_twice_and_the_check_says_so_before() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (skills, _) = desk.meeting("skills", date(2026, 3, 9));
        let (process, _) = desk.meeting("process", date(2026, 3, 9));
        let onto = SessionWish { room: Some(desk.room("room_3")), ..to(date(2026, 3, 9), time(10, 0, 0, 0)) };
        let check = CheckSession { session: skills.id, wish: onto.clone() };
        let said = desk.within(|cx| Ok(gate::to_staff(cx, check.ask(cx)?)?.findings.clone())).unwrap();
        assert_eq!(said, [(true, "room", "The room is taken: Process.".to_owned())]);
        let (code, sentence) = reason(desk.act(change(skills.id, onto)).unwrap_err());
        assert_eq!((code, sentence.as_str()), ("taken", "The room is taken: Process."));

        let led = SessionWish { leaders: Some(vec![desk.colleague("lee")]), ..to(date(2026, 3, 9), time(10, 0, 0, 0)) };
        assert_eq!(reason(desk.act(change(skills.id, led)).unwrap_err()).1, "Lee Park has Process.");

        desk.act(desk.hour(desk.people[2], "dana", date(2026, 3, 9), time(13, 0, 0, 0))).unwrap();
        let over = change(process.id, to(date(2026, 3, 9), time(12, 0, 0, 0)));
        assert_eq!(reason(desk.act(over).unwrap_err()).1, "Somebody expected has Individual counseling.");
        let twice = desk.hour(desk.people[0], "lee", date(2026, 3, 9), time(9, 30, 0, 0));
        assert_eq!(reason(desk.act(twice).unwrap_err()).1, "Somebody expected has Skills.");
    });
}

#[test]
fn s_11_a_meeting_stays_in_its_week_in_the_time_to_come_and_in_rooms_that_hold_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (skills, _) = desk.meeting("skills", date(2026, 3, 9));
        let later = change(skills.id, to(date(2026, 3, 17), time(9, 0, 0, 0)));
        assert_eq!(reason(desk.act(later).unwrap_err()).0, "other_week");
        desk.act(EnrollPatient { patient: desk.people[2], group: desk.group("skills").id, from: date(2026, 3, 9), to: None })
            .unwrap();
        let small = SessionWish { room: Some(desk.room("room_3")), ..SessionWish::default() };
        assert_eq!(reason(desk.act(change(skills.id, small)).unwrap_err()).1, "3 people are expected and 2 fit.");
        desk.act(CancelSession { session: skills.id, reason: "Snow".into() }).unwrap();
        let moved = change(skills.id, to(date(2026, 3, 10), time(9, 0, 0, 0)));
        assert_eq!(reason(desk.act(moved).unwrap_err()).0, "session_cancelled");
        desk.act(PutBackSession { session: skills.id, version: 2 }).unwrap();
        assert_eq!(desk.meeting("skills", date(2026, 3, 9)).0.cancelled, None);
        desk.clock.set("2026-03-09T13:30:00Z".parse().unwrap());
        let begun = change(skills.id, to(date(2026, 3, 10), time(9, 0, 0, 0)));
        assert_eq!(reason(desk.act(begun).unwrap_err()).0, "session_begun");
    });
}

#[test]
fn somebody_else_who_changed_it_meanwhile_is_not_overwritten() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (skills, version) = desk.meeting("skills", date(2026, 3, 9));
        desk.act(change(skills.id, to(date(2026, 3, 10), time(9, 0, 0, 0)))).unwrap();
        let late = ChangeSession { based_on: Some(version), ..change(skills.id, to(date(2026, 3, 11), time(14, 0, 0, 0))) };
        assert_eq!(desk.act(late).unwrap_err(), Refusal::Conflict);
    });
}

/// Something somebody does on the board.
#[derive(Clone, Debug)]
enum Act {
    Book { person: usize, staff: usize, room: usize, day: i8, half_hour: i8 },
    Move { which: usize, staff: usize, room: usize, day: i8, half_hour: i8 },
    Cancel { which: usize },
    PutBack { which: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let place = (0..2_usize, 0..2_usize, 9..14_i8, 0..10_i8);
    let act = prop_oneof![
        (0..3_usize, place.clone()).prop_map(|(person, (staff, room, day, half_hour))| Act::Book {
            person,
            staff,
            room,
            day,
            half_hour
        }),
        (0..12_usize, place).prop_map(|(which, (staff, room, day, half_hour))| Act::Move { which, staff, room, day, half_hour }),
        (0..12_usize).prop_map(|which| Act::Cancel { which }),
        (0..12_usize).prop_map(|which| Act::PutBack { which }),
    ];
    proptest::collection::vec(act, 1..24)
}

impl Desk<'_> {
    /// Does it when it may be done; answers whether it was.
    fn carry_out(&self, act: &Act) -> bool {
        let sessions = self.calendar().sessions;
        let at = |which: usize| &sessions[which % sessions.len()];
        let (rooms, staff) = ([self.room("room_2"), self.room("room_3")], [self.colleague("dana"), self.colleague("lee")]);
        let start = |half: i8| time(8 + half / 2, half % 2 * 30, 0, 0);
        match *act {
            Act::Book { person, staff: with, room, day, half_hour } => {
                let hour = self.hour(self.people[person], "dana", date(2026, 3, day), start(half_hour));
                self.act(BookAppointment { staff: staff[with], room: Some(rooms[room]), ..hour }).is_ok()
            }
            Act::Move { which, staff: with, room, day, half_hour } => {
                let wish = SessionWish {
                    room: Some(rooms[room]),
                    leaders: Some(vec![staff[with]]),
                    ..to(date(2026, 3, day), start(half_hour))
                };
                self.act(change(at(which).id, wish)).is_ok()
            }
            Act::Cancel { which } => self.act(CancelSession { session: at(which).id, reason: "Snow".into() }).is_ok(),
            Act::PutBack { which } => self.act(PutBackSession { session: at(which).id, version: at(which).version }).is_ok(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn s_04_no_sequence_of_bookings_and_moves_takes_anything_twice_or_passes_a_capacity(acts in acts()) {
        let store = Store::open(&DatabaseUrl::InMemory).unwrap();
        let desk = Desk::on(&store);
        for act in &acts {
            desk.carry_out(act);
        }
        let calendar = desk.calendar();
        let held: Vec<&GroupSession> =
            calendar.sessions.iter().map(|one| &one.record).filter(|one| one.cancelled.is_none()).collect();
        for (at, one) in held.iter().enumerate() {
            let people = calendar.expected(one);
            let seats = one.room.map_or(i64::MAX, |room| calendar.rooms[&room].seats);
            prop_assert!(i64::try_from(people.len()).unwrap() <= seats);
            prop_assert!(Week::of(date(2026, 3, 9)).holds(one.day));
            for other in &held[at + 1..] {
                if one.starts_at < other.ends_at && other.starts_at < one.ends_at {
                    prop_assert!(one.room.is_none() || one.room != other.room, "{one:?} {other:?}");
                    prop_assert!(!one.leaders.iter().any(|staff| other.leaders.contains(staff)), "{one:?} {other:?}");
                    let booked = calendar.expected(other);
                    prop_assert!(!people.iter().any(|patient| booked.contains(patient)), "{one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn s_05_a_make_up_takes_a_seat_that_is_free_at_a_time_that_is_free_and_is_taken_back() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (process, _) = desk.meeting("process", date(2026, 3, 9));
        let (ana, bo) = (desk.people[0], desk.people[1]);
        desk.act(TakeMakeUp { patient: ana, session: process.id }).unwrap();
        // Room 3 holds two, and Cy has a place
        assert_eq!(reason(desk.act(TakeMakeUp { patient: bo, session: process.id }).unwrap_err()).0, "make_up_taken");
        assert_eq!(desk.calendar().expected(&process).len(), 2);
        desk.act(WithdrawMakeUp { patient: ana, session: process.id }).unwrap();
        assert_eq!(desk.calendar().expected(&process), [desk.people[2]]);
        // Somebody who has something else then is told what, by its name
        desk.act(desk.hour(bo, "dana", date(2026, 3, 9), time(11, 0, 0, 0))).unwrap();
        let (_, sentence) = reason(desk.act(TakeMakeUp { patient: bo, session: process.id }).unwrap_err());
        assert_eq!(sentence, "They have Individual counseling then.");
        assert_eq!(desk.act(WithdrawMakeUp { patient: desk.people[2], session: process.id }).unwrap(), None);
    });
}
