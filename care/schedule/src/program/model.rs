//! Programs, tracks, rooms, service types.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::Minutes;
use vocabulary::id::{ProgramId, RoomId, ServiceTypeId, TrackId};

/// A program: one license, one place, one set of floors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The id.
    pub id: ProgramId,
    /// The key in the program file.
    pub key: String,
    /// The name patients and visitors see; what it may say depends on the license (MA-01 to MA-05).
    pub public_name: String,
    /// The name on claims.
    pub billing_name: String,
    /// The neutral name used in messages (P2-14).
    pub neutral_name: String,
    /// Street line.
    pub street: String,
    /// Town.
    pub city: String,
    /// Two-letter state.
    pub state: String,
    /// Nine digits, as the billing provider's address needs.
    pub zip: String,
    /// Telephone in E.164.
    pub phone: String,
    /// National Provider Identifier.
    pub npi: String,
    /// Employer identification number, nine digits.
    pub tax_id: String,
    /// Provider taxonomy code.
    pub taxonomy: String,
    /// What kind of provider it is to Medicare (OP-20): `freestanding_clinic`, `hospital_outpatient`, …
    pub provider_setting: String,
    /// IANA name of the time zone.
    pub zone: String,
    /// The levels of care it offers.
    pub levels: Vec<LevelOfCare>,
    /// Whether people see on their own pages with whom an appointment is, by first name (S-04).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub says_first_names: bool,
    /// For how long its records are kept, where counsel knows better than the rules that come with the program (MA-20).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<OwnRetention>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

/// For how many years after care ended a program keeps its records, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRetention {
    /// From this day on.
    pub valid_from: Date,
    /// How many years.
    pub years: i16,
    /// Who says so: a law, a letter of counsel.
    pub source: String,
}

/// A level of care as this program offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelOfCare {
    /// The number: `2.1`.
    pub level: String,
    /// In words.
    pub name: String,
    /// Least minutes a week (OP-01: nine hours for adults).
    pub weekly_floor_minutes: Minutes,
    /// Minutes a week at which the next level is met (OP-A18).
    pub next_level_minutes: Option<Minutes>,
    /// How many hours and days a week has at this level (S-13), by payer and state, each from a day on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub week: Vec<WeekTemplate>,
}

/// How many hours and days a week has, from a day on. A row for a payer goes before one for a state, and that before one for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekTemplate {
    /// From this day on.
    pub valid_from: Date,
    /// For people of this payer alone, by its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// In this state alone, by its two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Least hours.
    pub min_hours: i64,
    /// Most hours.
    pub max_hours: i64,
    /// Least days.
    pub min_days: i64,
    /// Most days.
    pub max_days: i64,
}

impl LevelOfCare {
    /// The week that holds on a day for people of a payer in a state: the row that says most about them, and of those the newest.
    #[must_use]
    pub fn week_on(&self, day: Date, payer: Option<&str>, state: &str) -> Option<&WeekTemplate> {
        let fits = |row: &&WeekTemplate| {
            row.valid_from <= day
                && row.payer.as_deref().is_none_or(|wanted| Some(wanted) == payer)
                && row.state.as_deref().is_none_or(|wanted| wanted == state)
        };
        self.week.iter().filter(fits).max_by_key(|row| (row.payer.is_some(), row.state.is_some(), row.valid_from))
    }

    /// What is wrong with its weeks: fewer hours than the level needs, so many that the next level is met, or more least than most.
    pub(crate) fn wrong_week(&self) -> Option<String> {
        let next = self.next_level_minutes.map_or(i64::MAX, |next| next.0);
        let is_wrong = |row: &&WeekTemplate| {
            !(1..=row.max_days.min(7)).contains(&row.min_days)
                || row.max_days > 7
                || row.min_hours > row.max_hours
                || row.min_hours.saturating_mul(60) < self.weekly_floor_minutes.0
                || row.max_hours.saturating_mul(60) >= next
        };
        let row = self.week.iter().find(is_wrong)?;
        Some(format!(
            "The week of level {} from {} has {} to {} hours on {} to {} days. Write at least the hours of the level, fewer than those \
             of the next, and 1 to 7 days, the least before the most.",
            self.level, row.valid_from, row.min_hours, row.max_hours, row.min_days, row.max_days
        ))
    }
}

/// A track: the people who come at the same time of day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// The id.
    pub id: TrackId,
    /// The key in the program file.
    pub key: String,
    /// Of which program.
    pub program: ProgramId,
    /// `Day track`.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

/// A room, or a video room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The id.
    pub id: RoomId,
    /// The key in the program file.
    pub key: String,
    /// `Room 2`.
    pub name: String,
    /// How many people fit.
    pub seats: i64,
    /// Whether people may take part by video.
    pub has_video: bool,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

/// What kind of service a type is (OP-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// A group led by a professional.
    Group,
    /// A group led by peers: attendance and no clinical note (S-19).
    PeerGroup,
    /// One person and a clinician.
    Individual,
    /// A person, family and a clinician.
    Family,
    /// A visit to the prescriber or nurse.
    MedicationVisit,
    /// Case management.
    CaseManagement,
    /// A collection for a drug test.
    DrugTest,
    /// A recovery coach.
    RecoveryCoach,
}

/// Whether a service leaves a clinical note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteRule {
    /// A signed note for each person.
    Clinical,
    /// Attendance only.
    AttendanceOnly,
}

/// A type of service in the catalogue: one of the eight group types of S-19, or individual, family, medication visit, case
/// management.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceType {
    /// The id.
    pub id: ServiceTypeId,
    /// The key in the program file: `cbt`.
    pub key: String,
    /// In words: `Cognitive behavioural therapy`.
    pub name: String,
    /// The kind.
    pub kind: ServiceKind,
    /// Whether it leaves a clinical note.
    pub note: NoteRule,
    /// Credentials of which a leader must hold one; empty when any will do.
    pub credentials: Vec<String>,
    /// How many people at most (OP-07).
    pub capacity: i64,
    /// Whether its minutes count toward the week (OP-09).
    pub counts_toward_hours: bool,
    /// What was done, to choose from when charting.
    pub techniques: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

impl ServiceKind {
    /// The stable text, as in the program file and in payer rules.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::PeerGroup => "peer_group",
            Self::Individual => "individual",
            Self::Family => "family",
            Self::MedicationVisit => "medication_visit",
            Self::CaseManagement => "case_management",
            Self::DrugTest => "drug_test",
            Self::RecoveryCoach => "recovery_coach",
        }
    }

    /// Whether several patients meet.
    #[must_use]
    pub fn is_group(self) -> bool {
        matches!(self, Self::Group | Self::PeerGroup)
    }
}
