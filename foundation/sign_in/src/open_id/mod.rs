//! Signing in with the organisation's account: OpenID Connect, authorization code with PKCE (RFC 7636, S256).
//!
//! One trip goes so: [`Trip`] is derived from a random token that only the browser keeps; the issuer sends the browser back with a
//! code; the code is redeemed for an ID token; [`check`] says whose it is, or why it is refused. Nothing here talks to anybody: the
//! documents come in as bytes. Signatures are checked by ring, with keys of the issuer and in listed ways only (ASVS 5.0.0-9.1.2).

mod id_token;
mod key_set;
mod provider;
mod trip;

pub use id_token::{Expected, Identity, TokenRefused, check};
pub use key_set::KeySet;
pub use provider::{Provider, ProviderRefused, is_issuer};
pub use trip::Trip;

#[cfg(test)]
mod tests;
