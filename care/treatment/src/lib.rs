//! Groups charted and signed: drafts, notes, checks, amendments.

// what is looked at before a note is signed
pub mod note_check;
