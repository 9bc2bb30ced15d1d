//! What a consent must say before it is one (42 CFR 2.31; P2-20 to P2-25, P2-28), and what a given one lacks.

use serde::{Deserialize, Serialize};

use super::Expiry;
use crate::category::Category;
use crate::purpose::Purpose;
use crate::recipient::Recipient;

/// The kinds of consent; one is of one kind only (P2-23, P2-25).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKind {
    /// To those it names, for the purposes it names.
    #[default]
    General,
    /// One for treatment, payment and operations, for all time to come (P2-21).
    Tpo,
    /// To counseling notes; stands alone (P2-23).
    CounselingNotes,
    /// For civil, criminal, administrative or legislative proceedings; stands alone (P2-25).
    Proceedings,
    /// To the part of the justice system that set treatment as a condition; it may be irrevocable for a time (P2-28).
    CriminalJustice,
}

/// A statement the words must make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// How not to be asked for money (element 5b).
    FundraisingOptOut,
}

impl ConsentKind {
    /// All, in the order of a form.
    pub const ALL: [Self; 5] = [Self::General, Self::Tpo, Self::CounselingNotes, Self::Proceedings, Self::CriminalJustice];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Tpo => "tpo",
            Self::CounselingNotes => "counseling_notes",
            Self::Proceedings => "proceedings",
            Self::CriminalJustice => "criminal_justice",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::General => "To somebody, for something",
            Self::Tpo => "One for treatment, payment and operations",
            Self::CounselingNotes => "Counseling notes only",
            Self::Proceedings => "Legal proceedings only",
            Self::CriminalJustice => "To probation or a court that made treatment a condition",
        }
    }

    /// The kind of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Statement {
    /// What the words of a consent of this kind must state.
    #[must_use]
    pub const fn of_kind(kind: ConsentKind) -> &'static [Self] {
        match kind {
            ConsentKind::Tpo => &[Self::Revocation, Self::HipaaRedisclosure, Self::RedisclosureRisk, Self::RefusalConsequences],
            _ => &[Self::Revocation],
        }
    }
}

/// What a consent says, whoever signs it.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Of which kind.
    pub kind: ConsentKind,
    /// To whom.
    pub recipients: &'a [Recipient],
    /// For what.
    pub purposes: &'a [Purpose],
    /// Which information.
    pub categories: &'a [Category],
    /// Until when.
    pub expires: Expiry,
    /// What its words state; nothing when nobody wrote down what they do.
    pub states: Option<&'a [Statement]>,
    /// Whether it says that it cannot be revoked for a time.
    pub is_irrevocable_for_a_time: bool,
}

/// What a consent lacks, by the number of its element in 42 CFR 2.31 as listed in P2-20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Lack {
    /// Element 1.
    #[error("element 1: it does not say whose")]
    NoName,
    /// Element 2.
    #[error("element 2: it does not say who may disclose")]
    NoDiscloser,
    /// Element 3.
    #[error("element 3: it says no information")]
    NoInformation,
    /// Element 4a.
    #[error("element 4a: it names no recipient")]
    NoRecipient,
    /// Element 4a, for a class.
    #[error("element 4a: only one consent to treatment, payment and operations may name a class of recipients")]
    ClassWithoutTpo,
    /// Element 4b.
    #[error("element 4b: an intermediary needs its name, and its members by name or as those who treat the person")]
    IntermediaryIncomplete,
    /// Element 4c.
    #[error("element 4c: it does not say that HIPAA allows redisclosure except for proceedings against the person")]
    NoHipaaStatement,
    /// Element 5.
    #[error("element 5: it says no purpose")]
    NoPurpose,
    /// Element 5, for a purpose that no consent can have.
    #[error("element 5: this purpose rests on the law, not on a consent")]
    NoConsentPurpose,
    /// Element 5, for one consent to all.
    #[error("element 5: one consent to all must name treatment, payment and operations")]
    NotAllPurposes,
    /// Element 5b.
    #[error("element 5b: it does not say how to opt out of fundraising")]
    NoFundraisingOptOut,
    /// Element 6.
    #[error("element 6: it does not say how to stop it")]
    NoRevocation,
    /// Element 7.
    #[error("element 7: only one consent to treatment, payment and operations, or to research, may have no end")]
    NoEnd,
    /// Element 8.
    #[error("element 8: somebody who must sign has not signed")]
    NotSigned,
    /// Element 8, for somebody who signs for the person.
    #[error("element 8: it does not name the document that lets somebody sign for the person")]
    NoAuthority,
    /// Element 10.
    #[error("element 10: it does not say what redisclosure and refusal mean")]
    NoConsequences,
    /// P2-23.
    #[error("counseling notes need a consent of their own")]
    CounselingNotesNotSeparate,
    /// P2-25.
    #[error("proceedings need a consent of their own")]
    ProceedingsNotSeparate,
    /// P2-28.
    #[error("only a consent to the part of the justice system that set a condition may be irrevocable for a time")]
    IrrevocableWithoutCondition,
}

