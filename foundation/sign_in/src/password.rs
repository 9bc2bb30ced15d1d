//! Passwords: argon2id hashes that are slow to guess, a check that takes as long for an unknown account as for a known
//! one, and plain advice for a new password (ASVS 5.0.0-6.2, 11.4.2).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

mod advice;
pub use advice::{Weakness, check_new_password};

/// A password longer than this is refused before it is hashed, in bytes.
const LONGEST: usize = 1024;

/// How much work one hash costs. Passed in, so that a test can be quick; the program uses [`Cost::RECOMMENDED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Parallel lanes.
    pub lanes: u32,
}

impl Cost {
    /// argon2id with 19 MiB, two passes, one lane: one of the equivalent settings of the OWASP password storage cheat
    /// sheet. The least memory of them is chosen, because several people sign in at once on a small machine.
    pub const RECOMMENDED: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    fn is_less_than(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib || self.passes < other.passes || self.lanes < other.lanes
    }
}

/// A password or PIN as it is stored: a PHC string (`$argon2id$v=19$m=…`). `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct StoredHash(String);

impl StoredHash {
    /// A hash that was stored earlier. It is read when something is checked against it.
    #[must_use]
    pub fn from_stored(phc: impl Into<String>) -> Self {
        Self(phc.into())
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for StoredHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredHash(…)")
    }
}

/// Why a password could not be hashed or checked. Never says anything about the password or the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The cost is outside of what argon2 can do.
    #[error("the cost of password hashing is set to something argon2 cannot do; use 19456 KiB, 2 passes, 1 lane")]
    ImpossibleCost,
    /// A new password is longer than 1024 bytes.
    #[error("a password may have at most 1024 bytes")]
    TooLong,
    /// What is stored is not an argon2 hash; the account needs a new password.
    #[error("the stored password cannot be read; set a new one for this account")]
    Unreadable,
    /// Hashing itself failed (no memory, no randomness).
    #[error("hashing failed; nothing was changed")]
    Failed,
}

/// Hashes and checks passwords at one cost.
pub struct Passwords {
    argon2: Argon2<'static>,
    cost: Cost,
    of_nobody: StoredHash,
}

impl Passwords {
    /// Prepares hashing at this cost, and a hash of nobody's password to check against when an account is unknown.
    ///
    /// # Errors
    /// [`PasswordError::ImpossibleCost`], or [`PasswordError::Failed`] if there is no randomness or memory.
    pub fn new(cost: Cost) -> Result<Self, PasswordError> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|_| PasswordError::ImpossibleCost)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = crate::bytes::random::<32>().map_err(|_| PasswordError::Failed)?;
        let mut passwords = Self { argon2, cost, of_nobody: StoredHash(String::new()) };
        passwords.of_nobody = passwords.hash_bytes(&nobody)?;
        Ok(passwords)
    }

    /// Hashes a new password with a fresh salt.
    ///
    /// # Errors
    /// [`PasswordError::TooLong`] or [`PasswordError::Failed`].
    pub fn hash(&self, password: &str) -> Result<StoredHash, PasswordError> {
        if password.len() > LONGEST {
            return Err(PasswordError::TooLong);
        }
        self.hash_bytes(password.as_bytes())
    }

    /// Whether this is the password. Give `None` for an account that does not exist or has no password: the same work is
    /// done and the answer is `false`, so that the time tells nothing (ASVS 5.0.0-6.3.8).
    ///
    /// # Errors
    /// [`PasswordError::Unreadable`] if what is stored is not an argon2 hash.
    pub fn verify(&self, password: &str, stored: Option<&StoredHash>) -> Result<bool, PasswordError> {
        let is_too_long = password.len() > LONGEST;
        let attempt = if is_too_long { b"".as_slice() } else { password.as_bytes() };
        let known = stored.map(|stored| PasswordHash::new(stored.as_str()));
        let (hash, is_known) = match known {
            Some(Ok(hash)) => (hash, true),
            Some(Err(_)) => return Err(PasswordError::Unreadable),
            None => (PasswordHash::new(self.of_nobody.as_str()).map_err(|_| PasswordError::Failed)?, false),
        };
        match self.argon2.verify_password(attempt, &hash) {
            Ok(()) => Ok(is_known && !is_too_long),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(_) => Err(PasswordError::Unreadable),
        }
    }

    /// Whether a hash was made cheaper than hashes are made now. After a right password, hash it again and store that.
    #[must_use]
    pub fn needs_rehash(&self, stored: &StoredHash) -> bool {
        let Ok(hash) = PasswordHash::new(stored.as_str()) else { return true };
        let Ok(params) = Params::try_from(&hash) else { return true };
        let made = Cost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
        hash.algorithm.as_str() != Algorithm::Argon2id.as_str() || made.is_less_than(self.cost)
    }

    fn hash_bytes(&self, secret: &[u8]) -> Result<StoredHash, PasswordError> {
        let hash = self.argon2.hash_password(secret).map_err(|_| PasswordError::Failed)?;
        Ok(StoredHash(hash.to_string()))
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords").field("cost", &self.cost).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
