//! The front door: inquiry, referral packet, admission. Every channel lands in one queue (S-01), and somebody who asks is a
//! patient from the first word (P2-04).

// who asks
pub mod inquiry;
pub use inquiry::Inquiry;

// what the desk did about it
pub mod visit;
pub use visit::AssessmentVisit;
pub mod referral_source;
pub mod waitlist;
pub use referral_source::ReferralSource;

// what came with them
pub mod referral;
pub use referral::ReferralDocument;

// what they read and sign
pub mod paper;
pub use paper::Paper;

pub mod notice;
pub use notice::NoticeEdition;

// what is known, and which level of care that asks for
mod coded;
pub mod placement;
pub mod placement_table;
pub use placement_table::ApprovedTable;

pub mod assessment;
pub use assessment::Assessment;

pub mod placement_decision;
pub use placement_decision::PlacementDecision;

// when another place is the right one
pub mod referral_out;
pub use referral_out::ReferralOut;

// coming in
pub mod admission;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<Inquiry>(|| {
        vec!["patient_id", "received_at", "state", "admitted_as", "queue_rank", "waits_since", "waits_class", "has_phone"]
    }),
    store::Kind::of::<AssessmentVisit>(|| vec!["patient_id", "inquiry_id", "staff_id", "starts_at"]),
    store::Kind::of::<ReferralSource>(|| vec!["name"]),
    store::Kind::of::<Paper>(|| vec!["patient_id", "template", "state"]),
    store::Kind::of::<NoticeEdition>(|| vec!["number", "in_force_from"]),
    store::Kind::of::<admission::GateWaiver>(|| vec!["patient_id", "inquiry_id", "gate"]),
    store::Kind::of::<ReferralDocument>(|| vec!["patient_id", "inquiry_id", "document_id", "sha256", "awaits_index"]),
    store::Kind::of::<referral::ReferralSender>(|| vec!["name", "token_sha256"]),
    store::Kind::of::<inquiry::InquiryMerge>(|| vec!["inquiry_id", "into_id", "standing"]),
    store::Kind::of::<Assessment>(|| vec!["patient_id", "inquiry_id", "is_signed"]),
    store::Kind::of::<ApprovedTable>(|| vec!["table_version"]),
    store::Kind::of::<PlacementDecision>(|| vec!["patient_id", "inquiry_id", "decided_at"]),
    store::Kind::of::<referral_out::PlaceBook>(Vec::new),
    store::Kind::of::<ReferralOut>(|| vec!["patient_id", "inquiry_id"]),
];

#[cfg(test)]
pub(crate) mod testing;
