//! The whole database as lines of JSON, the same from either engine: what a backup holds, and the way from one engine to the other.

use std::io::{BufRead, Write};

use serde_json::{Value as Json, json};

use crate::value::{Row, Value};
use crate::{Store, StoreError, Tx};

const FORMAT: &str = "stepdown-dump-1";

/// Why a dump could not be written or read back.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be written or read.
    #[error("the file could not be written or read: {0}")]
    File(#[from] std::io::Error),
    /// The file is not a whole dump of this version.
    #[error("this is not a whole Stepdown dump: {0}")]
    NotADump(String),
    /// The database already holds records.
    #[error("the database is not empty; restore into a new one")]
    NotEmpty,
}

impl crate::Retry for DumpError {
    fn is_worth_retrying(&self) -> bool {
        false
    }
}

impl Store {
    /// Writes every row of every table, in one consistent state. Answers how many rows.
    ///
    /// # Errors
    /// [`DumpError::Store`] or [`DumpError::File`]; the file is then incomplete and [`Store::fill`] refuses it.
    pub fn dump(&self, out: &std::cell::RefCell<dyn Write + '_>) -> Result<u64, DumpError> {
        self.read(|tx| {
            let mut rows = 0;
            let migrations: Vec<String> = column(tx, "SELECT name FROM migration ORDER BY name")?;
            line(out, &json!({ "format": FORMAT, "migrations": migrations }))?;
            for table in tables(tx)? {
                let columns = columns(tx, &table)?;
                line(out, &json!({ "table": table, "columns": columns }))?;
                let mut failed = None;
                tx.each(&format!("SELECT {} FROM {table}", columns.join(", ")), &[], &mut |row| {
                    rows += 1;
                    if failed.is_none() {
                        failed = line(out, &to_json(&row)).err();
                    }
                    Ok(())
                })?;
                if let Some(error) = failed {
                    return Err(error.into());
                }
            }
            line(out, &json!({ "rows": rows }))?;
            Ok(rows)
        })
    }

    /// Fills an empty database from a dump, all or nothing. Answers how many rows.
    ///
    /// # Errors
    /// [`DumpError::NotEmpty`], [`DumpError::NotADump`] when it is cut short, and the database's own.
    pub fn fill(&self, from: &std::cell::RefCell<dyn BufRead + '_>) -> Result<u64, DumpError> {
        self.write(|tx| {
            if tx.query_one("SELECT chain FROM chain_head LIMIT 1", &[])?.is_some() {
                return Err(DumpError::NotEmpty);
            }
            let mut insert = String::new();
            let (mut rows, mut is_whole, mut at) = (0_u64, false, 0_u64);
            let mut text = String::new();
            loop {
                text.clear();
                if from.borrow_mut().read_line(&mut text)? == 0 {
                    break;
                }
                at += 1;
                let json: Json = serde_json::from_str(&text).map_err(|e| DumpError::NotADump(format!("line {at}: {e}")))?;
                match &json {
                    Json::Array(cells) => {
                        tx.execute(&insert, &cells.iter().map(from_json).collect::<Result<Vec<_>, _>>()?)?;
                        rows += 1;
                    }
                    head if head.get("table").is_some() => insert = insert_into(tx, head)?,
                    head if head.get("rows").is_some() => is_whole = head.get("rows").and_then(Json::as_u64) == Some(rows),
                    head => check_format(tx, head)?,
                }
            }
            if is_whole { Ok(rows) } else { Err(DumpError::NotADump("it is cut short".into())) }
        })
    }
}

fn line(out: &std::cell::RefCell<dyn Write + '_>, json: &Json) -> std::io::Result<()> {
    let mut out = out.borrow_mut();
    serde_json::to_writer(&mut *out, json)?;
    out.write_all(b"\n")
}

fn column(tx: &Tx<'_>, sql: &str) -> Result<Vec<String>, StoreError> {
    tx.query(sql, &[])?.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

fn tables(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    column(
        tx,
        if tx.is_postgres() {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
             AND table_type = 'BASE TABLE' AND table_name <> 'migration' ORDER BY table_name"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration' \
             ORDER BY name"
        },
    )
}

fn columns(tx: &Tx<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    column(
        tx,
        &if tx.is_postgres() {
            format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() \
                 AND table_name = '{table}' ORDER BY column_name"
            )
        } else {
            format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name")
        },
    )
}

fn check_format(tx: &Tx<'_>, head: &Json) -> Result<(), DumpError> {
    let ours: Vec<String> = column(tx, "SELECT name FROM migration ORDER BY name")?;
    if head.get("format") != Some(&json!(FORMAT)) {
        return Err(DumpError::NotADump("the first line does not say so".into()));
    }
    if head.get("migrations") != Some(&json!(ours)) {
        return Err(DumpError::NotADump("it was made by another version; restore it with that version, then upgrade".into()));
    }
    Ok(())
}

/// Only names that this database itself has are ever put into a statement.
fn insert_into(tx: &Tx<'_>, head: &Json) -> Result<String, DumpError> {
    let unknown = || DumpError::NotADump("it names a table or column that this version does not have".into());
    let table = head.get("table").and_then(Json::as_str).ok_or_else(unknown)?;
    if !tables(tx)?.iter().any(|known| known == table) {
        return Err(unknown());
    }
    let ours = columns(tx, table)?;
    if head.get("columns") != Some(&json!(ours)) {
        return Err(unknown());
    }
    let places: Vec<String> = (1..=ours.len()).map(|at| format!("${at}")).collect();
    Ok(format!("INSERT INTO {table} ({}) VALUES ({})", ours.join(", "), places.join(", ")))
}

fn to_json(row: &Row) -> Json {
    row.0
        .iter()
        .map(|value| match value {
            Value::Null => Json::Null,
            Value::Integer(value) => json!(value),
            Value::Text(value) => json!(value),
            Value::Bytes(value) => json!({ "hex": hex::encode(value) }),
        })
        .collect()
}

fn from_json(cell: &Json) -> Result<Value, DumpError> {
    let odd = || DumpError::NotADump("a cell is of no known kind".into());
    match cell {
        Json::Null => Ok(Value::Null),
        Json::Number(value) => value.as_i64().map(Value::Integer).ok_or_else(odd),
        Json::String(value) => Ok(Value::Text(value.clone())),
        Json::Object(map) => {
            let digits = map.get("hex").and_then(Json::as_str).ok_or_else(odd)?;
            hex::decode(digits).map(Value::Bytes).map_err(|_| odd())
        }
        _ => Err(odd()),
    }
}
