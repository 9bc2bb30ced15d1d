//! Settings are changed with care: nobody overwrites somebody else, nobody opens doors for themselves, a file is taken whole or not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::testing::on_both_engines;
use ::store::{Store, Tx};
use access::{Actor, Policy, Role};
use confidential::gate;
use uuid::Uuid;
use vocabulary::id::StaffId;
use vocabulary::{Clock, IdSource, ProgramZone};

use super::*;
use crate::program::{ImportProgram, OpenProgram, PreviewProgram, ProgramFile, ProgramOverview};

pub(super) const PROGRAM: &str = r#"
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
seats = 12
[[staff]]
key = "dana"
given = "Dana"
family = "Whitfield"
roles = ["clinical_director"]
"#;

pub(super) struct Desk<'a> {
    store: &'a Store,
    policy: Policy,
    pub(super) ids: IdSource,
    zone: ProgramZone,
    pub(super) clock: Clock,
}

impl<'a> Desk<'a> {
    pub(super) fn on(store: &'a Store) -> Self {
        let desk = Self {
            store,
            policy: Policy::load().unwrap(),
            ids: IdSource::seeded(1),
            zone: ProgramZone::parse("America/New_York").unwrap(),
            clock: Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap()),
        };
        desk.import(PROGRAM).unwrap();
        desk
    }

    pub(super) fn within<T>(&self, actor: &Actor, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.store.write(|tx: &Tx<'_>| {
            work(&Context {
                tx,
                actor,
                now: self.clock.now(),
                zone: &self.zone,
                ids: &self.ids,
                policy: &self.policy,
                keys: &access::key_ring::NO_KEYS,
            })
        })
    }

    pub(super) fn import(&self, text: &str) -> Result<i64, Refusal> {
        let file = ProgramFile::read(text).unwrap();
        self.within(&director(Uuid::nil()), |cx| Ok(ImportProgram { file: file.clone() }.perform(cx)?.output))
    }

    pub(super) fn change(&self, actor: &Actor, item: Item, based_on: Option<i64>) -> Result<bool, Refusal> {
        self.within(actor, |cx| {
            Ok(ChangeItem { item: item.clone(), based_on, holds_from: None, why: String::new() }.perform(cx)?.output)
        })
    }

    pub(super) fn overview(&self) -> ProgramOverview {
        let day = "2026-03-12".parse().unwrap();
        self.within(&director(Uuid::nil()), |cx| Ok(gate::to_staff(cx, OpenProgram { day }.ask(cx)?)?.clone())).unwrap()
    }
}

pub(super) fn director(id: Uuid) -> Actor {
    Actor {
        staff: StaffId(id),
        signature_name: "Director".into(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

pub(super) fn fields(refusal: Refusal) -> Vec<String> {
    let Refusal::Invalid(problems) = refusal else { panic!("{refusal:?}") };
    problems.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn s_11_a_change_makes_a_version_and_an_older_form_does_not_overwrite_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let room = desk.overview().rooms.remove(0);
        let wider = Room { seats: 16, ..room.item.clone() };
        let by = director(Uuid::nil());
        assert!(desk.change(&by, Item::Room(wider.clone()), Some(room.version)).unwrap());
        let late = Room { seats: 10, ..room.item };
        assert_eq!(desk.change(&by, Item::Room(late), Some(room.version)).unwrap_err(), Refusal::Conflict);
        let now = desk.overview().rooms.remove(0);
        assert_eq!((now.item, now.version), (wider, 2));
    });
}

#[test]
fn everything_wrong_with_an_item_is_said_at_once_and_a_key_is_used_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let room = desk.overview().rooms.remove(0).item;
        let last = Some("2025-12-31".parse().unwrap());
        let new = Room { id: desk.ids.next(desk.clock.now()), name: String::new(), seats: 0, to: last, ..room };
        let refusal = desk.change(&director(Uuid::nil()), Item::Room(new), None).unwrap_err();
        assert_eq!(fields(refusal), ["name", "seats", "key", "to"]);
        assert_eq!(desk.overview().rooms.len(), 1);
    });
}

