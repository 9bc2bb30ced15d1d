//! What is kept of a letter about a breach.

use confidential::Trim;
use confidential::category::{Categories, Category};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{BreachId, BreachLetterId, DisclosureId, PatientId, StaffId};

use crate::breach::{LetterText, Recipient};
use crate::named::named;

named! {
    /// How a letter went.
    HowSent {
        /// By first-class mail: what the federal rule wants.
        Mail = "mail", "First-class mail";
        /// Handed over.
        ByHand = "by_hand", "Handed over";
        /// By e-mail, where the person agreed to that.
        Email = "email", "E-mail, as they agreed";
        /// Told by telephone as well, where it was urgent, or a substitute where no address is known.
        Substitute = "substitute", "Another way, because no address holds";
    }
}

/// Everything a letter is made from: the same content gives the same letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The language it is read in, as a tag.
    pub language: String,
    /// The name on the envelope and in the letter.
    pub name: String,
    /// The address, line by line; empty where none is known, or where the person is to be reached in another way.
    pub address: Vec<String>,
    /// Whether they asked to be reached in another way (45 CFR 164.522(b)): then nothing goes to their address by itself.
    #[serde(default)]
    pub asked_for_another_way: bool,
    /// Who writes.
    pub program: String,
    /// The sender on the outside, in words that say nothing.
    pub sender: Vec<String>,
    /// When it happened, as far as that is known.
    pub happened_on: Option<Date>,
    /// When the program found out.
    pub discovered_on: Date,
    /// What was written about the case.
    pub text: LetterText,
}

impl Trim for Content {
    // A letter to the person is whole or does not leave.
    fn keep_only(&mut self, categories: Categories) {
        if !categories.has(Category::IdentityAndAttendance) {
            self.text = LetterText::default();
        }
    }
}

/// That it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// On which day.
    pub on: Date,
    /// How.
    pub how: HowSent,
    /// Anything else: the number of a receipt, who took it.
    pub note: String,
    /// Who wrote it down.
    pub by: StaffId,
    /// Its row in the person's account.
    pub disclosure: DisclosureId,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachLetter {
    /// The id.
    pub id: BreachLetterId,
    /// About which case.
    pub breach: BreachId,
    /// To whom.
    pub patient: PatientId,
    /// Which duty it meets: everybody concerned, or the residents of a state by its own rule.
    pub to: Recipient,
    /// Of which state, where it is a state's own.
    pub state: Option<String>,
    /// What it is made from.
    pub content: Content,
    /// When it was made.
    pub made_at: Timestamp,
    /// SHA-256 of its exact bytes, kept whole.
    pub sha256: String,
    /// That it went.
    pub gone: Option<Gone>,
    /// When another took its place before it went.
    pub replaced_at: Option<Timestamp>,
}

impl BreachLetter {
    /// Whether it is to be sent.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.gone.is_none() && self.replaced_at.is_none()
    }

    /// `waits`, `gone` or `replaced`.
    #[must_use]
    pub fn standing(&self) -> &'static str {
        match (&self.gone, self.replaced_at) {
            (Some(_), _) => "gone",
            (None, Some(_)) => "replaced",
            (None, None) => "waits",
        }
    }
}
