//! The spine: the patient, the episode of care, the stays at levels of care inside it, the care team.
//! Every other chapter hangs on it and it hangs on none.

pub mod patient;
pub use patient::Patient;

pub mod episode;
pub use episode::Episode;

pub mod stay;
pub use stay::Stay;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<Patient>(|| vec!["record_number", "birth_date"]),
    store::Kind::of::<Episode>(|| vec!["patient_id", "admitted_on", "discharged_on"]),
    store::Kind::of::<Stay>(|| vec!["patient_id", "from_day", "to_day"]),
];

#[cfg(test)]
pub(crate) mod testing;
