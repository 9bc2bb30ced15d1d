//! Databases for tests: a fresh one of each engine, so that every store test runs on both.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::{DatabaseUrl, Store};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Runs `test` on a fresh SQLite database and on a fresh PostgreSQL one. The server is named by `STEPDOWN_TEST_POSTGRES`;
/// without it the test fails, because half of it did not happen.
///
/// # Panics
/// When a database cannot be made: this is for tests only.
#[expect(clippy::expect_used, clippy::panic, reason = "for tests only")]
pub fn on_both_engines(test: impl Fn(&Store)) {
    test(&Store::open(&DatabaseUrl::InMemory).expect("a database in memory"));
    let server = std::env::var("STEPDOWN_TEST_POSTGRES")
        .unwrap_or_else(|_| panic!("set STEPDOWN_TEST_POSTGRES to a throwaway server, or run `cargo xtask test`"));
    let (url, _) = fresh_postgres(&server);
    test(&Store::open(&url).expect("a database on the test server"));
}

/// A SQLite database that the store has made, opened behind the store's back with the key beside it.
///
/// # Panics
/// When it does not open: this is for tests only.
#[must_use]
#[expect(clippy::expect_used, reason = "for tests only")]
pub fn bare_sqlite(path: &std::path::Path) -> sqlite::Connection {
    let key = crate::at_rest::key_for(path, &crate::KeyPlace::Beside).expect("the key");
    crate::at_rest::connect(path, key.as_ref(), sqlite::OpenFlags::default()).expect("the database")
}

/// A SQLite file in clear, as earlier versions made it, with nothing of ours in it yet.
///
/// # Panics
/// When it cannot be made: this is for tests only.
#[expect(clippy::expect_used, reason = "for tests only")]
pub fn make_in_clear(path: &std::path::Path) {
    let connection = sqlite::Connection::open(path).expect("a file");
    connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE made_early (words TEXT)").expect("a database");
}

/// A new database on a PostgreSQL server, and its name.
///
/// # Panics
/// When the server refuses: this is for tests only.
#[must_use]
#[expect(clippy::expect_used, reason = "for tests only")]
pub fn fresh_postgres(server: &str) -> (DatabaseUrl, String) {
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(server, postgres::NoTls).expect("the test server");
    client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a new database");
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    (DatabaseUrl::Postgres(format!("{base}/{name}")), name)
}
