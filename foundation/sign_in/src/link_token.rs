//! The secret in a link that is sent to one person, and what is stored of it. Short, because it travels in a text message.

use crate::bytes::{NoRandomness, digest, from_text, random, to_text};
use crate::session_token::TokenFingerprint;

/// 144 random bits: 24 letters of an address, more than anybody can guess. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken([u8; 18]);

impl LinkToken {
    /// A new one.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    /// Reads the last part of the address. `None` if it is not one of ours.
    #[must_use]
    pub fn from_address(part: &str) -> Option<Self> {
        from_text(part)?.try_into().ok().map(Self)
    }

    /// The last part of the address: 24 characters of base64url.
    #[must_use]
    pub fn to_address(&self) -> String {
        to_text(&self.0)
    }

    /// What to store, and what to look the link up by: a SHA-256. Whoever reads the database cannot open the link.
    #[must_use]
    pub fn fingerprint(&self) -> TokenFingerprint {
        TokenFingerprint::from_stored(hex::encode(digest("link", &self.0)))
    }
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn an_address_is_read_back_and_nothing_stored_or_logged_shows_it() {
        let token = LinkToken::generate().unwrap();
        let address = token.to_address();
        assert_eq!(address.len(), 24);
        assert_eq!(LinkToken::from_address(&address).unwrap().fingerprint(), token.fingerprint());
        assert!(!format!("{token:?} {:?}", token.fingerprint()).contains(&address));
        for other in ["", "x", &address[1..], &format!("{address}A"), &address.replace(&address[..1], "*")] {
            assert!(LinkToken::from_address(other).is_none(), "{other}");
        }
        assert_ne!(LinkToken::generate().unwrap().to_address(), address);
    }
}
