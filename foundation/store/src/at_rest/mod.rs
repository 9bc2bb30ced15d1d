//! An embedded database at rest: its file is encrypted with a key that lies outside it (`docs/adr/0026-the-database-file-is-encrypted.md`).
//!
//! A new file is encrypted from its first byte. One that is there is opened as it is: in clear when an earlier version made it, and
//! with its own key otherwise; a key that is missing or another one is never replaced, and nothing is made in the place of what is there.

mod encrypt;
mod key;
mod key_place;
mod rotate;

pub use encrypt::{Encrypted, encrypt};
pub use key::DatabaseKey;
pub use key_place::{KEY_FILE, KeyPlace};
pub use rotate::rotate;

pub(crate) use key_place::key_for;

use std::io::Read as _;
use std::path::Path;

use sqlite::{Connection, OpenFlags};

use crate::StoreError;

/// How a database lies on its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtRest {
    /// A file that only its key opens.
    Encrypted,
    /// A file that everybody reads who gets it.
    InClear,
    /// No file at all.
    InMemory,
    /// Files of a server, which answers for them.
    OnServer,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing yet, or a file that nobody has written to.
    Nothing,
    /// A database in clear.
    InClear,
    /// Something else: an encrypted database, as far as one can see without its key.
    Encrypted,
}

/// What a database file in clear begins with.
const CLEAR_BEGINS: &[u8; 16] = b"SQLite format 3\0";

/// Looks at the first bytes of a file.
pub(crate) fn look_at(path: &Path) -> Result<Found, StoreError> {
    let mut begins = Vec::new();
    match std::fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(_) => return Err(StoreError::Unreachable),
        Ok(file) => file.take(CLEAR_BEGINS.len() as u64).read_to_end(&mut begins).map_err(|_| StoreError::Unreachable)?,
    };
    Ok(match begins.as_slice() {
        [] => Found::Nothing,
        begins if begins == CLEAR_BEGINS => Found::InClear,
        _ => Found::Encrypted,
    })
}

/// Opens a file with its key; it is not looked into yet.
pub(crate) fn connect(path: &Path, key: Option<&DatabaseKey>, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    if let Some(key) = key {
        connection.execute_batch(&format!("PRAGMA key = \"{}\"", key.as_sqlite_takes_it().as_str()))?;
    }
    Ok(connection)
}

/// Opens a file that is there, alone: until this connection is closed nobody else opens the database.
fn connect_alone(path: &Path, key: Option<&DatabaseKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, key, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(2))?;
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    // Leaving the write-ahead log moves all of it into the file and takes the log away, and only somebody who is alone can.
    let in_use = |error: sqlite::Error| match StoreError::from(error) {
        StoreError::Busy => StoreError::InUse,
        other => other,
    };
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).map_err(in_use)?;
    if mode != "delete" {
        return Err(StoreError::InUse);
    }
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    connection.execute_batch("BEGIN EXCLUSIVE; COMMIT").map_err(in_use)?;
    Ok(connection)
}

/// Whether the key opens the file. Nothing in it is changed by asking, unless somebody was interrupted in the middle of a change that must
/// be taken back before anything can be read; that needs no key.
fn opens(path: &Path, key: &DatabaseKey) -> Result<bool, StoreError> {
    match opens_for(OpenFlags::SQLITE_OPEN_READ_ONLY, path, key) {
        Err(error) if error != StoreError::Busy => opens_for(OpenFlags::SQLITE_OPEN_READ_WRITE, path, key),
        answer => answer,
    }
}

fn opens_for(what: OpenFlags, path: &Path, key: &DatabaseKey) -> Result<bool, StoreError> {
    let connection = connect(path, Some(key), what | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    match connection.query_row("SELECT COUNT(*) FROM sqlite_master", [], |_| Ok(())) {
        Ok(()) => Ok(true),
        Err(error) if error.sqlite_error_code() == Some(sqlite::ErrorCode::NotADatabase) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes a change in a folder last: a renaming is lost with the power otherwise.
fn settle(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
