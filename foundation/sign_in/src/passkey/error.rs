//! Why a passkey was not taken, in few kinds with a remedy each. The screen says "that did not work" for all but the first
//! three; the kind is for the log.

use webauthn_rs::prelude::WebauthnError;

/// Why a passkey ceremony failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// The address in the settings cannot have passkeys.
    #[error("passkeys cannot be used: {0}")]
    Misconfigured(&'static str),
    /// The person has no passkey.
    #[error("there is no passkey for this account; sign in with password and code, then add one")]
    NoPasskeys,
    /// It took longer than five minutes.
    #[error("it took longer than five minutes; begin again")]
    TooLate,
    /// The state belongs to another person.
    #[error("this was begun by somebody else; begin again")]
    NotYours,
    /// The browser's answer is not what a browser sends.
    #[error("the answer of the browser cannot be read; begin again")]
    NotUnderstood,
    /// The answer is to another question: an old one, or one of another ceremony.
    #[error("the answer belongs to another attempt; begin again")]
    OtherChallenge,
    /// The answer was given to another site: somebody may be imitating this one.
    #[error("the answer was given to another site; open the program at its own address")]
    OtherSite,
    /// The device did not check a fingerprint, face or PIN.
    #[error("the device did not check who holds it; set up its PIN, fingerprint or face")]
    NotVerified,
    /// No passkey of this person has this id.
    #[error("this passkey is not registered here")]
    NotKnown,
    /// The device is registered already.
    #[error("this device is registered already")]
    AlreadyRegistered,
    /// The counter of the passkey went back: a copy of it may be in use. Take it out of use and ask the person.
    #[error("the passkey may have been copied; take it out of use and register a new one")]
    PossiblyCopied,
    /// The signature or anything else does not hold.
    #[error("the passkey was refused")]
    Refused,
}

pub(super) const fn of(error: &WebauthnError) -> PasskeyError {
    match error {
        WebauthnError::MismatchedChallenge | WebauthnError::ChallengeNotFound | WebauthnError::InvalidClientDataType => {
            PasskeyError::OtherChallenge
        }
        WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash | WebauthnError::CredentialCrossOrigin => {
            PasskeyError::OtherSite
        }
        WebauthnError::UserNotPresent | WebauthnError::UserNotVerified => PasskeyError::NotVerified,
        WebauthnError::CredentialNotFound => PasskeyError::NotKnown,
        WebauthnError::CredentialAlreadyExists | WebauthnError::CredentialExcludedFromRequest => PasskeyError::AlreadyRegistered,
        WebauthnError::CredentialPossibleCompromise => PasskeyError::PossiblyCopied,
        WebauthnError::ParseBase64Failure(_)
        | WebauthnError::ParseCBORFailure(_)
        | WebauthnError::ParseJSONFailure(_)
        | WebauthnError::ParseInsufficientBytesAvailable => PasskeyError::NotUnderstood,
        _ => PasskeyError::Refused,
    }
}
