//! Seals the secrets of authenticator apps, so that whoever holds the database alone cannot make codes (ASVS 5.0.0-11.2).
//! The key is a file beside the database, made at the first start and readable by its owner only. It is not in a backup.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use vocabulary::id::StaffId;

use crate::key_file::{self, Key, NONCE_BYTES, NoRandomness};

/// The key of this installation. `Debug` does not show it.
#[derive(Clone)]
pub struct Vault(Option<Key>);

/// Why a secret cannot be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// No key was given to the program.
    #[error("there is no key file for sign-in secrets; start the program with a data directory")]
    NoKey,
    /// The key file cannot be made or read.
    #[error("the key file for sign-in secrets cannot be used: {0}")]
    KeyFile(String),
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes; nothing was sealed")]
    NoRandomness,
    /// The secret was sealed with another key, for another person, or was changed.
    #[error("a sealed secret does not open with the key of this installation; put the key file back, or set the app up again")]
    DoesNotOpen,
}

impl Vault {
    /// Without a key: everything but authenticator apps works.
    #[must_use]
    pub const fn without_key() -> Self {
        Self(None)
    }

    /// With a new key that is kept nowhere: for databases that live as long as the program.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn for_this_run() -> Result<Self, VaultError> {
        Ok(Self(Some(key_file::random()?)))
    }

    /// With the key in a file; makes it when it is not there, readable by its owner only. Only for a database in which nothing was
    /// sealed yet, or for somebody who says that the old key is lost.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`] with the reason.
    pub fn made_in_file(path: &Path) -> Result<Self, VaultError> {
        let first = key_file::line(&key_file::random()?);
        store::key_file::make_once(path, &format!("{first}\n")).map_err(VaultError::KeyFile)?;
        Self::from_file(path)
    }

    /// With the key in a file that is there.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`] with the reason.
    pub fn from_file(path: &Path) -> Result<Self, VaultError> {
        let text = std::fs::read_to_string(path).map_err(|error| VaultError::KeyFile(error.to_string()))?;
        let odd = || VaultError::KeyFile("it does not hold 64 hexadecimal digits".into());
        key_file::key(&text).map(|key| Self(Some(key))).ok_or_else(odd)
    }

    /// Seals a secret of one person.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] or [`VaultError::NoRandomness`].
    pub fn seal(&self, staff: StaffId, secret: &str) -> Result<String, VaultError> {
        let nonce = key_file::random::<NONCE_BYTES>()?;
        let payload = Payload { msg: secret.as_bytes(), aad: staff.0.as_bytes() };
        let sealed = self.cipher()?.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| VaultError::DoesNotOpen)?;
        Ok(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens a secret that was sealed for the same person.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] or [`VaultError::DoesNotOpen`].
    pub fn open(&self, staff: StaffId, sealed: &str) -> Result<String, VaultError> {
        let cipher = self.cipher()?;
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| VaultError::DoesNotOpen)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(VaultError::DoesNotOpen)?;
        let payload = Payload { msg: sealed, aad: staff.0.as_bytes() };
        let secret = cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| VaultError::DoesNotOpen)?;
        String::from_utf8(secret).map_err(|_| VaultError::DoesNotOpen)
    }

    fn cipher(&self) -> Result<XChaCha20Poly1305, VaultError> {
        self.0.as_ref().map(|key| XChaCha20Poly1305::new(key.into())).ok_or(VaultError::NoKey)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.0.is_some() { "Vault(…)" } else { "Vault(no key)" })
    }
}

impl From<NoRandomness> for VaultError {
    fn from(_: NoRandomness) -> Self {
        Self::NoRandomness
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn person(number: u128) -> StaffId {
        StaffId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_sealed_secret_opens_for_the_same_person_with_the_same_key_only() {
        let vault = Vault::for_this_run().unwrap();
        let sealed = vault.seal(person(1), "JBSWY3DP").unwrap();
        assert!(!sealed.contains("JBSWY3DP"));
        assert_ne!(sealed, vault.seal(person(1), "JBSWY3DP").unwrap(), "never the same twice");
        assert_eq!(vault.open(person(1), &sealed).unwrap(), "JBSWY3DP");
        assert_eq!(vault.open(person(2), &sealed), Err(VaultError::DoesNotOpen));
        assert_eq!(Vault::for_this_run().unwrap().open(person(1), &sealed), Err(VaultError::DoesNotOpen));
        assert_eq!(Vault::without_key().open(person(1), &sealed), Err(VaultError::NoKey));
        for broken in ["", "AAAA", &sealed[1..]] {
            assert_eq!(vault.open(person(1), broken), Err(VaultError::DoesNotOpen), "{broken}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sign-in.key");
        assert!(matches!(Vault::from_file(&path), Err(VaultError::KeyFile(_))) && !path.exists(), "nothing is made by reading");
        let sealed = Vault::made_in_file(&path).unwrap().seal(person(1), "secret").unwrap();
        assert_eq!(Vault::made_in_file(&path).unwrap().open(person(1), &sealed).unwrap(), "secret");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Vault::from_file(&path), Err(VaultError::KeyFile(_))));
        assert!(matches!(Vault::made_in_file(&folder.path().join("none/x.key")), Err(VaultError::KeyFile(_))));
    }

    #[test]
    fn the_key_is_not_logged() {
        assert_eq!(format!("{:?} {:?}", Vault::for_this_run().unwrap(), Vault::without_key()), "Vault(…) Vault(no key)");
    }
}
