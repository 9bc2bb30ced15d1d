//! Seals single fields of records, so that whoever holds the database alone, or a backup of it, cannot read them (P2-11, P2-54).
//!
//! The keys are a file beside the database, a line each. The last one seals; every one opens what it sealed, so that a new key can
//! be put on the ring at any time and nothing that was written before is rewritten: the ledger keeps every version anyway.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Refusal;
use crate::key_file::{self, Key, NONCE_BYTES, NoRandomness};

/// A ring without a key: everything but sealed fields works.
pub static NO_KEYS: KeyRing = KeyRing(Vec::new());

/// The keys of this installation, oldest first. `Debug` does not show them.
#[derive(Clone)]
pub struct KeyRing(Vec<(String, Key)>);

/// Words that only their key opens, and only in their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Which key: the first eight hexadecimal digits of a digest of it.
    pub key: String,
    /// Nonce and ciphertext of XChaCha20-Poly1305, in base64 without padding.
    pub text: String,
}

/// Where sealed words belong. They open nowhere else: moved to another record, another chart or another author, they stay shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The kind of record.
    pub kind: &'static str,
    /// The ids that the words are bound to, in an order of the kind's own: the record, whose chart, whose words.
    pub bound_to: [Uuid; 3],
}

/// Why words cannot be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRingError {
    /// No key was given to the program.
    #[error("there is no key file for sealed records; start the program with a data directory")]
    NoKey,
    /// The key file cannot be made or read.
    #[error("the key file for sealed records cannot be used: {0}")]
    KeyFile(String),
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes; nothing was sealed")]
    NoRandomness,
    /// The key is not on the ring.
    #[error("the key {0} is not in the key file of this installation")]
    OtherKey(String),
    /// The words were sealed for another place, or were changed.
    #[error("sealed words do not open here: they were changed, or belong to another record")]
    DoesNotOpen,
}

impl KeyRing {
    /// With one new key that is kept nowhere: for databases that live as long as the program.
    ///
    /// # Errors
    /// [`KeyRingError::NoRandomness`].
    pub fn for_this_run() -> Result<Self, KeyRingError> {
        Ok(Self(vec![named(key_file::random()?)]))
    }

    /// With the keys in a file; makes it with one key when it is not there, readable by its owner only. Only for a database in which
    /// nothing was sealed yet, or for somebody who says that the old keys are lost.
    ///
    /// # Errors
    /// [`KeyRingError::KeyFile`] with the reason.
    pub fn made_in_file(path: &Path) -> Result<Self, KeyRingError> {
        let first = key_file::line(&key_file::random()?);
        store::key_file::make_once(path, &format!("{first}\n")).map_err(KeyRingError::KeyFile)?;
        Self::from_file(path)
    }

    /// With the keys in a file that is there.
    ///
    /// # Errors
    /// [`KeyRingError::KeyFile`] with the reason.
    pub fn from_file(path: &Path) -> Result<Self, KeyRingError> {
        let text = std::fs::read_to_string(path).map_err(|error| KeyRingError::KeyFile(error.to_string()))?;
        let keys: Option<Vec<_>> = text.lines().map(|line| key_file::key(line).map(named)).collect();
        let keys = keys.filter(|keys| !keys.is_empty());
        let odd = || KeyRingError::KeyFile("every line must hold 64 hexadecimal digits".into());
        keys.map(Self).ok_or_else(odd)
    }

    /// Puts a new key on the ring in a file; from the next start of the program on, it seals. Answers its name.
    ///
    /// # Errors
    /// As [`KeyRing::from_file`]; nothing is made and the file is as it was.
    pub fn add_key(path: &Path) -> Result<String, KeyRingError> {
        let Self(mut keys) = Self::from_file(path)?;
        let new = named(key_file::random()?);
        let name = new.0.clone();
        keys.push(new);
        let lines: String = keys.iter().map(|(_, key)| format!("{}\n", key_file::line(key))).collect();
        store::key_file::replace(path, &lines).map_err(KeyRingError::KeyFile)?;
        Ok(name)
    }

    /// The names of the keys, oldest first; the last one seals.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Seals words for their place.
    ///
    /// # Errors
    /// [`KeyRingError::NoKey`] or [`KeyRingError::NoRandomness`].
    pub fn seal(&self, place: Place, words: &str) -> Result<Sealed, KeyRingError> {
        self.seal_bytes(place, words.as_bytes())
    }

    /// Seals a file for its place.
    ///
    /// # Errors
    /// As [`KeyRing::seal`].
    pub fn seal_bytes(&self, place: Place, bytes: &[u8]) -> Result<Sealed, KeyRingError> {
        let (name, key) = self.0.last().ok_or(KeyRingError::NoKey)?;
        let nonce = key_file::random::<NONCE_BYTES>()?;
        let payload = Payload { msg: bytes, aad: &place.bytes() };
        let cipher = XChaCha20Poly1305::new(key.into());
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| KeyRingError::DoesNotOpen)?;
        Ok(Sealed { key: name.clone(), text: STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()) })
    }

    /// Opens words that were sealed for this place.
    ///
    /// # Errors
    /// [`KeyRingError::NoKey`], [`KeyRingError::OtherKey`] or [`KeyRingError::DoesNotOpen`].
    pub fn open(&self, place: Place, sealed: &Sealed) -> Result<String, KeyRingError> {
        String::from_utf8(self.open_bytes(place, sealed)?).map_err(|_| KeyRingError::DoesNotOpen)
    }

    /// Opens a file that was sealed for this place.
    ///
    /// # Errors
    /// As [`KeyRing::open`].
    pub fn open_bytes(&self, place: Place, sealed: &Sealed) -> Result<Vec<u8>, KeyRingError> {
        if self.0.is_empty() {
            return Err(KeyRingError::NoKey);
        }
        let known = self.0.iter().find(|(name, _)| *name == sealed.key);
        let (_, key) = known.ok_or_else(|| KeyRingError::OtherKey(sealed.key.clone()))?;
        let bytes = STANDARD_NO_PAD.decode(&sealed.text).map_err(|_| KeyRingError::DoesNotOpen)?;
        let (nonce, text) = bytes.split_at_checked(NONCE_BYTES).ok_or(KeyRingError::DoesNotOpen)?;
        let payload = Payload { msg: text, aad: &place.bytes() };
        let words = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), payload);
        words.map_err(|_| KeyRingError::DoesNotOpen)
    }
}

