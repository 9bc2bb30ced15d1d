//! All SQL about the hours of staff.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::StaffId;

use super::StaffHours;

impl Record for StaffHours {
    const TABLE: &'static str = "staff_hours";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("staff_id", text(self.staff)), ("from_day", text(self.from))]
    }
}

/// Everybody's hours, the oldest first.
///
/// # Errors
/// The database's own.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Stored<StaffHours>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY from_day, id", &[])
}

/// The hours of one person, the oldest first.
///
/// # Errors
/// The database's own.
pub fn of_staff(tx: &Tx<'_>, staff: StaffId) -> Result<Vec<Stored<StaffHours>>, StoreError> {
    tx.find("staff_id = $1 ORDER BY from_day, id", &[text(staff)])
}
