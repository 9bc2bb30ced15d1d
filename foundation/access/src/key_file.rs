//! A file of secret keys beside the database: made once, readable by its owner only, never in a backup of the database.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use rand::TryRng as _;

/// Bytes of a key of XChaCha20-Poly1305.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of its nonce: long enough to be drawn at random.
pub(crate) const NONCE_BYTES: usize = 24;

/// A key.
pub(crate) type Key = [u8; KEY_BYTES];

/// The operating system gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoRandomness;

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A key as a line of such a file.
pub(crate) fn line(key: &Key) -> String {
    hex::encode(key)
}

/// The key on a line of such a file; nothing when it does not hold 64 hexadecimal digits.
pub(crate) fn key(line: &str) -> Option<Key> {
    hex::decode(line.trim()).ok().and_then(|bytes| bytes.try_into().ok())
}

/// Makes the file with these words unless it is there. It is written whole under another name first, so that a crash leaves no half
/// key.
pub(crate) fn make_once(path: &Path, words: &str) -> Result<(), String> {
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
pub(crate) fn replace(path: &Path, words: &str) -> Result<(), String> {
    let unfinished = write_beside(path, words)?;
    std::fs::rename(&unfinished, path).map_err(|error| error.to_string())
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
