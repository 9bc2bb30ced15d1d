//! What a payer approved (OP-50), what of it is used, and when it will not be enough.
//!
//! | state (computed) | event | next | who may |
//! |---|---|---|---|
//! | – | approval recorded | running from its first day | utilization reviewer, biller |
//! | running | units used, days passed | ending, used up, ended | – |
//! | – | denial recorded | denied, with its appeal deadline | utilization reviewer |

pub mod booked;
mod record;
mod store;
pub mod use_up;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AuthorizationId, PatientId, PayerId};

use use_up::{Approval, Counts};

pub use record::RecordAuthorization;
pub use store::{all_running, approved_of, of_patient, of_patients, used_units_before, used_units_of};

/// A payer's answer to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// The id.
    pub id: AuthorizationId,
    /// For whom.
    pub patient: PatientId,
    /// From which payer.
    pub payer: PayerId,
    /// The payer's number; empty when denied.
    pub number: String,
    /// The code it is for; nothing when it is for any.
    pub code: Option<String>,
    /// Whether days are counted instead of units.
    pub counts_days: bool,
    /// How many were approved; 0 when denied.
    pub approved: i64,
    /// First day covered.
    pub from: Date,
    /// Last day covered.
    pub to: Date,
    /// Who at the payer answered.
    pub reviewer: String,
    /// The reference of the call.
    pub call_reference: String,
    /// When the next review is due.
    pub next_review_on: Option<Date>,
    /// The denial, when it was one (OP-52).
    pub denial: Option<Denial>,
}

/// A denial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// The payer's reason.
    pub reason: String,
    /// Until when an appeal may be made.
    pub appeal_by: Option<Date>,
}

impl Authorization {
    /// As the burn-down sees it; nothing for a denial.
    #[must_use]
    pub fn approval(&self) -> Option<Approval<AuthorizationId>> {
        self.denial.is_none().then(|| Approval {
            id: self.id,
            code: self.code.clone(),
            counts: if self.counts_days { Counts::Days } else { Counts::Units },
            approved: self.approved,
            starts_on: self.from,
            ends_on: self.to,
        })
    }
}

#[cfg(test)]
mod use_up_tests;
