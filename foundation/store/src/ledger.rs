//! Appending to the ledger and reading it: now, as of a moment, or every version there was.

use std::rc::Rc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::StoreError;
use crate::record::{Chain, Entry, Record, Stored};
use crate::transaction::Tx;
use crate::value::{Row, Value, int, text};

/// How far a node's clock may be behind the newest record before a write is refused.
const TOLERATED_MICROSECONDS: i64 = 5_000_000;

/// One row of the ledger, as it is hashed.
pub(crate) struct LedgerRow<'a> {
    pub(crate) chain: &'a str,
    pub(crate) position: i64,
    pub(crate) record_id: &'a str,
    pub(crate) version: i64,
    pub(crate) kind: &'a str,
    pub(crate) recorded_at: i64,
    pub(crate) recorded_by: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) body: &'a str,
    pub(crate) previous_hash: &'a [u8],
}

impl LedgerRow<'_> {
    /// The hash of this row and, through `previous_hash`, of everything before it. Every field is preceded by its length, so
    /// that no two different rows are written alike.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash_in(&mut Vec::new())
    }

    /// As [`LedgerRow::hash`], with the room for what is hashed lent by whoever hashes many.
    pub(crate) fn hash_in(&self, message: &mut Vec<u8>) -> [u8; 32] {
        message.clear();
        message.extend_from_slice(b"stepdown-record-1");
        let numbers = [self.position, self.version, self.recorded_at].map(i64::to_le_bytes);
        let fields: [&[u8]; 10] = [
            self.chain.as_bytes(),
            &numbers[0],
            self.record_id.as_bytes(),
            &numbers[1],
            self.kind.as_bytes(),
            &numbers[2],
            self.recorded_by.as_bytes(),
            self.reason.as_bytes(),
            self.body.as_bytes(),
            self.previous_hash,
        ];
        for field in fields {
            message.extend_from_slice(&(field.len() as u64).to_le_bytes());
            message.extend_from_slice(field);
        }
        Sha256::digest(message).into()
    }
}

/// Where a chain ends.
#[derive(Clone)]
pub(crate) struct Head {
    position: i64,
    hash: Vec<u8>,
    recorded_at: i64,
}

