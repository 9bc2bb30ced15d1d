//! What somebody is reminded of, when, and what they answer (S-01, S-08). A visit is what a person comes for in one go: sessions that
//! follow each other closely are one visit and one reminder. The timer is a job; that it went out is a record in the person's chain.
//!
//! | timer | event | next |
//! |---|---|---|
//! | – | the visit is in the calendar and its hour is still to come | set, once for each person, visit and hour |
//! | set | its hour has come, the visit stands as it was | a reminder, once |
//! | set | moved, cancelled, told to be away, begun, not wanted | ended, nothing is sent |
//!
//! | response | event | next | who may |
//! |---|---|---|---|
//! | – | they say they come | accepted | the person; staff who hear it |
//! | –, accepted | they cannot come, or ask for another time | declined, tentative: somebody looks after it | the same |
//! | declined, tentative | looked after | as it is, with what was done | who reaches people |
//! | looked after | undone | open again | the same |

pub mod settings;
mod store;
mod visit;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AppointmentResponseId, GroupSessionId, MessageId, PatientId, ReminderChoiceId, SessionReminderId, StaffId};

pub use store::{
    choice_of, choices_of, load_reminder, load_response, open_calls, open_responses, reminder_of_message, reminders_of,
    response_to, responses_of, responses_on,
};
pub use visit::{Visit, due, visits};

/// Which of the reminders of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// In the afternoon before.
    DayBefore,
    /// Some hours before.
    SameDay,
}

impl Lead {
    /// Both, the earlier first.
    pub const ALL: [Self; 2] = [Self::DayBefore, Self::SameDay];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayBefore => "day_before",
            Self::SameDay => "same_day",
        }
    }
}

/// How somebody is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A text.
    Text,
    /// An e-mail.
    Email,
    /// A call that somebody makes, with the words to say.
    Call,
}

/// That somebody was reminded of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionReminder {
    /// The id.
    pub id: SessionReminderId,
    /// Whom.
    pub patient: PatientId,
    /// The local day of the visit.
    pub day: Date,
    /// When the visit begins.
    pub starts_at: Timestamp,
    /// Its sessions.
    pub sessions: Vec<GroupSessionId>,
    /// Which reminder.
    pub lead: Lead,
    /// How.
    pub way: Way,
    /// The number of a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What was written; nothing for a call, and where the gate kept it back.
    pub message: Option<MessageId>,
    /// Why nothing was written, in words for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_back: Option<String>,
    /// For a call: when it was made, by whom and what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<(Timestamp, StaffId, String)>,
}

impl SessionReminder {
    /// Whether somebody has to call.
    #[must_use]
    pub fn waits_for_a_call(&self) -> bool {
        self.way == Way::Call && self.called.is_none()
    }
}

/// What somebody says about coming, in the words of FHIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// They come.
    Accepted,
    /// They cannot come.
    Declined,
    /// They ask for another time.
    Tentative,
}

impl Answer {
    /// For screens.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Accepted => "Comes",
            Self::Declined => "Said they cannot come",
            Self::Tentative => "Asks for another time",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        match name {
            "accepted" => Some(Self::Accepted),
            "declined" => Some(Self::Declined),
            "tentative" => Some(Self::Tentative),
            _ => None,
        }
    }
}

/// How an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// A text of theirs.
    Text,
    /// Their own page.
    OwnPage,
    /// They told somebody.
    Told,
}

/// What somebody answered about coming to a visit. The last word holds; those before it are its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentResponse {
    /// The id.
    pub id: AppointmentResponseId,
    /// Who.
    pub patient: PatientId,
    /// The local day of the visit.
    pub day: Date,
    /// When it begins.
    pub starts_at: Timestamp,
    /// Its sessions.
    pub sessions: Vec<GroupSessionId>,
    /// What they say.
    pub answer: Answer,
    /// How it came.
    pub via: Via,
    /// When.
    pub at: Timestamp,
    /// Who looked after it, when, and what was done.
    pub handled: Option<(Timestamp, StaffId, String)>,
}

impl AppointmentResponse {
    /// Whether somebody has to look after it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.answer != Answer::Accepted && self.handled.is_none()
    }
}

/// Which reminders somebody wants. Who has none gets both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderChoice {
    /// The id.
    pub id: ReminderChoiceId,
    /// Whose.
    pub patient: PatientId,
    /// Those they want; none of them for nobody who wants to be left alone.
    pub wanted: Vec<Lead>,
}

#[cfg(test)]
mod tests;
