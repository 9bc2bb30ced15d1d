//! The answer: a planned week.

use serde::{Deserialize, Serialize};

/// Sessions and who sits in them, and individual sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekPlan {
    /// Group sessions.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// Individual sessions.
    #[serde(default)]
    pub individual: Vec<IndividualSession>,
}

/// One group session of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// What.
    #[serde(rename = "type")]
    pub group_type: String,
    /// Who leads.
    pub staff: String,
    /// Where.
    pub room: String,
    /// Day.
    pub day: u32,
    /// First slot.
    pub start: u32,
    /// Who sits in it.
    pub patients: Vec<String>,
}

/// A patient alone with their counselor; needs no room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndividualSession {
    /// Who.
    pub patient: String,
    /// Day.
    pub day: u32,
    /// First slot.
    pub start: u32,
}

impl WeekPlan {
    /// Reads a plan.
    ///
    /// # Errors
    /// When the text is no plan; in words, with field and line.
    pub fn parse(text: &str) -> Result<Self, String> {
        crate::instance::read(text)
    }
}