impl Tx<'_> {
    /// Appends the first version of a record.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the record exists; [`StoreError::ClockWentBack`].
    pub fn append<R: Record>(&self, record: &R, entry: &Entry<'_>) -> Result<(), StoreError> {
        self.append_version(record, 1, entry)
    }

    /// Appends the version after `current`: a correction that names the old by its number.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else wrote that version first.
    pub fn amend<R: Record>(&self, record: &R, current: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
        self.append_version(record, current + 1, entry)
    }

    fn append_version<R: Record>(&self, record: &R, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
        let chain = record.chain().to_string();
        let id = record.id().hyphenated().to_string();
        let body = serde_json::to_string(record).map_err(|e| StoreError::Fault(format!("{}: {e}", R::TABLE)))?;
        let head = self.head(&chain)?;
        let recorded_at = moment(entry.at, head.recorded_at)?;
        let by = entry.by.to_string();
        let row = LedgerRow {
            chain: &chain,
            position: head.position + 1,
            record_id: &id,
            version,
            kind: R::TABLE,
            recorded_at,
            recorded_by: &by,
            reason: entry.reason,
            body: &body,
            previous_hash: &head.hash,
        };
        self.insert(&row)?;
        self.appended.borrow_mut().insert(R::TABLE);
        self.kept.borrow_mut().remove(R::TABLE);
        self.refresh::<R>(&row, record.columns())
    }

    /// Reads where these chains end, in one question, before records are appended to several of them. On PostgreSQL it also takes
    /// them, in one order for everybody, so that two people who sign for the same patients wait for each other and never in a circle.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn take_chains(&self, chains: impl IntoIterator<Item = Chain>) -> Result<(), StoreError> {
        let mut chains: Vec<String> = chains.into_iter().map(|chain| chain.to_string()).collect();
        chains.sort_unstable();
        for some in chains.chunks(200) {
            let (among, values) = among("chain", some, &[]);
            let lock = self.lock_clause();
            let sql = format!("SELECT position, hash, recorded_at, chain FROM chain_head WHERE {among} ORDER BY chain{lock}");
            for row in self.query(&sql, &values)? {
                let head = Head { position: row.int(0)?, hash: row.bytes(1)?.to_vec(), recorded_at: row.int(2)? };
                self.heads.borrow_mut().entry(row.text(3)?.to_owned()).or_insert(head);
            }
        }
        Ok(())
    }

    /// The hash of the newest version of a record, by which its content is known without reading it.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn hash_of(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        self.query_one("SELECT hash FROM record WHERE record_id = $1 ORDER BY version DESC LIMIT 1", &[text(id.hyphenated())])?
            .map(|row| Ok(row.bytes(0)?.to_vec()))
            .transpose()
    }

    fn head(&self, chain: &str) -> Result<Head, StoreError> {
        if let Some(head) = self.heads.borrow().get(chain) {
            return Ok(head.clone());
        }
        let sql = format!("SELECT position, hash, recorded_at FROM chain_head WHERE chain = $1{}", self.lock_clause());
        match self.query_one(&sql, &[Value::from(chain)])? {
            Some(row) => Ok(Head { position: row.int(0)?, hash: row.bytes(1)?.to_vec(), recorded_at: row.int(2)? }),
            None => Ok(Head { position: 0, hash: vec![0; 32], recorded_at: i64::MIN }),
        }
    }

    fn insert(&self, row: &LedgerRow<'_>) -> Result<(), StoreError> {
        let hash = row.hash().to_vec();
        let head = Head { position: row.position, hash: hash.clone(), recorded_at: row.recorded_at };
        let hash = Value::Bytes(hash);
        let inserted = self.execute(
            "INSERT INTO record (chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, \
             previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
             ON CONFLICT (record_id, version) DO NOTHING",
            &[
                text(row.chain),
                int(row.position),
                text(row.record_id),
                int(row.version),
                text(row.kind),
                int(row.recorded_at),
                text(row.recorded_by),
                text(row.reason),
                text(row.body),
                Value::Bytes(row.previous_hash.to_vec()),
                hash.clone(),
            ],
        )?;
        if inserted == 0 {
            return Err(StoreError::Conflict);
        }
        self.execute(
            "INSERT INTO chain_head (chain, position, hash, recorded_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (chain) DO UPDATE SET position = excluded.position, hash = excluded.hash, \
             recorded_at = excluded.recorded_at",
            &[text(row.chain), int(row.position), hash, int(row.recorded_at)],
        )?;
        self.heads.borrow_mut().insert(row.chain.to_owned(), head);
        Ok(())
    }

    fn refresh<R: Record>(&self, row: &LedgerRow<'_>, columns: Vec<(&'static str, Value)>) -> Result<(), StoreError> {
        let (names, extra): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let mut values = vec![text(row.record_id), int(row.version), int(row.recorded_at), text(row.recorded_by), text(row.body)];
        values.extend(extra);
        let mut statements = self.refreshing.borrow_mut();
        let sql = statements
            .entry(R::TABLE)
            .or_insert_with(|| format!("{} WHERE {}.version = excluded.version - 1", upsert(R::TABLE, &names), R::TABLE));
        // no row is touched when the version that was named as current is not
        if self.execute(sql, &values)? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// The record with an id, as it stands now.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when the stored body is of a shape this version does not know.
    pub fn load<R: Record>(&self, id: impl std::fmt::Display) -> Result<Option<Stored<R>>, StoreError> {
        self.find_one("id = $1", &[text(id)])
    }

    /// The records that meet a condition on their columns; `condition` may end with `ORDER BY` and `LIMIT`.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find<R: Record>(&self, condition: &str, parameters: &[Value]) -> Result<Vec<Stored<R>>, StoreError> {
        let sql = format!("SELECT version, recorded_at, recorded_by, body FROM {} WHERE {condition}", R::TABLE);
        self.query(&sql, parameters)?.iter().map(read::<R>).collect()
    }

    /// The first record that meets a condition.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find_one<R: Record>(&self, condition: &str, parameters: &[Value]) -> Result<Option<Stored<R>>, StoreError> {
        Ok(self.find(condition, parameters)?.into_iter().next())
    }

    /// The records whose `column` is among these keys, a question for every 200 of them. `rest` is appended to the condition: `AND …`
    /// over `parameters` (numbered from `$1`), `ORDER BY …`; the order holds within 200 keys.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find_among<R: Record>(
        &self,
        column: &str,
        keys: &[impl std::fmt::Display],
        rest: &str,
        parameters: &[Value],
    ) -> Result<Vec<Stored<R>>, StoreError> {
        for_some(column, keys, rest, parameters, |condition, values| self.find(condition, values))
    }

    /// Of the records that meet a condition, the part that `P` names: what else stands in them is passed over unread.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find_part<R: Record, P: serde::de::DeserializeOwned>(
        &self,
        condition: &str,
        parameters: &[Value],
    ) -> Result<Vec<P>, StoreError> {
        let sql = format!("SELECT body FROM {} WHERE {condition}", R::TABLE);
        let part = |row: &Row| serde_json::from_str(row.text(0)?).map_err(|e| StoreError::unreadable(R::TABLE, e));
        self.query(&sql, parameters)?.iter().map(part).collect()
    }

    /// As [`Tx::find_among`], of each record only the part that `P` names.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find_part_among<R: Record, P: serde::de::DeserializeOwned>(
        &self,
        column: &str,
        keys: &[impl std::fmt::Display],
        rest: &str,
        parameters: &[Value],
    ) -> Result<Vec<P>, StoreError> {
        for_some(column, keys, rest, parameters, |condition, values| self.find_part::<R, P>(condition, values))
    }

    /// The first record that meets a condition, asked of the database once in a transaction: until a record of the kind is written,
    /// the same question has the same answer. For what every patient of a group needs alike, such as the program's configuration.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn find_one_kept<R: Record + 'static>(
        &self,
        condition: &str,
        parameters: &[Value],
    ) -> Result<Option<Rc<Stored<R>>>, StoreError> {
        let question = format!("{condition} {parameters:?}");
        let known = self.kept.borrow().get(R::TABLE).and_then(|answers| answers.get(&question)).cloned();
        if let Some(known) = known.and_then(|known| known.downcast::<Option<Rc<Stored<R>>>>().ok()) {
            return Ok((*known).clone());
        }
        let found = self.find_one::<R>(condition, parameters)?.map(Rc::new);
        self.kept.borrow_mut().entry(R::TABLE).or_default().insert(question, Rc::new(found.clone()));
        Ok(found)
    }

    /// The record with an id, as [`Tx::find_one_kept`].
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn load_kept<R: Record + 'static>(&self, id: impl std::fmt::Display) -> Result<Option<Rc<Stored<R>>>, StoreError> {
        self.find_one_kept("id = $1", &[text(id)])
    }

    /// The record as it stood at a moment; nothing when it did not exist yet.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn load_as_of<R: Record>(&self, id: Uuid, at: Timestamp) -> Result<Option<Stored<R>>, StoreError> {
        self.query_one(
            "SELECT version, recorded_at, recorded_by, body FROM record WHERE record_id = $1 AND recorded_at <= $2 \
             ORDER BY version DESC LIMIT 1",
            &[text(id.hyphenated()), Value::from(at)],
        )?
        .as_ref()
        .map(read::<R>)
        .transpose()
    }

    /// Every version of a record, oldest first, each with the reason it was written.
    ///
    /// # Errors
    /// As [`Tx::load`].
    pub fn history<R: Record>(&self, id: impl std::fmt::Display) -> Result<Vec<(Stored<R>, String)>, StoreError> {
        self.query(
            "SELECT version, recorded_at, recorded_by, body, reason FROM record WHERE record_id = $1 ORDER BY version",
            &[text(id)],
        )?
        .iter()
        .map(|row| Ok((read::<R>(row)?, row.text(4)?.to_owned())))
        .collect()
    }

    /// Every record of a chain as it stood at a moment: kind, id, version, when, by whom and the body as JSON.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn chain_as_of(&self, chain: Chain, at: Timestamp) -> Result<Vec<Row>, StoreError> {
        self.query(
            "SELECT r.kind, r.record_id, r.version, r.recorded_at, r.recorded_by, r.reason, r.body FROM record r \
             WHERE r.chain = $1 AND r.recorded_at <= $2 AND r.version = (SELECT MAX(n.version) FROM record n \
             WHERE n.record_id = r.record_id AND n.recorded_at <= $2) ORDER BY r.position",
            &[text(chain), Value::from(at)],
        )
    }
}

