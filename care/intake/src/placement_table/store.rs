//! All SQL about approved decision tables.

use ::store::{StoreError, Stored, Tx};

use super::ApprovedTable;

/// All, oldest first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<ApprovedTable>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY recorded_at, id", &[])
}
