//! The baseline: the same rows written by the bare database driver to a twin of the same size, prepared statements in one
//! durable transaction, with the same settings as the program's own connection.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use postgres::NoTls;
use postgres::types::{ToSql, Type};
use store::{Value, text};

use crate::said::Outcome;

/// What was written to the house since a state of its chains: one statement a row.
pub struct Written {
    /// Each row's statement and values.
    pub statements: Vec<(String, Vec<Value>)>,
    /// How many of them are ledger rows.
    pub records: usize,
}

impl Written {
    /// The bytes of all values.
    pub fn bytes(&self) -> usize {
        let of = |value: &Value| match value {
            Value::Null => 0,
            Value::Integer(_) => 8,
            Value::Text(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
        };
        self.statements.iter().flat_map(|(_, values)| values).map(of).sum()
    }
}

/// The last position of each chain.
pub type Heads = HashMap<String, i64>;

/// Bare connections to the house's database, for reading, and to its twin.
pub struct Raw {
    engine: Engine,
    columns: HashMap<String, Vec<String>>,
}

enum Engine {
    Sqlite { house: sqlite::Connection, twin: sqlite::Connection },
    Postgres { house: Box<postgres::Client>, twin: Box<postgres::Client>, prepared: HashMap<String, postgres::Statement> },
}

impl Raw {
    /// On two files.
    pub fn sqlite(house: &Path, twin: &Path) -> Outcome<Self> {
        let (house, twin) = (store::testing::bare_sqlite(house), store::testing::bare_sqlite(twin));
        twin.pragma_update(None, "journal_mode", "WAL")?;
        for connection in [&house, &twin] {
            connection.busy_timeout(Duration::from_secs(5))?;
            connection.set_prepared_statement_cache_capacity(256);
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", "ON")?;
            connection.pragma_update(None, "cache_size", -8000)?;
        }
        Ok(Self { engine: Engine::Sqlite { house, twin }, columns: HashMap::new() })
    }

    /// On two databases of a server.
    pub fn postgres(house: &str, twin: &str) -> Outcome<Self> {
        let (house, twin) = (postgres::Client::connect(house, NoTls)?, postgres::Client::connect(twin, NoTls)?);
        Ok(Self {
            engine: Engine::Postgres { house: Box::new(house), twin: Box::new(twin), prepared: HashMap::new() },
            columns: HashMap::new(),
        })
    }

    fn read(&mut self, sql: &str, values: &[Value]) -> Outcome<Vec<Vec<Value>>> {
        match &mut self.engine {
            Engine::Sqlite { house, .. } => {
                let mut statement = house.prepare_cached(sql)?;
                let width = statement.column_count();
                let mut rows = statement.query(sqlite::params_from_iter(values))?;
                let mut all = Vec::new();
                while let Some(row) = rows.next()? {
                    all.push((0..width).map(|at| Ok(owned(row.get_ref(at)?))).collect::<Outcome<Vec<Value>>>()?);
                }
                Ok(all)
            }
            Engine::Postgres { house, .. } => {
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
                house.query(sql, &values)?.iter().map(row).collect()
            }
        }
    }

    fn columns(&mut self, table: &str) -> Outcome<Vec<String>> {
        if let Some(known) = self.columns.get(table) {
            return Ok(known.clone());
        }
        let sql = match &self.engine {
            Engine::Sqlite { .. } => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
            Engine::Postgres { .. } => {
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position"
            }
        };
        let found: Vec<String> = self.read(sql, &[text(table)])?.into_iter().flatten().filter_map(as_text).collect();
        self.columns.insert(table.to_owned(), found.clone());
        Ok(found)
    }

    /// Where these chains end now.
    pub fn heads(&mut self, chains: &[String]) -> Outcome<Heads> {
        let mut heads = Heads::new();
        for chain in chains {
            let found = self.read("SELECT position FROM chain_head WHERE chain = $1", &[text(chain)])?;
            let position =
                found.into_iter().flatten().find_map(|value| if let Value::Integer(at) = value { Some(at) } else { None });
            heads.insert(chain.clone(), position.unwrap_or(0));
        }
        Ok(heads)
    }

