//! All SQL about those who send people.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;

use super::ReferralSource;

impl Record for ReferralSource {
    const TABLE: &'static str = "referral_source";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("name", text(&self.name))]
    }
}

/// All, by name.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<ReferralSource>>, StoreError> {
    tx.find("name <> '' ORDER BY name", &[])
}

/// The one with this name.
pub(super) fn named(tx: &Tx<'_>, name: &str) -> Result<Option<Stored<ReferralSource>>, StoreError> {
    tx.find_one("name = $1", &[text(name)])
}
