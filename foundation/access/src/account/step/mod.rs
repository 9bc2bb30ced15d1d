//! Something a browser has begun and must end soon: used once, whatever the outcome.

mod store;

use ::store::Tx;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sign_in::SessionToken;

use crate::Refusal;

/// What was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A sign-in whose name and password were given; the code is missing.
    Code,
    /// A sign-in with a passkey: the question that was asked.
    PasskeySignIn,
    /// A passkey to be added: the question that was asked.
    PasskeyAdd,
    /// An authenticator app to be added: its secret, sealed.
    AuthenticatorAdd,
    /// The person said their password again just now and may change how they sign in.
    Confirmed,
    /// A sign-in that went to the organisation's issuer and has not come back.
    Organisation,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::PasskeySignIn => "passkey_sign_in",
            Self::PasskeyAdd => "passkey_add",
            Self::AuthenticatorAdd => "authenticator_add",
            Self::Confirmed => "confirmed",
            Self::Organisation => "organisation",
        }
    }

    /// How long after its beginning it may be ended.
    #[must_use]
    pub const fn lasts(self) -> SignedDuration {
        SignedDuration::from_mins(match self {
            Self::Code | Self::PasskeySignIn | Self::PasskeyAdd => 5,
            Self::Organisation => 10,
            Self::AuthenticatorAdd | Self::Confirmed => 15,
        })
    }
}

/// Keeps what a browser began, in place of what it began of this kind before.
///
/// # Errors
/// The database's own.
pub fn keep(tx: &Tx<'_>, token: &SessionToken, kind: Kind, body: &impl Serialize, now: Timestamp) -> Result<(), Refusal> {
    store::remove_older(tx, now - SignedDuration::from_hours(1))?;
    let body = serde_json::to_string(body).map_err(|_| Refusal::Fault("a sign-in step cannot be written".into()))?;
    Ok(store::put(tx, token, kind.as_str(), &body, now)?)
}

/// What a browser began, if it is not too old; it stays.
///
/// # Errors
/// The database's own.
pub fn look<T: DeserializeOwned>(tx: &Tx<'_>, token: &SessionToken, kind: Kind, now: Timestamp) -> Result<Option<T>, Refusal> {
    let Some((began_at, body)) = store::find(tx, token, kind.as_str())? else { return Ok(None) };
    if now.duration_since(began_at) > kind.lasts() {
        return Ok(None);
    }
    Ok(serde_json::from_str(&body).ok())
}

/// What a browser began, if it is not too old; it is gone afterwards.
///
/// # Errors
/// The database's own.
pub fn take<T: DeserializeOwned>(tx: &Tx<'_>, token: &SessionToken, kind: Kind, now: Timestamp) -> Result<Option<T>, Refusal> {
    let found = look(tx, token, kind, now)?;
    store::remove(tx, token, kind.as_str())?;
    Ok(found)
}
