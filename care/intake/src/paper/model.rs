//! What is kept of a paper. Facts are stored; the state is read from them.

use confidential::consent::{Category, ConsentKind, Expiry, Purpose, Recipient, Statement};
use confidential::signer::who_must_sign;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ConsentId, PaperId, PatientId, StaffId};

use super::{Act, Capacity, Language, SignerBasis, Words};

/// A paper that was given to a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The id.
    pub id: PaperId,
    /// To whom.
    pub patient: PatientId,
    /// From which template.
    pub template: String,
    /// Which version of it.
    pub template_version: u32,
    /// In which language it is read. A translation that nobody checked carries the source text after it.
    pub language: Language,
    /// What is done with it.
    pub act: Act,
    /// Whether care goes on when it is declined.
    pub may_decline: bool,
    /// On which basis somebody signs.
    pub basis: SignerBasis,
    /// The words, filled in.
    pub words: Words,
    /// SHA-256 of the exact file that was given, kept whole under it.
    pub sha256: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The consent that a signature makes.
    pub consent: Option<ConsentToRecord>,
    /// Who has signed so far.
    pub signatures: Vec<Signature>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// The consent that follows from a signature, with everything but the signature (P2-20).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentToRecord {
    /// Of which kind.
    #[serde(default)]
    pub kind: ConsentKind,
    /// Who may disclose.
    pub discloser: String,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// Until when.
    pub expires: Expiry,
    /// What the words say; nothing for papers given before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<Vec<Statement>>,
    /// The information in the person's own words, and the benefit to them (P2-59); may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Until which day it cannot be revoked (P2-28).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irrevocable_until: Option<Date>,
}

/// A signature, bound to the exact bytes that were shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// SHA-256 of the file that was signed.
    pub sha256: String,
    /// The name as signed.
    pub name: String,
    /// As what.
    pub capacity: Capacity,
    /// The paper that proves it, when it is not the person.
    pub authority: Option<String>,
    /// How.
    pub how: SignedHow,
    /// Where.
    pub place: Where,
    /// When.
    pub at: Timestamp,
    /// The language that was read.
    pub language: Language,
}

/// How somebody signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedHow {
    /// By typing their name.
    Typed,
    /// By typing their name and drawing their mark: lines of the pen in 600 by 200.
    Drawn(Vec<Vec<(u16, u16)>>),
    /// On paper, of which this is the scan, kept whole under its hash.
    Scan {
        /// The hash of its bytes.
        sha256: String,
        /// What it is.
        media_type: String,
    },
}

/// Where somebody signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// On their own phone, through a link.
    OwnPhone,
    /// In the program, with this member of staff beside them.
    Beside(StaffId),
}

/// How a paper ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Everybody who must has signed.
    Signed {
        /// When the last did.
        at: Timestamp,
        /// SHA-256 of the copy with the signatures under it, kept whole.
        copy_sha256: String,
        /// The consent that is in force because of it.
        consent: Option<ConsentId>,
    },
    /// The person chose not to.
    Declined {
        /// When.
        at: Timestamp,
        /// What they said, as they said it; may be empty.
        words: String,
        /// Who wrote it down, when it was not the person.
        by: Option<StaffId>,
    },
    /// It was taken back.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// Nobody has answered, or somebody is still to sign.
    Open,
    /// Signed by everybody who must.
    Signed,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Paper {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> PaperState {
        match self.outcome {
            None => PaperState::Open,
            Some(Outcome::Signed { .. }) => PaperState::Signed,
            Some(Outcome::Declined { .. }) => PaperState::Declined,
            Some(Outcome::Withdrawn { .. }) => PaperState::Withdrawn,
        }
    }

    /// Who is still to sign.
    #[must_use]
    pub fn still_to_sign(&self) -> Vec<Capacity> {
        let has = |capacity: &Capacity| self.signatures.iter().any(|signature| signature.capacity == *capacity);
        who_must_sign(self.basis).iter().copied().filter(|capacity| !has(capacity)).collect()
    }
}

impl PaperState {
    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "Not yet signed",
            Self::Signed => "Signed",
            Self::Declined => "Declined",
            Self::Withdrawn => "Taken back",
        }
    }
}
