//! Records a signed consent with all that 42 CFR 2.31 asks for (P2-20), or says everything it lacks at once.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::Consent;
use confidential::consent::{Category, ConsentKind, ConsentSignature, Expiry, Lack, Purpose, Recipient, Statement};
use confidential::signer::SignerBasis;
use jiff::civil::Date;
use vocabulary::id::{ConsentId, PatientId};

use crate::Fact;

/// Records it.
#[derive(Clone, Debug)]
pub struct SignConsent {
    /// Whose.
    pub patient: PatientId,
    /// Of which kind.
    pub kind: ConsentKind,
    /// The name as signed.
    pub patient_name_as_signed: String,
    /// The program that may disclose.
    pub discloser: String,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// The same in the person's words, and the benefit to them (P2-59); may be empty.
    pub words: String,
    /// Until when.
    pub expires: Expiry,
    /// What the words of the paper state.
    pub states: Vec<Statement>,
    /// Who must sign.
    pub signer_basis: SignerBasis,
    /// Who signed, where it is more than the person alone.
    pub signatures: Vec<ConsentSignature>,
    /// The day of signature.
    pub signed_on: Option<Date>,
    /// Until which day it cannot be withdrawn (P2-28).
    pub irrevocable_until: Option<Date>,
}

impl SignConsent {
    /// The form of a consent by which somebody of age lets this program tell; everything else is still to be filled in.
    #[must_use]
    pub fn of(patient: PatientId, patient_name_as_signed: &str, discloser: &str) -> Self {
        Self {
            patient,
            kind: ConsentKind::General,
            patient_name_as_signed: patient_name_as_signed.to_owned(),
            discloser: discloser.to_owned(),
            recipients: Vec::new(),
            purposes: Vec::new(),
            categories: Vec::new(),
            words: String::new(),
            expires: Expiry::EndOfTreatment,
            states: vec![Statement::Revocation],
            signer_basis: SignerBasis::Adult,
            signatures: Vec::new(),
            signed_on: None,
            irrevocable_until: None,
        }
    }
}

impl Command for SignConsent {
    type Output = ConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Consent)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        match self.signed_on {
            None => problems.add("signed_on", "Write the day of signature as year-month-day."),
            Some(day) if day > cx.today() => problems.add("signed_on", "The day of signature is still to come."),
            Some(_) => {}
        }
        let consent = self.consent(cx);
        judge(&consent, &mut problems);
        if let (Expiry::On(last), Some(signed)) = (self.expires, self.signed_on) {
            problems.require("expires_on", signed <= last, "It would end before it was signed. Choose a later day.");
        }
        let signed_on = problems.finish(self.signed_on)?;
        let id = put_in_force(cx, Consent { signed_on, ..consent })?;
        Ok(Done::with(id, Fact::ConsentChanged { patient: self.patient, from: signed_on }))
    }
}

impl SignConsent {
    fn consent(&self, cx: &Context<'_>) -> Consent {
        Consent {
            id: cx.new_id(),
            patient: self.patient,
            kind: self.kind,
            patient_name_as_signed: self.patient_name_as_signed.trim().to_owned(),
            discloser: self.discloser.trim().to_owned(),
            recipients: self.recipients.clone(),
            purposes: self.purposes.clone(),
            categories: self.categories.clone(),
            words: self.words.trim().to_owned(),
            expires: self.expires,
            states: Some(self.states.clone()),
            signer_basis: self.signer_basis,
            signatures: self.signatures.clone(),
            signed_on: self.signed_on.unwrap_or_else(|| cx.today()),
            irrevocable_until: self.irrevocable_until,
            revoked_at: None,
            treatment_ended_on: None,
            known_false_at: None,
        }
    }
}

/// Everything a consent lacks, at the field where it is put right.
fn judge(consent: &Consent, problems: &mut Problems) {
    add_lacks(consent.lacks(), problems);
}

/// Says what a consent lacks, each at the field where it is put right.
pub fn add_lacks(lacks: impl IntoIterator<Item = Lack>, problems: &mut Problems) {
    for lack in lacks {
        let said = lack.to_string();
        let mut letters = said.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        problems.add(lack.field(), format!("{first}{}.", letters.as_str()));
    }
}

/// Lets a consent hold from now on. Of one consent to treatment, payment and operations there is one in force at a time (P2-21): the
/// earlier one gives way.
///
/// # Errors
/// [`Refusal::Invalid`] with everything it lacks; the database's own.
pub fn put_in_force(cx: &Context<'_>, consent: Consent) -> Result<ConsentId, Refusal> {
    let mut problems = Problems::none();
    judge(&consent, &mut problems);
    problems.finish(Some(()))?;
    if consent.kind() == ConsentKind::Tpo {
        for earlier in confidential::read::consents(cx, consent.patient)? {
            if earlier.kind() == ConsentKind::Tpo && earlier.is_in_force(cx.now, cx.today()) {
                let gone = Consent { revoked_at: Some(cx.now), ..earlier.record.clone() };
                cx.tx.amend(&gone, earlier.version, &cx.entry("a newer consent took its place"))?;
            }
        }
    }
    cx.tx.append(&consent, &cx.entry("consent signed"))?;
    Ok(consent.id)
}
