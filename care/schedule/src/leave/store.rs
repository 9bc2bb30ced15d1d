//! All SQL about leave.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{LeaveId, StaffId};

use super::Leave;

impl Record for Leave {
    const TABLE: &'static str = "leave";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("staff_id", text(self.staff)),
            ("from_day", text(self.from)),
            // What was taken back is on no day: its last day is before every first one.
            ("to_day", text(if self.is_taken_back { Date::MIN } else { self.to })),
        ]
    }
}

/// The leave with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn leave(tx: &Tx<'_>, id: LeaveId) -> Result<Stored<Leave>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Everybody's leave that touches a range of days, both included, the next one first.
///
/// # Errors
/// The database's own.
pub fn between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<Leave>>, StoreError> {
    tx.find("to_day >= $1 AND from_day <= $2 ORDER BY from_day, id", &[text(from), text(to)])
}

/// The leave of one person that touches a range of days.
pub(super) fn of_staff(tx: &Tx<'_>, staff: StaffId, from: Date, to: Date) -> Result<Vec<Stored<Leave>>, StoreError> {
    tx.find("staff_id = $1 AND to_day >= $2 AND from_day <= $3 ORDER BY from_day, id", &[text(staff), text(from), text(to)])
}
