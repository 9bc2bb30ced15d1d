//! The secret by which another provider's system sends documents to the program's own address, and what is stored of it.

use crate::bytes::{NoRandomness, digest, from_text, random, to_text};
use crate::session_token::TokenFingerprint;

/// How a token begins, so that one that leaks is recognized for what it is.
const PREFIX: &str = "stepdown_referral_";

/// 256 random bits. `Debug` does not show them.
#[derive(Clone)]
pub struct SenderToken([u8; 32]);

impl SenderToken {
    /// A new one.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    /// Reads what a sender carries in its `Authorization: Bearer …`. `None` if it is not one of ours.
    #[must_use]
    pub fn from_bearer(carried: &str) -> Option<Self> {
        from_text(carried.strip_prefix(PREFIX)?)?.try_into().ok().map(Self)
    }

    /// What the sender is given, once: 61 characters.
    #[must_use]
    pub fn to_bearer(&self) -> String {
        format!("{PREFIX}{}", to_text(&self.0))
    }

    /// What to store, and what to look the sender up by: a SHA-256. Whoever reads the database cannot send with it.
    #[must_use]
    pub fn fingerprint(&self) -> TokenFingerprint {
        TokenFingerprint::from_stored(hex::encode(digest("sender", &self.0)))
    }
}

impl std::fmt::Debug for SenderToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SenderToken(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn what_a_sender_carries_is_read_back_and_nothing_stored_or_logged_shows_it() {
        let token = SenderToken::generate().unwrap();
        let carried = token.to_bearer();
        assert_eq!((carried.len(), carried.starts_with("stepdown_referral_")), (61, true));
        assert_eq!(SenderToken::from_bearer(&carried).unwrap().fingerprint(), token.fingerprint());
        assert_eq!(token.fingerprint().as_str().len(), 64);
        assert!(!format!("{token:?} {:?}", token.fingerprint()).contains(&carried));
        let plain = carried.strip_prefix(PREFIX).unwrap();
        for other in ["", "x", PREFIX, plain, &carried[1..], &carried[..60], &format!("{carried}A"), &format!("{PREFIX}wrong")] {
            assert!(SenderToken::from_bearer(other).is_none(), "{other}");
        }
        assert_ne!(SenderToken::generate().unwrap().to_bearer(), carried);
    }
}
