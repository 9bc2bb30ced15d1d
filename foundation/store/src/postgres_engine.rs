//! PostgreSQL for programs that outgrew one machine: a small pool, serializable transactions, tried again when two writers meet.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement, Transaction};

use crate::StoreError;
use crate::transaction::{Tx, TxEngine};
use crate::value::{Passing, Row, Value};

const POOL: usize = 8;
const TRIES: u32 = 12;

pub(crate) struct Engine {
    config: Config,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    lent: usize,
}

/// The count of one lent line. It is taken off also when the work on the line ends in a panic, or the pool would run dry.
struct Lent<'e>(&'e Engine);

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.0.pool.lock().unwrap_or_else(PoisonError::into_inner).lent -= 1;
        self.0.returned.notify_one();
    }
}

pub(crate) struct Connection {
    pub(crate) client: Client,
    statements: HashMap<String, Statement>,
}

/// An open transaction with its connection's prepared statements.
pub(crate) struct Open<'c> {
    transaction: Transaction<'c>,
    statements: &'c mut HashMap<String, Statement>,
}

impl Engine {
    pub(crate) fn open(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(|_| StoreError::Fault("the database address cannot be read".into()))?;
        config.connect_timeout(Duration::from_secs(5)).application_name("stepdown");
        let engine = Self { config, pool: Mutex::default(), returned: Condvar::new() };
        let (connection, lent) = engine.lend()?;
        engine.take_back(connection);
        drop(lent);
        Ok(engine)
    }

    pub(crate) fn connect(&self) -> Result<Client, StoreError> {
        Ok(self.config.connect(NoTls)?)
    }

    fn lend(&self) -> Result<(Connection, Lent<'_>), StoreError> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.idle.pop() {
                pool.lent += 1;
                return Ok((connection, Lent(self)));
            }
            if pool.lent < POOL {
                pool.lent += 1;
                break;
            }
            let (again, waited) =
                self.returned.wait_timeout(pool, Duration::from_secs(10)).unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                return Err(StoreError::Busy);
            }
            pool = again;
        }
        drop(pool);
        let lent = Lent(self);
        let client = self.connect()?;
        Ok((Connection { client, statements: HashMap::new() }, lent))
    }

    fn take_back(&self, connection: Connection) {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if connection.client.is_closed() {
            // The line was lost: the others in the pool are as old and most likely lost as well.
            pool.idle.clear();
        } else {
            pool.idle.push(connection);
        }
    }

    pub(crate) fn transact<T, E: From<StoreError> + Retry>(
        &self,
        level: IsolationLevel,
        read_only: bool,
        work: impl Fn(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tried = 0;
        loop {
            let (mut connection, lent) = self.lend()?;
            let done = once(&mut connection, level, read_only, &work);
            let is_stale = connection.client.is_closed();
            self.take_back(connection);
            drop(lent);
            tried += 1;
            match done {
                Err(error) if error.is_worth_retrying() && tried < TRIES => {
                    std::thread::sleep(Duration::from_millis(u64::from(tried * tried)));
                }
                Err(_) if is_stale && tried == 1 => {}
                done => return done,
            }
        }
    }
}

/// Errors that may vanish when the same transaction is run again.
pub trait Retry {
    /// Whether the same transaction may go through now.
    fn is_worth_retrying(&self) -> bool;
}

impl Retry for StoreError {
    fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

fn once<T, E: From<StoreError>>(
    connection: &mut Connection,
    level: IsolationLevel,
    read_only: bool,
    work: impl Fn(&Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let Connection { client, statements } = connection;
    let transaction = client.build_transaction().isolation_level(level).read_only(read_only).start().map_err(StoreError::from)?;
    let open = RefCell::new(Open { transaction, statements });
    let value = work(&Tx::new(TxEngine::Postgres(&open)))?;
    open.into_inner().transaction.commit().map_err(StoreError::from)?;
    Ok(value)
}

/// What a transaction asks of this engine. Shared by reference, so that a transaction can be lent on.
pub(crate) trait Statements {
    fn script(&self, sql: &str) -> Result<(), StoreError>;
    fn query(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError>;
    fn execute(&self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError>;
    fn each(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;
    fn pass(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(&Passing<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError>;
}

impl Statements for RefCell<Open<'_>> {
    fn script(&self, sql: &str) -> Result<(), StoreError> {
        self.borrow_mut().script(sql)
    }

    fn query(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.borrow_mut().query(sql, parameters)
    }

    fn execute(&self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        self.borrow_mut().execute(sql, parameters)
    }

    fn each(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.borrow_mut().each(sql, parameters, step)
    }

    fn pass(
        &self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(&Passing<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        self.borrow_mut().pass(sql, parameters, step)
    }
}

impl Open<'_> {
    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.transaction.batch_execute(sql)?)
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        self.transaction.query(&statement, &parameters)?.iter().map(row).collect()
    }

    fn each(
        &mut self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let statement = self.prepared(sql)?;
        let mut rows = self.transaction.query_raw(&statement, parameters)?;
        while let Some(found) = rows.next()? {
            step(row(&found)?)?;
        }
        Ok(())
    }

    fn pass(
        &mut self,
        sql: &str,
        parameters: &[Value],
        step: &mut dyn FnMut(&Passing<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let statement = self.prepared(sql)?;
        let mut rows = self.transaction.query_raw(&statement, parameters)?;
        while let Some(found) = rows.next()? {
            if !step(&Passing::Postgres(&found))? {
                break;
            }
        }
        Ok(())
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        Ok(self.transaction.execute(&statement, &parameters)?)
    }
}

fn row(row: &postgres::Row) -> Result<Row, StoreError> {
    (0..row.len()).map(|at| cell(row, at)).collect::<Result<Vec<_>, _>>().map(Row)
}

/// The value in a column; absent where there is no such column.
pub(crate) fn cell(row: &postgres::Row, at: usize) -> Result<Value, StoreError> {
    let Some(column) = row.columns().get(at) else { return Ok(Value::Null) };
    Ok(match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(i64::from).into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(at)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
        Type::VOID => Value::Null,
        _ => row.try_get::<_, Option<String>>(at)?.into(),
    })
}
