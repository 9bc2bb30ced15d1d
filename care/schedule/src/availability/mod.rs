//! What a person's life leaves for the program (S-08, S-16): when they cannot come, when they would rather not, how long the way is,
//! on how many days they can come at most. A week is planned around it; nothing here keeps anybody out of a session.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written down | holds from then on | whoever plans somebody's week |
//! | holds | changed | the next version holds; what held before is in the ledger | the same |

pub mod keep;
mod store;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use vocabulary::day::minute_of_day;
use vocabulary::id::{AvailabilityId, PatientId};

pub use keep::KeepAvailability;
pub use store::of_patient;

/// What a person's life leaves for the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// The id.
    pub id: AvailabilityId,
    /// Whose.
    pub patient: PatientId,
    /// When they cannot or would rather not come.
    pub busy: Vec<BusyTime>,
    /// How they get here, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// On how many days of a week they can come at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_days: Option<u8>,
    /// Whether somebody has to look after their children meanwhile.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_child_care: bool,
    /// Into which language somebody has to interpret, as a tag: `pt`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<String>,
    /// On which weekdays they can take part by video from where they are, 1 for Monday to 7 for Sunday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remote_days: Vec<i8>,
}

/// A time that is taken by something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusyTime {
    /// By what.
    pub what: BusyWith,
    /// In a few words, such as the name of a place; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Whether it could be moved at all.
    pub strength: Strength,
    /// When.
    pub when: When,
    /// From which time of day; midnight for the whole day.
    pub from: Time,
    /// Until which time of day; nothing for the end of the day. Not later than `from` is on the morning after: a night shift.
    pub until: Option<Time>,
}

/// By what a time is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusyWith {
    /// A shift, a job.
    Work,
    /// A class.
    School,
    /// Children, or somebody else they look after.
    Caring,
    /// A court, probation.
    Court,
    /// No bus or ride at that time.
    NoRide,
    /// Care somewhere else: dosing, a doctor.
    OtherCare,
    /// Something else.
    Other,
}

/// Whether somebody cannot come at a time, or would rather not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// They cannot.
    Cannot,
    /// They would rather not; a week may use it when nothing better is there.
    RatherNot,
}

/// On which days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Every week.
    Weekly {
        /// 1 for Monday to 7 for Sunday.
        weekdays: Vec<i8>,
        /// Until which day, when it ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<Date>,
    },
    /// Once.
    Once {
        /// On which day.
        day: Date,
    },
}

/// How somebody gets here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// By what.
    pub by: Mode,
    /// Minutes one way, from door to door.
    pub minutes: u16,
}

/// By what somebody gets here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// On foot or by bicycle.
    Foot,
    /// By bus or train.
    Bus,
    /// In a car of their own.
    Car,
    /// Somebody drives them.
    Ride,
}

impl BusyWith {
    /// All, with the value in a form and the words.
    pub const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Work, "work", "Work"),
        (Self::School, "school", "School or class"),
        (Self::Caring, "caring", "Children or family"),
        (Self::Court, "court", "Court or probation"),
        (Self::NoRide, "no_ride", "No bus or ride"),
        (Self::OtherCare, "other_care", "Care elsewhere"),
        (Self::Other, "other", "Something else"),
    ];

    /// In words.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(.., words)| words)
    }

    /// The value in a form.
    #[must_use]
    pub fn value(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(_, value, _)| value)
    }

    /// The one with this value.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == value).map(|(what, ..)| *what)
    }
}

impl Mode {
    /// All, with the value in a form and the words.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Bus, "bus", "Bus or train"),
        (Self::Car, "car", "Own car"),
        (Self::Ride, "ride", "Somebody drives them"),
        (Self::Foot, "foot", "On foot or by bicycle"),
    ];

    /// The one with this value.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == value).map(|(mode, ..)| *mode)
    }

    /// The value in a form.
    #[must_use]
    pub fn value(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(_, value, _)| value)
    }

    /// Behind a number of minutes: `45 minutes by bus`.
    #[must_use]
    pub const fn by(self) -> &'static str {
        match self {
            Self::Foot => "on foot",
            Self::Bus => "by bus",
            Self::Car => "by car",
            Self::Ride => "by car",
        }
    }
}

impl BusyTime {
    /// What it is called: the words where there are some, else by what the time is taken.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.words.is_empty() { self.what.title() } else { &self.words }
    }

    /// The stretches of a week that it takes, as weekday (1 to 7) and minutes of that day, as the pattern stands on a day.
    /// A time that is taken once is no part of the pattern.
    #[must_use]
    pub fn stretches(&self, on: Date) -> Vec<(i8, i64, i64)> {
        match &self.when {
            When::Once { .. } => Vec::new(),
            When::Weekly { last, .. } if last.is_some_and(|last| last < on) => Vec::new(),
            When::Weekly { weekdays, .. } => weekdays.iter().flat_map(|weekday| self.stretches_from(*weekday)).collect(),
        }
    }

    /// The stretches it takes when it begins on a weekday; the second one is the morning after.
    #[must_use]
    pub fn stretches_from(&self, weekday: i8) -> Vec<(i8, i64, i64)> {
        let from = minute_of_day(self.from);
        match self.until.map(minute_of_day) {
            None => vec![(weekday, from, DAY)],
            Some(until) if until > from => vec![(weekday, from, until)],
            Some(0) => vec![(weekday, from, DAY)],
            Some(until) => vec![(weekday, from, DAY), (weekday % 7 + 1, 0, until)],
        }
    }
}

/// Minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;

#[cfg(test)]
mod tests;
