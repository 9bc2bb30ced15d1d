//! Is it true? Recomputes every chain and compares every noun's table with the ledger it was derived from.

use serde::Serialize;

use crate::ledger::LedgerRow;
use crate::record::Record;
use crate::value::{Row, Value, text};
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
    /// The first record that is not as it was written; nothing when all is well.
    pub broken: Option<Broken>,
}

/// The first thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The chain: a patient's id, or `program`.
    pub chain: String,
    /// The place in the chain, counted from 1; 0 when a whole row of a derived table is in question.
    pub position: i64,
    /// The record.
    pub record_id: String,
    /// Its kind.
    pub kind: String,
    /// What does not hold, in words.
    pub what: String,
}

#[derive(Default)]
struct Walk {
    seen: Verification,
    chain: String,
    position: i64,
    hash: Vec<u8>,
    ends: std::collections::HashMap<String, (i64, Vec<u8>)>,
}

impl Store {
    /// Verifies the whole database in one consistent state. `progress` hears how many ledger rows are done.
    ///
    /// # Errors
    /// Only when the database cannot be read; a broken record is an answer, not an error.
    pub fn verify(&self, kinds: &[Kind], progress: &dyn Fn(u64)) -> Result<Verification, StoreError> {
        self.read(|tx| {
            let mut walk = Walk { hash: vec![0; 32], ..Walk::default() };
            tx.each(
                "SELECT chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, previous_hash, \
                 hash FROM record ORDER BY chain, position",
                &[],
                &mut |row| walk.step(&row, progress),
            )?;
            walk.close_chain();
            let mut seen = heads(tx, walk)?;
            for kind in kinds {
                if seen.broken.is_none() {
                    derived(tx, kind, &mut seen)?;
                }
            }
            Ok(seen)
        })
    }
}

impl Walk {
    fn step(&mut self, row: &Row, progress: &dyn Fn(u64)) -> Result<(), StoreError> {
        if self.seen.broken.is_some() {
            return Ok(());
        }
        let chain = row.text(0)?;
        if chain != self.chain {
            self.close_chain();
            chain.clone_into(&mut self.chain);
            self.position = 0;
            self.hash = vec![0; 32];
        }
        self.position += 1;
        self.seen.records += 1;
        if self.seen.records.is_multiple_of(10_000) {
            progress(self.seen.records);
        }
        let read = ledger_row(row)?;
        let what = if read.position != self.position {
            Some(format!("record {} of this chain is missing", self.position))
        } else if read.previous_hash != self.hash {
            Some("it does not follow the record before it".to_owned())
        } else if read.hash() != row.bytes(10)? {
            Some("its content is not what was signed into the chain".to_owned())
        } else {
            None
        };
        self.hash = row.bytes(10)?.to_vec();
        self.seen.broken = what.map(|what| Broken {
            chain: chain.to_owned(),
            position: read.position,
            record_id: read.record_id.to_owned(),
            kind: read.kind.to_owned(),
            what,
        });
        Ok(())
    }

    fn close_chain(&mut self) {
        if self.position > 0 {
            self.seen.chains += 1;
            self.ends.insert(std::mem::take(&mut self.chain), (self.position, std::mem::take(&mut self.hash)));
        }
        self.position = 0;
    }
}

fn ledger_row(row: &Row) -> Result<LedgerRow<'_>, StoreError> {
    Ok(LedgerRow {
        chain: row.text(0)?,
        position: row.int(1)?,
        record_id: row.text(2)?,
        version: row.int(3)?,
        kind: row.text(4)?,
        recorded_at: row.int(5)?,
        recorded_by: row.text(6)?,
        reason: row.text(7)?,
        body: row.text(8)?,
        previous_hash: row.bytes(9)?,
    })
}

/// Every chain must end where its head says: a chain cut short, or removed whole, is found here.
fn heads(tx: &Tx<'_>, mut walk: Walk) -> Result<Verification, StoreError> {
    for row in tx.query("SELECT chain, position, hash FROM chain_head ORDER BY chain", &[])? {
        let end = walk.ends.remove(row.text(0)?);
        let holds = end.is_some_and(|(position, hash)| Ok(position) == row.int(1) && row.bytes(2) == Ok(&hash));
        if !holds && walk.seen.broken.is_none() {
            walk.seen.broken = Some(Broken {
                chain: row.text(0)?.to_owned(),
                position: row.int(1)?,
                record_id: String::new(),
                kind: String::new(),
                what: "the chain does not end where its head says: records were removed or added beside the program".to_owned(),
            });
        }
    }
    if let (None, Some(chain)) = (&walk.seen.broken, walk.ends.into_keys().next()) {
        let what = "the chain has no head".to_owned();
        walk.seen.broken = Some(Broken { chain, position: 0, record_id: String::new(), kind: String::new(), what });
    }
    Ok(walk.seen)
}

/// Each row of a derived table must be what the newest ledger version of its record gives.
fn derived(tx: &Tx<'_>, kind: &Kind, seen: &mut Verification) -> Result<(), StoreError> {
    let names = (kind.names)();
    let columns: String = names.iter().map(|name| format!(", d.{name}")).collect();
    let sql = format!(
        "SELECT d.id, d.version, d.recorded_at, d.recorded_by, d.body, r.version, r.recorded_at, r.recorded_by, r.body, \
         r.chain{columns} FROM {table} d LEFT JOIN record r ON r.record_id = d.id AND r.version = (SELECT MAX(n.version) \
         FROM record n WHERE n.record_id = d.id) ORDER BY d.id",
        table = kind.table
    );
    let mut rows = 0_i64;
    tx.each(&sql, &[], &mut |row| {
        rows += 1;
        seen.derived_rows += 1;
        if seen.broken.is_none() && !follows(kind, &row)? {
            seen.broken = Some(Broken {
                chain: row.maybe_text(9)?.unwrap_or_default().to_owned(),
                position: 0,
                record_id: row.text(0)?.to_owned(),
                kind: kind.table.to_owned(),
                what: "the row shown on screens is not what the ledger holds".to_owned(),
            });
        }
        Ok(())
    })?;
    let in_ledger = tx
        .query_one("SELECT COUNT(*) FROM record WHERE kind = $1 AND version = 1", &[text(kind.table)])?
        .map_or(Ok(0), |row| row.int(0))?;
    if seen.broken.is_none() && in_ledger != rows {
        seen.broken = Some(Broken {
            chain: String::new(),
            position: 0,
            record_id: String::new(),
            kind: kind.table.to_owned(),
            what: format!("{in_ledger} records are in the ledger and {rows} in their table"),
        });
    }
    Ok(())
}

fn follows(kind: &Kind, row: &Row) -> Result<bool, StoreError> {
    let same = (0..5).skip(1).all(|at| row.0.get(at) == row.0.get(at + 4));
    if !same {
        return Ok(false);
    }
    let want = (kind.columns)(row.text(4)?)?;
    Ok(want.iter().enumerate().all(|(at, (_, value))| row.0.get(10 + at) == Some(value)))
}
