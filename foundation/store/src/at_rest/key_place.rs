//! Where the key of a database file comes from.

use std::path::{Path, PathBuf};

use super::{DatabaseKey, Found, look_at, opens};
use crate::{StoreError, key_file};

/// The name of the key file beside a database.
pub const KEY_FILE: &str = "database.key";

/// Where the key of an embedded database comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyPlace {
    /// A file beside the database, [`KEY_FILE`].
    #[default]
    Beside,
    /// A file elsewhere.
    File(PathBuf),
    /// Handed to the program, which keeps it nowhere.
    Given(DatabaseKey),
}

impl KeyPlace {
    /// The key file of this database; nothing when the key is handed over.
    #[must_use]
    pub fn file(&self, database: &Path) -> Option<PathBuf> {
        match self {
            Self::Beside => Some(database.with_file_name(KEY_FILE)),
            Self::File(file) => Some(file.clone()),
            Self::Given(_) => None,
        }
    }

    /// The name of the place, for sentences.
    pub(super) fn in_words(&self, database: &Path) -> String {
        self.file(database).map_or_else(|| "the setting database_key".to_owned(), |file| file.display().to_string())
    }

    /// The keys there, oldest first. Two stand in the file only while one takes over from the other.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] and [`StoreError::KeyUnusable`].
    pub(super) fn keys(&self, database: &Path) -> Result<Vec<DatabaseKey>, StoreError> {
        let Some(file) = self.file(database) else {
            let Self::Given(key) = self else { return Ok(Vec::new()) };
            return Ok(vec![key.clone()]);
        };
        let unusable = |why: String| StoreError::KeyUnusable { file: file.display().to_string(), why };
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::KeyMissing { file: file.display().to_string() });
            }
            Err(error) => return Err(unusable(error.to_string())),
        };
        let keys: Option<Vec<DatabaseKey>> = text.lines().map(DatabaseKey::parse).collect();
        keys.filter(|keys| !keys.is_empty()).ok_or_else(|| unusable("every line must hold 64 hexadecimal digits".to_owned()))
    }

    /// The key for a file that is encrypted from now on; makes the key file when it is not there.
    ///
    /// # Errors
    /// [`StoreError::KeyUnusable`].
    pub(super) fn key_or_new(&self, database: &Path) -> Result<DatabaseKey, StoreError> {
        if let Some(file) = self.file(database)
            && !file.exists()
        {
            let unusable = |why: String| StoreError::KeyUnusable { file: file.display().to_string(), why };
            let new = DatabaseKey::random().ok_or_else(|| unusable("the operating system gave no random bytes".to_owned()))?;
            key_file::make_once(&file, &new.line()).map_err(unusable)?;
        }
        self.keys(database)?.pop().ok_or_else(|| StoreError::KeyMissing { file: self.in_words(database) })
    }

    /// The key that opens this encrypted file.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] when none does, and as [`KeyPlace::keys`].
    pub(super) fn key_that_opens(&self, database: &Path) -> Result<DatabaseKey, StoreError> {
        for key in self.keys(database)?.into_iter().rev() {
            if opens(database, &key)? {
                return Ok(key);
            }
        }
        Err(StoreError::WrongKey { file: self.in_words(database) })
    }
}

/// The key to open a database with; nothing when it lies there in clear.
pub(crate) fn key_for(database: &Path, place: &KeyPlace) -> Result<Option<DatabaseKey>, StoreError> {
    Ok(match look_at(database)? {
        Found::Nothing => Some(place.key_or_new(database)?),
        Found::InClear => None,
        Found::Encrypted => Some(place.key_that_opens(database)?),
    })
}
