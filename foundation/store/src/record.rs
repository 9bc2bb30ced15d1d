//! What a stored noun tells the ledger about itself.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vocabulary::id::{PatientId, StaffId};

use crate::value::Value;

/// A noun that is stored: its whole content is the body of a ledger row, and a few columns make it easy to find.
pub trait Record: Serialize + DeserializeOwned {
    /// The noun's table, which is also the kind in the ledger: `progress_note`.
    const TABLE: &'static str;

    /// Its id, the same in every version.
    fn id(&self) -> Uuid;

    /// Which chain it belongs to: its patient's, or the program's.
    fn chain(&self) -> Chain;

    /// The columns it is found by, beside `id`, `version`, `recorded_at`, `recorded_by` and `body`.
    fn columns(&self) -> Vec<(&'static str, Value)>;
}

/// A chain of records that are hashed one onto the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chain {
    /// Everything about one patient.
    Patient(PatientId),
    /// The program's own configuration, staff and payers: nothing about a patient.
    Program,
}

impl std::fmt::Display for Chain {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Patient(id) => id.fmt(out),
            Self::Program => out.write_str("program"),
        }
    }
}

/// Who wrote a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// A member of staff.
    Staff(StaffId),
    /// The program itself, following a rule.
    Stepdown,
    /// The person whose chart it is, through a link of their own.
    Patient(PatientId),
}

/// How the ledger marks a person who wrote in their own chart.
const PATIENT: &str = "patient:";

impl std::fmt::Display for Author {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(id) => id.fmt(out),
            Self::Stepdown => out.write_str("stepdown"),
            Self::Patient(id) => write!(out, "{PATIENT}{id}"),
        }
    }
}

impl std::str::FromStr for Author {
    type Err = vocabulary::id::NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(PATIENT) {
            Some(id) => id.parse().map(Self::Patient),
            None if text == "stepdown" => Ok(Self::Stepdown),
            None => text.parse().map(Self::Staff),
        }
    }
}

/// Who, when and why: what every write carries.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The moment of the write.
    pub at: Timestamp,
    /// Who wrote.
    pub by: Author,
    /// Why, in a few words; never empty.
    pub reason: &'a str,
}

/// A record as it stands, with which version it is and who made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored<R> {
    /// The content.
    pub record: R,
    /// 1 for the first, one more for each correction.
    pub version: i64,
    /// When this version was written.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: Author,
}

impl<R> std::ops::Deref for Stored<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.record
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_author_is_read_back_as_who_they_are() {
        let id = Uuid::from_u128(7);
        for author in [Author::Stepdown, Author::Staff(StaffId(id)), Author::Patient(PatientId(id))] {
            assert_eq!(author.to_string().parse::<Author>().unwrap(), author);
        }
        assert!("patient:".parse::<Author>().is_err() && "nobody".parse::<Author>().is_err());
    }
}
