//! All SQL about figures for public health.

use store::{StoreError, Stored, Tx};

use super::PublicHealthReport;

/// Every one, the newest first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<PublicHealthReport>>, StoreError> {
    tx.find("1 = 1 ORDER BY handed_over_on DESC, id DESC", &[])
}
