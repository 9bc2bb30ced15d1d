//! The folders, all of them ours to write: that of the data is there or makeable, those by which files come and go are there and differ.

use std::path::{Path, PathBuf};

use store::DatabaseUrl;

use crate::settings::{Problem, Settings};

/// What is wrong with the data folder.
pub(super) fn check(settings: &Settings) -> Option<Problem> {
    if !matches!(settings.database, DatabaseUrl::Sqlite(_)) {
        return None;
    }
    closed("data", nearest_there(&settings.data))
}

/// What is wrong with the program that looks at files: a name alone is looked for where the machine keeps its programs.
pub(super) fn scanner(settings: &Settings) -> Option<Problem> {
    let program = settings.upload_scan.as_ref()?.program();
    let is_there = if program.contains('/') {
        Path::new(program).is_file()
    } else {
        std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
    };
    let remedy = "Name a program that is there, with its whole path; until then no file is taken.";
    (!is_there).then(|| Problem::new("upload_scan", format!("There is no program {program}."), remedy))
}

/// What is wrong with the folders by which files come and go.
pub(super) fn exchanged(settings: &Settings) -> Vec<Problem> {
    let day_packs = settings.day_packs.as_ref().map(|wish| wish.folder.clone());
    let folders = [
        ("referral_folder", &settings.referral_folder),
        ("eligibility_in", &settings.eligibility.incoming),
        ("eligibility_out", &settings.eligibility.out),
        ("daypack_folder", &day_packs),
    ];
    let named: Vec<(&str, &Path)> = folders.into_iter().filter_map(|(key, folder)| Some((key, folder.as_deref()?))).collect();
    let mut found: Vec<Problem> = named.iter().filter_map(|(key, folder)| absent_or_closed(key, folder)).collect();
    for (at, (key, folder)) in named.iter().enumerate() {
        let same = named.iter().take(at).find(|(_, other)| real(other) == real(folder));
        found.extend(same.map(|(other, _)| {
            Problem::new(*key, format!("`{other}` and `{key}` are the same folder."), "Name a folder for each.")
        }));
    }
    found
}

/// A watched folder is not made by us: whoever puts files into it has made it, or looks elsewhere.
fn absent_or_closed(key: &str, folder: &Path) -> Option<Problem> {
    if folder.exists() {
        return closed(key, folder);
    }
    let remedy = "Make the folder and give it to Stepdown's account, or name another.";
    Some(Problem::new(key, format!("{} is not there.", folder.display()), remedy))
}

/// Why nothing can be put into what is there.
fn closed(key: &str, there: &Path) -> Option<Problem> {
    if !there.is_dir() {
        return Some(Problem::new(key, format!("{} is a file, not a folder.", there.display()), "Name a folder."));
    }
    let error = tempfile::NamedTempFile::new_in(there).err()?;
    let remedy = "Give the folder to Stepdown's account, or name another.";
    Some(Problem::new(key, format!("{} cannot be written: {error}.", there.display()), remedy))
}

/// The folder itself, or the nearest above it that exists: what is missing is made at the first start.
fn nearest_there(folder: &Path) -> &Path {
    let named = folder.ancestors().find(|path| !path.as_os_str().is_empty() && path.exists());
    named.unwrap_or(Path::new("."))
}

/// A folder by its one true name, as far as it has one.
fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}
