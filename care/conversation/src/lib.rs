//! What is written to a person and what they write (S-01): texts and e-mails, each a record in the person's own chain from the first
//! word (P2-03, P2-04). Everything that leaves is neutral, permitted at that number, and passed by the gate (P2-14); everything leaves
//! at most once.

// the words themselves
pub mod language;
pub mod segments;
pub mod template;

// when, and whether at all
pub mod keyword;
pub mod permission;
pub mod quiet;

// the noun
pub mod message;
pub use message::Message;
pub use permission::ContactPermission;

mod fact;
pub use fact::Fact;

/// What this chapter stores, for `stepdown verify`: every table with its columns in the order of the record's own.
pub const KINDS: &[store::Kind] = &[
    store::Kind::of::<Message>(|| vec!["patient_id", "address", "at", "provider_id"]),
    store::Kind::of::<ContactPermission>(|| vec!["patient_id", "address"]),
];

#[cfg(test)]
mod tests;
