//! One transaction on either engine. All of it happens or none of it.

use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::ledger::Head;
use crate::value::{Passing, Row, Value};
use crate::{StoreError, postgres_engine, sqlite_engine};

/// A transaction. Commands get a shared reference; only the store opens and closes it.
pub struct Tx<'c> {
    pub(crate) engine: TxEngine<'c>,
    pub(crate) announced: RefCell<Vec<String>>,
    /// Ends of the chains this transaction has appended to; nobody else moves them until it ends.
    pub(crate) heads: RefCell<HashMap<String, Head>>,
    /// Records read before, by table and question; what is written of a table is forgotten.
    pub(crate) kept: RefCell<HashMap<&'static str, Kept>>,
    /// The statement that refreshes each table, written once.
    pub(crate) refreshing: RefCell<HashMap<&'static str, String>>,
    /// The kinds of record that were appended.
    pub(crate) appended: RefCell<BTreeSet<&'static str>>,
}

/// Answers of one table, by question.
pub(crate) type Kept = HashMap<String, Rc<dyn Any>>;

pub(crate) enum TxEngine<'c> {
    Sqlite(&'c sqlite::Connection),
    Postgres(&'c (dyn postgres_engine::Statements + 'c)),
}

impl<'c> Tx<'c> {
    pub(crate) fn new(engine: TxEngine<'c>) -> Self {
        Self {
            engine,
            announced: RefCell::default(),
            heads: RefCell::default(),
            kept: RefCell::default(),
            refreshing: RefCell::default(),
            appended: RefCell::default(),
        }
    }

    /// The rows that answer a question. Parameters are written `$1`, `$2` in either engine.
    ///
    /// # Errors
    /// Any [`StoreError`] of the engine.
    pub fn query(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        match &self.engine {
            TxEngine::Sqlite(connection) => sqlite_engine::query(connection, sql, parameters),
            TxEngine::Postgres(open) => open.query(sql, parameters),
        }
    }

    /// The first row of an answer, if there is one.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn query_one(&self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, parameters)?.into_iter().next())
    }

    /// Hands every row of an answer to `step` without holding them all. `step` must not use this transaction.
    ///
    /// # Errors
    /// As [`Tx::query`], or the first error of `step`.
    pub fn each(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &self.engine {
            TxEngine::Sqlite(connection) => sqlite_engine::each(connection, sql, parameters, step),
            TxEngine::Postgres(open) => open.each(sql, parameters, step),
        }
    }

    /// Hands every row of an answer to `step` while it passes, until `step` says that it has seen enough. `step` must not use this
    /// transaction.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub(crate) fn pass(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(&Passing<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        match &self.engine {
            TxEngine::Sqlite(connection) => sqlite_engine::pass(connection, sql, parameters, step),
            TxEngine::Postgres(open) => open.pass(sql, parameters, step),
        }
    }

    /// Keeps an original whole, once, under the hash of its bytes, which is the answer.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn keep_original(&self, bytes: &[u8], media_type: &str, at: jiff::Timestamp) -> Result<String, StoreError> {
        use sha2::Digest;
        let sha256 = hex::encode(sha2::Sha256::digest(bytes));
        self.execute(
            "INSERT INTO original (sha256, media_type, bytes, kept_at) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING",
            &[Value::from(sha256.as_str()), Value::from(media_type), Value::from(bytes.to_vec()), Value::from(at)],
        )?;
        Ok(sha256)
    }

    /// An original by its hash: media type and bytes.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn original(&self, sha256: &str) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        self.query_one("SELECT media_type, bytes FROM original WHERE sha256 = $1", &[Value::from(sha256)])?
            .map(|row| Ok((row.text(0)?.to_owned(), row.bytes(1)?.to_vec())))
            .transpose()
    }

    /// A fact about this database, by name.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.query_one("SELECT value FROM setting WHERE name = $1", &[Value::from(name)])?
            .map(|row| Ok(row.text(0)?.to_owned()))
            .transpose()
    }

    /// Writes a fact about this database.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            &[Value::from(name), Value::from(value)],
        )?;
        Ok(())
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.engine, TxEngine::Postgres(_))
    }

    /// Runs a statement and says how many rows it touched.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn execute(&self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        match &self.engine {
            TxEngine::Sqlite(connection) => sqlite_engine::execute(connection, sql, parameters),
            TxEngine::Postgres(open) => open.execute(sql, parameters),
        }
    }

    /// Tells every screen on every node, once this transaction is durable, that `topic` changed.
    /// A topic names a board or a list, never a person.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn announce(&self, topic: &str) -> Result<(), StoreError> {
        if self.announced.borrow().iter().any(|known| known == topic) {
            return Ok(());
        }
        self.announced.borrow_mut().push(topic.to_owned());
        if let TxEngine::Postgres(open) = &self.engine {
            open.query("SELECT pg_notify('stepdown', $1)", &[Value::from(topic)])?;
        }
        Ok(())
    }

    /// `" FOR UPDATE"` where several writers can meet, nothing where there is only one.
    pub(crate) fn lock_clause(&self) -> &'static str {
        match self.engine {
            TxEngine::Sqlite(_) => "",
            TxEngine::Postgres(_) => " FOR UPDATE",
        }
    }
}
