//! What a message carries and nobody may read again later: the address of a link that opens papers. The history keeps the words with
//! [`PLACE`] in them; the address waits beside the message until it has left, and is gone then (ADR 0009).

mod store;

pub(super) use store::{forget, keep, of};

/// What stands in the words for what is enclosed.
pub const PLACE: &str = "[link]";

/// The words as they leave.
pub(super) fn opened(words: &str, enclosed: Option<&str>) -> String {
    enclosed.map_or_else(|| words.to_owned(), |enclosed| words.replace(PLACE, enclosed))
}
