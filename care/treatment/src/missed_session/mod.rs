//! A day on which somebody missed their sessions and what is done to find them (OP-07, S-05): the ladder. It is opened by the clock when a
//! session has begun, the grace is over and nobody knows where the person is; each step is taken by the clock or by a person; it stops by
//! itself as soon as there is contact. Every attempt is a note in the chart (OP-14).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | begun, grace over, neither there nor excused nor told | open, with its steps and their hours | the clock |
//! | open | neutral text | the text is written, once | the clock |
//! | open | call, safety check, second attempt, offer, plan | the step is done, with its note | who reaches people |
//! | open | reply, arrival, excuse, spoken with | ended, with how | by itself |
//! | open | they are known to be somewhere | ended, with where | who reaches people |
//! | open, ended | the last act was an error | as before it; nothing is deleted | who reaches people |

pub mod act;
mod open;
mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, MissedSessionId, OutreachId, PatientId, StaffId};

use crate::outreach::OutreachResult;

pub use act::{AccountFor, LogAttempt, TakeStep, UndoLast};
pub use open::{Opening, end_by_itself, open, reopen, text_was_written};
pub use store::{load, of_patient_since, on_day, open_ones, unexcused_since};

/// A day somebody missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedSession {
    /// The id.
    pub id: MissedSessionId,
    /// Who.
    pub patient: PatientId,
    /// The local day.
    pub day: Date,
    /// When the first session they missed began.
    pub starts_at: Timestamp,
    /// The sessions.
    pub sessions: Vec<GroupSessionId>,
    /// What is done to find them, in order.
    pub steps: Vec<Step>,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// One step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// When it is due.
    pub due_at: Timestamp,
    /// What was done.
    pub done: Option<StepDone>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody when the clock did it.
    pub by: Option<StaffId>,
    /// In words for staff.
    pub words: String,
    /// The note of the attempt.
    pub outreach: Option<OutreachId>,
}

/// The steps there are, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A neutral text, by the clock.
    Text,
    /// A check on their safety, where risk is raised.
    SafetyCheck,
    /// A call on the same day.
    Call,
    /// A second attempt on the next day.
    SecondAttempt,
    /// A session offered that would save the week.
    MakeUp,
    /// A plan to reach them, after two unexcused absences in seven days (OP-07, LC-31).
    OutreachPlan,
}

impl StepKind {
    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Neutral text",
            Self::SafetyCheck => "Safety check",
            Self::Call => "Call",
            Self::SecondAttempt => "Second attempt",
            Self::MakeUp => "Offer a session this week",
            Self::OutreachPlan => "Outreach plan",
        }
    }

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::SafetyCheck => "safety_check",
            Self::Call => "call",
            Self::SecondAttempt => "second_attempt",
            Self::MakeUp => "make_up",
            Self::OutreachPlan => "outreach_plan",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let all = [Self::Text, Self::SafetyCheck, Self::Call, Self::SecondAttempt, Self::MakeUp, Self::OutreachPlan];
        all.into_iter().find(|one| one.as_str() == name)
    }

    /// Whether it is an attempt to speak with the person.
    #[must_use]
    pub fn is_call(self) -> bool {
        matches!(self, Self::SafetyCheck | Self::Call | Self::SecondAttempt)
    }
}

/// How a ladder ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody when it stopped by itself.
    pub by: Option<StaffId>,
    /// How.
    pub how: Ending,
    /// Where they are, when somebody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// How a ladder can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// They wrote.
    Replied,
    /// They came after all.
    Arrived,
    /// Somebody spoke with them.
    Reached,
    /// The desk noted an excuse.
    Excused,
    /// The desk noted an absence with its reason.
    ReasonKnown,
    /// Somebody knows where they are.
    AccountedFor,
    /// The sessions were cancelled.
    Cancelled,
}

impl Ending {
    /// For screens.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Replied => "They wrote",
            Self::Arrived => "They came",
            Self::Reached => "Spoke with them",
            Self::Excused => "Excused",
            Self::ReasonKnown => "Absent, reason known",
            Self::AccountedFor => "Accounted for",
            Self::Cancelled => "The session was cancelled",
        }
    }
}

impl MissedSession {
    /// Whether nobody knows yet where the person is.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether the day counts as an unexcused absence (OP-07).
    #[must_use]
    pub fn is_unexcused(&self) -> bool {
        !self.ended.as_ref().is_some_and(|ended| matches!(ended.how, Ending::Arrived | Ending::Excused | Ending::Cancelled))
    }

    /// The step that comes next.
    #[must_use]
    pub fn next_step(&self) -> Option<&Step> {
        self.steps.iter().filter(|step| step.done.is_none()).min_by_key(|step| (step.due_at, step.kind))
    }

    /// The step of a kind.
    #[must_use]
    pub fn step(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    /// Whether somebody tried to speak with them.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.steps.iter().filter(|step| step.done.as_ref().is_some_and(|done| done.outreach.is_some())).count()
    }

    fn with_step(&self, kind: StepKind, done: Option<StepDone>) -> Self {
        let steps = self
            .steps
            .iter()
            .map(|step| if step.kind == kind { Step { done: done.clone(), ..step.clone() } } else { step.clone() });
        Self { steps: steps.collect(), ..self.clone() }
    }
}

/// What a result of a call says about the ladder.
#[must_use]
pub fn ends(result: OutreachResult) -> bool {
    result == OutreachResult::Reached
}
