//! The secret keys of an installation, each kind in a file of its own in the data folder, none of them in a backup.

use std::path::Path;

use crate::account::{Vault, VaultError};
use crate::key_ring::{KeyRing, KeyRingError, NO_KEYS};

/// The file of the key for sign-in secrets.
pub const SIGN_IN: &str = "sign-in.key";
/// The file of the keys for sealed fields of records.
pub const CHART: &str = "chart.key";

/// What in a database was sealed already, so that only the key that sealed it is of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SealedAlready {
    /// The secret of an authenticator app.
    pub sign_in: bool,
    /// A field of a record.
    pub chart: bool,
}

/// The keys.
#[derive(Clone, Debug)]
pub struct Keys {
    /// For the secrets of authenticator apps.
    pub sign_in: Vault,
    /// For sealed fields of records.
    pub chart: KeyRing,
    /// The files that are needed and not there. What they open stays shut, and nothing new is sealed in their place.
    pub missing: Vec<&'static str>,
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
        Self { sign_in: Vault::without_key(), chart: NO_KEYS.clone(), missing: Vec::new() }
    }

    /// New ones that are kept nowhere: for databases that live as long as the program.
    ///
    /// # Errors
    /// [`KeysError`] when the operating system gives no randomness.
    pub fn for_this_run() -> Result<Self, KeysError> {
        Ok(Self { sign_in: Vault::for_this_run()?, chart: KeyRing::for_this_run()?, missing: Vec::new() })
    }

    /// From the files of a folder. One that is not there is made, but never where something was sealed already: a new key would open
    /// nothing of it, and the loss would show too late. The program then does without that key; see [`Keys::missing`].
    ///
    /// # Errors
    /// [`KeysError`] with the reason.
    pub fn in_folder(folder: &Path, sealed: SealedAlready) -> Result<Self, KeysError> {
        let (sign_in, chart) = (folder.join(SIGN_IN), folder.join(CHART));
        let mut keys = Self::none();
        if sealed.sign_in && !sign_in.exists() {
            keys.missing.push(SIGN_IN);
        } else {
            keys.sign_in = Vault::made_in_file(&sign_in)?;
        }
        if sealed.chart && !chart.exists() {
            keys.missing.push(CHART);
        } else {
            keys.chart = KeyRing::made_in_file(&chart)?;
        }
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn p2_54_a_key_file_is_made_at_the_first_start_and_never_remade_over_what_it_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let files = || [SIGN_IN, CHART].map(|name| folder.path().join(name));
        let nothing = SealedAlready::default();
        assert!(Keys::in_folder(folder.path(), nothing).unwrap().missing.is_empty());
        let made = files().map(|file| std::fs::read_to_string(file).unwrap());

        let all = SealedAlready { sign_in: true, chart: true };
        assert!(Keys::in_folder(folder.path(), all).unwrap().missing.is_empty());
        assert_eq!(files().map(|file| std::fs::read_to_string(file).unwrap()), made);

        files().iter().for_each(|file| std::fs::remove_file(file).unwrap());
        let keys = Keys::in_folder(folder.path(), all).unwrap();
        assert_eq!(keys.missing, [SIGN_IN, CHART]);
        assert_eq!(keys.chart.names(), Vec::<&str>::new());
        assert!(files().iter().all(|file| !file.exists()), "nothing is made");

        let chart_only = SealedAlready { sign_in: false, chart: true };
        assert_eq!(Keys::in_folder(folder.path(), chart_only).unwrap().missing, [CHART]);
        assert_eq!(files().map(|file| file.exists()), [true, false]);
    }
}
