//! What stands in a file of secret keys beside the database; how such a file is made: `store::key_file`.

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
