//! Is it true? Recomputes every chain, holds it against the signed checkpoints, and compares every noun's table with the ledger it was
//! derived from.

mod derived;
mod walk;

use jiff::Timestamp;
use serde::Serialize;

use crate::checkpoint::{Mark, Notary, Occasion, Sealed, Standing, sealed};
use crate::record::Record;
use crate::value::Value;
use crate::{Store, StoreError, Tx};

type Columns = Vec<(&'static str, Value)>;

/// A kind of record: its table, and how its columns follow from its body.
#[derive(Clone, Copy)]
pub struct Kind {
    /// The table.
    pub table: &'static str,
    names: fn() -> Vec<&'static str>,
    columns: fn(&str) -> Result<Columns, StoreError>,
}

impl Kind {
    /// The kind of a record type. `names` lists the columns of its table in the order of [`Record::columns`].
    #[must_use]
    pub const fn of<R: Record>(names: fn() -> Vec<&'static str>) -> Self {
        Self {
            table: R::TABLE,
            names,
            columns: |body| {
                let record: R = serde_json::from_str(body).map_err(|e| StoreError::unreadable(R::TABLE, e))?;
                Ok(record.columns())
            },
        }
    }
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// How many ledger rows were recomputed.
    pub records: u64,
    /// How many chains.
    pub chains: u64,
    /// How many rows of derived tables were compared.
    pub derived_rows: u64,
    /// The first thing that is not as it was written; nothing when all is well.
    pub broken: Option<Broken>,
    /// How the checkpoints stand; nothing when none was signed, or none holds.
    pub checkpoints: Option<Standing>,
    /// Records that say they are older than a checkpoint that was signed before they were written.
    pub backdated: Option<Backdated>,
}

/// The first thing that does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The chain: a patient's id, or `program`.
    pub chain: String,
    /// The place in the chain, counted from 1; 0 when a whole row of a derived table is in question. Of a checkpoint its number.
    pub position: i64,
    /// The record.
    pub record_id: String,
    /// Its kind; `checkpoint` when a checkpoint does not hold.
    pub kind: String,
    /// What does not hold, in words.
    pub what: String,
    /// The newest checkpoint that holds: all was whole when it was signed, so that this was changed later. Without one nobody can say.
    pub since: Option<Mark>,
}

/// Records that were written later than they say: a clock stood wrong, or was set back. They are not broken, and it is said of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backdated {
    /// How many.
    pub records: u64,
    /// The chain of the first.
    pub chain: String,
    /// The place of the first.
    pub position: i64,
    /// The id of the first.
    pub record_id: String,
    /// When it says that it was written.
    pub says: Timestamp,
    /// The checkpoint that was signed before it was written.
    pub after: Mark,
}

impl Store {
    /// Verifies the whole database in one consistent state. `progress` hears how many ledger rows are done. Whose the checkpoints are
    /// is not asked; see [`Store::verify_with`].
    ///
    /// # Errors
    /// Only when the database cannot be read; a broken record is an answer, not an error.
    pub fn verify(&self, kinds: &[Kind], progress: &dyn Fn(u64)) -> Result<Verification, StoreError> {
        self.verify_with(kinds, &Notary::unknowing(), progress)
    }

    /// As [`Store::verify`], by somebody who knows by which keys checkpoints must be signed, and holds them against a file.
    ///
    /// # Errors
    /// As [`Store::verify`], and when the file of checkpoints cannot be read.
    pub fn verify_with(&self, kinds: &[Kind], notary: &Notary, progress: &dyn Fn(u64)) -> Result<Verification, StoreError> {
        self.read(|tx| Ok(Whole::of(tx, kinds, notary, Occasion::Regular, progress)?.seen))
    }
}

/// A verification with what is needed to sign over it.
pub(crate) struct Whole {
    pub(crate) seen: Verification,
    pub(crate) sealed: Sealed,
    /// Ends of chains that have moved since the newest checkpoint.
    pub(crate) moved: Vec<(Box<str>, i64, [u8; 32])>,
}

impl Whole {
    pub(crate) fn of(
        tx: &Tx<'_>,
        kinds: &[Kind],
        notary: &Notary,
        occasion: Occasion,
        progress: &dyn Fn(u64),
    ) -> Result<Self, StoreError> {
        let mut sealed = sealed(tx, notary, occasion)?;
        let walked = walk::walk(tx, &sealed, progress)?;
        let mut seen = walked.seen;
        if seen.broken.is_none() {
            seen.broken = sealed.broken.take();
        }
        if seen.broken.is_none() {
            derived::compare(tx, kinds, &walked.firsts, &mut seen)?;
        }
        if let Some(broken) = &mut seen.broken {
            broken.since = sealed.newest();
        }
        seen.checkpoints = sealed.standing();
        Ok(Self { seen, sealed, moved: walked.moved })
    }
}
