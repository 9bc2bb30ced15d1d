//! A file of secret keys beside the database: made once, readable by its owner only, never in a backup of the database.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// Makes the file with these words unless it is there. It is written whole under another name first, so that a crash leaves no half
/// key.
///
/// # Errors
/// What the machine says, in words.
pub fn make_once(path: &Path, words: &str) -> Result<(), String> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = write_beside(path, words)?;
    // A link does not replace: of two programs that start at once, one key stays and both read it.
    let linked = std::fs::hard_link(&unfinished, path);
    std::fs::remove_file(&unfinished).map_err(|error| error.to_string())?;
    match linked {
        Err(error) if !path.exists() => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Puts these words into the file's place, whole or not at all.
///
/// # Errors
/// What the machine says, in words.
pub fn replace(path: &Path, words: &str) -> Result<(), String> {
    let unfinished = write_beside(path, words)?;
    std::fs::rename(&unfinished, path).map_err(|error| error.to_string())
}

/// Makes an empty file, readable by its owner only, for what is written into it from now on.
pub(crate) fn make_empty(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn write_beside(path: &Path, words: &str) -> Result<std::path::PathBuf, String> {
    let unfinished = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished).map_err(|error| error.to_string())?;
    file.write_all(words.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| error.to_string())?;
    Ok(unfinished)
}
