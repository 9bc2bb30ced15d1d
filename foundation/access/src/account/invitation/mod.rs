//! A one-time link for somebody's first walk. It dies after 72 hours, with the end of the walk, and for every browser but the
//! one that opened it first. Until the walk ends, nothing about an older account changes.

mod store;

use ::store::Tx;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sign_in::{RecoveryCodes, SessionToken, StoredHash, TokenFingerprint};
use vocabulary::id::StaffId;

use super::{Account, NamedPasskey};
use crate::{Refusal, Staff};

/// How long a link lives.
pub const LIVES: SignedDuration = SignedDuration::from_hours(72);

/// An invitation that is alive.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// For whom.
    pub staff: Staff,
    /// Until when.
    pub dies_at: Timestamp,
    /// Whether it was made at the first start, for somebody whose name nobody has typed yet.
    pub is_first: bool,
    /// The browser that opened it first.
    pub browser: Option<TokenFingerprint>,
    /// What the walk has gathered so far.
    pub gathered: Gathered,
}

/// What a walk has gathered before it ends.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Gathered {
    /// The new password.
    pub password: Option<StoredHash>,
    /// The secret of an authenticator app that is not confirmed yet, sealed.
    pub authenticator: Option<String>,
}

/// The second factor a walk ends with.
#[derive(Clone, Debug)]
pub enum Factor {
    /// An authenticator app: its sealed secret and the step that confirmed it.
    Authenticator(String, u64),
    /// A passkey.
    Passkey(Box<NamedPasskey>),
}

/// Makes a link for a member of staff; an earlier one dies. Answers its code, which is kept nowhere.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn make(tx: &Tx<'_>, staff: StaffId, is_first: bool, now: Timestamp) -> Result<(SessionToken, Timestamp), Refusal> {
    let code = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    let dies_at = now + LIVES;
    store::put(tx, staff, &code, dies_at, is_first)?;
    Ok((code, dies_at))
}

/// The invitation with a code, when it is alive and its person works here today.
///
/// # Errors
/// The database's own.
pub fn by_code(tx: &Tx<'_>, code: &SessionToken, now: Timestamp, today: Date) -> Result<Option<Invitation>, Refusal> {
    alive(tx, store::by_code(tx, code)?, now, today)
}

/// The invitation that a browser is walking through, when it is alive.
///
/// # Errors
/// The database's own.
pub fn by_browser(tx: &Tx<'_>, browser: &SessionToken, now: Timestamp, today: Date) -> Result<Option<Invitation>, Refusal> {
    alive(tx, store::by_browser(tx, browser)?, now, today)
}

fn alive(tx: &Tx<'_>, found: Option<store::Found>, now: Timestamp, today: Date) -> Result<Option<Invitation>, Refusal> {
    let Some(found) = found.filter(|found| now < found.dies_at) else { return Ok(None) };
    let staff = tx.load::<Staff>(found.staff)?.map(|stored| stored.record);
    Ok(staff.filter(|staff| staff.works_on(today)).map(|staff| Invitation {
        staff,
        dies_at: found.dies_at,
        is_first: found.is_first,
        browser: found.browser,
        gathered: found.gathered,
    }))
}

/// Binds a link to the browser that opened it first. Answers what that browser keeps; nothing for any other.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn begin(tx: &Tx<'_>, code: &SessionToken, now: Timestamp, today: Date) -> Result<Option<SessionToken>, Refusal> {
    let Some(invitation) = by_code(tx, code, now, today)?.filter(|invitation| invitation.browser.is_none()) else {
        return Ok(None);
    };
    let browser = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    store::bind(tx, invitation.staff.id, &browser)?;
    Ok(Some(browser))
}

/// Keeps what a walk has gathered.
///
/// # Errors
/// The database's own.
pub fn keep(tx: &Tx<'_>, invitation: &Invitation) -> Result<(), Refusal> {
    Ok(store::keep(tx, invitation.staff.id, &invitation.gathered)?)
}

/// Ends a walk: the account is made, or made anew; every earlier means and every session of the person ends; the link dies.
/// Answers the recovery codes to show once.
///
/// # Errors
/// [`Refusal::Refused`] when the password is missing; [`Refusal::Fault`]; the database's own.
pub fn finish(tx: &Tx<'_>, invitation: &Invitation, factor: Factor, now: Timestamp) -> Result<Vec<String>, Refusal> {
    let password = invitation.gathered.password.clone().ok_or_else(|| {
        Refusal::refused("password_missing", "ASVS-6.2", "The password comes first.", "Go back one step and choose one.")
    })?;
    let codes = RecoveryCodes::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    let (authenticator, last_step, passkeys) = match factor {
        Factor::Authenticator(sealed, step) => (Some(sealed), Some(step), Vec::new()),
        Factor::Passkey(passkey) => (None, None, vec![*passkey]),
    };
    crate::session::end_all(tx, invitation.staff.id)?;
    super::store::put(
        tx,
        &Account {
            staff: invitation.staff.id,
            ready_at: now,
            password,
            authenticator,
            last_step,
            recovery_codes: codes.stored,
            passkeys,
            pin: None,
            unlock_failures: 0,
        },
    )?;
    store::remove(tx, invitation.staff.id)?;
    Ok(codes.shown)
}

/// Takes back a link.
///
/// # Errors
/// The database's own.
pub fn take_back(tx: &Tx<'_>, staff: StaffId) -> Result<(), Refusal> {
    Ok(store::remove(tx, staff)?)
}
