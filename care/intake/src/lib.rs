//! The front door: inquiry, referral packet, admission. Every channel lands in one queue (S-01), and somebody who asks is a
//! patient from the first word (P2-04).

// who asks
pub mod inquiry;
pub use inquiry::Inquiry;

// what came with them
pub mod referral;
pub use referral::ReferralDocument;

// coming in
pub mod admission;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<Inquiry>(|| vec!["patient_id", "received_at", "state", "admitted_as"]),
    store::Kind::of::<ReferralDocument>(|| vec!["patient_id", "inquiry_id", "document_id", "sha256"]),
];

#[cfg(test)]
pub(crate) mod testing;
