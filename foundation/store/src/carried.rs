//! What a copy of the database recorded since it began to carry the program, and whether it goes on from what stands here: every row with
//! its hash, each chain from a row that this database has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::ledger::LedgerRow;
use crate::transaction::Tx;
use crate::value::{Value, int, text};

/// Where each chain ended, by its name.
pub type ChainEnds = BTreeMap<String, i64>;

/// A row of the ledger, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedRow {
    /// The chain.
    pub chain: String,
    /// Its place there.
    pub position: i64,
    /// The record.
    pub record_id: String,
    /// The version.
    pub version: i64,
    /// The kind, as its table is called.
    pub kind: String,
    /// When, in microseconds.
    pub recorded_at: i64,
    /// By whom.
    pub recorded_by: String,
    /// Why.
    pub reason: String,
    /// What.
    pub body: String,
    /// The hash before it, as lower-case hex.
    pub previous_hash: String,
    /// Its own.
    pub hash: String,
}

impl CarriedRow {
    /// Whether the hash is that of what stands here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let Ok(previous_hash) = hex::decode(&self.previous_hash) else { return false };
        let row = LedgerRow {
            chain: &self.chain,
            position: self.position,
            record_id: &self.record_id,
            version: self.version,
            kind: &self.kind,
            recorded_at: self.recorded_at,
            recorded_by: &self.recorded_by,
            reason: &self.reason,
            body: &self.body,
            previous_hash: &previous_hash,
        };
        hex::encode(row.hash()) == self.hash
    }
}

impl Tx<'_> {
    /// Where each chain ends.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn chain_ends(&self) -> Result<ChainEnds, StoreError> {
        let rows = self.query("SELECT chain, position FROM chain_head ORDER BY chain", &[])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
    }

    /// Everything that was recorded behind these ends, chain by chain.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn recorded_behind(&self, ends: &ChainEnds) -> Result<Vec<CarriedRow>, StoreError> {
        let mut all = Vec::new();
        for (chain, now) in self.chain_ends()? {
            let from = ends.get(&chain).copied().unwrap_or(0);
            if now > from {
                all.extend(self.rows_of(&chain, from)?);
            }
        }
        Ok(all)
    }

    fn rows_of(&self, chain: &str, behind: i64) -> Result<Vec<CarriedRow>, StoreError> {
        let sql = "SELECT position, record_id, version, kind, recorded_at, recorded_by, reason, body, previous_hash, hash \
                   FROM record WHERE chain = $1 AND position > $2 ORDER BY position";
        self.query(sql, &[text(chain), int(behind)])?
            .iter()
            .map(|row| {
                Ok(CarriedRow {
                    chain: chain.to_owned(),
                    position: row.int(0)?,
                    record_id: row.text(1)?.to_owned(),
                    version: row.int(2)?,
                    kind: row.text(3)?.to_owned(),
                    recorded_at: row.int(4)?,
                    recorded_by: row.text(5)?.to_owned(),
                    reason: row.text(6)?.to_owned(),
                    body: row.text(7)?.to_owned(),
                    previous_hash: hex::encode(row.bytes(8)?),
                    hash: hex::encode(row.bytes(9)?),
                })
            })
            .collect()
    }

    /// The first row that does not go on from what stands here: its hash is not its own, it does not follow the one before it, or the
    /// row that its chain goes on from is not in this database. Nothing when all of them do.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn first_that_does_not_go_on<'r>(&self, rows: &'r [CarriedRow]) -> Result<Option<&'r CarriedRow>, StoreError> {
        let mut last: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
        for row in rows {
            let follows = match last.get(row.chain.as_str()) {
                Some((position, hash)) => row.position == position + 1 && row.previous_hash == *hash,
                None => self.has_row(&row.chain, row.position - 1, &row.previous_hash)?,
            };
            if !follows || !row.is_whole() {
                return Ok(Some(row));
            }
            last.insert(&row.chain, (row.position, row.hash.as_str()));
        }
        Ok(None)
    }

    fn has_row(&self, chain: &str, position: i64, hash: &str) -> Result<bool, StoreError> {
        if position == 0 {
            return Ok(hash.bytes().all(|digit| digit == b'0'));
        }
        let Ok(hash) = hex::decode(hash) else { return Ok(false) };
        let found = self.query_one(
            "SELECT position FROM record WHERE chain = $1 AND position = $2 AND hash = $3",
            &[text(chain), int(position), Value::Bytes(hash)],
        )?;
        Ok(found.is_some())
    }

    /// The versions that a record has here, with what each says.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn bodies_of(&self, record_id: &str) -> Result<Vec<(i64, String)>, StoreError> {
        let rows = self.query("SELECT version, body FROM record WHERE record_id = $1 ORDER BY version", &[text(record_id)])?;
        rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?.to_owned()))).collect()
    }

    /// The kinds of record that this transaction appended.
    #[must_use]
    pub fn appended(&self) -> Vec<&'static str> {
        self.appended.borrow().iter().copied().collect()
    }
}
