//! The spine: the patient, the episode of care, the stays at levels of care inside it, the care team.
//! Every other chapter hangs on it and it hangs on none.

pub mod patient;
pub use patient::Patient;

pub mod episode;
pub use episode::Episode;

pub mod reported;
pub use reported::ReportedItem;

pub mod stay;
pub use stay::Stay;

pub mod patient_link;
pub use patient_link::PatientLink;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<Patient>(|| vec!["record_number", "birth_date"]),
    store::Kind::of::<Episode>(|| vec!["patient_id", "admitted_on", "discharged_on"]),
    store::Kind::of::<ReportedItem>(|| vec!["patient_id", "referral_id", "item", "standing"]),
    store::Kind::of::<Stay>(|| vec!["patient_id", "from_day", "to_day"]),
    store::Kind::of::<PatientLink>(|| vec!["patient_id", "token_sha256"]),
    store::Kind::of::<patient_link::LinkEvent>(|| vec!["patient_id", "link_id"]),
];

#[cfg(test)]
pub(crate) mod testing;
