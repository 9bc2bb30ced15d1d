//! Passkeys (WebAuthn): registering one, and signing in or confirming with one. A passkey proves possession and, because
//! user verification is demanded, a fingerprint or PIN of the device: two factors in one (ASVS 5.0.0-6.3.3).
//!
//! Each ceremony has two halves. The first gives JSON for the browser and a state to keep on the server, under the
//! browser's pre-session; the second takes the state out (once: delete it whatever the outcome) and the browser's answer.

use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::UnixMillis;
use crate::bytes::to_text;

mod error;
pub use error::PasskeyError;

/// A ceremony that takes longer is begun anew.
const CEREMONY_MILLIS: UnixMillis = 5 * 60 * 1000;

/// The address this program answers at, to which every passkey is bound.
#[derive(Debug)]
pub struct PasskeySite {
    webauthn: Webauthn,
}

/// Whose passkey it is.
#[derive(Debug, Clone, Copy)]
pub struct PasskeyOwner<'a> {
    /// The id of the staff member; it is kept in the passkey and comes back at sign-in.
    pub id: Uuid,
    /// The sign-in name, shown by the device when there are several.
    pub account: &'a str,
    /// The person's name.
    pub shown_name: &'a str,
}

/// A passkey as it is stored: its id, public key and counter. Nothing in it is secret.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct StoredPasskey(Passkey);

impl StoredPasskey {
    /// The id by which it is found: base64url.
    #[must_use]
    pub fn id(&self) -> String {
        to_text(self.0.cred_id())
    }
}

/// A registration that was begun. Serialize it and keep it on the server.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct RegistrationState {
    owner: Uuid,
    started_at: UnixMillis,
    ceremony: PasskeyRegistration,
}

/// A sign-in or confirmation that was begun. Serialize it and keep it on the server.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct SignInState {
    started_at: UnixMillis,
    ceremony: Ceremony,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ceremony {
    /// The device says who it is.
    Anyone(DiscoverableAuthentication),
    /// The person is known; only their passkeys are taken.
    Known(PasskeyAuthentication),
}

/// Who an answer claims to be from; nothing is proven by it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The staff member whose passkeys to load.
    pub owner: Uuid,
    /// The id of the passkey that answered.
    pub passkey_id: String,
}

/// A passkey answered rightly.
#[derive(Debug, Clone)]
pub struct PasskeyUsed {
    /// Which one.
    pub passkey_id: String,
    /// The passkey as it is to be stored from now on (its counter moved), in the same transaction as the sign-in.
    pub changed: Option<StoredPasskey>,
}

impl PasskeySite {
    /// The site at this origin (`https://office.example.org`, with the port if it is not the usual one). `rp_id` is the
    /// host unless passkeys shall also hold for its siblings; then it is the part of the host they share.
    ///
    /// # Errors
    /// [`PasskeyError::Misconfigured`] with the remedy: an address without a name, no TLS, an `rp_id` that does not fit.
    pub fn new(origin: &str, rp_id: Option<&str>, program_name: &str) -> Result<Self, PasskeyError> {
        let misconfigured = PasskeyError::Misconfigured;
        let url = Url::parse(origin).map_err(|_| misconfigured("the address cannot be read; write it as https://name"))?;
        let Some(host) = url.domain() else {
            return Err(misconfigured("passkeys need a name, not a number: use http://localhost instead of http://127.0.0.1"));
        };
        if url.scheme() != "https" && host != "localhost" {
            return Err(misconfigured("passkeys need https; set a certificate, or use http://localhost"));
        }
        let builder = WebauthnBuilder::new(rp_id.unwrap_or(host), &url)
            .map_err(|_| misconfigured("the rp id must be the host of the address or the end of it after a dot"))?;
        let webauthn = builder.rp_name(program_name).build().map_err(|_| misconfigured("address and rp id do not fit"))?;
        Ok(Self { webauthn })
    }

    /// Begins to register a passkey. Give the person's earlier ones, so that a device is not registered twice.
    ///
    /// # Errors
    /// [`PasskeyError::Refused`] if the ceremony cannot begin.
    pub fn start_registration(
        &self,
        owner: &PasskeyOwner<'_>,
        existing: &[StoredPasskey],
        now: UnixMillis,
    ) -> Result<(serde_json::Value, RegistrationState), PasskeyError> {
        let known = existing.iter().map(|passkey| passkey.0.cred_id().clone()).collect();
        let started = self.webauthn.start_passkey_registration(owner.id, owner.account, owner.shown_name, Some(known));
        let (challenge, ceremony) = started?;
        Ok((registration_for_browser(&challenge)?, RegistrationState { owner: owner.id, started_at: now, ceremony }))
    }

