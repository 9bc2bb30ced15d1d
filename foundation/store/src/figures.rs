//! What the person who looks after the machine asks of the database: which engine, how large, how many records.

use crate::{AtRest, StoreError, Tx};

/// Figures about a database. They say nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The engine with its version: `SQLite 3.50.4`.
    pub engine: String,
    /// How it lies on its disk.
    pub at_rest: AtRest,
    /// Its size in bytes.
    pub bytes: i64,
    /// How many records the ledger holds, every version counted.
    pub records: i64,
    /// How many chains.
    pub chains: i64,
}

impl Tx<'_> {
    /// Figures about this database.
    ///
    /// # Errors
    /// Any [`StoreError`] of the engine.
    pub fn figures(&self) -> Result<Figures, StoreError> {
        let (name, version, bytes) = if self.is_postgres() {
            ("PostgreSQL", "SELECT current_setting('server_version')", "SELECT pg_database_size(current_database())")
        } else {
            let bytes = "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s";
            ("SQLite", "SELECT sqlite_version()", bytes)
        };
        let version = self.query_one(version, &[])?.map_or(Ok(String::new()), |row| row.text(0).map(str::to_owned))?;
        Ok(Figures {
            engine: format!("{name} {version}"),
            at_rest: self.at_rest()?,
            bytes: self.number(bytes)?,
            records: self.number("SELECT COUNT(*) FROM record")?,
            chains: self.number("SELECT COUNT(*) FROM chain_head")?,
        })
    }

    fn at_rest(&self) -> Result<AtRest, StoreError> {
        if self.is_postgres() {
            return Ok(AtRest::OnServer);
        }
        let says =
            |sql: &str| self.query_one(sql, &[])?.map_or(Ok(None), |row| row.maybe_text(0).map(|text| text.map(str::to_owned)));
        let has_file = says("SELECT file FROM pragma_database_list WHERE name = 'main'")?.is_some_and(|file| !file.is_empty());
        Ok(match says("PRAGMA cipher_status")?.as_deref() {
            _ if !has_file => AtRest::InMemory,
            Some("1") => AtRest::Encrypted,
            _ => AtRest::InClear,
        })
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        self.query_one(sql, &[])?.map_or(Ok(0), |row| row.int(0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::testing::on_both_engines;

    #[test]
    fn a_database_says_what_it_is_and_how_large() {
        on_both_engines(|store| {
            let figures = store.read::<_, StoreError>(|tx| tx.figures()).unwrap();
            let name = if store.is_postgres() { "PostgreSQL 1" } else { "SQLite 3." };
            assert!(figures.engine.starts_with(name), "{}", figures.engine);
            assert_eq!(figures.at_rest, if store.is_postgres() { AtRest::OnServer } else { AtRest::InMemory });
            assert!(figures.bytes > 10_000, "{figures:?}");
            assert_eq!((figures.records, figures.chains), (0, 0));
        });
    }
}
