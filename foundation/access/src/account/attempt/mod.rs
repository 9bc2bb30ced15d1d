//! An attempt to sign in. It counts as failed from its first moment and is forgiven when it succeeds: so attempts at the same
//! time are all counted, and neither the wait nor its length tells which part was wrong or whether the name exists.

pub mod organisation;
mod store;

use ::store::Tx;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sign_in::{Admission, BackOff, PasskeyError, PasskeySite, SessionToken, SignInState, StoredHash};
use vocabulary::id::StaffId;

use super::organisation::Use;
use super::step::{self, Kind};
use super::{Account, Vault, means};
use crate::{Refusal, Staff};

/// Whether an attempt may begin.
#[derive(Debug)]
pub enum Begun<T> {
    /// Not before this moment.
    WaitUntil(Timestamp),
    /// It has begun.
    Begun(T),
}

/// An attempt with a name and a password, before the password is looked at.
#[derive(Debug)]
pub struct Attempt {
    /// What the browser keeps until the code is given.
    pub token: SessionToken,
    /// Whose name it is, if anybody's who works here today and has an account.
    pub staff: Option<StaffId>,
    /// The hash to check against; nothing when the name is nobody's: check all the same.
    pub password: Option<StoredHash>,
    who: String,
}

/// What is kept between password and code.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    staff: Option<StaffId>,
    who: String,
    /// The organisation's account it began with, when it did not begin with a password.
    #[serde(default)]
    with: Option<Use>,
}

/// Somebody who proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Who.
    pub staff: StaffId,
    /// The issuer they came by, when they came by the organisation's account.
    pub issuer: Option<String>,
}

/// Begins an attempt with a name, unless this name or this address has to wait.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn begin(tx: &Tx<'_>, login: &str, address: &str, now: Timestamp, today: Date) -> Result<Begun<Attempt>, Refusal> {
    let (who, place) = (name_key(login), address_key(address));
    let admission = BackOff::PER_ACCOUNT.admit(&failures(tx, &who, now)?, now.as_millisecond());
    if let Admission::WaitUntil(until) = admission.max(admit_address(tx, &place, now)?) {
        return Ok(Begun::WaitUntil(moment(until, now)));
    }
    let token = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    store::remove_older(tx, now - SignedDuration::from_millis(BackOff::PER_ACCOUNT.forgotten_after_millis))?;
    for key in [&who, &place] {
        store::insert(tx, key, token.fingerprint().as_str(), now)?;
    }
    let account = match super::store::staff_by_login(tx, &tidy_login(login))? {
        Some(staff) if staff.works_on(today) => super::store::find(tx, staff.id)?,
        _ => None,
    };
    let (staff, password) = account.map(|account| (account.staff, account.password)).unzip();
    Ok(Begun::Begun(Attempt { token, staff, password, who }))
}

/// Keeps an attempt until its code is given. `is_right` says whether the password was; nobody else learns it now.
///
/// # Errors
/// The database's own.
pub fn wait_for_code(tx: &Tx<'_>, attempt: &Attempt, is_right: bool, now: Timestamp) -> Result<(), Refusal> {
    let waiting = Waiting { staff: attempt.staff.filter(|_| is_right), who: attempt.who.clone(), with: None };
    step::keep(tx, &attempt.token, Kind::Code, &waiting, now)
}

