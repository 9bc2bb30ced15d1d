//! One billable line of one day. It follows from the counted day; when the day comes out differently, the line is voided and another
//! stands in its place, both readable.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | the day is billable | ready | the program itself |
//! | ready | the day comes out differently | void | the program itself |
//! | ready | put on a claim | claimed | biller |
//! | claimed | the day comes out differently | claimed, marked: a replacement claim is due | the program itself |

mod follow_day;
mod store;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::Cents;
use vocabulary::id::{AuthorizationId, ChargeId, ClaimId, PatientId};

use crate::day::ChargeLine;

pub(crate) use follow_day::follow_day;
pub use store::{of_authorizations, of_claim, of_patient, outdated, ready_between, standing_on};

/// A charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The id.
    pub id: ChargeId,
    /// Whose.
    pub patient: PatientId,
    /// Which local day.
    pub day: Date,
    /// The payer's key.
    pub payer_key: String,
    /// The line.
    pub line: ChargeLine,
    /// The authorization it uses.
    pub authorization: Option<AuthorizationId>,
    /// Whether the person pays: it never goes on a claim (OP-A17).
    pub is_self_pay: bool,
    /// How it stands.
    pub state: ChargeState,
}

/// How a charge stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeState {
    /// May go on a claim, or stands on the person's own account.
    Ready,
    /// On a claim.
    Claimed {
        /// Which.
        claim: ClaimId,
        /// Whether the day has come out differently since, so that a replacement claim is due.
        is_outdated: bool,
    },
    /// Did not hold.
    Void {
        /// Why, in words.
        why: String,
    },
}

impl Charge {
    /// Its amount.
    #[must_use]
    pub fn amount(&self) -> Cents {
        Cents(self.line.charge_cents)
    }

    /// Whether it counts.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.state, ChargeState::Void { .. })
    }
}
