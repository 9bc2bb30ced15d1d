//! Another key for a database file: every page is written anew, all of them or none.

use std::path::Path;

use super::{DatabaseKey, Found, KeyPlace, connect_alone, look_at, opens};
use crate::{StoreError, key_file};

/// Gives an encrypted database a new key and answers it. Nobody else may have the database open. Both keys stand in the file until the
/// new one is known to open the database, so that whoever is interrupted opens it with one of them.
///
/// # Errors
/// [`StoreError::InUse`], [`StoreError::NotEncrypted`], [`StoreError::KeyUnusable`] when the key is not in a file, and as at opening.
pub fn rotate(database: &Path, place: &KeyPlace) -> Result<DatabaseKey, StoreError> {
    if look_at(database)? != Found::Encrypted {
        return Err(StoreError::NotEncrypted);
    }
    let unusable = |why: &str| StoreError::KeyUnusable { file: place.in_words(database), why: why.to_owned() };
    let file = place.file(database).ok_or_else(|| unusable("only a key in a file can be changed by the program"))?;
    let old = place.key_that_opens(database)?;
    let new = DatabaseKey::random().ok_or_else(|| unusable("the operating system gave no random bytes"))?;
    let replace = |words: &str| key_file::replace(&file, words).map_err(|why| unusable(&why));
    // Alone first: a key that nobody will use does not even come into the file.
    let connection = connect_alone(database, Some(&old))?;
    replace(&[old.line(), new.line()].concat())?;
    connection.execute_batch(&format!("PRAGMA rekey = \"{}\"", new.as_sqlite_takes_it().as_str()))?;
    drop(connection);
    if !opens(database, &new)? {
        return Err(StoreError::Fault("the database does not open with its new key; both keys are in the key file".to_owned()));
    }
    replace(&new.line())?;
    Ok(new)
}
