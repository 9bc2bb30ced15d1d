//! Who signs here, whose signature counts, and which file is held against the database.

use std::path::{Path, PathBuf};

use super::file::Lines;
use super::{Checkpoint, CheckpointFile, CheckpointKey, KeyError, PublicKey};
use crate::{Store, StoreError};

/// The name of the key file in the data folder.
const KEY_FILE: &str = "checkpoint.key";
/// The name of the file of checkpoints in the data folder.
const LINES_FILE: &str = "checkpoints.jsonl";

/// Why it cannot be said who signs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotaryError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key file.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What this installation knows about checkpoints: its key, other public keys that count, the file beside the database.
#[derive(Debug, Default)]
pub struct Notary {
    key: Option<CheckpointKey>,
    others: Vec<PublicKey>,
    file: Option<CheckpointFile>,
}

impl Notary {
    /// Knows nothing: checkpoints are held against each other and against the records, and nobody says whose they are.
    #[must_use]
    pub fn unknowing() -> Self {
        Self::default()
    }

    /// Of a database that lives as long as the program.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn for_this_run() -> Result<Self, KeyError> {
        Ok(Self { key: Some(CheckpointKey::for_this_run()?), ..Self::default() })
    }

    /// Of the database whose data folder this is. The key file is made when no checkpoint was signed yet; later a missing key is not
    /// replaced, because a new one would vouch for what it has not seen.
    ///
    /// # Errors
    /// [`NotaryError`].
    pub fn of_folder(folder: &Path, store: &Store) -> Result<Self, NotaryError> {
        let is_first = !key_file(folder).exists() && store.read::<_, StoreError>(|tx| tx.newest_checkpoint())?.is_none();
        Ok(if is_first { Self::with_new_key(folder)? } else { Self::looking_at(folder)? })
    }

    /// With the key of this data folder, which is made when it is not there.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn with_new_key(folder: &Path) -> Result<Self, KeyError> {
        CheckpointKey::made_in_file(&key_file(folder))?;
        Self::looking_at(folder)
    }

    /// With what lies in this data folder. Nothing is made.
    ///
    /// # Errors
    /// [`KeyError::File`] when there is a key file that cannot be read.
    pub fn looking_at(folder: &Path) -> Result<Self, KeyError> {
        let path = key_file(folder);
        let key = path.exists().then(|| CheckpointKey::from_file(&path)).transpose()?;
        Ok(Self { key, ..Self::without_key(folder) })
    }

    /// With the file of checkpoints in this data folder, and without its key: for whoever has only public halves.
    #[must_use]
    pub fn without_key(folder: &Path) -> Self {
        Self { key: None, others: Vec::new(), file: Some(CheckpointFile::at(folder.join(LINES_FILE))) }
    }

    /// Also trusts these public keys.
    #[must_use]
    pub fn trusting(mut self, keys: &[PublicKey]) -> Self {
        self.others.extend(keys);
        self
    }

    /// Holds the database against this file of checkpoints instead, such as a copy that was kept elsewhere.
    #[must_use]
    pub fn against(mut self, file: PathBuf) -> Self {
        self.file = Some(CheckpointFile::at(file));
        self
    }

    /// The public half of this installation's key.
    #[must_use]
    pub fn public_key(&self) -> Option<PublicKey> {
        self.key.as_ref().map(CheckpointKey::public)
    }

    pub(super) fn key(&self) -> Option<&CheckpointKey> {
        self.key.as_ref()
    }

    /// Whether somebody's signature counts and others' do not.
    pub(super) fn knows_a_key(&self) -> bool {
        self.key.is_some() || !self.others.is_empty()
    }

    pub(super) fn trusts(&self, key: &PublicKey) -> bool {
        self.public_key().as_ref() == Some(key) || self.others.contains(key)
    }

    pub(super) fn lines(&self) -> Result<Lines, StoreError> {
        let read = self.file.as_ref().map_or(Ok(Vec::new()), CheckpointFile::read);
        read.map_err(|error| StoreError::unreadable("file of checkpoints", error))
    }

    /// Writes into the file what of these is not in it.
    pub(super) fn write_down(&self, checkpoints: &[Checkpoint]) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let there: Vec<Checkpoint> = file.read()?.into_iter().filter_map(|(_, line)| line).collect();
        let missing: Vec<&Checkpoint> = checkpoints.iter().filter(|one| !there.contains(one)).collect();
        if missing.is_empty() { Ok(()) } else { file.append(&missing) }
    }
}

fn key_file(folder: &Path) -> PathBuf {
    folder.join(KEY_FILE)
}
