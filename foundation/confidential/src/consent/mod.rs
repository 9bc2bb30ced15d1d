//! A patient's written consent to disclose (42 CFR 2.31; P2-20). Facts are stored; whether it is in force is computed.

mod terms;

use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{ConsentId, PatientId};

pub use crate::category::{Categories, Category};
pub use crate::purpose::Purpose;
use crate::recipient::Called;
pub use crate::recipient::Recipient;
use crate::signer::{Capacity, SignerBasis, who_must_sign};
pub use terms::{ConsentKind, Lack, Statement, Terms, lacks};

/// When a consent ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// After this day.
    On(Date),
    /// When treatment ends.
    EndOfTreatment,
    /// Never; allowed only for a single consent to treatment, payment and operations (P2-20, 7).
    None,
}

/// A signature under a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentSignature {
    /// The name as signed.
    pub name: String,
    /// As what they signed.
    pub capacity: Capacity,
    /// The document that lets them sign for the person; empty for the person.
    #[serde(default)]
    pub authority: String,
}

/// A consent as signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// The id.
    pub id: ConsentId,
    /// Whose.
    pub patient: PatientId,
    /// Of which kind.
    #[serde(default)]
    pub kind: ConsentKind,
    /// The name as signed.
    pub patient_name_as_signed: String,
    /// Who may disclose: this program.
    pub discloser: String,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// The information in the person's words, where the categories alone are not specific enough; the benefit to the person, where state
    /// law wants it named (P2-59, P2-60). May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Until when.
    pub expires: Expiry,
    /// What its words state; nothing for consents kept before that was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<Vec<Statement>>,
    /// On which basis it was signed, which decides who must have (P2-30 to P2-32).
    #[serde(default)]
    pub signer_basis: SignerBasis,
    /// The signatures, where more than the person's own name was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<ConsentSignature>,
    /// The day of signature.
    pub signed_on: Date,
    /// Until which day it cannot be revoked (P2-28).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irrevocable_until: Option<Date>,
    /// When it was withdrawn, if it was (P2-27).
    pub revoked_at: Option<Timestamp>,
    /// When treatment ended, for consents that end with it.
    pub treatment_ended_on: Option<Date>,
    /// When it became known that it is materially false, if it did (P2-26).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_false_at: Option<Timestamp>,
}

/// Why a consent does not cover a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Signed later than the disclosure.
    NotYetSigned,
    /// Ended by its date or event (P2-26).
    Expired,
    /// Withdrawn (P2-27).
    Revoked,
    /// Known to be false (P2-26).
    KnownFalse,
    /// Lacks something a consent must have (P2-26).
    Lacks(Lack),
    /// Names other recipients.
    OtherRecipient,
    /// Is for another purpose.
    OtherPurpose,
    /// Leaves out a category that is needed.
    MissingCategory,
}

