//! Opening a database and running transactions on it, whichever engine it is.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use postgres::IsolationLevel;
use postgres::fallible_iterator::FallibleIterator;

use crate::at_rest::{DatabaseKey, KeyPlace};
use crate::postgres_engine::{self, Retry};
use crate::transaction::Tx;
use crate::{StoreError, migration, sqlite_engine};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// SQLite in memory, gone when closed; for tests.
    InMemory,
    /// A PostgreSQL server, `postgres://user@host/database`.
    Postgres(String),
}

type Listener = Box<dyn Fn(&str) + Send + Sync>;

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    listeners: Arc<RwLock<Vec<Listener>>>,
}

enum Engine {
    Sqlite(sqlite_engine::Engine),
    Postgres(postgres_engine::Engine),
}

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] when it is not there, [`StoreError::Fault`] when a newer version made it, and as
    /// [`Store::open_with`]: the key of a SQLite file lies beside it.
    pub fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::open_with(url, &KeyPlace::default())
    }

    /// The same, with the key of a SQLite file from a place of its own. A new file is encrypted; one that is there is opened as it is.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::KeyMissing`], [`StoreError::KeyUnusable`] or [`StoreError::WrongKey`]; nothing is made then.
    pub fn open_with(url: &DatabaseUrl, key: &KeyPlace) -> Result<Self, StoreError> {
        let engine = match url {
            DatabaseUrl::Sqlite(path) => Engine::Sqlite(sqlite_engine::Engine::open(path, key)?),
            DatabaseUrl::InMemory => Engine::Sqlite(sqlite_engine::Engine::in_memory()?),
            DatabaseUrl::Postgres(url) => Engine::Postgres(postgres_engine::Engine::open(url)?),
        };
        let store = Self(Arc::new(Inner { engine, listeners: Arc::default() }));
        store.write::<(), StoreError>(migration::run)?;
        store.hear_other_nodes();
        Ok(store)
    }

    /// Runs `work` in one durable transaction. On PostgreSQL it may run again when two writers meet, so it must not
    /// have effects outside the transaction.
    ///
    /// # Errors
    /// Whatever `work` refuses with, or the database's own failure; nothing is written then.
    pub fn write<T, E: From<StoreError> + Retry>(&self, work: impl Fn(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.engine {
            Engine::Sqlite(engine) => {
                let (value, announced) = engine.write(work)?;
                for topic in announced {
                    self.tell(&topic);
                }
                Ok(value)
            }
            Engine::Postgres(engine) => engine.transact(IsolationLevel::Serializable, false, work),
        }
    }

    /// Runs `work` on one consistent state of the database; it cannot write.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn read<T, E: From<StoreError> + Retry>(&self, work: impl Fn(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.read(work),
            Engine::Postgres(engine) => engine.transact(IsolationLevel::RepeatableRead, true, work),
        }
    }

    /// Calls `listener` with every topic announced by a committed transaction, on this node or another.
    pub fn listen(&self, listener: impl Fn(&str) + Send + Sync + 'static) {
        self.0.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// The key of the file, when it is encrypted.
    #[must_use]
    pub fn database_key(&self) -> Option<&DatabaseKey> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.key(),
            Engine::Postgres(_) => None,
        }
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.0.engine, Engine::Postgres(_))
    }

    fn tell(&self, topic: &str) {
        tell(&self.0.listeners, topic);
    }

    /// PostgreSQL carries announcements between nodes; a thread hears them and comes back when the line is lost.
    fn hear_other_nodes(&self) {
        let Engine::Postgres(_) = &self.0.engine else { return };
        let weak = Arc::downgrade(&self.0);
        std::thread::spawn(move || {
            while let Some(inner) = weak.upgrade() {
                let Engine::Postgres(engine) = &inner.engine else { return };
                let client = engine.connect();
                let listeners = Arc::clone(&inner.listeners);
                drop(inner);
                if let Ok(client) = client {
                    hear(client, &listeners, || weak.strong_count() > 0);
                }
                std::thread::sleep(std::time::Duration::from_millis(500));
            }
        });
    }
}

fn hear(mut client: postgres::Client, listeners: &RwLock<Vec<Listener>>, wanted: impl Fn() -> bool) {
    if client.batch_execute("LISTEN stepdown").is_err() {
        return;
    }
    while wanted() {
        let mut notes = client.notifications();
        let mut waiting = notes.timeout_iter(std::time::Duration::from_secs(1));
        match waiting.next() {
            Ok(Some(note)) => tell(listeners, note.payload()),
            Ok(None) => {}
            Err(_) => return,
        }
    }
}

fn tell(listeners: &RwLock<Vec<Listener>>, topic: &str) {
    for listener in listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
        listener(topic);
    }
}

/// Leave to reach the database without a command or a query: for the program's own command line, for loading history, for tests. Who
/// asks for it must name this crate, and an edge's manifest does not list it, so that a page cannot.
#[derive(Clone, Copy, Debug)]
pub struct DirectAccess;
