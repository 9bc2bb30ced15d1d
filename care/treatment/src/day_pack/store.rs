//! All SQL about packs and their slips.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::{DayPackId, GroupSessionId};

use super::{DayPack, SlipEntry};

impl Record for DayPack {
    const TABLE: &'static str = "day_pack";
    fn id(&self) -> Uuid {
        self.id.0
    }
    // A pack is about everybody of a day; it names them by nothing but their ids.
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("mark", text(&self.mark)), ("day", text(self.day))]
    }
}

impl Record for SlipEntry {
    const TABLE: &'static str = "slip_entry";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("pack_id", text(self.pack)),
            ("session_id", text(self.session)),
            ("code", text(&self.code)),
        ]
    }
}

/// The pack with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: DayPackId) -> Result<Stored<DayPack>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The pack whose codes begin with these letters.
///
/// # Errors
/// The database's own.
pub fn by_mark(tx: &Tx<'_>, mark: &str) -> Result<Option<Stored<DayPack>>, StoreError> {
    tx.find_one("mark = $1", &[text(mark)])
}

/// The newest packs, those of the latest day first.
///
/// # Errors
/// The database's own.
pub fn all(tx: &Tx<'_>, at_most: i64) -> Result<Vec<Stored<DayPack>>, StoreError> {
    tx.find("1 = 1 ORDER BY day DESC, recorded_at DESC, id DESC LIMIT $1", &[int(at_most)])
}

/// The packs of a day, the newest first.
///
/// # Errors
/// The database's own.
pub fn of_day(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<DayPack>>, StoreError> {
    tx.find("day = $1 ORDER BY recorded_at DESC, id DESC", &[text(day)])
}

/// What was entered from a pack.
///
/// # Errors
/// The database's own.
pub fn entries_of(tx: &Tx<'_>, pack: DayPackId) -> Result<Vec<Stored<SlipEntry>>, StoreError> {
    tx.find("pack_id = $1", &[text(pack)])
}

/// What was entered from a slip.
///
/// # Errors
/// The database's own.
pub fn entry_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Stored<SlipEntry>>, StoreError> {
    tx.find_one("code = $1", &[text(code)])
}

/// What was entered about a session, from whatever pack, the oldest first.
///
/// # Errors
/// The database's own.
pub fn of_session(tx: &Tx<'_>, session: GroupSessionId) -> Result<Vec<Stored<SlipEntry>>, StoreError> {
    tx.find("session_id = $1 ORDER BY recorded_at, id", &[text(session)])
}