/// Asks for 200 keys at a time, because a statement takes only so many values.
fn for_some<T>(
    column: &str,
    keys: &[impl std::fmt::Display],
    rest: &str,
    parameters: &[Value],
    ask: impl Fn(&str, &[Value]) -> Result<Vec<T>, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::with_capacity(keys.len());
    for some in keys.chunks(200) {
        let (among, values) = among(column, some, parameters);
        all.extend(ask(&format!("{among} {rest}"), &values)?);
    }
    Ok(all)
}

/// `column IN ($3, $4)` for keys that follow two parameters, with the values of both.
pub fn among(column: &str, keys: &[impl std::fmt::Display], parameters: &[Value]) -> (String, Vec<Value>) {
    let first = parameters.len() + 1;
    let places: Vec<String> = (first..first + keys.len()).map(|at| format!("${at}")).collect();
    let values = parameters.iter().cloned().chain(keys.iter().map(text)).collect();
    (format!("{column} IN ({})", places.join(", ")), values)
}

/// The statement that refreshes a noun's own row. Names come from the program, never from a person.
pub(crate) fn upsert(table: &str, names: &[&str]) -> String {
    let all: Vec<&str> = ["id", "version", "recorded_at", "recorded_by", "body"].iter().chain(names).copied().collect();
    let places: Vec<String> = (1..=all.len()).map(|at| format!("${at}")).collect();
    let updates: Vec<String> = all.iter().skip(1).map(|name| format!("{name} = excluded.{name}")).collect();
    format!(
        "INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        all.join(", "),
        places.join(", "),
        updates.join(", ")
    )
}

fn moment(now: Timestamp, newest: i64) -> Result<i64, StoreError> {
    let now = now.as_microsecond();
    let behind = newest.saturating_sub(now);
    if behind > TOLERATED_MICROSECONDS {
        return Err(StoreError::ClockWentBack { seconds: behind / 1_000_000 });
    }
    Ok(now.max(newest))
}

fn read<R: Record>(row: &Row) -> Result<Stored<R>, StoreError> {
    let record = serde_json::from_str(row.text(3)?).map_err(|e| StoreError::unreadable(R::TABLE, e))?;
    Ok(Stored { record, version: row.int(0)?, recorded_at: row.instant(1)?, recorded_by: row.parse(2)? })
}
