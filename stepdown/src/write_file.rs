//! Writes a file whole or not at all: beside its place first, made durable, then put there by one rename.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::outcome::Failure;

/// A file that is being written and is not there yet. Dropped, it was never there.
pub(crate) struct Unfinished {
    temporary: NamedTempFile,
    place: PathBuf,
}

impl Unfinished {
    /// Begins a file. Only its owner may read it.
    pub(crate) fn begin(place: &Path) -> Result<Self, Failure> {
        let folder = folder_of(place);
        let temporary = NamedTempFile::new_in(folder)
            .map_err(|error| Failure::machine(format!("{} cannot be written", place.display()), &error))?;
        Ok(Self { temporary, place: place.to_owned() })
    }

    /// The file to write into.
    pub(crate) fn file(&mut self) -> &mut File {
        self.temporary.as_file_mut()
    }

    /// Where it is meanwhile.
    pub(crate) fn meanwhile(&self) -> &Path {
        self.temporary.path()
    }

    /// Writes all of it at once and finishes it.
    pub(crate) fn fill(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.place.display();
        let written = self.temporary.as_file_mut().write_all(bytes);
        written.map_err(|error| Failure::machine(format!("{place} cannot be written"), &error))?;
        self.finish()
    }

    /// Writes all of it at once and puts it in the place of whatever is there: for what can be made again at any time.
    pub(crate) fn fill_instead(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.place;
        let failed = |error: &std::io::Error| Failure::machine(format!("{} cannot be written", place.display()), error);
        let file = self.temporary.as_file_mut();
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| failed(&error))?;
        self.temporary.persist(&place).map_err(|error| failed(&error.error))?;
        File::open(folder_of(&place)).and_then(|folder| folder.sync_all()).map_err(|error| failed(&error))
    }

    /// Makes it durable and puts it in its place; an existing file there is never replaced.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let place = self.place;
        let failed = |error: &std::io::Error| Failure::machine(format!("{} cannot be written", place.display()), error);
        self.temporary.as_file().sync_all().map_err(|error| failed(&error))?;
        self.temporary.persist_noclobber(&place).map_err(|error| failed(&error.error))?;
        File::open(folder_of(&place)).and_then(|folder| folder.sync_all()).map_err(|error| failed(&error))
    }
}

/// Writes all of a file at once.
pub(crate) fn write_whole(place: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Unfinished::begin(place)?.fill(bytes)
}

fn folder_of(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.x12");
        let mut unfinished = Unfinished::begin(&place).unwrap();
        unfinished.file().write_all(b"half").unwrap();
        drop(unfinished);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        write_whole(&place, b"whole").unwrap();
        assert!(write_whole(&place, b"other").unwrap_err().to_string().contains("exists"));
        assert_eq!(std::fs::read(&place).unwrap(), b"whole");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
