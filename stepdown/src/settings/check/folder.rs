//! The data folder: there or makeable, and ours to write.

use std::path::Path;

use store::DatabaseUrl;

use crate::settings::{Problem, Settings};

/// What is wrong with it.
pub(super) fn check(settings: &Settings) -> Option<Problem> {
    if !matches!(settings.database, DatabaseUrl::Sqlite(_)) {
        return None;
    }
    let there = nearest_there(&settings.data);
    let remedy = "Give the folder to Stepdown's account, or name another.";
    if !there.is_dir() {
        return Some(Problem::new("data", format!("{} is a file, not a folder.", there.display()), "Name a folder."));
    }
    let error = tempfile::NamedTempFile::new_in(there).err()?;
    Some(Problem::new("data", format!("{} cannot be written: {error}.", there.display()), remedy))
}

/// The folder itself, or the nearest above it that exists: what is missing is made at the first start.
fn nearest_there(folder: &Path) -> &Path {
    let named = folder.ancestors().find(|path| !path.as_os_str().is_empty() && path.exists());
    named.unwrap_or(Path::new("."))
}
