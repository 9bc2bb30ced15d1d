//! What a person may ask about their record, and what the program owes them (42 CFR Part 2, sections 2.4 and 2.16 to 2.31): consents and
//! their end, disclosures without consent, requests with their clocks, complaints, breaches, agreements with those who help run the
//! program.

pub mod consent;
pub mod court_paper;
pub mod emergency;

mod store;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[::store::Kind] =
    &[::store::Kind::of::<emergency::EmergencyDisclosure>(|| vec!["patient_id", "waits_for_review"])];