impl Lack {
    /// The field of a form in which it is put right.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoName | Self::NotSigned => "patient_name_as_signed",
            Self::NoAuthority => "authority",
            Self::NoDiscloser => "discloser",
            Self::NoInformation | Self::CounselingNotesNotSeparate => "categories",
            Self::NoRecipient | Self::ClassWithoutTpo | Self::IntermediaryIncomplete => "recipients",
            Self::NoHipaaStatement | Self::NoRevocation | Self::NoConsequences | Self::NoFundraisingOptOut => "states",
            Self::NoPurpose | Self::NoConsentPurpose | Self::NotAllPurposes | Self::ProceedingsNotSeparate => "purposes",
            Self::NoEnd => "expires",
            Self::IrrevocableWithoutCondition => "irrevocable_until",
        }
    }
}

/// Tells everything these terms lack.
fn each_lack(terms: &Terms<'_>, mut hear: impl FnMut(Lack)) {
    let is_tpo = terms.kind == ConsentKind::Tpo;
    let states = |statement: Statement| terms.states.is_none_or(|all| all.contains(&statement));
    let purpose = |purpose: Purpose| terms.purposes.contains(&purpose);
    let names_notes = terms.categories.contains(&Category::CounselingNotes);
    let is_whole = |to: &Recipient| match to {
        Recipient::Intermediary { name, participants, treating_only } => {
            !name.trim().is_empty() && (*treating_only || participants.iter().any(|member| !member.trim().is_empty()))
        }
        _ => true,
    };
    let may_last = is_tpo || terms.purposes == [Purpose::Research];
    let rules = [
        (!terms.categories.is_empty(), Lack::NoInformation),
        (!terms.recipients.is_empty(), Lack::NoRecipient),
        (is_tpo || !terms.recipients.iter().any(Recipient::is_class), Lack::ClassWithoutTpo),
        (terms.recipients.iter().all(is_whole), Lack::IntermediaryIncomplete),
        (!is_tpo || states(Statement::HipaaRedisclosure), Lack::NoHipaaStatement),
        (!terms.purposes.is_empty(), Lack::NoPurpose),
        (terms.purposes.iter().all(|purpose| purpose.is_for_consents()), Lack::NoConsentPurpose),
        (!is_tpo || Purpose::TPO.into_iter().all(purpose), Lack::NotAllPurposes),
        (!purpose(Purpose::Fundraising) || states(Statement::FundraisingOptOut), Lack::NoFundraisingOptOut),
        (states(Statement::Revocation), Lack::NoRevocation),
        (may_last || terms.expires != Expiry::None, Lack::NoEnd),
        (!is_tpo || (states(Statement::RedisclosureRisk) && states(Statement::RefusalConsequences)), Lack::NoConsequences),
        (names_notes == (terms.kind == ConsentKind::CounselingNotes), Lack::CounselingNotesNotSeparate),
        (!names_notes || terms.categories.len() == 1, Lack::CounselingNotesNotSeparate),
        (purpose(Purpose::Proceedings) == (terms.kind == ConsentKind::Proceedings), Lack::ProceedingsNotSeparate),
        (!purpose(Purpose::Proceedings) || terms.purposes.len() == 1, Lack::ProceedingsNotSeparate),
        (!terms.is_irrevocable_for_a_time || terms.kind == ConsentKind::CriminalJustice, Lack::IrrevocableWithoutCondition),
    ];
    for (holds, lack) in rules {
        if !holds {
            hear(lack);
        }
    }
}

/// Everything these terms lack, each once; none means that they may be signed.
#[must_use]
pub fn lacks(terms: &Terms<'_>) -> Vec<Lack> {
    let mut all = Vec::new();
    each_lack(terms, |lack| {
        if !all.contains(&lack) {
            all.push(lack);
        }
    });
    all
}
