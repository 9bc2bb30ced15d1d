//! What a person may ask about their record, and what the program owes them (42 CFR Part 2, sections 2.4 and 2.16 to 2.31): consents and
//! their end, disclosures without consent, requests with their clocks, complaints, breaches, agreements with those who help run the
//! program.

// what everything here stands on: names of choices, and how long the program has
pub(crate) mod named;
pub use named::Unknown;

pub mod clock;

// who may know
pub mod outside_recipient;

pub mod consent;

pub mod court_paper;

pub mod emergency;

pub mod audit;

pub mod public_health_report;

// what a person may ask
pub mod request;

pub mod complaint;

// what somebody outside may ask
pub mod presence_question;

// what the program owes
pub mod breach;

pub mod breach_letter;

pub mod agreement;

pub mod legal_hold;

pub mod retention;

pub mod program_closing;

mod fact;
pub use fact::Fact;

mod store;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[::store::Kind] = &[
    ::store::Kind::of::<outside_recipient::OutsideRecipient>(|| vec!["name_key", "is_retired"]),
    ::store::Kind::of::<consent::ConsentReminder>(|| vec!["patient_id", "consent_id"]),
    ::store::Kind::of::<public_health_report::PublicHealthReport>(|| vec!["handed_over_on"]),
    ::store::Kind::of::<audit::Audit>(|| vec!["recorded_on", "state", "destroy_by"]),
    ::store::Kind::of::<emergency::EmergencyDisclosure>(|| vec!["patient_id", "waits_for_review"]),
    ::store::Kind::of::<request::PrivacyRequest>(|| vec!["patient_id", "state", "due_on"]),
    ::store::Kind::of::<complaint::Complaint>(|| vec!["patient_id", "state", "received_on"]),
    ::store::Kind::of::<presence_question::PresenceQuestion>(|| vec!["who"]),
    ::store::Kind::of::<breach::Breach>(|| vec!["discovered_on", "state"]),
    ::store::Kind::of::<breach_letter::BreachLetter>(|| vec!["breach_id", "patient_id", "state"]),
    ::store::Kind::of::<agreement::Agreement>(|| vec!["signed_on", "valid_to", "ended_on"]),
    ::store::Kind::of::<legal_hold::LegalHold>(|| vec!["patient_id", "state"]),
    ::store::Kind::of::<program_closing::ProgramClosing>(|| vec!["state", "ends_on"]),
];

#[cfg(test)]
mod desk;
