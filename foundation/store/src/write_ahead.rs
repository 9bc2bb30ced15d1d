//! Moves what was written from the write-ahead log into the database file beside the writer, so that no signature waits for it.
//! SQLite would do it inside the commit that happens to fill the log; that commit then takes ten times as long as the others.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use sqlite::{Connection, OpenFlags};

use crate::at_rest::{self, DatabaseKey};

/// The log may grow to this before it is moved: SQLite's own thousand pages.
const MOVED_FROM_BYTES: u64 = 4 << 20;
/// Where the writer moves it itself after all, in pages: it never paused, so that moving beside it never came to an end.
pub(crate) const AT_THE_LATEST_PAGES: i64 = 16_000;
/// Between two moves: several commits share one.
const BETWEEN: Duration = Duration::from_millis(250);

/// The thread that moves; it ends with its engine.
pub(crate) struct LogMover {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl LogMover {
    /// For the database at `path`. A machine that gives no thread leaves the moving to the writer.
    pub(crate) fn beside(path: &Path, key: Option<DatabaseKey>) -> Self {
        let (wake, asked) = sync_channel(1);
        let path = path.to_owned();
        let thread = std::thread::Builder::new().name("log-mover".to_owned()).spawn(move || run(&path, key.as_ref(), &asked));
        match thread {
            Ok(thread) => Self { wake: Some(wake), thread: Some(thread) },
            Err(error) => {
                tracing::warn!(%error, "the log is moved by the writer");
                Self { wake: None, thread: None }
            }
        }
    }

    /// Something was written. Never waits.
    pub(crate) fn written(&self) {
        if let Some(wake) = &self.wake {
            let _is_awake_already = wake.try_send(());
        }
    }
}

impl Drop for LogMover {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join();
        }
    }
}

fn run(path: &Path, key: Option<&DatabaseKey>, asked: &Receiver<()>) {
    let log = log_of(path);
    let mut connection: Option<Connection> = None;
    while asked.recv().is_ok() {
        if std::fs::metadata(&log).map_or(0, |file| file.len()) < MOVED_FROM_BYTES {
            continue;
        }
        if connection.is_none() {
            connection = at_rest::connect(path, key, OpenFlags::default()).ok();
        }
        if let Some(open) = &connection
            && let Err(error) = open.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        {
            // A full disk, for instance: the commits say so themselves, and the next one asks again.
            tracing::debug!(%error, "the log stays for now");
        }
        std::thread::sleep(BETWEEN);
    }
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_log_is_moved_beside_the_writer_and_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        let writer = Connection::open(&path).unwrap();
        writer.pragma_update(None, "journal_mode", "WAL").unwrap();
        writer.pragma_update(None, "wal_autocheckpoint", AT_THE_LATEST_PAGES).unwrap();
        writer.execute("CREATE TABLE t (words TEXT)", []).unwrap();
        let mover = LogMover::beside(&path, None);
        let words = "w".repeat(100_000);
        let mut largest = 0;
        for _ in 0..5 {
            for _ in 0..60 {
                writer.execute("INSERT INTO t VALUES ($1)", [&words]).unwrap();
                mover.written();
            }
            largest = largest.max(std::fs::metadata(log_of(&path)).unwrap().len());
            // People pause between signatures; the next write after a whole move begins the log anew.
            std::thread::sleep(3 * BETWEEN);
            mover.written();
            std::thread::sleep(3 * BETWEEN);
        }
        assert!(largest < 15_000_000, "30 MB were written; the log had at most {largest} bytes");
        assert!(std::fs::metadata(&path).unwrap().len() > 4_000_000, "the database has them");
    }
}
