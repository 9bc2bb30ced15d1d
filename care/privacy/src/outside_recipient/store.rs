//! All SQL about the directory of recipients outside.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::OutsideRecipientId;

use super::OutsideRecipient;
use super::model::key;

impl Record for OutsideRecipient {
    const TABLE: &'static str = "outside_recipient";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("name_key", text(key(&self.name))), ("is_retired", Value::from(i64::from(self.retired.is_some())))]
    }
}

/// The entry with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: OutsideRecipientId) -> Result<Stored<OutsideRecipient>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Everybody in use, by name.
pub(super) fn in_use(tx: &Tx<'_>) -> Result<Vec<Stored<OutsideRecipient>>, StoreError> {
    tx.find("is_retired = 0 ORDER BY name_key", &[])
}

/// Everybody, by name.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<OutsideRecipient>>, StoreError> {
    tx.find("1 = 1 ORDER BY name_key, id", &[])
}

/// Whoever in use is called by a name: their own before one they were known by.
pub(super) fn in_use_called(tx: &Tx<'_>, name: &str) -> Result<Option<Stored<OutsideRecipient>>, StoreError> {
    match tx.find_one("is_retired = 0 AND name_key = $1", &[text(key(name))])? {
        Some(found) => Ok(Some(found)),
        None => Ok(in_use(tx)?.into_iter().find(|one| one.is_called(name))),
    }
}
