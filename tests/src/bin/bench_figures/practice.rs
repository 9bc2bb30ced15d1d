//! The measured program: ten groups of twelve that meet twice every weekday morning, each with its own leader.

use std::collections::HashMap;
use std::fmt::Write;

use access::{Actor, Refusal, Role};
use billing::payer::ImportPayers;
use jiff::Timestamp;
use jiff::civil::Date;
use reactions::House;
use schedule::group_session::GroupSession;
use schedule::program::{ImportProgram, Program, ProgramFile, Track};
use schedule::therapy_group::{Enrollment, TherapyGroup};
use store::{DatabaseUrl, Record, Stored, text};
use vocabulary::id::{PatientId, StaffId, TherapyGroupId};
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::said::Outcome;

/// How many groups there are.
pub const GROUPS: usize = 10;
/// How many people are in each.
pub const MEMBERS: usize = 12;
/// The day from which on people have their places.
pub const FIRST_DAY: Date = Date::constant(2026, 3, 2);

/// An open house with what is needed to work in it.
pub struct Practice {
    /// The house.
    pub house: House,
    /// Its clock, held still between acts.
    pub clock: Clock,
    /// Everybody on the staff, by login.
    pub actors: HashMap<String, Actor>,
    /// The groups, `group-0` first.
    pub groups: Vec<TherapyGroupId>,
    /// The program.
    pub program: Program,
    /// Its one track.
    pub track: Track,
    /// The next day on which nothing has happened yet.
    pub day: Date,
}

impl Practice {
    /// Opens an empty database and sets the program up in it.
    pub fn open_new(url: &DatabaseUrl) -> Outcome<Self> {
        let (house, clock) = open(url, 3)?;
        let opener = opener();
        let file = ProgramFile::parse(&program_file()?)?;
        house.perform(&opener, &ImportProgram { file })?;
        house.perform(&opener, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() })?;
        Self::of(house, clock)
    }

    /// Opens a database that was filled before.
    pub fn open_again(url: &DatabaseUrl) -> Outcome<Self> {
        let (house, clock) = open(url, 4)?;
        Self::of(house, clock)
    }

    fn of(house: House, clock: Clock) -> Outcome<Self> {
        let actors = house.all_staff()?.iter().map(|staff| (staff.login.clone(), Actor::of(staff))).collect();
        let (programs, tracks, groups) = house.store(store::DirectAccess).read::<_, Refusal>(|tx| {
            let programs = tx.find::<Program>("key = $1", &[text("bench")])?;
            let tracks = tx.find::<Track>("key = $1", &[text("day")])?;
            Ok((programs, tracks, tx.find::<TherapyGroup>("id IS NOT NULL ORDER BY key", &[])?))
        })?;
        Ok(Self {
            actors,
            groups: groups.into_iter().map(|group| group.id).collect(),
            program: programs.into_iter().next().ok_or("the program is missing")?.record,
            track: tracks.into_iter().next().ok_or("the track is missing")?.record,
            house,
            clock,
            day: FIRST_DAY,
        })
    }

    /// A member of staff.
    pub fn actor(&self, login: &str) -> Outcome<&Actor> {
        self.actors.get(login).ok_or_else(|| format!("nobody is called {login}").into())
    }

    /// A wall-clock moment.
    pub fn moment(&self, day: Date, hour: i8, minute: i8) -> Outcome<Timestamp> {
        Ok(self.house.zone().at(day, jiff::civil::time(hour, minute, 0, 0))?)
    }

    /// Records that meet a condition.
    pub fn all<R: Record>(&self, condition: &str, values: &[store::Value]) -> Outcome<Vec<Stored<R>>> {
        Ok(self.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.find::<R>(condition, values)?))?)
    }

    /// Who has a place in a group now.
    pub fn members(&self, group: TherapyGroupId) -> Outcome<Vec<PatientId>> {
        let places = self.all::<Enrollment>("group_id = $1 AND to_day IS NULL ORDER BY patient_id", &[text(group)])?;
        Ok(places.iter().map(|place| place.patient).collect())
    }

    /// The meetings of a group on a day, in the order of the clock.
    pub fn sessions(&self, group: TherapyGroupId, day: Date) -> Outcome<Vec<GroupSession>> {
        let found = self.all::<GroupSession>("group_id = $1 AND day = $2 ORDER BY starts_at", &[text(group), text(day)])?;
        Ok(found.into_iter().map(|session| session.record).collect())
    }
}

/// Whoever sets up the program before anybody works in it.
pub fn opener() -> Actor {
    Actor {
        staff: StaffId(uuid::Uuid::nil()),
        signature_name: "Set-up".to_owned(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

fn open(url: &DatabaseUrl, seed: u64) -> Outcome<(House, Clock)> {
    let clock = Clock::frozen("2026-03-02T12:00:00Z".parse()?);
    let zone = ProgramZone::parse("America/New_York")?;
    Ok((House::open(url, clock.clone(), IdSource::seeded(seed), zone)?, clock))
}

fn program_file() -> Outcome<String> {
    let mut file = String::from(HEAD);
    for number in 0..GROUPS {
        write!(
            file,
            r#"
[[room]]
key = "room-{number}"
name = "Room {number}"
seats = 14
[[staff]]
key = "lead-{number}"
given = "Lead{number}"
family = "Counselor{number}"
credential = "LICSW"
roles = ["clinician"]
[[therapy_group]]
key = "group-{number}"
name = "Coping skills {number}"
service_type = "relapse_prevention"
track = "day"
room = "room-{number}"
leaders = ["lead-{number}"]
capacity = 20000
from = "2010-01-01"
meeting = [{{ weekdays = [{WEEKDAYS}], start = "9:00", end = "10:30" }}, {{ weekdays = [{WEEKDAYS}], start = "10:45", end = "12:15" }}]
"#
        )?;
    }
    Ok(file)
}

const WEEKDAYS: &str = r#""Monday", "Tuesday", "Wednesday", "Thursday", "Friday""#;

const HEAD: &str = r#"
format = "stepdown-program/1"
[program]
key = "bench"
public_name = "Harbor Day Treatment"
billing_name = "Harbor Behavioral Health"
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
from = "2010-01-01"
[[program.level]]
level = "2.1"
name = "Intensive outpatient"
weekly_floor_hours = 9
next_level_hours = 20
[[track]]
key = "day"
name = "Day track"
[[service_type]]
key = "relapse_prevention"
name = "Relapse prevention"
kind = "group"
note = "clinical"
capacity = 14
counts_toward_hours = true
techniques = ["CBT", "Role play"]
[[staff]]
key = "fran"
given = "Fran"
family = "Doherty"
roles = ["front_desk"]
[[staff]]
key = "bea"
given = "Bea"
family = "Lindqvist"
roles = ["biller"]
[[staff]]
key = "dana"
given = "Dana"
family = "Whitfield"
credential = "PhD"
roles = ["clinical_director"]
[[staff]]
key = "ines"
given = "Ines"
family = "Carvalho"
roles = ["intake"]
[[staff]]
key = "uma"
given = "Uma"
family = "Raman"
roles = ["utilization_reviewer"]
"#;
