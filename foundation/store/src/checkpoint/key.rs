//! The key that signs checkpoints (Ed25519, RFC 8032) and its public half. The private half is a file beside the database, readable by
//! its owner only; it is never in the database and never in a backup.

use std::path::Path;

use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use super::hex::{Hex, NotHex};
use crate::key_file;

const SEED_BYTES: usize = 32;

/// The private half. `Debug` shows the public half only.
pub struct CheckpointKey(Ed25519KeyPair);

/// Why the key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be made or read.
    #[error("the key file for checkpoints cannot be used: {0}")]
    File(String),
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes; no key for checkpoints was made")]
    NoRandomness,
}

/// The public half: whoever has it can verify, and nobody can sign with it. Shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(pub(crate) Hex<32>);

impl CheckpointKey {
    /// A new key that is kept nowhere: for databases that live as long as the program.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn for_this_run() -> Result<Self, KeyError> {
        Self::of_seed(&seed()?)
    }

    /// The key in a file.
    ///
    /// # Errors
    /// [`KeyError::File`] with the reason.
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        let text = std::fs::read_to_string(path).map_err(told)?;
        let seed: Hex<SEED_BYTES> = text.parse().map_err(|error: NotHex| KeyError::File(error.to_string()))?;
        Self::of_seed(&seed.0)
    }

    /// The key in a file, which is made when it is not there.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn made_in_file(path: &Path) -> Result<Self, KeyError> {
        key_file::make_once(path, &format!("{}\n", hex::encode(seed()?))).map_err(KeyError::File)?;
        Self::from_file(path)
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        // Both are 32 bytes long by definition
        PublicKey(Hex::of(self.0.public_key().as_ref()).unwrap_or(Hex([0; 32])))
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Hex<64> {
        Hex::of(self.0.sign(message).as_ref()).unwrap_or(Hex([0; 64]))
    }

    fn of_seed(seed: &[u8]) -> Result<Self, KeyError> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|error| KeyError::File(error.to_string()))
    }
}

impl std::fmt::Debug for CheckpointKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "CheckpointKey(… of {})", self.public())
    }
}

impl PublicKey {
    /// In groups of four digits, for people who compare it.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let digits = self.to_string();
        let groups: Vec<&str> = (0..digits.len()).step_by(4).filter_map(|at| digits.get(at..at + 4)).collect();
        groups.join(" ")
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &Hex<64>) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0.0).verify(message, &signature.0).is_ok()
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

impl std::str::FromStr for PublicKey {
    type Err = NotHex;
    fn from_str(text: &str) -> Result<Self, NotHex> {
        text.parse().map(Self)
    }
}

fn seed() -> Result<[u8; SEED_BYTES], KeyError> {
    let mut bytes = [0; SEED_BYTES];
    SystemRandom::new().fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn told(error: std::io::Error) -> KeyError {
    KeyError::File(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint.key");
        assert!(matches!(CheckpointKey::from_file(&path), Err(KeyError::File(_))), "reading makes nothing");
        let made = CheckpointKey::made_in_file(&path).unwrap().public();
        assert_eq!(CheckpointKey::made_in_file(&path).unwrap().public(), made);
        assert_eq!(CheckpointKey::from_file(&path).unwrap().public(), made);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(CheckpointKey::made_in_file(&path), Err(KeyError::File(_))));
    }

    #[test]
    fn only_the_holder_of_the_private_half_signs_and_the_private_half_is_not_logged() {
        // The first test vector of RFC 8032, section 7.1: an empty message
        let seed: Hex<32> = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60".parse().unwrap();
        let key = CheckpointKey::of_seed(&seed.0).unwrap();
        let public = "d75a9801 82b10ab7 d54bfed3 c964073a 0ee172f3 daa62325 af021a68 f707511a";
        assert_eq!(public.parse(), Ok(key.public()));
        let signature = key.sign(b"");
        assert!(signature.to_string().starts_with("e5564300c360ac72"), "{signature}");
        assert!(key.public().has_signed(b"", &signature) && !key.public().has_signed(b"x", &signature));
        assert!(!CheckpointKey::for_this_run().unwrap().public().has_signed(b"", &signature));
        assert!(!format!("{key:?}").contains("9d61b19d") && key.public().in_groups().starts_with("d75a 9801 82b1"));
    }
}
