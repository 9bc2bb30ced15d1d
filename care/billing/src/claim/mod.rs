//! Claims to a payer: built from ready charges, scrubbed in sentences, released through the gate, never the same day twice.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | batch built | built; its charges are claimed | biller |
//! | built | released to the payer | on file, with a disclosure in each chart | biller |
//! | – | a check fails | held, with sentences; its charges stay ready | – |

pub mod batch_view;
pub mod build;
pub mod release;
mod scrub;
pub mod series;
mod store;
pub mod worklist;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ChargeId, ClaimBatchId, ClaimId, PatientId, PayerId, ProgramId};

use crate::coverage::Subscriber;
use crate::day::ChargeLine;
use crate::rule::ClaimForm;

pub use batch_view::{BatchClaim, ClaimBatchView, OpenClaimBatch};
pub use build::{BatchReceipt, BuildClaims};
pub use release::ClaimFile;
pub use series::Series;
pub use store::{all_batches, of_batch, of_patient};
pub use worklist::{ClaimsWorklist, OpenClaimsWorklist};

/// One claim, as it was built: what is sent never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The id.
    pub id: ClaimId,
    /// Whose.
    pub patient: PatientId,
    /// In which batch.
    pub batch: ClaimBatchId,
    /// To which payer.
    pub payer: PayerId,
    /// Our control number, unique and at most 20 characters.
    pub number: String,
    /// The charges on it.
    pub charges: Vec<ChargeId>,
    /// What it says.
    pub content: ClaimContent,
}

/// What a claim says: the least that payment needs (P2-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimContent {
    /// Our control number.
    pub number: String,
    /// The form.
    pub form: ClaimForm,
    /// The payer.
    pub payer: ClaimPayer,
    /// Whom it concerns.
    pub subscriber: ClaimSubscriber,
    /// Diagnoses without dots, the principal first.
    pub diagnoses: Vec<String>,
    /// The authorization number.
    pub authorization_number: Option<String>,
    /// Who is answerable for the care: rendering on a professional claim, attending on an institutional one.
    pub practitioner: ClaimPractitioner,
    /// Its place in the series of this course of care (OP-31).
    #[serde(default)]
    pub series: Series,
    /// First two digits of the type of bill.
    pub bill_type: Option<String>,
    /// Condition codes.
    pub condition_codes: Vec<String>,
    /// The day of admission.
    pub admitted_on: Date,
    /// The day of discharge, when the person has left.
    pub discharged_on: Option<Date>,
    /// First service day.
    pub from: Date,
    /// Last service day.
    pub to: Date,
    /// The lines, in the order of days.
    pub lines: Vec<ChargeLine>,
}

/// The payer on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPayer {
    /// Its name.
    pub name: String,
    /// Its id in claim files.
    pub electronic_id: String,
    /// Its claim filing indicator.
    pub claim_filing: String,
}

/// The person on a claim, by the name that claims need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSubscriber {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Date of birth.
    pub birth_date: Date,
    /// `F`, `M` or `U`.
    pub sex: String,
    /// Member id.
    pub member_id: String,
    /// Group number; may be empty.
    pub group_number: String,
    /// Where the person lives, when anywhere.
    pub address: Option<episode::patient::Address>,
    /// Who holds the plan, when somebody else does: on the wire the person is their dependent then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insured_through: Option<Subscriber>,
}

/// A practitioner on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPractitioner {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// National Provider Identifier.
    pub npi: String,
}

/// A batch: the claims that go out in one file, and what was held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimBatch {
    /// The id.
    pub id: ClaimBatchId,
    /// The program that bills.
    pub program: ProgramId,
    /// Its number, which is the interchange's control number.
    pub control_number: i64,
    /// The form.
    pub form: ClaimForm,
    /// The local day it was built.
    pub built_on: Date,
    /// First service day asked for.
    pub from: Date,
    /// Last service day asked for.
    pub to: Date,
    /// How many claims.
    pub claims: i64,
    /// The sum, in cents.
    pub total_cents: i64,
    /// How many were held back, with the reasons counted in words that name nobody.
    pub held: Vec<(String, i64)>,
}

impl ClaimContent {
    /// The sum of its lines, in cents.
    #[must_use]
    pub fn total_cents(&self) -> i64 {
        self.lines.iter().map(|line| line.charge_cents).sum()
    }
}
