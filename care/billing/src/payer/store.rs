//! All SQL about payers.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PayerId;

use super::{Payer, PayerBook};

impl Record for PayerBook {
    const TABLE: &'static str = "payer_book";
    fn id(&self) -> Uuid {
        self.id
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![]
    }
}

impl Record for Payer {
    const TABLE: &'static str = "payer";
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

/// The payer with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn payer(tx: &Tx<'_>, id: PayerId) -> Result<Stored<Payer>, Refusal> {
    tx.load_kept::<Payer>(id)?.map(|payer| (*payer).clone()).ok_or(Refusal::NotFound)
}

/// The payer with a key.
///
/// # Errors
/// The database's own.
pub fn by_key(tx: &Tx<'_>, key: &str) -> Result<Option<Stored<Payer>>, StoreError> {
    tx.find_one("key = $1", &[text(key)])
}

/// All payers, by key.
///
/// # Errors
/// The database's own.
pub fn all_payers(tx: &Tx<'_>) -> Result<Vec<Stored<Payer>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}
