//! The notice of privacy practices (42 CFR 2.22, P2-48) in its editions. The words that come with the program are the first; the program
//! revises them, with a first day, in every language. A revision that is material is given anew to everybody in care, once, in their
//! language; what was acknowledged stays tied to the edition that was read, and every edition stays readable.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | revised | to come, from its first day on in force | compliance officer |
//! | in force, material | given to everybody in care who has not had it | a paper to acknowledge or decline for each | compliance officer; the night |
//! | in force | a later edition's first day comes | of before; readable for ever | – |

pub mod edition;
pub use edition::{Contact, NOTICE, NoticeEdition, NoticeText, Part};

pub mod parts;

pub(crate) mod in_force;
pub(crate) use in_force::today;
pub use in_force::{all, in_force, needed, words};

// what is done
mod revise;
pub use revise::ReviseNotice;

mod give;
pub use give::{GiveNotice, Whom};

// what is seen
mod read;
pub use read::{EditionLine, EditionView, Editions, ListEditions, ReadEdition};

mod standing;
pub use standing::{HasIt, NoticeLine, NoticeStanding, WhoHasNotice};

mod store;

#[cfg(test)]
mod tests;