    /// Everything written to these chains since: ledger rows, chain heads and the rows derived from them.
    pub fn written_since(&mut self, heads: &Heads) -> Outcome<Written> {
        let mut written = Written { statements: Vec::new(), records: 0 };
        for (chain, position) in heads {
            let sql = "SELECT chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, previous_hash, hash \
                       FROM record WHERE chain = $1 AND position > $2 ORDER BY position";
            for record in self.read(sql, &[text(chain), Value::Integer(*position)])? {
                let at = |column: usize| record.get(column).cloned().unwrap_or(Value::Null);
                let (id, kind) = (at(2), as_text(at(4)).unwrap_or_default());
                let head = vec![at(0), at(1), at(10), at(5)];
                written.statements.push((RECORD.to_owned(), record.clone()));
                written.statements.push((HEAD.to_owned(), head));
                let names = self.columns(&kind)?;
                let derived = self.read(&format!("SELECT {} FROM {kind} WHERE id = $1", names.join(", ")), &[id])?;
                written.statements.extend(derived.into_iter().map(|values| (upsert(&kind, &names), values)));
                written.records += 1;
            }
        }
        Ok(written)
    }

    /// Writes the same to the twin; answers how long the transaction took, in milliseconds.
    pub fn write(&mut self, written: &Written) -> Outcome<f64> {
        let begun = Instant::now();
        match &mut self.engine {
            Engine::Sqlite { twin, .. } => {
                twin.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
                for (sql, values) in &written.statements {
                    twin.prepare_cached(sql)?.execute(sqlite::params_from_iter(values))?;
                }
                twin.prepare_cached("COMMIT")?.execute([])?;
            }
            Engine::Postgres { twin, prepared, .. } => {
                let mut transaction = twin.transaction()?;
                for (sql, values) in &written.statements {
                    let statement = match prepared.get(sql) {
                        Some(known) => known.clone(),
                        None => {
                            let new = transaction.prepare(sql)?;
                            prepared.insert(sql.clone(), new.clone());
                            new
                        }
                    };
                    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
                    transaction.execute(&statement, &values)?;
                }
                transaction.commit()?;
            }
        }
        Ok(begun.elapsed().as_secs_f64() * 1000.0)
    }
}

const RECORD: &str = "INSERT INTO record (chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, \
                      previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const HEAD: &str = "INSERT INTO chain_head (chain, position, hash, recorded_at) VALUES ($1, $2, $3, $4) ON CONFLICT (chain) \
                    DO UPDATE SET position = excluded.position, hash = excluded.hash, recorded_at = excluded.recorded_at";

fn upsert(table: &str, names: &[String]) -> String {
    let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
    let updates: Vec<String> = names.iter().skip(1).map(|name| format!("{name} = excluded.{name}")).collect();
    let (names, places, updates) = (names.join(", "), places.join(", "), updates.join(", "));
    format!("INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {updates}")
}

fn as_text(value: Value) -> Option<String> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn owned(value: sqlite::types::ValueRef<'_>) -> Value {
    use sqlite::types::ValueRef;
    match value {
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
    }
}

fn row(row: &postgres::Row) -> Outcome<Vec<Value>> {
    let value = |(at, column): (usize, &postgres::Column)| -> Outcome<Value> {
        Ok(match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
            _ => row.try_get::<_, Option<String>>(at)?.into(),
        })
    };
    row.columns().iter().enumerate().map(value).collect()
}

/// Runs one statement on a server; tried again for a while, because connections that were closed are still ending.
pub fn command(url: &str, sql: &str) -> Outcome<()> {
    let begun = Instant::now();
    loop {
        match postgres::Client::connect(url, NoTls).and_then(|mut client| client.batch_execute(sql)) {
            Ok(()) => return Ok(()),
            Err(error) if begun.elapsed() > Duration::from_secs(15) => return Err(error.into()),
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}
