//! A person's insurance with a payer, for a while; or that the person pays.

mod add;
mod restrict;
mod store;
mod subscriber;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{CoverageId, PatientId, PayerId};

pub use add::{AddCoverage, RecordConsent};
pub use restrict::{LiftRestriction, RestrictPayer};
pub use store::{of_each_on, of_patient, on_day};
pub use subscriber::{Relationship, Subscriber, SubscriberInput};

/// A coverage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The id.
    pub id: CoverageId,
    /// Whose.
    pub patient: PatientId,
    /// With which payer.
    pub payer: PayerId,
    /// The payer's key in the rule book.
    pub payer_key: String,
    /// The member id; empty for self-pay.
    pub member_id: String,
    /// The group number; may be empty.
    pub group_number: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// Who holds the plan, when somebody else does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscriber: Option<Subscriber>,
}
