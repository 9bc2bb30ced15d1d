//! What an issuer says about itself (OpenID Connect Discovery 1.0).

use serde::Deserialize;
use url::{Host, Url};

/// An issuer as we use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name, letter by letter as in its tokens.
    pub issuer: String,
    /// Where people sign in.
    pub authorization: Url,
    /// Where a code is redeemed.
    pub token: Url,
    /// Where its keys are.
    pub keys: Url,
    /// Where people sign out, when there is such a place.
    pub end_session: Option<Url>,
    /// Whether our name and secret go into a header; otherwise into the form.
    pub takes_basic: bool,
    /// Whether it says who it is when it sends somebody back (RFC 9207).
    pub names_itself: bool,
    /// Whether single claims can be asked for; without, some issuers keep the address out of the ID token.
    pub takes_claims: bool,
}

/// Why a description cannot be used. For whoever runs the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderRefused {
    /// It is no description of an issuer.
    #[error("it does not describe itself in a way that can be read")]
    Unreadable,
    /// It describes somebody else.
    #[error("it calls itself by another name than `sso_issuer`")]
    OtherName,
    /// An address in it is not encrypted.
    #[error("one of its addresses is not https")]
    Plain,
    /// It cannot do what we need.
    #[error("it does not offer the authorization code with PKCE (S256)")]
    TooLittle,
}

#[derive(Deserialize)]
struct ProviderWire {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    end_session_endpoint: Option<String>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    claims_parameter_supported: bool,
}

impl Provider {
    /// Reads the description that stands at `/.well-known/openid-configuration` of an issuer.
    ///
    /// # Errors
    /// [`ProviderRefused`].
    pub fn read(json: &[u8], issuer: &str) -> Result<Self, ProviderRefused> {
        let wire: ProviderWire = serde_json::from_slice(json).map_err(|_| ProviderRefused::Unreadable)?;
        if wire.issuer != issuer {
            return Err(ProviderRefused::OtherName);
        }
        // What is not said is the standard's default, or unsaid by issuers that can do it all the same.
        let offers = |said: &Option<Vec<String>>, one: &str| said.as_ref().is_none_or(|all| all.iter().any(|had| had == one));
        if !offers(&wire.response_types_supported, "code") || !offers(&wire.code_challenge_methods_supported, "S256") {
            return Err(ProviderRefused::TooLittle);
        }
        Ok(Self {
            issuer: wire.issuer,
            authorization: address(&wire.authorization_endpoint)?,
            token: address(&wire.token_endpoint)?,
            keys: address(&wire.jwks_uri)?,
            end_session: wire.end_session_endpoint.as_deref().map(address).transpose()?,
            takes_basic: offers(&wire.token_endpoint_auth_methods_supported, "client_secret_basic"),
            names_itself: wire.authorization_response_iss_parameter_supported,
            takes_claims: wire.claims_parameter_supported,
        })
    }
}

fn address(text: &str) -> Result<Url, ProviderRefused> {
    let url = Url::parse(text).map_err(|_| ProviderRefused::Unreadable)?;
    if is_private(&url) { Ok(url) } else { Err(ProviderRefused::Plain) }
}

/// Whether a text can be the name of an issuer: https, or on this machine; no query and no fragment.
#[must_use]
pub fn is_issuer(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| is_private(&url) && url.query().is_none() && url.fragment().is_none())
}

/// Whether nobody on the way reads along: https, or a line that does not leave this machine.
fn is_private(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && is_here)
}
