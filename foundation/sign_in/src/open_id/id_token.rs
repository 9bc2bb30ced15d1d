//! The issuer's word about who somebody is: read strictly, believed only when everything about it is right
//! (OpenID Connect Core 1.0, 3.1.3.7; ASVS 5.0.0-9.1.2, 9.2.3).

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::KeySet;
use super::key_set::Algorithm;
use crate::UnixMillis;
use crate::bytes::{from_text, same};

/// The longest token that is looked at.
const LONGEST: usize = 16 * 1024;
/// The issuer's clock may be so many seconds from ours.
const CLOCKS_DIFFER: i64 = 120;
/// A token is used at once: one that was made longer ago was kept by somebody.
const OLDEST: i64 = 600;
/// The longest subject there may be, by the standard.
const LONGEST_SUBJECT: usize = 255;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who issues it.
    pub issuer: &'a str,
    /// Whom it is for: us, and nobody beside.
    pub client: &'a str,
    /// The nonce of this trip.
    pub nonce: &'a str,
    /// The moment.
    pub now: UnixMillis,
}

/// Who somebody is, in the issuer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The issuer's own lasting name for them.
    pub subject: String,
    /// Their e-mail address in small letters, only when the issuer has verified it.
    pub email: Option<String>,
    /// How they proved who they are (RFC 8176).
    pub methods: Vec<String>,
    /// How strong the issuer calls that.
    pub class: Option<String>,
}

/// Why a token is not believed. For the log alone: a person hears the same as after any sign-in that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// It is no token.
    #[error("it cannot be read")]
    Unreadable,
    /// It is signed in a way that does not count here, or not at all.
    #[error("it is not signed in a listed way")]
    Algorithm,
    /// The issuer has no such key, as far as we know its keys.
    #[error("its key is not known")]
    UnknownKey,
    /// The signature is not the issuer's.
    #[error("its signature is wrong")]
    Signature,
    /// Somebody else issued it.
    #[error("another issuer made it")]
    Issuer,
    /// It is for somebody else, or not for us alone.
    #[error("it is for somebody else")]
    Audience,
    /// It belongs to another trip.
    #[error("its nonce is of another sign-in")]
    Nonce,
    /// Its time is over, or it is too old: replayed, or our clock is ahead.
    #[error("its time is over; if this goes on, compare this machine's clock with the issuer's")]
    Expired,
    /// It is from the future: our clock is behind.
    #[error("it is from the future; compare this machine's clock with the issuer's")]
    NotYet,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    email: Option<String>,
    email_verified: Option<YesNo>,
    #[serde(default)]
    amr: Vec<String>,
    acr: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Some issuers write `"true"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum YesNo {
    Said(bool),
    Written(String),
}

impl Audience {
    fn is_only(&self, client: &str) -> bool {
        match self {
            Self::One(one) => one == client,
            Self::Several(all) => matches!(all.as_slice(), [one] if one == client),
        }
    }
}

/// Checks an ID token: who it is, when everything is right.
///
/// # Errors
/// [`TokenRefused`]; with [`TokenRefused::UnknownKey`] it is worth fetching the issuer's keys anew, once.
pub fn check(token: &str, keys: &KeySet, expected: Expected<'_>) -> Result<Identity, TokenRefused> {
    if token.len() > LONGEST {
        return Err(TokenRefused::Unreadable);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(TokenRefused::Unreadable)?;
    let (header, body) = message.split_once('.').ok_or(TokenRefused::Unreadable)?;
    let header: Header = part(header)?;
    let algorithm = Algorithm::parse(&header.alg).ok_or(TokenRefused::Algorithm)?;
    if header.crit.is_some() {
        return Err(TokenRefused::Algorithm);
    }
    let signature = from_text(signature).ok_or(TokenRefused::Unreadable)?;
    let key = keys.find(header.kid.as_deref(), algorithm).ok_or(TokenRefused::UnknownKey)?;
    if !key.verifies(algorithm, message.as_bytes(), &signature) {
        return Err(TokenRefused::Signature);
    }
    judge(part(body)?, expected)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, TokenRefused> {
    let bytes = from_text(text).ok_or(TokenRefused::Unreadable)?;
    serde_json::from_slice(&bytes).map_err(|_| TokenRefused::Unreadable)
}

fn judge(claims: Claims, expected: Expected<'_>) -> Result<Identity, TokenRefused> {
    if claims.iss != expected.issuer {
        return Err(TokenRefused::Issuer);
    }
    if !claims.aud.is_only(expected.client) || claims.azp.is_some_and(|party| party != expected.client) {
        return Err(TokenRefused::Audience);
    }
    if !claims.nonce.is_some_and(|nonce| same(nonce.as_bytes(), expected.nonce.as_bytes())) {
        return Err(TokenRefused::Nonce);
    }
    let (soonest, latest) = (seconds(expected.now - CLOCKS_DIFFER * 1000), seconds(expected.now + CLOCKS_DIFFER * 1000));
    if claims.iat > latest || claims.nbf.is_some_and(|from| from > latest) {
        return Err(TokenRefused::NotYet);
    }
    // Said so that what is no number is refused too.
    let is_fresh = claims.exp > soonest && claims.iat > seconds(expected.now - OLDEST * 1000);
    if !is_fresh {
        return Err(TokenRefused::Expired);
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_SUBJECT || claims.sub.contains(char::is_control) {
        return Err(TokenRefused::Unreadable);
    }
    let is_verified = match claims.email_verified {
        Some(YesNo::Said(yes)) => yes,
        Some(YesNo::Written(word)) => word == "true",
        None => false,
    };
    let email = claims.email.filter(|_| is_verified).map(|email| email.trim().to_lowercase());
    Ok(Identity { subject: claims.sub, email, methods: claims.amr, class: claims.acr })
}

/// Exact for every moment of the next thousands of years.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn seconds(millis: UnixMillis) -> f64 {
    millis as f64 / 1000.0
}

impl Identity {
    /// Whether the issuer saw two proofs of different kinds, in its own words: `mfa`, or something known together with something held
    /// or inborn (RFC 8176). Codes by text or telephone are no second proof here.
    #[must_use]
    pub fn shows_two_proofs(&self) -> bool {
        const KNOWN: [&str; 3] = ["pwd", "pin", "kba"];
        const HELD_OR_INBORN: [&str; 9] = ["otp", "hwk", "swk", "sc", "face", "fpt", "iris", "retina", "vbm"];
        let any = |words: &[&str]| self.methods.iter().any(|method| words.contains(&method.as_str()));
        any(&["mfa"]) || any(&KNOWN) && any(&HELD_OR_INBORN)
    }

    /// Whether the verified address is in a domain, such as `example.org`; not in one below it.
    #[must_use]
    pub fn is_of_domain(&self, domain: &str) -> bool {
        let own = self.email.as_deref().and_then(|email| email.rsplit_once('@'));
        own.is_some_and(|(_, own)| own.eq_ignore_ascii_case(domain))
    }
}
