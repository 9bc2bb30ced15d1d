//! Coverage, authorization, the billable day, charges and claims.

// what a payer asks for, as dated data
pub mod rule;

pub mod payer;

// what the person has
pub mod coverage;

pub mod insurance_card;

// what the payer says about it
pub mod eligibility;

// what somebody pays who pays alone
pub mod sliding_fee;

// which approved units a charge uses
pub mod authorization;

// one person's day: billable, held or not, and why
pub mod day;

pub mod service_day;

// what goes out
pub mod charge;

pub mod claim;

mod fact;
pub use fact::Fact;

use store::Kind;

/// The kinds of record of this chapter.
pub const KINDS: &[Kind] = &[
    Kind::of::<payer::PayerBook>(std::vec::Vec::new),
    Kind::of::<payer::Payer>(|| vec!["key"]),
    Kind::of::<coverage::Coverage>(|| vec!["patient_id", "payer_id", "from_day", "to_day"]),
    Kind::of::<insurance_card::InsuranceCard>(|| vec!["patient_id", "side", "sha256"]),
    Kind::of::<eligibility::EligibilityCheck>(|| vec!["patient_id", "coverage_id", "number", "trace", "state", "asked_at"]),
    Kind::of::<sliding_fee::SlidingFee>(|| vec!["patient_id", "from_day"]),
    Kind::of::<authorization::Authorization>(|| vec!["patient_id", "payer_id", "from_day", "to_day"]),
    Kind::of::<service_day::ServiceDay>(|| vec!["patient_id", "day", "state", "planned_minutes", "credited_minutes"]),
    Kind::of::<charge::Charge>(|| vec!["patient_id", "day", "payer_key", "authorization_id", "units", "state", "claim_id"]),
    Kind::of::<claim::Claim>(|| vec!["patient_id", "batch_id", "payer_id", "number"]),
    Kind::of::<claim::ClaimBatch>(|| vec!["built_on", "control_number"]),
];
