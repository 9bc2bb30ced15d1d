//! The key of a database file.

use ring::rand::SecureRandom as _;
use sha2::{Digest as _, Sha256};

const KEY_BYTES: usize = 32;

/// A key that encrypts a database file. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey([u8; KEY_BYTES]);

/// Words that must not be shown.
pub(crate) struct Hidden(String);

impl DatabaseKey {
    /// A new one, from the randomness of the operating system; nothing when there is none.
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut bytes = [0; KEY_BYTES];
        ring::rand::SystemRandom::new().fill(&mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// A key as it stands in a key file; nothing when it is not 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok()).map(Self)
    }

    /// Its name: the first eight hexadecimal digits of a digest, which tells which key it is and nothing about it.
    #[must_use]
    pub fn name(&self) -> String {
        let digest = Sha256::new().chain_update(b"stepdown-database-key-name-1").chain_update(self.0).finalize();
        hex::encode(digest).chars().take(8).collect()
    }

    /// As a line of a key file.
    pub(crate) fn line(&self) -> String {
        format!("{}\n", hex::encode(self.0))
    }

    /// As `PRAGMA key` and `ATTACH … KEY` take it: the key itself, not words to derive one from.
    pub(crate) fn as_sqlite_takes_it(&self) -> Hidden {
        Hidden(format!("x'{}'", hex::encode(self.0)))
    }
}

impl Hidden {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DatabaseKey({}…)", self.name())
    }
}
