//! The quiet no-contact guard: who must not meet does not, on any roster; whoever plans hears the same words for every reason and
//! nothing about anybody else (P2-12).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeSet;

use access::{Actor, Kind, Refusal, Role};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use intake::admission::{ConfirmIdentity, Who};
use intake::inquiry::desk::VisitResult;
use intake::inquiry::{CallFacts, InquiryInput, LogCall, Source};
use intake::visit::{MarkVisit, OpenSlots, VisitToCome, WantedVisit};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use proptest::prelude::*;
use reactions::ExportChart;
use reactions::apart::{FindOther, KeptGuard, OpenKeptApart};
use reactions::chart::OpenChart;
use schedule::group_session::{BookAppointment, CancelSession};
use schedule::no_contact::{EndNoContact, KeepApart, Meeting, NoContact, Other, Reason};
use schedule::program::{ChangeItem, Item, OpenProgram, ServiceType};
use schedule::therapy_group::{EndEnrollment, EnrollPatient, Enrollment};
use store::DatabaseUrl;
use support::{Desk, THURSDAY, day, on_both_engines};
use vocabulary::id::{EnrollmentId, NoContactId, PatientId, TherapyGroupId};

fn register(desk: &Desk, given: &str) -> PatientId {
    let input = PatientInput {
        given: given.into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(day("1990-05-14")),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    };
    desk.house.perform(&desk.actor("ines"), &RegisterPatient { id: None, input }).unwrap()
}

fn guard(patient: PatientId, other: Other) -> KeepApart {
    let reason = Some(Reason::ProtectiveOrder);
    KeepApart { patient, other: Some(other), reason, words: "Docket 12".into(), from: day(THURSDAY), to: None }
}

fn enroll(desk: &Desk, patient: PatientId, group: &str, from: &str) -> Result<EnrollmentId, Refusal> {
    let enroll = EnrollPatient { patient, group: desk.group(group), from: day(from), to: None };
    desk.house.perform(&desk.actor("dana"), &enroll)
}

fn told(refusal: &Refusal) -> (&str, &str, &str, &str) {
    let Refusal::Refused { reason, rule, sentence, remedy } = refusal else { panic!("{refusal:?}") };
    (reason, rule, sentence, remedy)
}

const GROUP: (&str, &str, &str, &str) = ("choose_another", "P2-12", "This choice is not open.", "Choose another group.");

