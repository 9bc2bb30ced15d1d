//! Proving again who one is, inside a session: at the locked screen with PIN or password, and with the password before one
//! changes how one signs in. Five wrong ones in a row end the session.

use ::store::Tx;
use access::account::step::{self, Kind};
use access::account::{Account, store};
use access::{Preferences, Refusal, Staff, Visit, session};
use jiff::SignedDuration;
use sign_in::{PIN_TRIES, SessionToken, Unlock, unlock};
use vocabulary::id::StaffId;

use super::{hash, hashing};
use crate::House;

/// What became of a PIN or password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It was right.
    Right,
    /// It was wrong.
    Wrong {
        /// How many tries are left.
        tries_left: u32,
    },
    /// The session is over: the whole sign-in is needed.
    SignInAgain,
}

/// Which secrets are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    PinOrPassword,
    Password,
}

/// Whose screen is locked, for the page that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedScreen {
    /// Who.
    pub staff: Staff,
    /// How they like the pages.
    pub preferences: Preferences,
    /// Whether they have a PIN.
    pub has_pin: bool,
    /// Whether they have a password; not when they only ever sign in with the organisation's account.
    pub has_secret: bool,
}

impl House {
    /// Whose screen is locked; nothing when it is open or there is no session.
    ///
    /// # Errors
    /// The database's own.
    pub fn locked_screen(&self, token: &SessionToken) -> Result<Option<LockedScreen>, Refusal> {
        let Visit::Locked(staff) = self.visit(token, false)? else { return Ok(None) };
        self.database().read(|tx| {
            let Some(stored) = tx.load::<Staff>(staff)? else { return Ok(None) };
            let account = store::find(tx, staff)?;
            Ok(Some(LockedScreen {
                staff: stored.record,
                preferences: store::preferences(tx, staff)?,
                has_pin: account.as_ref().is_some_and(|account| account.pin.is_some()),
                has_secret: account.is_some(),
            }))
        })
    }

    /// Opens a locked session with the person's PIN or password. They are looked at even when the session is not locked: a page may
    /// have covered itself without reaching us.
    ///
    /// # Errors
    /// The database's own.
    pub fn unlock(&self, token: &SessionToken, typed: &str) -> Result<Proof, Refusal> {
        let staff = match self.visit(token, false)? {
            Visit::Locked(staff) => staff,
            Visit::Signed(signed) => signed.staff.id,
            Visit::Nobody => return Ok(Proof::SignInAgain),
        };
        let proof = self.prove(token, staff, typed, Takes::PinOrPassword)?;
        if proof == Proof::Right {
            self.open_again(token)?;
        }
        Ok(proof)
    }

    /// Opens a locked session without a secret. For the demonstration only: nobody there has one.
    ///
    /// # Errors
    /// The database's own.
    pub fn open_again(&self, token: &SessionToken) -> Result<(), Refusal> {
        let (now, _) = self.moment();
        self.database().write(|tx| session::unlock(tx, token, now))
    }

    /// Takes the password again before the means of signing in are changed. It holds for 15 minutes.
    ///
    /// # Errors
    /// The database's own.
    pub fn confirm(&self, token: &SessionToken, staff: StaffId, password: &str) -> Result<Proof, Refusal> {
        let proof = self.prove(token, staff, password, Takes::Password)?;
        if proof == Proof::Right {
            let (now, _) = self.moment();
            self.database().write(|tx| step::keep(tx, token, Kind::Confirmed, &true, now))?;
        }
        Ok(proof)
    }

    /// Whether the person proved just now who they are: by the whole sign-in or by [`House::confirm`].
    ///
    /// # Errors
    /// The database's own.
    pub fn is_confirmed(&self, token: &SessionToken) -> Result<bool, Refusal> {
        self.database().read(|tx| self.confirmed(tx, token))
    }

    pub(super) fn confirmed(&self, tx: &Tx<'_>, token: &SessionToken) -> Result<bool, Refusal> {
        let (now, _) = self.moment();
        let lasts: SignedDuration = Kind::Confirmed.lasts();
        let is_new = session::began_at(tx, token)?.is_some_and(|began| now.duration_since(began) <= lasts);
        Ok(is_new || step::look::<bool>(tx, token, Kind::Confirmed, now)?.unwrap_or(false))
    }

    /// Counts the try first, so that tries at the same time are all counted, then looks at the secret outside of the transaction.
    fn prove(&self, token: &SessionToken, staff: StaffId, typed: &str, takes: Takes) -> Result<Proof, Refusal> {
        let counted = self.database().write::<_, Refusal>(|tx| {
            let Some(account) = store::find(tx, staff)? else { return Ok(None) };
            let failures = account.unlock_failures.saturating_add(1);
            store::put(tx, &Account { unlock_failures: failures, ..account.clone() })?;
            Ok(Some(account))
        })?;
        let Some(account) = counted else {
            return self.over(token);
        };
        let is_pin = typed.len() <= 8 && typed.bytes().all(|byte| byte.is_ascii_digit());
        let secret = match (takes, &account.pin) {
            (Takes::PinOrPassword, Some(pin)) if is_pin => pin,
            _ => &account.password,
        };
        match hashing(|passwords| unlock(passwords, typed, Some(secret), account.unlock_failures.min(PIN_TRIES)))? {
            Unlock::Unlocked => {
                let is_password = secret == &account.password;
                self.proved(staff, is_password.then_some(typed))?;
                Ok(Proof::Right)
            }
            Unlock::Wrong { tries_left } => Ok(Proof::Wrong { tries_left }),
            Unlock::SignInAgain => self.over(token),
        }
    }

    /// Forgets the wrong tries; makes the password's hash anew when hashes have become more costly since.
    fn proved(&self, staff: StaffId, password: Option<&str>) -> Result<(), Refusal> {
        let account = self.database().read::<_, Refusal>(|tx| Ok(store::find(tx, staff)?))?;
        let is_cheap = |account: &Account| hashing(|passwords| Ok(passwords.needs_rehash(&account.password)));
        let newer = match (password, account) {
            (Some(password), Some(account)) if is_cheap(&account)? => Some(hash(password)?),
            _ => None,
        };
        self.database().write(|tx| {
            let Some(account) = store::find(tx, staff)? else { return Ok(()) };
            let password = newer.clone().unwrap_or_else(|| account.password.clone());
            Ok(store::put(tx, &Account { password, unlock_failures: 0, ..account })?)
        })
    }

    fn over(&self, token: &SessionToken) -> Result<Proof, Refusal> {
        self.end_session(token)?;
        Ok(Proof::SignInAgain)
    }
}
