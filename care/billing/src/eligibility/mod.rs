//! Whether somebody is insured, and for what: the question to the payer, its answer kept whole, what it says in our own words, and what
//! changed since the last one. Append-only: each question is a record, its answer the next version of it.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | asked, through the gate | asked | intake, biller |
//! | asked | the payer answers | answered; needs attention when it refuses, ended the cover or changed it | intake, biller |
//! | answered | the same file again | as it was | intake, biller |
//! | answered | another file under the same number | answered, next version | intake, biller |
//! | needs attention | somebody looked | answered | intake, biller |

pub mod answer;
pub mod figures;
mod words;

pub mod change;

pub mod estimate;

pub mod ask;
pub mod record;
pub mod seen;

mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{CoverageId, EligibilityCheckId, PatientId, PayerId, StaffId};

pub use answer::{AnswerContent, BenefitKind, CoverStatus, Network, Rejected, Statement, ToldPerson};
pub use ask::{AskEligibility, AskedPerson, AskedReceipt, InquiryContent, InquiryFile, ReleasedInquiry};
pub use change::{Change, changes};
pub use estimate::{Estimate, Terms, estimate};
pub use figures::Figures;
pub use record::{AnswerReceipt, ReadAnswer, RecordEligibilityAnswer};
pub use seen::SeeEligibility;
pub use store::{attention_count, of_coverage, of_patient, open_checks};
pub use words::service_words;

/// The kinds of service that every question names: substance use, mental health, and the plan as a whole.
pub const SERVICE_TYPES: [&str; 3] = ["AI", "MH", "30"];

/// A question to a payer, and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EligibilityCheck {
    /// The id.
    pub id: EligibilityCheckId,
    /// About whom.
    pub patient: PatientId,
    /// To which payer.
    pub payer: PayerId,
    /// Its name.
    pub payer_name: String,
    /// About which coverage.
    pub coverage: CoverageId,
    /// The running number of our questions, which is the file's control number.
    pub number: i64,
    /// Our number of the question on the wire; the answer repeats it.
    pub trace: String,
    /// For which day.
    pub service_on: Date,
    /// For which kinds of service.
    pub service_types: Vec<String>,
    /// The member id that was asked about.
    pub member_id: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The hash of the question as it was sent, under which it is kept whole.
    pub request_sha256: String,
    /// The newest answer.
    pub answer: Option<RecordedAnswer>,
    /// Who looked at what changed, when somebody has.
    pub seen: Option<Seen>,
}

/// An answer as it was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// When it reached us.
    pub received_at: Timestamp,
    /// The hash of the file, under which it is kept whole.
    pub sha256: String,
    /// The name of the file, without its folders.
    pub file_name: String,
    /// What it says.
    pub content: AnswerContent,
    /// The check it was compared with: the last one of the same coverage that was answered.
    pub compared_with: Option<EligibilityCheckId>,
    /// What is different from it.
    pub changes: Vec<Change>,
}

/// Who looked, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// How a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckState {
    /// Nobody has answered yet.
    Asked,
    /// Answered.
    Answered,
    /// Answered, and somebody should look: refused, ended or changed.
    NeedsAttention,
}

impl CheckState {
    /// The stable text of the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::NeedsAttention => "attention",
        }
    }
}

impl EligibilityCheck {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> CheckState {
        match &self.answer {
            None => CheckState::Asked,
            Some(answer) if self.seen.is_none() && answer.needs_attention() => CheckState::NeedsAttention,
            Some(_) => CheckState::Answered,
        }
    }

    /// Whether an answer is there that says that the person is insured, or is not.
    #[must_use]
    pub fn says(&self) -> bool {
        let status = self.answer.as_ref().map(|answer| answer.content.status());
        matches!(status, Some(CoverStatus::Active | CoverStatus::Inactive))
    }
}

impl RecordedAnswer {
    /// Whether somebody should look: the payer refuses, says that nobody is insured, or what it says changed to the worse.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        let status = self.content.status();
        matches!(status, CoverStatus::Refused | CoverStatus::Inactive) || self.changes.iter().any(|change| change.is_alarm)
    }
}

#[cfg(test)]
mod tests;
