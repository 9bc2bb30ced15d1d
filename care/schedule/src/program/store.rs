//! All SQL about the program's own configuration.

use access::{Refusal, Staff};
use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::ProgramId;

use super::model::{Program, Room, ServiceType, Track};

/// Configuration is found by its key; the table holds nothing else.
macro_rules! configuration {
    ($($noun:ident $table:literal;)*) => {$(
        impl Record for $noun {
            const TABLE: &'static str = $table;
            fn id(&self) -> Uuid {
                self.id.0
            }
            fn chain(&self) -> Chain {
                Chain::Program
            }
            fn columns(&self) -> Vec<(&'static str, Value)> {
                vec![("key", text(&self.key))]
            }
        }
    )*};
}
configuration! {
    Program "program";
    Track "track";
    Room "room";
    ServiceType "service_type";
}

/// The program with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn program(tx: &Tx<'_>, id: ProgramId) -> Result<Stored<Program>, Refusal> {
    tx.load_kept::<Program>(id)?.map(|program| (*program).clone()).ok_or(Refusal::NotFound)
}

/// All programs, by key.
///
/// # Errors
/// The database's own.
pub fn all_programs(tx: &Tx<'_>) -> Result<Vec<Stored<Program>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}

/// All tracks, by key.
///
/// # Errors
/// The database's own.
pub fn all_tracks(tx: &Tx<'_>) -> Result<Vec<Stored<Track>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}

/// All rooms, by key.
///
/// # Errors
/// The database's own.
pub fn all_rooms(tx: &Tx<'_>) -> Result<Vec<Stored<Room>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}

/// All service types, by key.
///
/// # Errors
/// The database's own.
pub fn all_service_types(tx: &Tx<'_>) -> Result<Vec<Stored<ServiceType>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}

/// All staff, by login.
///
/// # Errors
/// The database's own.
pub fn all_staff(tx: &Tx<'_>) -> Result<Vec<Stored<Staff>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY login", &[])
}

pub(crate) fn find_by_key<R: Record>(tx: &Tx<'_>, key: &str) -> Result<Option<Stored<R>>, StoreError> {
    tx.find_one("key = $1", &[text(key)])
}

pub(super) fn staff_by_login(tx: &Tx<'_>, login: &str) -> Result<Option<Stored<Staff>>, StoreError> {
    tx.find_one("login = $1", &[text(login)])
}

/// Saves a configuration record: the first version, or the next when it differs from what stands. Answers whether it wrote.
pub(crate) fn put<R: Record + PartialEq>(tx: &Tx<'_>, record: &R, entry: &Entry<'_>) -> Result<bool, StoreError> {
    match tx.load::<R>(record.id().hyphenated())? {
        Some(current) if current.record == *record => Ok(false),
        Some(current) => tx.amend(record, current.version, entry).map(|()| true),
        None => tx.append(record, entry).map(|()| true),
    }
}
