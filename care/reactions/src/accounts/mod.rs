//! Accounts through the one door: inviting, the first walk, signing in, unlocking, looking after one's own means of signing in.
//! Passwords are hashed outside of transactions, one at a time, so that neither the database nor the memory waits for them.

mod enter;
mod invite;
mod leave;
mod organisation;
mod own;
mod unlock;
mod walk;

use std::sync::{LazyLock, Mutex, PoisonError};

use ::store::Tx;
use access::account::attempt::Entered;
use access::{Refusal, session};
use jiff::Timestamp;
use jiff::civil::Date;
use sign_in::{Cost, PasskeyError, PasswordError, Passwords, SessionToken, StoredHash};

pub use access::Preferences;
pub use access::account::preferences::{Density, Theme};

pub use access::account::OrganisationAccount;
pub use enter::{PasskeyQuestion, Started};
pub use invite::SetupLink;
pub use leave::{BeginAnew, EndWork};
pub use organisation::{AWAITED, Arrival, KnownBy, Leaving, Rules};
pub use own::{OwnAccount, PasskeyLine};
pub use unlock::{LockedScreen, Proof};
pub use walk::{Invited, Walk, Walked};

use crate::House;

/// One hash takes 19 MiB for a moment: they are made one after the other.
static PASSWORDS: LazyLock<Mutex<Result<Passwords, PasswordError>>> =
    LazyLock::new(|| Mutex::new(Passwords::new(Cost::RECOMMENDED)));

fn hashing<T>(work: impl FnOnce(&Passwords) -> Result<T, PasswordError>) -> Result<T, Refusal> {
    let passwords = PASSWORDS.lock().unwrap_or_else(PoisonError::into_inner);
    let done = passwords.as_ref().map_err(|error| *error).and_then(work);
    done.map_err(|error| Refusal::Fault(error.to_string()))
}

fn hash(secret: &str) -> Result<StoredHash, Refusal> {
    hashing(|passwords| passwords.hash(secret))
}

/// What the screen says about a passkey that was not taken. Only what the person can mend is told apart.
fn passkey_refused(error: PasskeyError) -> Refusal {
    tracing::info!(%error, "passkey refused");
    let sentence = match error {
        PasskeyError::AlreadyRegistered => {
            "This device has a passkey here already. Use another device, or sign in with this one."
        }
        PasskeyError::NotVerified => "The device did not check who holds it. Set up its PIN, fingerprint or face and try again.",
        PasskeyError::TooLate => "It took longer than five minutes. Try again.",
        _ => "The passkey was not taken. Try again, or use another device.",
    };
    Refusal::invalid("passkey", sentence)
}

impl House {
    fn moment(&self) -> (Timestamp, Date) {
        let now = self.clock().now();
        (now, self.zone().day(now))
    }

    /// Begins a session for somebody who proved who they are, and writes down by which issuer they came.
    fn enter(&self, tx: &Tx<'_>, entered: &Entered) -> Result<SessionToken, Refusal> {
        let (now, _) = self.moment();
        let token = session::begin(tx, entered.staff, now)?;
        if let Some(issuer) = &entered.issuer {
            session::note_issuer(tx, &token, issuer)?;
        }
        Ok(token)
    }

    /// Ends a session that a browser still carries when somebody signs in on it.
    fn leave(&self, previous: Option<&SessionToken>) -> Result<(), Refusal> {
        previous.map_or(Ok(()), |token| self.end_session(token))
    }
}

fn stale() -> Refusal {
    Refusal::refused(
        "setup_link_dead",
        "ASVS-6.4",
        "This link does not work, or does not work any more.",
        "Ask whoever runs the program for a new one.",
    )
}

fn no_account() -> Refusal {
    Refusal::refused(
        "no_account",
        "ASVS-6.4",
        "There is no account to change here.",
        "Ask whoever runs the program for a setup link.",
    )
}
