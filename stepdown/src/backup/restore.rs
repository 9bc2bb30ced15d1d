//! `stepdown restore`: fills a new database from a backup, all of it or nothing, and verifies it.

use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use store::checkpoint::{NotSigned, Occasion};
use store::dump::DumpError;
use store::{DatabaseUrl, Store, StoreError};

use super::seal::Opener;
use super::write::lines_of;
use crate::command::verify;
use crate::command_line::Restore;
use crate::database::{Presence, notary, open_store};
use crate::outcome::{Exit, Failure};
use crate::progress::Progress;
use crate::say;
use crate::settings::Settings;

/// Restores a backup.
pub(crate) fn run(wish: &Restore) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    if !settings.names_database {
        return Err(
            Failure::new(Exit::Usage, "Nobody says where to restore to.").remedy("Give --data DIR or --database-url URL.")
        );
    }
    let opener = match (&wish.identity, &wish.passphrase_file) {
        (Some(key), _) => Opener::from_key_file(key)?,
        (None, Some(file)) => Opener::from_passphrase(file)?,
        (None, None) => return Err(Failure::new(Exit::Usage, "Give --identity FILE or --passphrase-file FILE.")),
    };
    let cannot = |error: std::io::Error| Failure::machine(format!("{} cannot be read", wish.from.display()), &error);
    let file = File::open(&wish.from).map_err(cannot)?;
    let total = file.metadata().map_err(cannot)?.len();
    // Opened before any database is made: a wrong key leaves nothing behind.
    let sealed = opener.open(Counted { inner: file, read: 0, progress: Progress::through(total, "bytes") })?;
    let fresh = Fresh::of(&settings.database);
    let store = open_store(&settings, Presence::MayBeNew)?;
    let rows = match fill(&store, sealed) {
        Ok(rows) => rows,
        Err(failure) => {
            drop(store);
            fresh.remove();
            return Err(failure);
        }
    };
    // What waited to be sent when the backup was made may have been sent since.
    let now = Timestamp::now().to_string();
    store.write::<_, StoreError>(|tx| tx.set_setting(conversation::message::RESTORED_AT, &now))?;
    let notary = notary(&store, &settings)?.trusting(&wish.public_key);
    let (found, signed) = verify::witness(&store, &notary, Occasion::Restored)?;
    if let (None, Err(why)) = (&found.broken, &signed)
        && !matches!(why, NotSigned::NoKey | NotSigned::Empty)
    {
        say::note(format!("No checkpoint was signed: {why}."));
    }
    if wish.json {
        say::json(
            &json!({ "rows": rows, "records": found.records, "chains": found.chains, "whole": found.broken.is_none(), "broken": found.broken, "checkpoint": found.checkpoints }),
        )?;
    } else {
        say::line(format!("{} restored. {}", say::count(rows, "row"), verify::in_words(&found)))?;
    }
    Ok(if found.broken.is_some() { Exit::Broken } else { Exit::Done })
}

fn fill(store: &Store, sealed: impl Read) -> Result<u64, Failure> {
    let lines = RefCell::new(lines_of(sealed));
    store.fill(&lines).map_err(|error| match error {
        DumpError::File(_) => Failure::refused("The backup is cut short or was changed; nothing was restored.")
            .remedy("Fetch the backup again from where it is kept."),
        other => other.into(),
    })
}

/// The files of a SQLite database that were not there before, to be taken away again when nothing was restored.
struct Fresh<'a>(Option<&'a Path>);

impl<'a> Fresh<'a> {
    fn of(database: &'a DatabaseUrl) -> Self {
        match database {
            DatabaseUrl::Sqlite(file) if !file.exists() => Self(Some(file)),
            _ => Self(None),
        }
    }

    fn remove(self) {
        let Some(file) = self.0 else { return };
        for ending in ["", "-wal", "-shm"] {
            let mut path = file.as_os_str().to_owned();
            path.push(ending);
            // An empty database that stays does no harm: the next restore fills it.
            let _not_there = std::fs::remove_file(path);
        }
    }
}

/// Tells how much of the file was read.
struct Counted {
    inner: File,
    read: u64,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read += read as u64;
        self.progress.at(self.read);
        Ok(read)
    }
}
