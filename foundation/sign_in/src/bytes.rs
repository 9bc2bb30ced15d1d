//! Random bytes from the operating system, comparison in constant time, and text for bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use sha2::{Digest as _, Sha256};

/// The operating system gave no randomness. Nothing may be issued then; the remedy is to look at the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes; nothing was issued")]
pub struct NoRandomness;

/// Unguessable bytes (ASVS 5.0.0-11.5.1).
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// SHA-256 for one stated use, so that the same secret gives unrelated values for different uses.
pub(crate) fn digest(purpose: &str, secret: &[u8]) -> [u8; 32] {
    let length = u64::try_from(purpose.len()).unwrap_or(u64::MAX);
    Sha256::new().chain_update(length.to_be_bytes()).chain_update(purpose).chain_update(secret).finalize().into()
}

/// Whether two values are the same, in a time that does not depend on where they differ.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    let differing = left.iter().zip(right).fold(0_u8, |found, (a, b)| std::hint::black_box(found | (a ^ b)));
    left.len() == right.len() && differing == 0
}

pub(crate) fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn from_text(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn only_equal_values_are_the_same() {
        for (left, right, expected) in
            [("", "", true), ("abc", "abc", true), ("abc", "abd", false), ("abc", "ab", false), ("", "a", false)]
        {
            assert_eq!(same(left.as_bytes(), right.as_bytes()), expected, "{left} {right}");
        }
    }

    #[test]
    fn one_secret_gives_unrelated_values_for_different_uses() {
        assert_ne!(digest("a", b"bc"), digest("ab", b"c"));
        assert_eq!(digest("a", b"bc"), digest("a", b"bc"));
        assert_ne!(random::<32>().unwrap(), random::<32>().unwrap());
    }
}
