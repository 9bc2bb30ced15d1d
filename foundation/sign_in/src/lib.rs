//! Proving who somebody is: password, one-time code, passkey, PIN; how often one may try; how long a sign-in lasts.
//!
//! Everything here is a pure function or a value: no database, no HTTP, no clock. Moments come in as unix milliseconds,
//! what has to be kept goes out as text. Secrets are never shown by `Debug`, and no error says which part of a sign-in
//! was wrong (ASVS 5.0.0-6.3.8): the caller answers every failure in the same words.

mod password;
mod pin;

mod one_time_code;
mod recovery_code;

mod passkey;

mod back_off;

mod session_life;
mod session_token;

mod link_token;
mod sender_token;

pub mod open_id;

mod bytes;

pub use back_off::{Admission, BackOff, admit};
pub use bytes::NoRandomness;
pub use link_token::LinkToken;
pub use one_time_code::{CodeRefused, Enrolment, EnrolmentError, STEP_SECONDS, TotpSecret};
pub use passkey::{
    Answered, PasskeyError, PasskeyOwner, PasskeySite, PasskeyUsed, RegistrationState, SignInState, StoredPasskey,
};
pub use password::{Cost, PasswordError, Passwords, StoredHash, Weakness, check_new_password};
pub use pin::{PIN_TRIES, PinWeakness, Unlock, check_new_pin, unlock};
pub use recovery_code::{NewRecoveryCodes, RecoveryCodes};
pub use sender_token::SenderToken;
pub use session_life::{SessionLimits, SessionMoments, SessionState};
pub use session_token::{CsrfToken, SessionToken, TokenFingerprint};

/// A moment as unix milliseconds in UTC.
pub type UnixMillis = i64;
