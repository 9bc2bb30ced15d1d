//! All SQL about the closing of a program.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::ProgramClosingId;

use super::ProgramClosing;

impl Record for ProgramClosing {
    const TABLE: &'static str = "program_closing";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("state", text(self.state())), ("ends_on", text(self.ends_on))]
    }
}

/// The closing with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: ProgramClosingId) -> Result<Stored<ProgramClosing>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The closing that is under way; there is never more than one.
///
/// # Errors
/// The database's own.
pub fn open(tx: &Tx<'_>) -> Result<Option<Stored<ProgramClosing>>, StoreError> {
    tx.find_one("state = $1 ORDER BY id", &[text("open")])
}

/// The newest closing, under way or not.
///
/// # Errors
/// The database's own.
pub fn newest(tx: &Tx<'_>) -> Result<Option<Stored<ProgramClosing>>, StoreError> {
    tx.find_one("1 = 1 ORDER BY id DESC LIMIT 1", &[])
}
