//! The billing state of one person on one day, as it was last counted: minutes, what it is for billing, and why in sentences.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | not expected, nothing attended, held, billable, not billable, self-pay | anything about the day changes | whatever the rules say | the program itself, in the same transaction |

pub mod close;
pub(crate) mod facts;
mod reading;
pub mod recount;
mod store;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, PatientId, ServiceDayId};

use crate::day::{DayState, HoldReason};

pub use close::CloseDay;
pub use recount::{recount_day, recount_days, recount_from};
pub use store::{held_between, last_attended_since, minutes_between, of_patient_between, on_day};

/// A counted day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDay {
    /// The id.
    pub id: ServiceDayId,
    /// Whose.
    pub patient: PatientId,
    /// Which local day.
    pub day: Date,
    /// What it is for billing.
    pub state: BillingState,
    /// One line for a board.
    pub headline: String,
    /// Every reason or warning.
    pub sentences: Vec<String>,
    /// What is in the way, for the worklist.
    pub holds: Vec<HeldFor>,
    /// Minutes booked.
    pub planned_minutes: i64,
    /// Minutes credited.
    pub credited_minutes: i64,
    /// Minutes credited for each session.
    pub sessions: Vec<(GroupSessionId, i64)>,
    /// The payer's key, when somebody other than the person pays.
    pub payer_key: Option<String>,
}

/// What a day is for billing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillingState {
    /// Nothing was booked.
    NotExpected,
    /// Booked, nothing attended.
    NothingAttended,
    /// Could be billed once something is fixed.
    Held,
    /// Can be billed.
    Billable,
    /// Cannot be billed to this payer.
    NotBillable,
    /// On the person's own account.
    SelfPay,
}

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldFor {
    /// A stable key for grouping.
    pub cause: String,
    /// In words.
    pub sentence: String,
    /// Who can resolve it.
    pub owner: String,
    /// On which screen.
    pub screen: String,
    /// In which field.
    pub field: String,
    /// The session it is about, by id, where it is about one.
    #[serde(default)]
    pub service: Option<String>,
}

impl BillingState {
    /// The stable text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotExpected => "not_expected",
            Self::NothingAttended => "nothing_attended",
            Self::Held => "held",
            Self::Billable => "billable",
            Self::NotBillable => "not_billable",
            Self::SelfPay => "self_pay",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotExpected => "Not expected",
            Self::NothingAttended => "Nothing attended",
            Self::Held => "Held",
            Self::Billable => "Billable",
            Self::NotBillable => "Not billable",
            Self::SelfPay => "Own account",
        }
    }
}

impl From<&DayState> for BillingState {
    fn from(state: &DayState) -> Self {
        match state {
            DayState::NotExpected => Self::NotExpected,
            DayState::NothingAttended => Self::NothingAttended,
            DayState::Held { .. } => Self::Held,
            DayState::Billable { .. } => Self::Billable,
            DayState::NotBillable { .. } => Self::NotBillable,
            DayState::SelfPay { .. } => Self::SelfPay,
        }
    }
}

impl From<&HoldReason> for HeldFor {
    fn from(reason: &HoldReason) -> Self {
        Self {
            cause: reason.cause().to_owned(),
            sentence: reason.sentence(),
            owner: reason.owner.words().to_owned(),
            screen: reason.fix.screen.words().to_owned(),
            field: reason.fix.field.to_owned(),
            service: reason.hold.service().map(str::to_owned),
        }
    }
}
