//! Why something does not leave: a stable code, the rule, and a sentence that says nothing about anybody.

use crate::consent::Gap;

/// A reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No information was named.
    NothingAskedFor,
    /// There is no consent at all.
    NoConsent,
    /// What the nearest consent lacks.
    Consent(Gap),
    /// The consent covers other information.
    NotCovered,
    /// Counseling notes go by a consent of their own.
    CounselingNotesApart,
    /// Proceedings need a consent of their own, or an order.
    ProceedingsApart,
    /// The program agreed to keep it back.
    KeptBack,
    /// The purpose does not need it.
    NotNeeded,
    /// No notice is prescribed for this day.
    NoNotice,
    /// This ground does not go with this purpose.
    OtherGround,
    /// This ground does not go to such a recipient.
    NotToThem,
    /// What must be written down about an emergency is not.
    EmergencyIncomplete,
    /// No agreement is in force.
    NoAgreement,
    /// A public health authority gets nothing that points to anybody.
    NamesSomebody,
    /// A report says who and where, nothing about care.
    NotInAReport,
    /// A subpoena alone compels nothing.
    OrderRequired,
    /// The order was not read whole: section or scope are missing.
    OrderIncomplete,
    /// Counsel has not read it.
    NotReadByCounsel,
    /// The order is not in force.
    OrderNotInForce,
    /// The order names others.
    NotNamedInTheOrder,
    /// The order names other information.
    NotInTheOrder,
    /// The order was made under another section.
    OrderOfAnotherSection,
    /// The law permits it and does not compel it.
    PermittedNotCompelled,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingAskedFor => "nothing_asked_for",
            Self::NoConsent => "no_consent",
            Self::Consent(Gap::NotYetSigned) => "consent_not_yet_signed",
            Self::Consent(Gap::Expired) => "consent_expired",
            Self::Consent(Gap::Revoked) => "consent_revoked",
            Self::Consent(Gap::KnownFalse) => "consent_known_false",
            Self::Consent(Gap::Lacks(_)) => "consent_lacks_an_element",
            Self::Consent(Gap::OtherRecipient) => "consent_names_others",
            Self::Consent(Gap::OtherPurpose) => "consent_for_another_purpose",
            Self::Consent(Gap::MissingCategory) | Self::NotCovered => "not_covered",
            Self::CounselingNotesApart => "counseling_notes_need_own_consent",
            Self::ProceedingsApart => "proceedings_need_own_consent_or_order",
            Self::KeptBack => "restricted",
            Self::NotNeeded => "not_needed_for_purpose",
            Self::NoNotice => "no_notice",
            Self::OtherGround => "ground_does_not_fit_purpose",
            Self::NotToThem => "ground_does_not_fit_recipient",
            Self::EmergencyIncomplete => "emergency_incomplete",
            Self::NoAgreement => "agreement_required",
            Self::NamesSomebody => "not_deidentified",
            Self::NotInAReport => "not_in_a_report",
            Self::OrderRequired => "order_required",
            Self::OrderIncomplete => "order_incomplete",
            Self::NotReadByCounsel => "order_not_read_by_counsel",
            Self::OrderNotInForce => "order_not_in_force",
            Self::NotNamedInTheOrder => "recipient_not_in_order",
            Self::NotInTheOrder => "not_in_order",
            Self::OrderOfAnotherSection => "order_of_another_section",
            Self::PermittedNotCompelled => "permitted_not_compelled",
        }
    }

    /// The rule it rests on.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::NothingAskedFor | Self::NotNeeded => "P2-12",
            Self::NoConsent | Self::NotCovered | Self::OtherGround => "P2-40",
            Self::Consent(Gap::Revoked) => "P2-27",
            Self::Consent(Gap::OtherRecipient | Gap::OtherPurpose | Gap::MissingCategory) => "P2-20",
            Self::Consent(_) => "P2-26",
            Self::CounselingNotesApart => "P2-23",
            Self::ProceedingsApart => "P2-25",
            Self::KeptBack => "P2-50",
            Self::NoNotice => "P2-33",
            Self::EmergencyIncomplete => "P2-41",
            Self::NotToThem | Self::NotInAReport => "P2-16",
            Self::NoAgreement => "P2-58",
            Self::NamesSomebody => "P2-44",
            Self::OrderRequired
            | Self::OrderIncomplete
            | Self::NotReadByCounsel
            | Self::OrderNotInForce
            | Self::NotNamedInTheOrder
            | Self::NotInTheOrder
            | Self::OrderOfAnotherSection
            | Self::PermittedNotCompelled => "P2-46",
        }
    }

    /// In words, for staff.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Consent(Gap::Lacks(lack)) => format!("The consent lacks something a consent must have: {lack}."),
            other => other.plain().to_owned(),
        }
    }

    const fn plain(self) -> &'static str {
        match self {
            Self::NothingAskedFor => "No information was chosen.",
            Self::NoConsent => "There is no consent.",
            Self::Consent(Gap::NotYetSigned) => "The consent is not signed yet.",
            Self::Consent(Gap::Expired) => "The consent has ended.",
            Self::Consent(Gap::Revoked) => "The consent was withdrawn.",
            Self::Consent(Gap::KnownFalse) => "The consent is known to be false.",
            Self::Consent(Gap::Lacks(_)) => "The consent lacks something a consent must have.",
            Self::Consent(Gap::OtherRecipient) => "No consent in force names them.",
            Self::Consent(Gap::OtherPurpose) => "The consent is for another purpose.",
            Self::Consent(Gap::MissingCategory) | Self::NotCovered => "The consent does not cover it.",
            Self::CounselingNotesApart => "Counseling notes go only by a consent of their own.",
            Self::ProceedingsApart => "Legal proceedings need a consent of their own, or a court order.",
            Self::KeptBack => "The program agreed to keep it back.",
            Self::NotNeeded => "The purpose does not need it.",
            Self::NoNotice => "No notice is prescribed for this day.",
            Self::OtherGround => "This ground does not go with this purpose.",
            Self::NotToThem => "This ground does not let such a recipient know.",
            Self::EmergencyIncomplete => {
                "An emergency needs four things written down: who was told and at which facility, by whom, when, and what it was."
            }
            Self::NoAgreement => "No agreement with them is in force.",
            Self::NamesSomebody => "A public health authority gets nothing that points to a person.",
            Self::NotInAReport => "A report says who and where, nothing about care.",
            Self::OrderRequired => "A subpoena alone compels nothing: it takes a court order under 42 CFR Part 2.",
            Self::OrderIncomplete => "The order’s section and scope are not written down.",
            Self::NotReadByCounsel => "Counsel has not read the order.",
            Self::OrderNotInForce => "The order is not in force.",
            Self::NotNamedInTheOrder => "The order names others.",
            Self::NotInTheOrder => "The order does not name it.",
            Self::OrderOfAnotherSection => "The order was made under a section that does not reach this.",
            Self::PermittedNotCompelled => "The order permits it and nothing compels it: somebody has to decide.",
        }
    }
}
