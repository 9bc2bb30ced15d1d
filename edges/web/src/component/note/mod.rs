//! The pieces of notes: findings before signing, the people of a group note, signatures.

mod composer;
mod findings;
mod signature;

pub use composer::{Composer, NoteRow, NoteState};
pub use findings::{Finding, Verdict, findings};
pub use signature::{Signature, saved};
