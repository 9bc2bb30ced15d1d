//! Encrypts a database file that an earlier version made in clear.
//!
//! Beside it an encrypted one is written and compared with it, row by row; then the second takes the place of the first in one step.
//! Whoever is interrupted has one of the two, whole, under the database's name, and runs the command again.

use std::path::{Path, PathBuf};

use sqlite::Connection;
use sqlite::types::ValueRef;

use super::{DatabaseKey, Found, KeyPlace, connect_alone, look_at, opens, settle};
use crate::{StoreError, key_file};

/// What was encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encrypted {
    /// With which key.
    pub key: DatabaseKey,
    /// How many rows were compared; nothing when the file was encrypted already and only a copy in clear was taken away.
    pub rows: Option<u64>,
}

/// Encrypts a database. Nobody else may have it open. A copy in clear is kept until the encrypted file is in its place and opens; what
/// an earlier, interrupted try has left is taken away.
///
/// # Errors
/// [`StoreError::InUse`], [`StoreError::Fault`] when the two files are not alike, and as at opening; the database is then as it was.
pub fn encrypt(database: &Path, place: &KeyPlace) -> Result<Encrypted, StoreError> {
    let (new, copy) = (beside(database, "encrypting"), beside(database, "in-clear"));
    let rows = match look_at(database)? {
        Found::Nothing => return Err(StoreError::Unreachable),
        // An earlier try came so far that only the copy may be left.
        Found::Encrypted => None,
        Found::InClear => Some(replace(database, place, &new, &copy)?),
    };
    let key = place.key_that_opens(database)?;
    for leftover in [&new, &copy] {
        remove(leftover)?;
    }
    settle(database).map_err(|error| failed(&error))?;
    Ok(Encrypted { key, rows })
}

fn replace(database: &Path, place: &KeyPlace, new: &Path, copy: &Path) -> Result<u64, StoreError> {
    // Held until the end: what somebody else wrote meanwhile would be lost.
    let old = connect_alone(database, None)?;
    remove(new)?;
    remove(copy)?;
    let key = place.key_or_new(database)?;
    key_file::make_empty(new).map_err(|error| failed(&error))?;
    attach(&old, new, &key)?;
    old.query_row("SELECT sqlcipher_export('encrypted')", [], |_| Ok(()))?;
    old.execute_batch("DETACH encrypted")?;
    // Read back from the disk, not from what was written.
    attach(&old, new, &key)?;
    let rows = compare(&old)?;
    old.execute_batch("DETACH encrypted")?;
    if look_at(new)? != Found::Encrypted || !opens(new, &key)? {
        return Err(unlike("it does not open with its key"));
    }
    std::fs::hard_link(database, copy).map_err(|error| failed(&error))?;
    std::fs::rename(new, database).map_err(|error| failed(&error))?;
    settle(database).map_err(|error| failed(&error))?;
    Ok(rows)
}

fn attach(old: &Connection, new: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let path = new.to_str().ok_or_else(|| StoreError::Fault("the name of the data folder is not text".to_owned()))?;
    old.execute("ATTACH DATABASE ?1 AS encrypted KEY ?2", [path, key.as_sqlite_takes_it().as_str()])?;
    Ok(())
}

/// Compares both databases whole: what they are made of, and every row of every table in its order. Answers how many rows.
fn compare(both: &Connection) -> Result<u64, StoreError> {
    let made_of = |name: &str| -> Result<Vec<[Option<String>; 3]>, StoreError> {
        let sql = format!("SELECT type, name, sql FROM {name}.sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name");
        let mut statement = both.prepare(&sql)?;
        let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let ours = made_of("main")?;
    if made_of("encrypted")? != ours {
        return Err(unlike("it is not made of the same tables"));
    }
    let tables = ours.iter().filter(|[kind, _, _]| kind.as_deref() == Some("table")).filter_map(|[_, name, _]| name.as_deref());
    let mut rows = 0;
    for table in tables {
        rows += compare_table(both, table)?;
    }
    Ok(rows)
}

fn compare_table(both: &Connection, table: &str) -> Result<u64, StoreError> {
    let select = |name: &str| format!("SELECT * FROM {name}.\"{table}\" NOT INDEXED");
    let (mut one, mut other) = (both.prepare(&select("main"))?, both.prepare(&select("encrypted"))?);
    let width = one.column_count();
    let (mut ours, mut theirs) = (one.query([])?, other.query([])?);
    let mut rows = 0;
    loop {
        match (ours.next()?, theirs.next()?) {
            (None, None) => return Ok(rows),
            (Some(our), Some(their)) => {
                for at in 0..width {
                    let pair: (ValueRef<'_>, ValueRef<'_>) = (our.get_ref(at)?, their.get_ref(at)?);
                    if pair.0 != pair.1 {
                        return Err(unlike(&format!("a row of {table} is not the same")));
                    }
                }
            }
            _ => return Err(unlike(&format!("{table} has not as many rows"))),
        }
        rows += 1;
    }
}

fn unlike(why: &str) -> StoreError {
    StoreError::Fault(format!("the encrypted file is not like the database: {why}; the database is as it was"))
}

fn failed(error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Fault(format!("a file beside the database cannot be written: {error}")),
    }
}

fn remove(file: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&error)),
        _ => Ok(()),
    }
}

fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}
