//! The secret in the session cookie, what is stored of it, and the token that forms carry against cross-site requests.

use crate::bytes::{NoRandomness, digest, from_text, random, same, to_text};

/// 256 random bits in the cookie (ASVS 5.0.0-7.2.3). Made anew at each sign-in (7.2.4). `Debug` does not show it.
#[derive(Clone)]
pub struct SessionToken([u8; 32]);

/// What is stored of a session token: its SHA-256. Whoever reads the database cannot sign in with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct TokenFingerprint(String);

/// The token a form carries back. It belongs to one session and says nothing about the cookie.
#[derive(Clone)]
pub struct CsrfToken(String);

impl SessionToken {
    /// A new one.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    /// Reads the value of the cookie. `None` if it is not one of ours.
    #[must_use]
    pub fn from_cookie(value: &str) -> Option<Self> {
        from_text(value)?.try_into().ok().map(Self)
    }

    /// The value for the cookie: 43 characters of base64url.
    #[must_use]
    pub fn to_cookie(&self) -> String {
        to_text(&self.0)
    }

    /// What to store, and what to look the session up by.
    #[must_use]
    pub fn fingerprint(&self) -> TokenFingerprint {
        TokenFingerprint(hex::encode(digest("session", &self.0)))
    }

    /// The token for the forms of this session: derived, so nothing more has to be stored. It changes with the session.
    #[must_use]
    pub fn csrf(&self) -> CsrfToken {
        CsrfToken(to_text(&digest("form", &self.0)))
    }

    /// A value for one stated use that only whoever has the cookie can know: 43 characters of base64url.
    pub(crate) fn derived(&self, purpose: &str) -> String {
        to_text(&digest(purpose, &self.0))
    }

    /// Whether a form carried the token of this session, in constant time (ASVS 5.0.0-3.5.1).
    #[must_use]
    pub fn accepts_csrf(&self, carried: &str) -> bool {
        same(self.csrf().0.as_bytes(), carried.as_bytes())
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl TokenFingerprint {
    /// A fingerprint that was stored.
    #[must_use]
    pub fn from_stored(hex: impl Into<String>) -> Self {
        Self(hex.into())
    }

    /// The text to store: 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the fingerprint of the token, in constant time.
    #[must_use]
    pub fn is_of(&self, token: &SessionToken) -> bool {
        same(self.0.as_bytes(), token.fingerprint().0.as_bytes())
    }
}

impl CsrfToken {
    /// The text for the form field or header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfToken(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn a_cookie_is_read_back_and_anything_else_is_not() {
        let token = SessionToken::generate().unwrap();
        let cookie = token.to_cookie();
        assert_eq!(cookie.len(), 43);
        let read = SessionToken::from_cookie(&cookie).unwrap();
        assert!(token.fingerprint().is_of(&read));
        assert_eq!(read.fingerprint(), token.fingerprint());
        let longer = format!("{cookie}A");
        for other in ["", "x", &cookie[1..], &longer, "💡", &format!("{}=", &cookie[..42]), &cookie.replace(&cookie[..1], "*")]
        {
            assert!(SessionToken::from_cookie(other).is_none(), "{other}");
        }
    }

    #[test]
    fn two_sessions_share_nothing() {
        let (one, other) = (SessionToken::generate().unwrap(), SessionToken::generate().unwrap());
        assert_ne!(one.to_cookie(), other.to_cookie());
        assert!(!one.fingerprint().is_of(&other));
        assert!(one.accepts_csrf(one.csrf().as_str()) && !one.accepts_csrf(other.csrf().as_str()));
        assert!(!one.accepts_csrf("") && !one.accepts_csrf(&one.to_cookie()) && !one.accepts_csrf(one.fingerprint().as_str()));
    }

    #[test]
    fn what_is_stored_or_logged_does_not_show_the_cookie() {
        let token = SessionToken::generate().unwrap();
        let written = format!("{token:?} {:?} {:?}", token.csrf(), token.fingerprint());
        assert!(!written.contains(&token.to_cookie()) && !written.contains(token.csrf().as_str()));
        assert_eq!(token.fingerprint().as_str().len(), 64);
        assert_eq!(TokenFingerprint::from_stored(token.fingerprint().as_str()), token.fingerprint());
    }
}
