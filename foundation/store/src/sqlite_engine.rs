//! SQLite inside the binary: one writer, a few readers, write-ahead log, full synchronisation at every commit.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlite::config::DbConfig;
use sqlite::types::ValueRef;
use sqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::at_rest::{self, DatabaseKey, Found, KeyPlace};
use crate::transaction::{Tx, TxEngine};
use crate::value::{Passing, Row, Value};
use crate::write_ahead::{AT_THE_LATEST_PAGES, LogMover};

const KEPT_READERS: usize = 4;

pub(crate) struct Engine {
    key: Option<DatabaseKey>,
    log_mover: Option<LogMover>,
    path: Option<PathBuf>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Engine {
    pub(crate) fn open(path: &Path, place: &KeyPlace) -> Result<Self, StoreError> {
        let key = at_rest::key_for(path, place)?;
        let writer = at_rest::connect(path, key.as_ref(), OpenFlags::default())?;
        prepare(&writer)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "wal_autocheckpoint", AT_THE_LATEST_PAGES)?;
        // It may have been encrypted between the look at it and its opening: then this is a file that is no longer there.
        if key.is_none() && at_rest::look_at(path)? != Found::InClear {
            return Err(StoreError::Busy);
        }
        Ok(Self {
            log_mover: Some(LogMover::beside(path, key.clone())),
            key,
            path: Some(path.to_owned()),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
        })
    }

    pub(crate) fn in_memory() -> Result<Self, StoreError> {
        let writer = Connection::open_in_memory()?;
        prepare(&writer)?;
        Ok(Self { key: None, log_mover: None, path: None, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    pub(crate) fn key(&self) -> Option<&DatabaseKey> {
        self.key.as_ref()
    }

    /// The one connection that writes. Work that ended in a panic has left its transaction open; it is taken back here, or nothing
    /// could be written any more.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(|poisoned| {
            let connection = poisoned.into_inner();
            roll_back(&connection);
            self.writer.clear_poison();
            connection
        })
    }

    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Vec<String>), E> {
        let connection = self.writer();
        batch(&connection, "BEGIN IMMEDIATE")?;
        let tx = Tx::new(TxEngine::Sqlite(&connection));
        let done = work(&tx);
        let announced = tx.announced.into_inner();
        match done {
            Ok(value) => match batch(&connection, "COMMIT") {
                Ok(()) => {
                    self.log_mover.iter().for_each(LogMover::written);
                    Ok((value, announced))
                }
                Err(error) => {
                    roll_back(&connection);
                    Err(error.into())
                }
            },
            Err(refused) => {
                roll_back(&connection);
                Err(refused)
            }
        }
    }

    pub(crate) fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let Some(path) = &self.path else {
            let connection = self.writer();
            return read_on(&connection, work);
        };
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match kept {
            Some(connection) => connection,
            None => open_reader(path, self.key.as_ref())?,
        };
        let done = read_on(&connection, work);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < KEPT_READERS {
            readers.push(connection);
        }
        done
    }
}

fn open_reader(path: &Path, key: Option<&DatabaseKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = at_rest::connect(path, key, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "cache_size", -8000)?;
    // A plan that depends on what is bound is made anew at every binding, which costs more than it finds in tables like ours.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn read_on<T, E: From<StoreError>>(connection: &Connection, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
    batch(connection, "BEGIN DEFERRED")?;
    let done = work(&Tx::new(TxEngine::Sqlite(connection)));
    roll_back(connection);
    done
}

fn batch(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// After some failures (a full disk) SQLite has already rolled back by itself; a second rollback then complains harmlessly.
fn roll_back(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = batch(connection, "ROLLBACK")
    {
        tracing::error!(%error, "rollback failed");
    }
}

pub(crate) fn query(connection: &Connection, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
    let mut all = Vec::new();
    each(connection, sql, parameters, &mut |row| {
        all.push(row);
        Ok(())
    })?;
    Ok(all)
}

pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    parameters: &[Value],
    step: &mut dyn FnMut(Row) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    let width = statement.column_count();
    let mut rows = statement.query(sqlite::params_from_iter(parameters))?;
    while let Some(row) = rows.next()? {
        let values: Result<Vec<Value>, StoreError> = (0..width).map(|at| Ok(owned(row.get_ref(at)?))).collect();
        step(Row(values?))?;
    }
    Ok(())
}

/// Hands every row to `step` without copying it, until `step` has seen enough.
pub(crate) fn pass(
    connection: &Connection,
    sql: &str,
    parameters: &[Value],
    step: &mut dyn FnMut(&Passing<'_>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    let mut rows = statement.query(sqlite::params_from_iter(parameters))?;
    while let Some(row) = rows.next()? {
        if !step(&Passing::Sqlite(row))? {
            break;
        }
    }
    Ok(())
}

pub(crate) fn execute(connection: &Connection, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    let touched = statement.execute(sqlite::params_from_iter(parameters))?;
    Ok(u64::try_from(touched).unwrap_or(0))
}

/// `$1` is a name to SQLite, numbered by first appearance; `?1` is the position that is meant.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Text(value.to_string()),
        // nearly all texts are well formed, and that is quickly seen
        ValueRef::Text(value) => Value::Text(match std::str::from_utf8(value) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(value).into_owned(),
        }),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
    }
}
