//! The secret keys of an installation, each kind in a file of its own in the data folder, none of them in a backup.

use std::path::Path;

use crate::account::{Vault, VaultError};
use crate::key_ring::{KeyRing, KeyRingError, NO_KEYS};

/// The file of the key for sign-in secrets.
pub const SIGN_IN: &str = "sign-in.key";
/// The file of the keys for sealed fields of records.
pub const CHART: &str = "chart.key";

/// The keys.
#[derive(Clone, Debug)]
pub struct Keys {
    /// For the secrets of authenticator apps.
    pub sign_in: Vault,
    /// For sealed fields of records.
    pub chart: KeyRing,
}

/// Why the keys cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// Those for sign-in secrets.
    #[error(transparent)]
    SignIn(#[from] VaultError),
    /// Those for sealed records.
    #[error(transparent)]
    Chart(#[from] KeyRingError),
}

impl Keys {
    /// Without any: everything works but authenticator apps and sealed records.
    #[must_use]
    pub fn none() -> Self {
        Self { sign_in: Vault::without_key(), chart: NO_KEYS.clone() }
    }

    /// New ones that are kept nowhere: for databases that live as long as the program.
    ///
    /// # Errors
    /// [`KeysError`] when the operating system gives no randomness.
    pub fn for_this_run() -> Result<Self, KeysError> {
        Ok(Self { sign_in: Vault::for_this_run()?, chart: KeyRing::for_this_run()? })
    }

    /// From the files of a folder; what is not there is made.
    ///
    /// # Errors
    /// [`KeysError`] with the reason.
    pub fn in_folder(folder: &Path) -> Result<Self, KeysError> {
        Ok(Self { sign_in: Vault::from_file(&folder.join(SIGN_IN))?, chart: KeyRing::from_file(&folder.join(CHART))? })
    }
}
