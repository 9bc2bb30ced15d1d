//! All SQL about breaches.

use std::collections::BTreeSet;

use access::Refusal;
use episode::Patient;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::BreachId;

use super::Breach;

impl Record for Breach {
    const TABLE: &'static str = "breach";
    fn id(&self) -> Uuid {
        self.id.0
    }
    // A case concerns several people; it names them by nothing but their ids.
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("discovered_on", text(self.discovered_on)), ("state", text(self.state()))]
    }
}

/// The case with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: BreachId) -> Result<Stored<Breach>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every case, the newest discovery first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<Breach>>, StoreError> {
    tx.find("1 = 1 ORDER BY discovered_on DESC, id DESC", &[])
}

/// The people with these record numbers, each once.
pub(super) fn people_numbered(tx: &Tx<'_>, numbers: &[i64]) -> Result<Vec<Stored<Patient>>, StoreError> {
    let each: BTreeSet<i64> = numbers.iter().copied().collect();
    let found = each.into_iter().map(|number| tx.find_one("record_number = $1", &[int(number)]));
    found.filter_map(Result::transpose).collect()
}