#[test]
fn p2_12_two_people_who_must_not_meet_get_no_place_in_one_group_whichever_asks_second() {
    on_both_engines(|desk| {
        let (ana, bo, cy) = (register(desk, "Ana"), register(desk, "Bo"), register(desk, "Cy"));
        desk.at("2026-03-12 09:00");
        let (_, meetings) = desk.house.perform(&desk.actor("dana"), &guard(ana, Other::Patient(bo))).unwrap();
        assert_eq!(meetings, 0);
        enroll(desk, bo, "morning", THURSDAY).unwrap();
        assert_eq!(told(&enroll(desk, ana, "morning", THURSDAY).unwrap_err()), GROUP);
        assert_eq!(told(&enroll(desk, ana, "morning", "2026-04-12").unwrap_err()), GROUP, "nor later");
        enroll(desk, ana, "late-morning", THURSDAY).unwrap();
        assert_eq!(told(&enroll(desk, bo, "late-morning", THURSDAY).unwrap_err()), GROUP, "either way round");
        enroll(desk, cy, "morning", THURSDAY).unwrap();
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_12_the_same_words_for_every_reason_and_for_whoever_stands_behind_it() {
    on_both_engines(|desk| {
        let mut said = BTreeSet::new();
        for (at, (reason, ..)) in Reason::ALL.into_iter().enumerate() {
            let (one, two) = (register(desk, &format!("One{at}")), register(desk, &format!("Two{at}")));
            desk.at("2026-03-12 09:00");
            let keep = KeepApart { reason: Some(reason), ..guard(one, Other::Patient(two)) };
            desk.house.perform(&desk.actor("dana"), &keep).unwrap();
            enroll(desk, two, "peers", THURSDAY).unwrap();
            said.insert(format!("{:?}", enroll(desk, one, "peers", THURSDAY).unwrap_err()));
        }
        let three = register(desk, "Three");
        desk.at("2026-03-12 09:00");
        let leader = Other::Staff(desk.actor("sam").staff);
        desk.house.perform(&desk.actor("dana"), &guard(three, leader)).unwrap();
        said.insert(format!("{:?}", enroll(desk, three, "peers", THURSDAY).unwrap_err()));
        assert_eq!(said.len(), 1, "nothing tells one from another: {said:?}");
    });
}

#[test]
fn p2_12_nobody_is_booked_with_a_member_of_staff_they_must_not_meet_and_no_such_leader_comes_into_their_group() {
    on_both_engines(|desk| {
        let ana = register(desk, "Ana");
        desk.at("2026-03-12 09:00");
        let (jo, sam, dana) = (desk.actor("jo").staff, desk.actor("sam").staff, desk.actor("dana"));
        desk.house.perform(&dana, &guard(ana, Other::Staff(jo))).unwrap();
        let service = desk.all::<ServiceType>("key <> $1", "").into_iter().find(|service| !service.kind.is_group()).unwrap().id;
        let book = |staff| BookAppointment {
            patient: ana,
            service_type: service,
            staff,
            room: None,
            day: day("2026-03-16"),
            start: Time::constant(14, 0, 0, 0),
            end: Time::constant(15, 0, 0, 0),
        };
        let refused = desk.house.perform(&dana, &book(jo)).unwrap_err();
        assert_eq!(told(&refused), ("choose_another", "P2-12", GROUP.2, "Choose another time or somebody else to lead it."));
        desk.house.perform(&dana, &book(sam)).unwrap();
        // In a group that somebody else leads; then its leader is to be Jo.
        enroll(desk, ana, "peers", THURSDAY).unwrap();
        let overview = desk.house.ask(&dana, &OpenProgram { day: day(THURSDAY) }).unwrap();
        let standing = overview.groups.iter().find(|group| group.item.key == "peers").unwrap();
        let change = |leaders| ChangeItem {
            item: Item::TherapyGroup(schedule::therapy_group::TherapyGroup { leaders, ..standing.item.clone() }),
            based_on: Some(standing.version),
            holds_from: Some(day("2026-03-16")),
            why: String::new(),
        };
        let refused = desk.house.perform(&dana, &change(vec![sam, jo])).unwrap_err();
        assert_eq!(told(&refused), ("choose_another", "P2-12", GROUP.2, "Choose another leader."));
        let refused = desk.house.judge(&dana, &change(vec![jo])).unwrap_err();
        assert_eq!(told(&refused).3, "Choose another leader.");
        desk.house.perform(&dana, &change(vec![dana.staff])).unwrap();
    });
}

#[test]
fn p2_12_whoever_already_meets_is_a_task_for_the_keeper_and_for_nobody_else() {
    on_both_engines(|desk| {
        let (robin, lee) = (desk.admit("Robin", "Silva"), desk.admit("Lee", "Okafor"));
        desk.at("2026-03-12 09:00");
        let jo = desk.actor("jo");
        let (id, meetings) = desk.house.perform(&jo, &guard(robin, Other::Patient(lee))).unwrap();
        assert_eq!(meetings, 2, "both are in both morning groups");
        let of = |who: &Actor, patient| desk.house.ask(who, &OpenKeptApart { patient });
        for (patient, other) in [(robin, "Lee Okafor"), (lee, "Robin Silva")] {
            let view = of(&jo, patient).unwrap();
            assert_eq!((view.guards.len(), view.guards[0].other.as_str()), (1, other));
            let names: Vec<_> = view.guards[0]
                .meetings
                .iter()
                .map(|meeting| match meeting {
                    Meeting::Group { group, from, .. } => (*group, *from),
                    Meeting::Session { .. } => panic!("{meeting:?}"),
                })
                .collect();
            assert!(names.contains(&(desk.group("morning"), day(THURSDAY))), "{names:?}");
        }
        // Everybody else finds nothing, in the words of nothing, and the charts show none of it.
        let nobody: PatientId = "0190a0b0-0000-7000-8000-00000000dead".parse().unwrap();
        for staff in desk.house.all_staff().unwrap() {
            let actor = Actor::of(&staff);
            if let Ok(chart) = desk.house.ask(&actor, &OpenChart { patient: robin }) {
                let text = format!("{:?}", *chart);
                assert!(!text.contains("Docket") && !text.contains("Okafor"), "{}", staff.login);
            }
            if ["jo", "dana"].contains(&staff.login.as_str()) {
                continue;
            }
            let absent = of(&actor, nobody).map(|_| ());
            assert_eq!(
                (of(&actor, robin).map(|_| ()), absent),
                (Err(Refusal::NotFound), Err(Refusal::NotFound)),
                "{}",
                staff.login
            );
            let find = FindOther { patient: robin, words: "Lee".into() };
            assert!(matches!(desk.house.ask(&actor, &find), Err(Refusal::NotFound)), "{}", staff.login);
            assert_eq!(desk.house.perform(&actor, &guard(robin, Other::Patient(lee))), Err(Refusal::NotFound), "{}", staff.login);
            let end = EndNoContact { guard: id, version: 1, last_day: day(THURSDAY), why: "x".into() };
            assert_eq!(desk.house.perform(&actor, &end), Err(Refusal::NotFound), "{}", staff.login);
        }
        // The keeper changes it: the list empties by itself.
        for place in desk.all::<Enrollment>("patient_id = $1", lee) {
            let end = EndEnrollment { enrollment: place.id, last_day: day("2026-03-11") };
            desk.house.perform(&desk.actor("dana"), &end).unwrap();
        }
        assert!(of(&jo, robin).unwrap().guards[0].meetings.is_empty());
        // It leaves with nobody's record.
        let mut officer = desk.actor("dana");
        officer.roles = vec![Role::ComplianceOfficer];
        assert_eq!(of(&officer, robin).unwrap().guards.len(), 1, "the officer keeps guards too");
        let wish = ExportChart { patient: robin, as_of: desk.clock.now(), purpose: "asked for".into() };
        let export = format!("{:?}", *desk.house.export_chart(&officer, &wish).unwrap());
        assert!(!export.contains(Kind::NoContact.as_str()) && !export.contains("Docket") && !export.contains(&lee.to_string()));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_clinician_keeps_guards_for_their_own_people_and_not_about_themself() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let stranger = register(desk, "Ana");
        desk.at("2026-03-12 09:00");
        let jo = desk.actor("jo");
        let mine = desk.house.perform(&jo, &guard(robin, Other::Patient(stranger))).unwrap();
        assert_eq!(desk.house.perform(&jo, &guard(robin, Other::Patient(stranger))).unwrap(), mine, "twice is once");
        assert!(matches!(
            desk.house.perform(&jo, &guard(stranger, Other::Staff(desk.actor("sam").staff))),
            Err(Refusal::NotFound)
        ));
        assert!(matches!(desk.house.perform(&jo, &guard(robin, Other::Staff(jo.staff))), Err(Refusal::NotFound)));
        // The director keeps Jo away; Jo does not see it.
        desk.house.perform(&desk.actor("dana"), &guard(robin, Other::Staff(jo.staff))).unwrap();
        let seen = desk.house.ask(&jo, &OpenKeptApart { patient: robin }).unwrap();
        assert_eq!(seen.guards.len(), 1);
        let wrong = KeepApart { other: None, reason: None, to: Some(day("2026-03-01")), ..guard(robin, Other::Patient(robin)) };
        let Err(Refusal::Invalid(all)) = desk.house.perform(&desk.actor("dana"), &wrong) else { panic!("everything at once") };
        assert_eq!(all.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["to", "other", "reason"]);
    });
}

#[test]
fn p2_54_why_two_people_are_kept_apart_cannot_be_read_in_the_database() {
    on_both_engines(|desk| {
        let (robin, lee) = (desk.admit("Robin", "Silva"), register(desk, "Lee"));
        desk.at("2026-03-12 09:00");
        let jo = desk.actor("jo");
        let (id, _) = desk.house.perform(&jo, &guard(robin, Other::Patient(lee))).unwrap();
        let end = EndNoContact { guard: id, version: 1, last_day: day("2026-03-22"), why: "They made peace.".into() };
        desk.house.perform(&jo, &end).unwrap();
        // Whoever keeps it reads why, in every version; the database, and so a backup of it, does not say.
        let why = desk.house.ask(&jo, &OpenKeptApart { patient: robin }).unwrap().guards[0].why.clone().unwrap();
        assert_eq!((why.reason, why.words.as_str()), (Reason::ProtectiveOrder, "Docket 12"));
        assert_eq!(why.ended.as_deref(), Some("They made peace."));
        let dump = std::cell::RefCell::new(Vec::new());
        desk.house.store(store::DirectAccess).dump(&dump).unwrap();
        let dump = String::from_utf8(dump.into_inner()).unwrap();
        assert!(dump.contains(&id.to_string()) && !dump.contains("Docket") && !dump.contains("protective_order"));
        assert!(!dump.contains("made peace"), "the reason of the entry is in clear");
        // Both versions are counted where it is asked which keys are needed.
        let counted = desk.house.store(store::DirectAccess).read::<_, store::StoreError>(reactions::keys::sealed_by).unwrap();
        assert_eq!(counted.into_values().collect::<Vec<_>>(), [2]);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_12_a_guard_holds_without_the_key_of_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("stepdown.db"));
    let desk = Desk::open(&url);
    let (robin, bo) = (desk.admit("Robin", "Silva"), register(&desk, "Bo"));
    desk.at("2026-03-12 09:00");
    desk.house.perform(&desk.actor("dana"), &guard(robin, Other::Patient(bo))).unwrap();
    enroll(&desk, robin, "peers", THURSDAY).unwrap();
    std::fs::remove_file(folder.path().join("chart.key")).unwrap();
    let house =
        reactions::House::open(&url, desk.clock.clone(), vocabulary::IdSource::seeded(9), desk.house.zone().clone()).unwrap();
    let desk = Desk { house, clock: desk.clock.clone() };
    assert_eq!(told(&enroll(&desk, bo, "peers", THURSDAY).unwrap_err()), GROUP);
    let seen = desk.house.ask(&desk.actor("dana"), &OpenKeptApart { patient: robin }).unwrap();
    assert_eq!((seen.guards.len(), &seen.guards[0].why), (1, &None));
}

#[test]
fn a_guard_that_ended_keeps_nobody_apart_and_a_place_made_longer_is_a_new_place() {
    on_both_engines(|desk| {
        let (ana, bo) = (register(desk, "Ana"), register(desk, "Bo"));
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        let until = |patient, group: &str, to: &str| EnrollPatient { to: Some(day(to)), ..place(desk, patient, group) };
        let first = desk.house.perform(&dana, &until(ana, "peers", "2026-03-20")).unwrap();
        let keep = KeepApart { from: day("2026-03-21"), ..guard(ana, Other::Patient(bo)) };
        let (id, _) = desk.house.perform(&dana, &keep).unwrap();
        enroll(desk, bo, "peers", THURSDAY).unwrap();
        let longer = EndEnrollment { enrollment: first, last_day: day("2026-03-25") };
        assert_eq!(told(&desk.house.perform(&dana, &longer).unwrap_err()), GROUP);
        let end = EndNoContact { guard: id, version: 1, last_day: day("2026-03-22"), why: String::new() };
        assert!(matches!(desk.house.perform(&dana, &end), Err(Refusal::Invalid(all)) if all[0].field == "why"));
        let end = EndNoContact { why: "The order was lifted.".into(), ..end };
        desk.house.perform(&dana, &end).unwrap();
        assert_eq!(desk.house.perform(&dana, &end), Err(Refusal::Conflict));
        assert_eq!(told(&desk.house.perform(&dana, &longer).unwrap_err()), GROUP, "two days of it are left");
        enroll(desk, ana, "peers", "2026-03-23").unwrap();
        assert_eq!(desk.all::<NoContact>("patient_id = $1", ana)[0].to, Some(day("2026-03-22")));
    });
}

fn place(desk: &Desk, patient: PatientId, group: &str) -> EnrollPatient {
    EnrollPatient { patient, group: desk.group(group), from: day(THURSDAY), to: None }
}

#[test]
fn an_appointment_made_before_the_guard_is_on_the_keepers_list_until_it_is_cancelled() {
    on_both_engines(|desk| {
        let ana = register(desk, "Ana");
        desk.at("2026-03-12 09:00");
        let (sam, dana) = (desk.actor("sam").staff, desk.actor("dana"));
        let service = desk.all::<ServiceType>("key <> $1", "").into_iter().find(|service| !service.kind.is_group()).unwrap().id;
        let book = BookAppointment {
            patient: ana,
            service_type: service,
            staff: sam,
            room: None,
            day: day("2026-03-16"),
            start: Time::constant(14, 0, 0, 0),
            end: Time::constant(15, 0, 0, 0),
        };
        let session = desk.house.perform(&dana, &book).unwrap();
        let (_, meetings): (NoContactId, i64) = desk.house.perform(&dana, &guard(ana, Other::Staff(sam))).unwrap();
        assert_eq!(meetings, 1);
        desk.house.perform(&dana, &CancelSession { session, reason: "Booked with somebody else".into() }).unwrap();
        assert!(desk.house.ask(&dana, &OpenKeptApart { patient: ana }).unwrap().guards[0].meetings.is_empty());
    });
}

#[test]
fn p2_12_a_first_visit_booked_before_the_guard_is_on_the_keepers_list_until_it_is_cancelled() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 09:00");
        let ines = desk.actor("ines");
        let slots = desk.house.ask(&ines, &OpenSlots { count: 2, with: None }).unwrap().clone();
        let visit = WantedVisit {
            staff: slots[0].staff,
            starts_at: slots[0].starts_at,
            late_reason: String::new(),
            language: conversation::language::Language::En,
        };
        let input = InquiryInput {
            source: Source::Phone,
            given: "Ana".into(),
            family: "Silva".into(),
            birth_date: None,
            phone: "617 555 0181".into(),
            may_leave_message: false,
            may_text: false,
            call_as: String::new(),
            email: String::new(),
            may_email: false,
            words: "Wants to begin".into(),
        };
        let call = LogCall { sheet: None, visit: Some(visit), input, call: CallFacts::default() };
        let inquiry = desk.house.perform(&ines, &call).unwrap();
        let known = register(desk, "Ana");
        desk.house.perform(&ines, &ConfirmIdentity { inquiry, who: Who::Known(known) }).unwrap();
        let dana = desk.actor("dana");
        desk.house.perform(&dana, &guard(known, Other::Staff(slots[0].staff))).unwrap();
        let listed = || desk.house.ask(&dana, &OpenKeptApart { patient: known }).unwrap().guards[0].visits.clone();
        assert_eq!(listed(), [VisitToCome { inquiry, starts_at: slots[0].starts_at }]);
        // One with somebody else is nobody's business.
        desk.house.perform(&dana, &guard(known, Other::Staff(desk.actor("fran").staff))).unwrap();
        let view = desk.house.ask(&dana, &OpenKeptApart { patient: known }).unwrap();
        assert_eq!(view.guards.iter().map(KeptGuard::to_change).sum::<usize>(), 1);
        desk.house.perform(&ines, &MarkVisit { inquiry, result: VisitResult::Cancelled }).unwrap();
        let view = desk.house.ask(&dana, &OpenKeptApart { patient: known }).unwrap();
        assert_eq!(view.guards.iter().map(KeptGuard::to_change).sum::<usize>(), 0, "the list empties by itself");
    });
}

/// Something that a planner asks for, by numbers: who, in which group, from which day, for how long.
#[derive(Clone, Debug)]
enum Asked {
    Place(usize, usize, i64, Option<i64>),
    Longer(usize, i64),
}

fn asked() -> impl Strategy<Value = Asked> {
    let long = proptest::option::of(0_i64..15);
    let place =
        (0_usize..4, 0_usize..2, 0_i64..20, long).prop_map(|(who, group, from, long)| Asked::Place(who, group, from, long));
    prop_oneof![4 => place, 1 => (0_usize..8, 0_i64..40).prop_map(|(at, last)| Asked::Longer(at, last))]
}

/// Two of four people, the first day, how long it holds.
fn guards() -> impl Strategy<Value = Vec<(usize, usize, i64, Option<i64>)>> {
    let one = (0_usize..4, 1_usize..4, 0_i64..20, proptest::option::of(0_i64..20));
    proptest::collection::vec(one.prop_map(|(who, on, from, long)| (who, (who + on) % 4, from, long)), 1..5)
}

fn after(offset: i64) -> Date {
    day(THURSDAY).checked_add(offset.days()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn p2_12_no_roster_ever_holds_two_who_must_not_meet(guards in guards(), wishes in proptest::collection::vec(asked(), 1..14)) {
        let desk = Desk::open(&DatabaseUrl::InMemory);
        let people = ["Ana", "Bo", "Cy", "Di"].map(|given| register(&desk, given));
        let groups: [TherapyGroupId; 2] = [desk.group("peers"), desk.group("morning")];
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        for (one, two, from, long) in &guards {
            let (from, to) = (after(*from), long.map(|long| after(from + long)));
            let keep = KeepApart { from, to, ..guard(people[*one], Other::Patient(people[*two])) };
            desk.house.perform(&dana, &keep).unwrap();
        }
        let mut places: Vec<EnrollmentId> = Vec::new();
        for wish in &wishes {
            match wish {
                Asked::Place(who, group, from, long) => {
                    let to = long.map(|long| after(from + long));
                    let enroll = EnrollPatient { patient: people[*who], group: groups[*group], from: after(*from), to };
                    places.extend(desk.house.perform(&dana, &enroll).ok());
                }
                Asked::Longer(at, last) => {
                    if let Some(enrollment) = places.get(*at) {
                        let _refused = desk.house.perform(&dana, &EndEnrollment { enrollment: *enrollment, last_day: after(*last) });
                    }
                }
            }
        }
        let held: Vec<Vec<Enrollment>> = people
            .iter()
            .map(|who| desk.all::<Enrollment>("patient_id = $1", who).into_iter().map(|place| place.record).collect())
            .collect();
        for at in 0..60 {
            let today = after(at);
            let is_there = |who: usize, group: TherapyGroupId| {
                held[who].iter().any(|place| place.group == group && place.from <= today && place.to.is_none_or(|to| today <= to))
            };
            for (one, two, from, long) in &guards {
                if *from <= at && long.is_none_or(|long| at <= from + long) {
                    for group in groups {
                        prop_assert!(!(is_there(*one, group) && is_there(*two, group)), "{today}");
                    }
                }
            }
        }
    }
}
