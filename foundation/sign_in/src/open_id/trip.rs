//! One way to the issuer and back. State, nonce and PKCE verifier are derived from the token in the browser's cookie: nothing of
//! them is stored, and another browser cannot come back in this one's place (ASVS 5.0.0-10.2.1).

use sha2::{Digest as _, Sha256};
use url::Url;

use super::Provider;
use crate::SessionToken;
use crate::bytes::{same, to_text};

/// What we ask to be told: who it is, and the address that a first binding may rest on.
const SCOPE: &str = "openid email";
/// The same, for the ID token itself.
const CLAIMS: &str = r#"{"id_token":{"email":null,"email_verified":null,"amr":null,"acr":null}}"#;

/// What one trip carries. `Debug` does not show it.
pub struct Trip {
    state: String,
    nonce: String,
    verifier: String,
}

impl Trip {
    /// The trip of the browser that keeps this token.
    #[must_use]
    pub fn of(token: &SessionToken) -> Self {
        let derived = |purpose| token.derived(purpose);
        Self { state: derived("open id state"), nonce: derived("open id nonce"), verifier: derived("open id verifier") }
    }

    /// Where the browser is sent: the issuer's page for signing in, with where to come back to.
    #[must_use]
    pub fn address(&self, provider: &Provider, client: &str, back: &str) -> Url {
        let challenge = to_text(&Sha256::digest(&self.verifier));
        let mut address = provider.authorization.clone();
        address.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", back),
            ("scope", SCOPE),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        if provider.takes_claims {
            address.query_pairs_mut().append_pair("claims", CLAIMS);
        }
        address
    }

    /// Whether the issuer sends back the state of this trip, in constant time.
    #[must_use]
    pub fn accepts_state(&self, carried: &str) -> bool {
        same(self.state.as_bytes(), carried.as_bytes())
    }

    /// The nonce that the ID token must carry.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The PKCE verifier, to redeem the code with.
    #[must_use]
    pub fn verifier(&self) -> &str {
        &self.verifier
    }
}

impl std::fmt::Debug for Trip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Trip(…)")
    }
}