    /// Ends a registration with the browser's answer (the JSON of the credential). `owner` is the person signed in now.
    ///
    /// # Errors
    /// [`PasskeyError`]; nothing is stored then.
    pub fn finish_registration(
        &self,
        state: &RegistrationState,
        owner: Uuid,
        answer: &str,
        now: UnixMillis,
    ) -> Result<StoredPasskey, PasskeyError> {
        in_time(state.started_at, now)?;
        if state.owner != owner {
            return Err(PasskeyError::NotYours);
        }
        let answer: RegisterPublicKeyCredential = understood(answer)?;
        Ok(StoredPasskey(self.webauthn.finish_passkey_registration(&answer, &state.ceremony)?))
    }

    /// Begins a sign-in without asking for a name: the device knows. So nothing tells which accounts exist or have
    /// passkeys (ASVS 5.0.0-6.3.8).
    ///
    /// # Errors
    /// [`PasskeyError::Refused`] if the ceremony cannot begin.
    pub fn start_sign_in(&self, now: UnixMillis) -> Result<(serde_json::Value, SignInState), PasskeyError> {
        let (challenge, ceremony) = self.webauthn.start_discoverable_authentication()?;
        let mut for_browser = serde_json::to_value(challenge).map_err(|_| PasskeyError::NotUnderstood)?;
        // Whether it waits in the name field or opens at a button is for the page to choose.
        if let Some(members) = for_browser.as_object_mut() {
            members.remove("mediation");
        }
        Ok((for_browser, SignInState { started_at: now, ceremony: Ceremony::Anyone(ceremony) }))
    }

    /// Begins to confirm a person who is known already: as a second factor, or again before signing.
    ///
    /// # Errors
    /// [`PasskeyError::NoPasskeys`] if they have none.
    pub fn start_confirmation(
        &self,
        passkeys: &[StoredPasskey],
        now: UnixMillis,
    ) -> Result<(serde_json::Value, SignInState), PasskeyError> {
        if passkeys.is_empty() {
            return Err(PasskeyError::NoPasskeys);
        }
        let known: Vec<Passkey> = passkeys.iter().map(|passkey| passkey.0.clone()).collect();
        let (challenge, ceremony) = self.webauthn.start_passkey_authentication(&known)?;
        let for_browser = serde_json::to_value(challenge).map_err(|_| PasskeyError::NotUnderstood)?;
        Ok((for_browser, SignInState { started_at: now, ceremony: Ceremony::Known(ceremony) }))
    }

    /// Who an answer claims to be from, to load their passkeys before [`Self::finish`].
    ///
    /// # Errors
    /// [`PasskeyError::NotUnderstood`] if the answer cannot be read or names nobody.
    pub fn whose(&self, answer: &str) -> Result<Answered, PasskeyError> {
        let answer: PublicKeyCredential = understood(answer)?;
        let (owner, id) = self.webauthn.identify_discoverable_authentication(&answer).map_err(|_| PasskeyError::NotUnderstood)?;
        Ok(Answered { owner, passkey_id: to_text(id) })
    }

    /// Ends a sign-in or confirmation. `passkeys` are those of the one person it is about.
    ///
    /// # Errors
    /// [`PasskeyError`]; the person is not signed in then.
    pub fn finish(
        &self,
        state: &SignInState,
        answer: &str,
        passkeys: &[StoredPasskey],
        now: UnixMillis,
    ) -> Result<PasskeyUsed, PasskeyError> {
        in_time(state.started_at, now)?;
        let answer: PublicKeyCredential = understood(answer)?;
        let used = passkeys.iter().find(|passkey| passkey.0.cred_id().as_slice() == answer.get_credential_id());
        let used = used.ok_or(PasskeyError::NotKnown)?;
        let result = match &state.ceremony {
            Ceremony::Anyone(ceremony) => {
                self.webauthn.finish_discoverable_authentication_v2(&answer, ceremony.clone(), &used.0)?
            }
            Ceremony::Known(ceremony) => self.webauthn.finish_passkey_authentication(&answer, ceremony)?,
        };
        // Every passkey is registered with user verification; an answer without it would be one factor only.
        if !result.user_verified() {
            return Err(PasskeyError::NotVerified);
        }
        let mut passkey = used.clone();
        let has_changed = passkey.0.update_credential(&result).unwrap_or(false);
        Ok(PasskeyUsed { passkey_id: used.id(), changed: has_changed.then_some(passkey) })
    }
}

/// The challenge as JSON, asking the device to keep the passkey findable, so that it works without a name.
fn registration_for_browser(challenge: &CreationChallengeResponse) -> Result<serde_json::Value, PasskeyError> {
    let mut for_browser = serde_json::to_value(challenge).map_err(|_| PasskeyError::NotUnderstood)?;
    if let Some(selection) = for_browser.pointer_mut("/publicKey/authenticatorSelection").and_then(|it| it.as_object_mut()) {
        selection.insert("residentKey".to_owned(), "preferred".into());
    }
    Ok(for_browser)
}

fn understood<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(answer).map_err(|_| PasskeyError::NotUnderstood)
}

fn in_time(started_at: UnixMillis, now: UnixMillis) -> Result<(), PasskeyError> {
    if now.saturating_sub(started_at) > CEREMONY_MILLIS { Err(PasskeyError::TooLate) } else { Ok(()) }
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        error::of(&error)
    }
}
