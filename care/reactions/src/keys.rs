//! The keys of an installation, and what they have sealed.

use std::collections::BTreeMap;
use std::path::Path;

use access::Keys;
use access::keys::SealedAlready;
use store::{Store, StoreError, Tx};

use crate::NotOpened;

/// How many sealed fields of records each key has sealed, every version counted.
///
/// # Errors
/// Any [`StoreError`] of the engine.
pub fn sealed_by(tx: &Tx<'_>) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut counts = treatment::counseling_note::locked_by(tx)?;
    for (key, count) in schedule::no_contact::sealed_by(tx)? {
        *counts.entry(key).or_default() += count;
    }
    Ok(counts)
}

/// The keys in the data folder of this database. A file that is not there is made, but never when something was sealed with it; see
/// [`Keys::in_folder`].
///
/// # Errors
/// [`NotOpened::Store`] and [`NotOpened::Keys`].
pub fn keys_in(folder: &Path, store: &Store) -> Result<Keys, NotOpened> {
    let sealed = store.read::<_, StoreError>(|tx| {
        Ok(SealedAlready { sign_in: access::account::store::is_any_sealed(tx)?, chart: !sealed_by(tx)?.is_empty() })
    })?;
    Ok(Keys::in_folder(folder, sealed)?)
}