/// Whether an attempt waits for its code.
///
/// # Errors
/// The database's own.
pub fn is_waiting(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<bool, Refusal> {
    Ok(step::look::<Waiting>(tx, token, Kind::Code, now)?.is_some())
}

/// Ends an attempt with a code of the authenticator app or a recovery code. Who it is when name, password and code were all
/// right, and the issuer they came by, if any; otherwise nobody, and the attempt has to be made anew.
///
/// # Errors
/// The database's own. Commit even when nobody is signed in: the attempt is used up.
pub fn finish(
    tx: &Tx<'_>,
    token: &SessionToken,
    code: &str,
    vault: &Vault,
    now: Timestamp,
    today: Date,
) -> Result<Option<Entered>, Refusal> {
    let waiting = step::take::<Waiting>(tx, token, Kind::Code, now)?;
    let staff = waiting.as_ref().and_then(|waiting| waiting.staff);
    let Some(mut account) = account_of(tx, staff, today)? else { return Ok(None) };
    if !means::accept_code(&mut account, code, vault, now) {
        return Ok(None);
    }
    let Some(Waiting { who, with, .. }) = waiting else { return Ok(None) };
    if let Some(with) = &with
        && !super::organisation::used(tx, account.staff, with, now)?
    {
        return Ok(None);
    }
    store::remove_of(tx, &who)?;
    let entered = succeed(tx, token, account)?;
    Ok(entered.map(|staff| Entered { staff, issuer: with.map(|with| with.issuer) }))
}

/// Begins a sign-in with a passkey: what to ask the browser, and what it keeps until the answer. No name is asked for.
///
/// # Errors
/// [`Refusal::Fault`] when no question can be made; the database's own.
pub fn begin_passkey(
    tx: &Tx<'_>,
    site: &PasskeySite,
    address: &str,
    now: Timestamp,
) -> Result<Begun<(serde_json::Value, SessionToken)>, Refusal> {
    if let Admission::WaitUntil(until) = admit_address(tx, &address_key(address), now)? {
        return Ok(Begun::WaitUntil(moment(until, now)));
    }
    let fault = |error: String| Refusal::Fault(error);
    let token = SessionToken::generate().map_err(|error| fault(error.to_string()))?;
    let (question, state) = site.start_sign_in(now.as_millisecond()).map_err(|error| fault(error.to_string()))?;
    step::keep(tx, &token, Kind::PasskeySignIn, &state, now)?;
    Ok(Begun::Begun((question, token)))
}

/// Ends a sign-in with a passkey. A wrong answer counts for the address only: a passkey cannot be guessed.
///
/// # Errors
/// The database's own. Commit even when the passkey was refused.
pub fn finish_passkey(
    tx: &Tx<'_>,
    site: &PasskeySite,
    token: &SessionToken,
    answer: &str,
    address: &str,
    now: Timestamp,
    today: Date,
) -> Result<Result<StaffId, PasskeyError>, Refusal> {
    let state = step::take::<SignInState>(tx, token, Kind::PasskeySignIn, now)?;
    match try_passkey(tx, site, state.as_ref(), answer, now, today)? {
        Ok(account) => Ok(succeed(tx, token, account)?.ok_or(PasskeyError::NotKnown)),
        Err(why) => {
            store::insert(tx, &address_key(address), token.fingerprint().as_str(), now)?;
            Ok(Err(why))
        }
    }
}

fn try_passkey(
    tx: &Tx<'_>,
    site: &PasskeySite,
    state: Option<&SignInState>,
    answer: &str,
    now: Timestamp,
    today: Date,
) -> Result<Result<Account, PasskeyError>, Refusal> {
    let Some(state) = state else { return Ok(Err(PasskeyError::TooLate)) };
    let owner = match site.whose(answer) {
        Ok(answered) => StaffId(answered.owner),
        Err(why) => return Ok(Err(why)),
    };
    let Some(mut account) = account_of(tx, Some(owner), today)? else { return Ok(Err(PasskeyError::NotKnown)) };
    match site.finish(state, answer, &account.keys(), now.as_millisecond()) {
        Ok(used) => {
            means::note_use(&mut account, used, now);
            Ok(Ok(account))
        }
        Err(PasskeyError::PossiblyCopied) => {
            means::take_out_of_use(&mut account, site, answer);
            super::store::put(tx, &account)?;
            Ok(Err(PasskeyError::PossiblyCopied))
        }
        Err(why) => Ok(Err(why)),
    }
}

/// Begins an attempt to open a person's own link, unless this address has to wait. It counts as failed until [`forgive`]; what it counts
/// is apart from sign-ins, so that guesses from a waiting room keep nobody who works there from signing in. Nothing about the link is
/// asked before, so a wait tells nothing about it.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn begin_link(tx: &Tx<'_>, address: &str, now: Timestamp) -> Result<Begun<LinkAttempt>, Refusal> {
    let place = format!("link {address}");
    if let Admission::WaitUntil(until) = admit_address(tx, &place, now)? {
        return Ok(Begun::WaitUntil(moment(until, now)));
    }
    let token = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    store::remove_older(tx, now - SignedDuration::from_millis(BackOff::PER_ACCOUNT.forgotten_after_millis))?;
    let mark = token.fingerprint().as_str().to_owned();
    store::insert(tx, &place, &mark, now)?;
    Ok(Begun::Begun(LinkAttempt { mark }))
}

/// An attempt to open a link that is under way.
#[derive(Debug)]
pub struct LinkAttempt {
    mark: String,
}

/// The link opened: the attempt does not count.
///
/// # Errors
/// The database's own.
pub fn forgive(tx: &Tx<'_>, attempt: &LinkAttempt) -> Result<(), Refusal> {
    Ok(store::remove_attempt(tx, &attempt.mark)?)
}

/// The account of somebody who works here today.
fn account_of(tx: &Tx<'_>, staff: Option<StaffId>, today: Date) -> Result<Option<Account>, Refusal> {
    let id = staff.unwrap_or(StaffId(uuid::Uuid::nil()));
    let works = tx.load::<Staff>(id)?.is_some_and(|staff| staff.works_on(today));
    let account = super::store::find(tx, id)?;
    Ok(account.filter(|_| works))
}

fn succeed(tx: &Tx<'_>, token: &SessionToken, account: Account) -> Result<Option<StaffId>, Refusal> {
    store::remove_attempt(tx, token.fingerprint().as_str())?;
    super::store::put(tx, &Account { unlock_failures: 0, ..account.clone() })?;
    Ok(Some(account.staff))
}

fn admit_address(tx: &Tx<'_>, place: &str, now: Timestamp) -> Result<Admission, Refusal> {
    Ok(BackOff::PER_ADDRESS.admit(&failures(tx, place, now)?, now.as_millisecond()))
}

fn failures(tx: &Tx<'_>, who: &str, now: Timestamp) -> Result<Vec<i64>, Refusal> {
    let since = now - SignedDuration::from_millis(BackOff::PER_ACCOUNT.forgotten_after_millis);
    Ok(store::moments(tx, who, since)?)
}

fn moment(millis: i64, now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(now)
}

/// A name as it is looked up.
pub(super) fn tidy_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// People type passwords into the field for the name: only a digest of what was typed is kept.
fn name_key(login: &str) -> String {
    format!("name {}", hex::encode(Sha256::digest(tidy_login(login))))
}

fn address_key(address: &str) -> String {
    format!("address {address}")
}