impl Consent {
    /// What it says, whoever signed it.
    #[must_use]
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            kind: self.kind(),
            recipients: &self.recipients,
            purposes: &self.purposes,
            categories: &self.categories,
            expires: self.expires,
            states: self.states.as_deref(),
            is_irrevocable_for_a_time: self.irrevocable_until.is_some(),
        }
    }

    /// Of which kind it is. What was kept before the kind was written down is known by its purposes.
    #[must_use]
    pub fn kind(&self) -> ConsentKind {
        let is_tpo = self.kind == ConsentKind::General && Purpose::TPO.iter().all(|purpose| self.purposes.contains(purpose));
        if is_tpo { ConsentKind::Tpo } else { self.kind }
    }

    /// Everything it lacks on its face (P2-20, P2-26): terms, name, discloser, signatures.
    #[must_use]
    pub fn lacks(&self) -> Vec<Lack> {
        let mut all = lacks(&self.terms());
        let mut unless = |holds: bool, lack: Lack| {
            if !holds {
                all.push(lack);
            }
        };
        unless(!self.patient_name_as_signed.trim().is_empty(), Lack::NoName);
        unless(!self.discloser.trim().is_empty(), Lack::NoDiscloser);
        unless(self.is_signed_by_all(), Lack::NotSigned);
        let proves = |one: &ConsentSignature| one.capacity == Capacity::Patient || !one.authority.trim().is_empty();
        unless(self.signatures.iter().all(proves), Lack::NoAuthority);
        all
    }

    fn is_signed_by_all(&self) -> bool {
        let has =
            |capacity: &Capacity| self.signatures.iter().any(|one| one.capacity == *capacity && !one.name.trim().is_empty());
        let is_the_persons_own = self.signatures.is_empty() && self.signer_basis == SignerBasis::Adult;
        let after_death = self.signer_basis == SignerBasis::Deceased && Capacity::AFTER_DEATH.iter().any(has);
        is_the_persons_own || after_death || who_must_sign(self.signer_basis).iter().all(has)
    }

    /// Every reason why this consent does not cover telling this party so much for this purpose at a moment; none means that it does.
    #[must_use]
    pub fn gaps(&self, party: &Called<'_>, purpose: Purpose, needed: Categories, at: Timestamp, today: Date) -> Vec<Gap> {
        let mut gaps = self.standing_gaps(at, today);
        let mut unless = |holds: bool, gap: Gap| {
            if !holds {
                gaps.push(gap);
            }
        };
        unless(self.recipients.iter().any(|recipient| recipient.means(party)), Gap::OtherRecipient);
        unless(self.purposes.contains(&purpose), Gap::OtherPurpose);
        unless(needed.is_within(self.covers()), Gap::MissingCategory);
        gaps
    }

    /// Which information it covers.
    #[must_use]
    pub fn covers(&self) -> Categories {
        Categories::of(&self.categories)
    }

    /// Why it is not in force at a moment, whatever it covers; none means that it is.
    #[must_use]
    pub fn standing_gaps(&self, at: Timestamp, today: Date) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut unless = |holds: bool, gap: Gap| {
            if !holds {
                gaps.push(gap);
            }
        };
        unless(self.signed_on <= today, Gap::NotYetSigned);
        unless(!self.has_expired(today), Gap::Expired);
        unless(!self.is_revoked(at, today), Gap::Revoked);
        unless(self.known_false_at.is_none_or(|known| at < known), Gap::KnownFalse);
        gaps.extend(self.lacks().into_iter().map(Gap::Lacks));
        gaps
    }

    /// Whether it is signed, not withdrawn, not ended and lacks nothing, whatever it covers.
    #[must_use]
    pub fn is_in_force(&self, at: Timestamp, today: Date) -> bool {
        self.standing_gaps(at, today).is_empty()
    }

    /// Whether it lets those who give care elsewhere know something: treatment is among its purposes, and it names more than payers.
    #[must_use]
    pub fn is_for_care_by_others(&self) -> bool {
        self.purposes.contains(&Purpose::Treatment) && !self.recipients.iter().all(Recipient::is_payer)
    }

    /// Whether a withdrawal holds: not before the day until which it cannot be revoked is over (P2-28).
    fn is_revoked(&self, at: Timestamp, today: Date) -> bool {
        let is_held = self.irrevocable_until.is_some_and(|last| today <= last);
        self.revoked_at.is_some_and(|revoked| revoked <= at) && !is_held
    }

    /// The last day on which it holds by itself, where a day is known.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match self.expires {
            Expiry::On(last) => Some(last),
            Expiry::EndOfTreatment => self.treatment_ended_on,
            Expiry::None => None,
        }
    }

    fn has_expired(&self, today: Date) -> bool {
        self.last_day().is_some_and(|last| last < today)
    }
}

/// Notes the end of treatment on every consent that ends with it.
///
/// # Errors
/// The database's own.
pub fn end_with_treatment(cx: &Context<'_>, patient: PatientId, on: Date) -> Result<(), Refusal> {
    for stored in crate::store::consents_of(cx.tx, patient)? {
        if stored.expires == Expiry::EndOfTreatment && stored.treatment_ended_on.is_none() {
            let ended = Consent { treatment_ended_on: Some(on), ..stored.record.clone() };
            cx.tx.amend(&ended, stored.version, &cx.entry("treatment ended"))?;
        }
    }
    Ok(())
}

impl Record for Consent {
    const TABLE: &'static str = "consent";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("signed_on", text(self.signed_on)),
            ("ends_on", self.last_day().map_or(Value::Null, text)),
        ]
    }
}

#[cfg(test)]
mod tests;
