//! All SQL about closures.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::ClosureId;

use super::Closure;

impl Record for Closure {
    const TABLE: &'static str = "closure";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("from_day", text(self.from)),
            // What was taken back is on no day: its last day is before every first one.
            ("to_day", text(if self.is_taken_back { Date::MIN } else { self.to })),
        ]
    }
}

/// The closure with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn closure(tx: &Tx<'_>, id: ClosureId) -> Result<Stored<Closure>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The closures that touch a range of days, both included, the next one first.
///
/// # Errors
/// The database's own.
pub fn between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<Closure>>, StoreError> {
    tx.find("to_day >= $1 AND from_day <= $2 ORDER BY from_day, id", &[text(from), text(to)])
}