impl Place {
    /// The associated data: a kind cannot hold the null byte, and the ids are of one length, so no two places are written alike.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("stepdown-sealed-1\0{}\0", self.kind).into_bytes();
        self.bound_to.iter().for_each(|id| bytes.extend_from_slice(id.as_bytes()));
        bytes
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeyRing({} keys)", self.0.len())
    }
}

impl From<NoRandomness> for KeyRingError {
    fn from(_: NoRandomness) -> Self {
        Self::NoRandomness
    }
}

impl From<KeyRingError> for Refusal {
    fn from(error: KeyRingError) -> Self {
        match error {
            KeyRingError::NoKey | KeyRingError::OtherKey(_) | KeyRingError::KeyFile(_) => Self::refused(
                "no_record_key",
                "P2-54",
                "The key that locks this is not on this computer.",
                "Nothing is lost. Ask whoever runs the computer to put the file chart.key back into the data folder.",
            ),
            KeyRingError::NoRandomness | KeyRingError::DoesNotOpen => Self::Fault(error.to_string()),
        }
    }
}

/// A key with its name: a digest tells which key it is and nothing about it.
fn named(key: Key) -> (String, Key) {
    let digest = Sha256::new().chain_update(b"stepdown-key-name-1").chain_update(key).finalize();
    (hex::encode(digest).chars().take(8).collect(), key)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn place(record: u128, chart: u128, author: u128) -> Place {
        Place { kind: "counseling_note", bound_to: [record, chart, author].map(Uuid::from_u128) }
    }

    #[test]
    fn p2_11_sealed_words_open_in_their_own_place_only() {
        let ring = KeyRing::for_this_run().unwrap();
        let sealed = ring.seal(place(1, 2, 3), "what was said").unwrap();
        assert!(!format!("{sealed:?}").contains("said"));
        assert_ne!(sealed, ring.seal(place(1, 2, 3), "what was said").unwrap(), "never the same twice");
        assert_eq!(ring.open(place(1, 2, 3), &sealed).unwrap(), "what was said");
        for other in [place(9, 2, 3), place(1, 9, 3), place(1, 2, 9), Place { kind: "other", ..place(1, 2, 3) }] {
            assert_eq!(ring.open(other, &sealed), Err(KeyRingError::DoesNotOpen), "another record, chart, author or kind");
        }
        let changed = Sealed { text: sealed.text.replacen(|_: char| true, "_", 1), ..sealed.clone() };
        assert_eq!(ring.open(place(1, 2, 3), &changed), Err(KeyRingError::DoesNotOpen));
        assert_eq!(NO_KEYS.open(place(1, 2, 3), &sealed), Err(KeyRingError::NoKey));
        assert_eq!(NO_KEYS.seal(place(1, 2, 3), ""), Err(KeyRingError::NoKey));
        let other = KeyRing::for_this_run().unwrap();
        assert_eq!(other.open(place(1, 2, 3), &sealed), Err(KeyRingError::OtherKey(sealed.key)));
    }

    #[test]
    fn a_new_key_seals_and_the_old_ones_still_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chart.key");
        assert!(matches!(KeyRing::from_file(&path), Err(KeyRingError::KeyFile(_))), "nothing is made by reading");
        assert!(matches!(KeyRing::add_key(&path), Err(KeyRingError::KeyFile(_))), "nor by rotating");
        assert!(!path.exists());
        let old = KeyRing::made_in_file(&path).unwrap();
        let sealed = old.seal(place(1, 2, 3), "before").unwrap();
        let name = KeyRing::add_key(&path).unwrap();
        let ring = KeyRing::from_file(&path).unwrap();
        assert_eq!(ring.names(), [old.names()[0], &name]);
        assert_eq!(ring.open(place(1, 2, 3), &sealed).unwrap(), "before");
        assert_eq!(ring.seal(place(1, 2, 3), "after").unwrap().key, name);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        for broken in ["", "short\n", "\n"] {
            std::fs::write(&path, broken).unwrap();
            assert!(matches!(KeyRing::from_file(&path), Err(KeyRingError::KeyFile(_))), "{broken:?}");
            assert!(matches!(KeyRing::add_key(&path), Err(KeyRingError::KeyFile(_))), "{broken:?}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), broken, "left as it was");
        }
    }

    #[test]
    fn the_keys_are_not_logged() {
        assert_eq!(format!("{:?} {NO_KEYS:?}", KeyRing::for_this_run().unwrap()), "KeyRing(1 keys) KeyRing(0 keys)");
    }
}
