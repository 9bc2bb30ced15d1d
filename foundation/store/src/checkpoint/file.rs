//! The checkpoints again, outside the database: a file to which lines are only added. Whoever removes the newest checkpoints from the
//! database is found by it; a copy of it elsewhere finds whoever changes both.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::Checkpoint;

/// The file with one checkpoint a line.
#[derive(Clone, Debug)]
pub struct CheckpointFile(PathBuf);

/// What stands in the file, each with the number of its line; a line that is no checkpoint has none.
pub(crate) type Lines = Vec<(usize, Option<Checkpoint>)>;

impl CheckpointFile {
    /// The file at a path; it need not be there yet.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Every line. A last line that was not ended is passed over: the program was stopped while it wrote it, and writes it again.
    pub(crate) fn read(&self) -> std::io::Result<Lines> {
        let mut text = Vec::new();
        match std::fs::File::open(&self.0) {
            Ok(mut file) => file.read_to_end(&mut text)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        text.truncate(ended(&text));
        let lines = text.split(|byte| *byte == b'\n').enumerate();
        let full = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
        Ok(full.map(|(at, line)| (at + 1, serde_json::from_slice(line).ok())).collect())
    }

    /// Adds lines, durably.
    pub(crate) fn append(&self, checkpoints: &[&Checkpoint]) -> std::io::Result<()> {
        let mut text = Vec::new();
        for checkpoint in checkpoints {
            serde_json::to_writer(&mut text, checkpoint)?;
            text.push(b'\n');
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        let mut before = Vec::new();
        file.read_to_end(&mut before)?;
        if ended(&before) < before.len() {
            file.set_len(ended(&before) as u64)?;
        }
        file.write_all(&text)?;
        file.sync_all()
    }
}

/// How many bytes the ended lines have.
fn ended(text: &[u8]) -> usize {
    text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
}
