//! `stepdown backup`: one consistent state, encrypted, read back and compared before it gets its name.

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::checkpoint::{Checkpoint, NotSigned, Occasion};
use store::{Store, StoreError};

use super::seal::Seal;
use crate::command::verify;
use crate::command_line::Backup;
use crate::database::{Presence, notary, open_store};
use crate::outcome::{Exit, Failure};
use crate::progress::Progress;
use crate::say;
use crate::settings::Settings;
use crate::write_file::Unfinished;

/// The fact about the database that says when it was last backed up.
const LAST_BACKUP_AT: &str = "last_backup_at";

/// Writes a backup.
pub(crate) fn run(wish: &Backup) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let seal = seal(wish, &settings)?;
    if wish.to.exists() {
        let sentence = format!("{} is there already; a backup never replaces a file.", wish.to.display());
        return Err(Failure::new(Exit::Machine, sentence).remedy("Choose another name, such as one with the day in it."));
    }
    let store = open_store(&settings, Presence::Expected)?;
    let begun = Timestamp::now();
    let witnessed = witnessed(&store, &settings);
    let mut unfinished = Unfinished::begin(&wish.to)?;
    let written = write(&store, &seal, unfinished.file())?;
    compare(&seal, unfinished.meanwhile(), &written)?;
    unfinished.finish()?;
    note_backup(&store, begun)?;
    let bytes = std::fs::metadata(&wish.to).map_or(0, |file| file.len());
    if wish.json {
        let checkpoint = witnessed.checkpoint.as_ref();
        say::json(&json!({
            "file": wish.to,
            "rows": written.rows,
            "bytes": bytes,
            "at": begun.to_string(),
            "whole": witnessed.is_whole,
            "checkpoint": checkpoint,
        }))?;
    } else {
        let (rows, file) = (say::count(written.rows, "row"), wish.to.display());
        say::line(format!("{file}: {rows}, {bytes} bytes, read back and compared."))?;
        if let Some(checkpoint) = &witnessed.checkpoint {
            let (number, hash) = (checkpoint.number, checkpoint.hash());
            say::line(format!("Checkpoint {number} is in it; its hash is {hash}."))?;
        }
    }
    crate::command::keys::remind(&store, &settings)?;
    Ok(Exit::Done)
}

/// What a backup knows about the records that it holds.
#[derive(Default)]
struct Witness {
    /// Whether they are as they were written; nothing when that could not be found out.
    is_whole: Option<bool>,
    checkpoint: Option<Checkpoint>,
}

/// Signs a checkpoint, so that the backup carries it. Whatever is in the way is said and never keeps a backup from being made.
fn witnessed(store: &Store, settings: &Settings) -> Witness {
    let signed = notary(store, settings).and_then(|notary| verify::witness(store, &notary, Occasion::Regular));
    match signed {
        Ok((found, Ok(checkpoint))) => Witness { is_whole: Some(found.broken.is_none()), checkpoint: Some(checkpoint) },
        Ok((found, Err(why))) => {
            if found.broken.is_some() {
                say::note(format!("The records are not whole; they are backed up as they are.\n{}", verify::in_words(&found)));
            } else if why != NotSigned::Empty {
                say::note(format!("No checkpoint was signed: {why}."));
            }
            Witness { is_whole: Some(found.broken.is_none()), checkpoint: None }
        }
        Err(failure) => {
            say::note(format!("No checkpoint was signed. {failure}"));
            Witness::default()
        }
    }
}

fn seal(wish: &Backup, settings: &Settings) -> Result<Seal, Failure> {
    match (&wish.passphrase_file, wish.recipient.as_ref().or(settings.backup_recipient.as_ref())) {
        (Some(file), _) => Seal::to_passphrase(file),
        (None, Some(recipient)) => Seal::to_key(recipient),
        (None, None) => {
            Err(Failure::new(Exit::Usage, "Nobody is named who can open the backup; an unencrypted one is never written.")
                .remedy("Give --recipient age1… or --passphrase-file FILE, or set `backup_recipient`."))
        }
    }
}

/// What was written, so that it can be compared.
struct Written {
    rows: u64,
    sha256: Vec<u8>,
}

fn write(store: &Store, seal: &Seal, file: &mut File) -> Result<Written, Failure> {
    let cannot = |error: std::io::Error| Failure::machine("The backup cannot be written", &error);
    let sealed = seal.encrypt(BufWriter::new(file))?;
    let lines = RefCell::new(Lines {
        inner: GzEncoder::new(sealed, Compression::default()),
        hasher: Sha256::new(),
        lines: 0,
        progress: Progress::counting("rows written"),
    });
    let rows = store.dump(&lines)?;
    let Lines { inner, hasher, .. } = lines.into_inner();
    let mut file = inner.finish().and_then(age::stream::StreamWriter::finish).map_err(cannot)?;
    file.flush().map_err(cannot)?;
    file.get_ref().sync_all().map_err(cannot)?;
    Ok(Written { rows, sha256: hasher.finalize().to_vec() })
}

/// The SHA-256 of everything that is read, a piece at a time.
pub(crate) fn sha256_of(mut from: impl Read) -> std::io::Result<Vec<u8>> {
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().to_vec()),
            read => hasher.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// Opens the file again from the disk: it must hold, byte for byte, what the database gave.
fn compare(seal: &Seal, file: &Path, written: &Written) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::machine("The backup cannot be read back", &error);
    let plain = GzDecoder::new(seal.opener().open(File::open(file).map_err(cannot)?)?);
    if sha256_of(plain).map_err(cannot)? == written.sha256 {
        return Ok(());
    }
    Err(Failure::new(Exit::Machine, "What stands on the disk is not what was written; no backup was made.")
        .remedy("Check the disk and write the backup to another."))
}

fn note_backup(store: &Store, at: Timestamp) -> Result<(), Failure> {
    Ok(store.write::<_, StoreError>(|tx| tx.set_setting(LAST_BACKUP_AT, &at.to_string()))?)
}

/// Writes on, and keeps count and hash of what passes.
struct Lines<W: Write> {
    inner: GzEncoder<W>,
    hasher: Sha256,
    lines: u64,
    progress: Progress,
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        let passed = bytes.get(..written).unwrap_or_default();
        self.hasher.update(passed);
        if passed.last() == Some(&b'\n') {
            self.lines += 1;
            if self.lines.is_multiple_of(1000) {
                self.progress.at(self.lines);
            }
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// A backup opened for reading, line by line.
pub(crate) fn lines_of(sealed: impl Read) -> impl std::io::BufRead {
    BufReader::with_capacity(64 * 1024, GzDecoder::new(sealed))
}
