//! The end of the program, or its handing over to somebody else (42 CFR 2.19; P2-19): who holds the records then, who answers for those that
//! the law keeps, and the sealed archive they lie in. What becomes of each person's record is not kept here: it is read out of consents, the
//! account of disclosures and the rules of retention (`reactions::closing`).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | begun, with its last day and who answers | open | clinical director, compliance officer |
//! | open | corrected; archive sealed | open | the same; the command line for the archive |
//! | open | taken back, with a reason | taken back | the same |
//! | open | finished, when nothing is left to do | finished | the same |

mod begin;
mod label;
mod seal;
mod store;
mod take_back;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::ProgramClosingId;

pub use begin::{BeginClosing, CorrectClosing};
pub use label::label;
pub use seal::NoteSealedArchive;
pub use store::{load, newest, open};
pub use take_back::TakeBackClosing;

/// That the program ends or is taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramClosing {
    /// The id.
    pub id: ProgramClosingId,
    /// The program's name, as the label has to say it.
    pub program: String,
    /// Its last day.
    pub ends_on: Date,
    /// Who has the records of those who agreed, by the name that their consents say; nothing when nobody takes over.
    pub new_holder: Option<String>,
    /// Who answers for the sealed records and their destruction: a name, and how to reach them.
    pub responsible: String,
    /// What demands that the records are kept: a statute, a regulation, an order.
    pub kept_by: String,
    /// The sealed archive, once it is made.
    pub archive: Option<SealedArchive>,
    /// How it went out, once it did.
    pub outcome: Option<ClosingOutcome>,
}

/// An encrypted archive as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedArchive {
    /// The name of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file, by which it is known again.
    pub sha256: String,
    /// When it was made.
    pub sealed_at: Timestamp,
    /// To whose key it was encrypted; `a passphrase` otherwise. The key itself is kept apart from the file.
    pub opened_by: String,
    /// The last day on which any record in it has to be kept; nothing when that is not known for all.
    pub keep_until: Option<Date>,
}

/// How a closing went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingOutcome {
    /// On which day.
    pub on: Date,
    /// Whether everything was done; otherwise it was taken back.
    pub is_finished: bool,
    /// Why it was taken back; empty when it was finished.
    pub reason: String,
}

impl ProgramClosing {
    /// `open`, `finished` or `taken_back`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match &self.outcome {
            None => "open",
            Some(outcome) if outcome.is_finished => "finished",
            Some(_) => "taken_back",
        }
    }
}
