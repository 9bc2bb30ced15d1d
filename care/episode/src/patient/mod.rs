//! A person who asked for, receives or received care (P2-04). The chosen name is on every screen; the legal one on claims,
//! consents and where staff ask for it.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | registered | known | intake |
//! | known | amended | known, next version | intake, clinicians, front desk |

pub mod amend;
pub mod duplicates;
pub mod find;
pub mod model;
pub mod register;
mod store;

pub use amend::AmendPatient;
pub use duplicates::{Features, Likeness, PossibleDuplicate, possible_duplicates, possible_duplicates_of_each};
pub use find::{FindPatients, FoundPatient};
pub use model::{Address, AdministrativeSex, Channel, ContactPoint, Patient};
pub use register::{PatientInput, RegisterPatient};
pub use store::{by_words, everybody, load, load_many, require_known};

#[cfg(test)]
mod tests;
