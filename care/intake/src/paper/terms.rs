//! What a consent paper must say before it may be given to anybody (P2-20 to P2-25). The rules are checked where a template is
//! read, so that a paper that lacks an element cannot be signed at all.

use confidential::consent::{Category, Purpose};
use serde::Deserialize;

/// The kinds of consent; a paper is of one only (P2-23, P2-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKind {
    /// To named recipients for one purpose.
    General,
    /// One for treatment, payment and operations, for all time to come (P2-21).
    Tpo,
    /// To counseling notes; stands alone.
    CounselingNotes,
    /// For civil, criminal, administrative or legislative proceedings; stands alone.
    Proceedings,
}

/// A recipient as a template names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermRecipient {
    /// The person's own payer.
    Payer,
    /// Health plans as a class; only for one consent to all three purposes.
    HealthPlans,
    /// Treating providers as a class; the same.
    TreatingProviders,
    /// The person named as emergency contact.
    EmergencyContact,
}

/// A purpose as a template names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermPurpose {
    /// Treatment.
    Treatment,
    /// Payment.
    Payment,
    /// Running the program.
    Operations,
    /// Proceedings against anybody.
    Proceedings,
}

/// A category of information as a template names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermCategory {
    /// Who and when.
    IdentityAndAttendance,
    /// Diagnoses.
    Diagnosis,
    /// Services and charges.
    Billing,
    /// The plan.
    Plan,
    /// How it goes.
    ProgressSummary,
    /// Medications.
    Medications,
    /// Everything but counseling notes.
    EntireRecord,
    /// Counseling notes (P2-11).
    CounselingNotes,
}

/// When it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermExpiry {
    /// With treatment.
    EndOfTreatment,
    /// Never.
    None,
}

/// A statement the words must make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// How to stop it, and that what was done in reliance stays (element 6).
    Revocation,
    /// That it may be redisclosed as HIPAA allows, except for proceedings (element 4c).
    HipaaRedisclosure,
    /// That it may be redisclosed and then no longer be protected (element 10 i).
    RedisclosureRisk,
    /// What follows from not signing (element 10 ii).
    RefusalConsequences,
}

/// The terms of a consent paper.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentTerms {
    /// Of which kind.
    pub kind: ConsentKind,
    /// To whom.
    pub recipients: Vec<TermRecipient>,
    /// For what.
    pub purposes: Vec<TermPurpose>,
    /// Which information.
    pub categories: Vec<TermCategory>,
    /// Until when.
    pub expires: TermExpiry,
    /// What the words say.
    pub states: Vec<Statement>,
}

/// What a consent paper lacks, by the number of its element in 42 CFR 2.31 as listed in P2-20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsProblem {
    /// Element 3.
    #[error("element 3: it says no information")]
    NoInformation,
    /// Element 4a.
    #[error("element 4a: it names no recipient")]
    NoRecipient,
    /// Element 4a, for a class.
    #[error("element 4a: only one consent to treatment, payment and operations may name a class of recipients")]
    ClassWithoutTpo,
    /// Element 4c.
    #[error("element 4c: it does not say that HIPAA allows redisclosure except for proceedings against the person")]
    NoHipaaStatement,
    /// Element 5.
    #[error("element 5: it says no purpose")]
    NoPurpose,
    /// Element 5, for one consent to all.
    #[error("element 5: one consent to all must name treatment, payment and operations")]
    NotAllPurposes,
    /// Element 6.
    #[error("element 6: it does not say how to stop it")]
    NoRevocation,
    /// Element 7.
    #[error("element 7: only one consent to treatment, payment and operations may have no end")]
    NoEnd,
    /// Element 10.
    #[error("element 10: it does not say what redisclosure and refusal mean")]
    NoConsequences,
    /// P2-23.
    #[error("counseling notes need a consent of their own")]
    CounselingNotesNotSeparate,
    /// P2-25.
    #[error("proceedings need a consent of their own")]
    ProceedingsNotSeparate,
}

/// Everything a consent paper lacks; none means that it may be given.
#[must_use]
pub fn check(terms: &ConsentTerms) -> Vec<TermsProblem> {
    use TermsProblem as P;
    let is_tpo = terms.kind == ConsentKind::Tpo;
    let says = |statement: Statement| terms.states.contains(&statement);
    let has_class = terms.recipients.iter().any(|to| matches!(to, TermRecipient::HealthPlans | TermRecipient::TreatingProviders));
    let all = [TermPurpose::Treatment, TermPurpose::Payment, TermPurpose::Operations];
    let names_notes = terms.categories.contains(&TermCategory::CounselingNotes);
    let for_proceedings = terms.purposes.contains(&TermPurpose::Proceedings);
    let rules = [
        (!terms.categories.is_empty(), P::NoInformation),
        (!terms.recipients.is_empty(), P::NoRecipient),
        (is_tpo || !has_class, P::ClassWithoutTpo),
        (!is_tpo || says(Statement::HipaaRedisclosure), P::NoHipaaStatement),
        (!terms.purposes.is_empty(), P::NoPurpose),
        (!is_tpo || all.iter().all(|purpose| terms.purposes.contains(purpose)), P::NotAllPurposes),
        (says(Statement::Revocation), P::NoRevocation),
        (is_tpo || terms.expires != TermExpiry::None, P::NoEnd),
        (!is_tpo || (says(Statement::RedisclosureRisk) && says(Statement::RefusalConsequences)), P::NoConsequences),
        (names_notes == (terms.kind == ConsentKind::CounselingNotes), P::CounselingNotesNotSeparate),
        (!names_notes || terms.categories.len() == 1, P::CounselingNotesNotSeparate),
        (for_proceedings == (terms.kind == ConsentKind::Proceedings), P::ProceedingsNotSeparate),
        (!for_proceedings || terms.purposes.len() == 1, P::ProceedingsNotSeparate),
    ];
    let mut lacks: Vec<P> = rules.into_iter().filter(|(holds, _)| !holds).map(|(_, lack)| lack).collect();
    lacks.dedup();
    lacks
}

impl TermPurpose {
    /// As the gate knows it; the gate knows no way out for proceedings.
    pub(super) fn of_gate(self) -> Option<Purpose> {
        match self {
            Self::Treatment => Some(Purpose::Treatment),
            Self::Payment => Some(Purpose::Payment),
            Self::Operations => Some(Purpose::Operations),
            Self::Proceedings => None,
        }
    }
}

impl TermCategory {
    /// As the gate knows it; the gate knows no way out for counseling notes.
    pub(super) fn of_gate(self) -> Option<Category> {
        match self {
            Self::IdentityAndAttendance => Some(Category::IdentityAndAttendance),
            Self::Diagnosis => Some(Category::Diagnosis),
            Self::Billing => Some(Category::Billing),
            Self::Plan => Some(Category::Plan),
            Self::ProgressSummary => Some(Category::ProgressSummary),
            Self::Medications => Some(Category::Medications),
            Self::EntireRecord => Some(Category::EntireRecord),
            Self::CounselingNotes => None,
        }
    }
}
