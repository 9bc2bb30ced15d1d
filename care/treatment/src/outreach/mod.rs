//! An attempt to reach a person, for the chart (OP-14) and so that nobody falls through (OP-07).

mod store;

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{OutreachId, PatientId};

use crate::Fact;

pub use store::{of_patient, on_day};

/// An attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outreach {
    /// The id.
    pub id: OutreachId,
    /// Whom.
    pub patient: PatientId,
    /// On which local day.
    pub day: Date,
    /// How.
    pub way: String,
    /// What came of it.
    pub result: OutreachResult,
    /// In the caller's words; may be empty.
    pub words: String,
    /// Whether it was written down in error; it stays readable.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_error: bool,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachResult {
    /// Spoke with the person.
    Reached,
    /// Left a neutral message (P2-14).
    MessageLeft,
    /// Nobody answered.
    NoAnswer,
    /// The number was not theirs.
    WrongNumber,
}

/// Notes an attempt.
#[derive(Clone, Debug)]
pub struct LogOutreach {
    /// Whom.
    pub patient: PatientId,
    /// How: `call`, `text`, `visit`.
    pub way: String,
    /// What came of it.
    pub result: OutreachResult,
    /// In words.
    pub words: String,
}

impl Command for LogOutreach {
    type Output = OutreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<OutreachId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        episode::patient::load(cx.tx, self.patient)?;
        if self.way.trim().is_empty() {
            return Err(Refusal::invalid("way", "Say how: a call, a text or a visit."));
        }
        let outreach = Outreach {
            id: cx.new_id(),
            patient: self.patient,
            day: cx.today(),
            way: self.way.trim().to_owned(),
            result: self.result,
            words: self.words.trim().to_owned(),
            in_error: false,
        };
        cx.tx.append(&outreach, &cx.entry("outreach"))?;
        Ok(Done::with(outreach.id, Fact::OutreachLogged(self.patient)))
    }
}

/// Marks an attempt as written down in error: it counts no longer and stays readable.
///
/// # Errors
/// [`Refusal::NotFound`]; the database's own.
pub fn mark_as_error(cx: &Context<'_>, id: OutreachId) -> Result<(), Refusal> {
    let current = cx.tx.load::<Outreach>(id)?.ok_or(Refusal::NotFound)?;
    let next = Outreach { in_error: true, ..current.record.clone() };
    Ok(cx.tx.amend(&next, current.version, &cx.entry("written down in error"))?)
}

/// Notes an attempt that the program made by itself: a neutral text to somebody who did not come (OP-14).
///
/// # Errors
/// The database's own.
pub fn note_text(cx: &Context<'_>, patient: PatientId, words: &str) -> Result<OutreachId, Refusal> {
    let outreach = Outreach {
        id: cx.new_id(),
        patient,
        day: cx.today(),
        way: "text".to_owned(),
        result: OutreachResult::MessageLeft,
        words: words.to_owned(),
        in_error: false,
    };
    cx.tx.append(&outreach, &cx.entry("neutral text by the clock"))?;
    Ok(outreach.id)
}

impl OutreachResult {
    /// The words on screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Reached => "Spoke with them",
            Self::MessageLeft => "Left a message",
            Self::NoAnswer => "No answer",
            Self::WrongNumber => "Not their number",
        }
    }
}
