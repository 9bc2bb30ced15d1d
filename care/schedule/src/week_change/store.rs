//! All SQL about changes of a week.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::WeekChangeId;

use super::WeekChange;

impl Record for WeekChange {
    const TABLE: &'static str = "week_change";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("from_day", text(self.from))]
    }
}

/// The change with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn week_change(tx: &Tx<'_>, id: WeekChangeId) -> Result<Stored<WeekChange>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The changes of days from a day on, the last one first.
///
/// # Errors
/// The database's own.
pub fn recent(tx: &Tx<'_>, from: Date) -> Result<Vec<Stored<WeekChange>>, StoreError> {
    tx.find("from_day >= $1 ORDER BY recorded_at DESC, id LIMIT 20", &[text(from)])
}
