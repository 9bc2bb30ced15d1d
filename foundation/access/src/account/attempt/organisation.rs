//! An attempt with the organisation's account: away to the issuer, back with an identity, then in, or on to the second proof. Whoever has
//! no account here goes the same way as everybody else and hears the same at its end (ADR 0011, 0027).

use ::store::Tx;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use sign_in::open_id::Identity;
use sign_in::{Admission, BackOff, SessionToken};

use super::{Begun, Entered, Waiting, account_of, address_key, admit_address, failures, moment, store, succeed};
use crate::account::organisation::{self, Use};
use crate::account::step::{self, Kind};
use crate::{Refusal, Staff};

/// What the installation says about its issuer.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Which issuer.
    pub issuer: &'a str,
    /// Whether an address that the issuer verified may bind an account the first time.
    pub binds_by_email: bool,
}

/// What became of an identity.
#[derive(Debug)]
pub enum Arrived {
    /// They are in.
    In(Entered),
    /// Ask for the code. The browser keeps the token until then.
    Code(SessionToken),
    /// Too many attempts failed: not before this moment.
    WaitUntil(Timestamp),
    /// Nobody who may come in.
    Nobody,
}

/// Begins a trip to the issuer, unless this address has to wait. The browser keeps the token until it is back.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn leave(tx: &Tx<'_>, address: &str, now: Timestamp) -> Result<Begun<SessionToken>, Refusal> {
    if let Admission::WaitUntil(until) = admit_address(tx, &address_key(address), now)? {
        return Ok(Begun::WaitUntil(moment(until, now)));
    }
    let token = new_token()?;
    step::keep(tx, &token, Kind::Organisation, &true, now)?;
    Ok(Begun::Begun(token))
}

/// Ends a trip: whether this browser was away, and comes back the first time and soon enough.
///
/// # Errors
/// The database's own. Commit whatever it answers: a trip is used up.
pub fn come_back(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<bool, Refusal> {
    Ok(step::take::<bool>(tx, token, Kind::Organisation, now)?.unwrap_or(false))
}

/// Counts a failed trip for its address. What is signed by the issuer cannot be guessed, so nothing else is counted.
///
/// # Errors
/// The database's own.
pub fn fail(tx: &Tx<'_>, address: &str, now: Timestamp) -> Result<(), Refusal> {
    Ok(store::insert(tx, &address_key(address), new_token()?.fingerprint().as_str(), now)?)
}

/// Takes an identity that the issuer signed. With `has_two_proofs` it is the whole sign-in; without, the code is asked for, of whomever.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own. Commit whatever it answers.
pub fn arrive(
    tx: &Tx<'_>,
    identity: &Identity,
    rules: Rules<'_>,
    has_two_proofs: bool,
    address: &str,
    (now, today): (Timestamp, Date),
) -> Result<Arrived, Refusal> {
    let staff = organisation::whose(tx, rules.issuer, identity, rules.binds_by_email, now)?;
    let with = Use { issuer: rules.issuer.to_owned(), subject: identity.subject.clone() };
    if !has_two_proofs {
        return ask_for_code(tx, Waiting { staff, who: identity_key(&with), with: Some(with) }, address, now);
    }
    let works = match staff {
        Some(staff) => tx.load::<Staff>(staff)?.map(|stored| stored.record).filter(|staff| staff.works_on(today)),
        None => None,
    };
    match works {
        Some(staff) if organisation::used(tx, staff.id, &with, now)? => {
            if let Some(account) = account_of(tx, Some(staff.id), today)? {
                // Wrong tries at the locked screen are forgiven, as after every whole sign-in.
                succeed(tx, &new_token()?, account)?;
            }
            Ok(Arrived::In(Entered { staff: staff.id, issuer: Some(with.issuer) }))
        }
        _ => {
            fail(tx, address, now)?;
            Ok(Arrived::Nobody)
        }
    }
}

/// The second proof: guesses at the code are counted for the account at the issuer, whether it is somebody's here or not.
fn ask_for_code(tx: &Tx<'_>, waiting: Waiting, address: &str, now: Timestamp) -> Result<Arrived, Refusal> {
    let admission = BackOff::PER_ACCOUNT.admit(&failures(tx, &waiting.who, now)?, now.as_millisecond());
    if let Admission::WaitUntil(until) = admission {
        return Ok(Arrived::WaitUntil(moment(until, now)));
    }
    let token = new_token()?;
    for key in [&waiting.who, &address_key(address)] {
        store::insert(tx, key, token.fingerprint().as_str(), now)?;
    }
    step::keep(tx, &token, Kind::Code, &waiting, now)?;
    Ok(Arrived::Code(token))
}

fn identity_key(with: &Use) -> String {
    let digest = Sha256::new().chain_update(&with.issuer).chain_update([0]).chain_update(&with.subject).finalize();
    format!("organisation {}", hex::encode(digest))
}

fn new_token() -> Result<SessionToken, Refusal> {
    SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))
}
