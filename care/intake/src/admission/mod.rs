//! Coming into care: one act that registers the person, opens the episode and the first stay, gives places in groups and ends the
//! inquiry (S-06, S-07). What a referral says stays in the referral and is shown beside the chart as coming from there.

pub mod admit;
pub mod diagnosis;
pub mod identity;

pub mod gate;
pub use gate::{ClinicalFact, Gate, GateFacts, GateRule, InsuredFact, PaperFact, Standing, Waived};

pub mod waive;
pub use waive::{GateWaiver, WaiveGate};

mod store;

use episode::patient::{AdministrativeSex, PatientInput};

use crate::Inquiry;
use crate::referral::PatientAsSent;

pub use admit::{AdmissionReceipt, AdmitPatient, CareTeamInput, GroupPlace};
pub use diagnosis::{AdmissionWarning, DiagnosisInput, warnings};
pub use identity::{ConfirmIdentity, Who};

/// What an admission form begins with: what was said, then what the document says. Whoever admits looks at every field.
#[must_use]
pub(crate) fn suggestion(inquiry: &Inquiry, sent: Option<&PatientAsSent>) -> PatientInput {
    let sex = match sent.and_then(|sent| sent.gender.as_deref()) {
        Some("F" | "female") => AdministrativeSex::Female,
        Some("M" | "male") => AdministrativeSex::Male,
        _ => AdministrativeSex::Unknown,
    };
    PatientInput {
        given: inquiry.name.given.clone(),
        family: inquiry.name.family.clone(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: inquiry.birth_date,
        sex,
        contact_points: inquiry.contact_points.clone(),
        address: sent.and_then(|sent| sent.address.clone()),
        language: sent.and_then(|sent| sent.language.clone()).unwrap_or_default(),
        needs_interpreter: false,
    }
}

#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod tests;