#[test]
fn nobody_changes_their_own_roles_neither_by_form_nor_by_file() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let dana = desk.overview().staff.remove(0);
        let herself = director(dana.item.id.0);
        let more = Staff { roles: vec![Role::ClinicalDirector, Role::Installer], ..dana.item.clone() };
        let refusal = desk.change(&herself, Item::Staff(more.clone()), Some(dana.version)).unwrap_err();
        assert!(matches!(refusal, Refusal::Refused { reason: "own_account", .. }), "{refusal:?}");
        let file =
            ProgramFile::read(&PROGRAM.replace("[\"clinical_director\"]", "[\"clinical_director\", \"installer\"]")).unwrap();
        let refusal = desk.within(&herself, |cx| Ok(ImportProgram { file: file.clone() }.perform(cx)?.output)).unwrap_err();
        assert_eq!(fields(refusal), ["staff.dana"]);
        let somebody_else = director(Uuid::from_u128(9));
        assert!(desk.change(&somebody_else, Item::Staff(more), Some(dana.version)).unwrap());
    });
}

#[test]
fn a_program_file_is_taken_whole_or_every_problem_is_named_with_its_row() {
    let broken = PROGRAM.replace("seats = 12", "seats = \"many\"").replace("given = \"Dana\"", "giben = \"Dana\"");
    let rows: Vec<String> = ProgramFile::read(&broken).unwrap_err().into_iter().map(|(row, _)| row).collect();
    assert_eq!(rows, ["room 1 (room_2)", "staff 1 (dana)"]);
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let wrong = PROGRAM.replace("seats = 12", "seats = 0").replace("npi = \"1876543210\"", "npi = \"1\"");
        assert_eq!(fields(desk.import(&wrong).unwrap_err()), ["program.harbor.npi", "room.room_2.seats"]);
        assert_eq!(desk.overview().rooms[0].item.seats, 12, "nothing half-imported");
        let file = ProgramFile::read(&PROGRAM.replace("seats = 12", "seats = 14")).unwrap();
        let changes = desk
            .within(&director(Uuid::nil()), |cx| Ok(gate::to_staff(cx, PreviewProgram { file: file.clone() }.ask(cx)?)?.clone()))
            .unwrap();
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].kind, changes[0].key.as_str(), changes[0].standing.is_none()), ("room", "room_2", false));
    });
}

#[test]
fn s_13_a_week_of_a_level_is_found_by_payer_then_state_then_everybody_and_keeps_to_its_level() {
    let row = |payer: Option<&str>, state: Option<&str>, from: &str, max_hours| crate::program::WeekTemplate {
        valid_from: from.parse().unwrap(),
        payer: payer.map(str::to_owned),
        state: state.map(str::to_owned),
        min_hours: 9,
        max_hours,
        min_days: 3,
        max_days: 5,
    };
    let mut level = crate::program::LevelOfCare {
        level: "2.1".into(),
        name: "Intensive outpatient".into(),
        weekly_floor_minutes: vocabulary::Minutes::hours(9),
        next_level_minutes: Some(vocabulary::Minutes::hours(20)),
        week: vec![
            row(None, None, "2026-01-01", 19),
            row(None, Some("MA"), "2026-01-01", 15),
            row(None, Some("MA"), "2026-06-01", 16),
            row(Some("harborline"), None, "2026-01-01", 12),
        ],
    };
    let most = |level: &crate::program::LevelOfCare, day: &str, payer, state| {
        level.week_on(day.parse().unwrap(), payer, state).map(|week| week.max_hours)
    };
    assert_eq!(most(&level, "2026-03-12", Some("harborline"), "MA"), Some(12));
    assert_eq!(most(&level, "2026-03-12", Some("bayside"), "MA"), Some(15));
    assert_eq!(most(&level, "2026-06-01", None, "MA"), Some(16), "from its day on");
    assert_eq!(most(&level, "2026-03-12", None, "NH"), Some(19));
    assert_eq!(most(&level, "2025-12-31", None, "NH"), None);
    assert_eq!(level.wrong_week(), None);
    level.week = vec![row(None, None, "2026-01-01", 20)];
    assert!(level.wrong_week().unwrap().contains("9 to 20 hours"), "twenty hours are the next level");
}

#[test]
fn s_13_a_file_says_the_week_of_a_level_and_an_older_file_says_nothing_of_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let week = "weekly_floor_hours = 9, next_level_hours = 20, week = [{ valid_from = \"2026-01-01\", min_hours = 9, max_hours = 19, min_days = 3, max_days = 4 }] }";
        desk.import(&PROGRAM.replace("weekly_floor_hours = 9 }", week)).unwrap();
        assert_eq!(desk.overview().programs[0].item.levels[0].week.len(), 1);
        let too_few = week.replace("min_hours = 9", "min_hours = 6");
        assert_eq!(
            fields(desk.import(&PROGRAM.replace("weekly_floor_hours = 9 }", &too_few)).unwrap_err()),
            ["program.harbor.levels"]
        );
    });
}
