//! The directory of recipients outside (P2-08 to P2-10): a person or an organization with its name, what it is in law, where it is
//! reached, whether it treats and through which intermediary. What is sent takes name, address and legal status from here; the gate goes
//! on deciding by name, so that whoever is not in the directory may still be typed.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | recorded | in use | intake, case manager, clinical director, compliance officer |
//! | in use | amended; a former name stays as one they are also known by | in use | the same |
//! | in use | marked as no longer used, with a reason | not used; still in every row that names it | case manager, clinical director, compliance officer |
//! | not used | taken into use again | in use | the same |

pub mod model;
pub use model::{OutsideRecipient, OutsideRecipientInput, Retired};

// what is done with one
mod keep;
pub use keep::{AmendOutsideRecipient, RecordOutsideRecipient};

mod retire;
pub use retire::{RetireOutsideRecipient, ReturnOutsideRecipient};

// what rests on it
mod near;
pub use near::is_nearly;

mod known_as;
pub use known_as::{Directory, DirectoryFor, Listed, known_as, listed, nearly};

// what is seen
mod list;
pub use list::{
    FindOutsideRecipients, FoundOutsideRecipients, OpenOutsideRecipient, OutsideRecipientPage, OutsideRecipientVersion,
};

mod store;
pub use store::load;

#[cfg(test)]
mod tests;
