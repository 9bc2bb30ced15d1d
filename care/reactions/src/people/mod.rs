//! Everybody in care on one list, and one person found by a few letters; each answer has two identifiers and asks a fixed number of
//! questions of the database, however many people there are.

mod find;
mod flags;
mod list;

pub use find::{FindPeople, PersonFound};
pub use list::{ListPeople, PeopleList, PersonFlag, PersonInList};
