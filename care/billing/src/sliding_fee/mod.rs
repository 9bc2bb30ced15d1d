//! What somebody pays who pays alone: a part of the charge that follows the household's size and income, agreed for a year.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | agreed | in force from its day | intake, biller |
//! | in force | agreed anew | the later one counts from its day on | intake, biller |
//! | in force | its last day is over | ended | – |

pub mod agree;
pub mod scale;
mod store;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{PatientId, SlidingFeeId};

pub use agree::AgreeSlidingFee;
pub use scale::{FeeScales, Share, scales};
pub use store::{of_patient, on_day};

/// A sliding fee that was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlidingFee {
    /// The id.
    pub id: SlidingFeeId,
    /// Whose.
    pub patient: PatientId,
    /// People in the household, the person included.
    pub household: i64,
    /// Income of the household in a year, in cents, as the person said.
    pub annual_income_cents: i64,
    /// Whether a proof was seen.
    pub has_proof: bool,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What follows from it by the scale of its first day.
    pub share: Share,
}

#[cfg(test)]
mod tests;
