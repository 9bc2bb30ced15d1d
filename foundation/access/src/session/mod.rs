//! A signed-in session of a member of staff: kept on the server, known to the browser only by a random token.
//! It locks after five idle minutes and ends after twelve hours, whatever happens.

mod store;

use ::store::{Tx, text};
use jiff::Timestamp;
use sign_in::{SessionLimits, SessionMoments, SessionState, SessionToken};
use vocabulary::id::StaffId;

use crate::{Actor, Preferences, Refusal, Staff};

/// How old the last noted action may be before it is noted again: noting every click would cost a disk write each.
const NOTED_EVERY_SECONDS: i64 = 20;

/// What a token stands for at a moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Visit {
    /// Somebody who may act.
    Signed(Box<Signed>),
    /// Somebody who must unlock first.
    Locked(StaffId),
    /// Nobody: no session, an ended one, or somebody who no longer works here.
    Nobody,
}

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// Who.
    pub actor: Actor,
    /// Their record.
    pub staff: Staff,
    /// How they like the pages.
    pub preferences: Preferences,
}

/// Begins a session for somebody who has proved who they are.
///
/// # Errors
/// [`Refusal::Fault`] when the operating system gives no randomness; the database's own.
pub fn begin(tx: &Tx<'_>, staff: StaffId, now: Timestamp) -> Result<SessionToken, Refusal> {
    let token = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    store::remove_begun_before(tx, now.as_millisecond().saturating_sub(SessionLimits::default().absolute_end_millis))?;
    store::insert(tx, &token, staff, &SessionMoments::beginning(now.as_millisecond()))?;
    Ok(token)
}

/// Writes down by which issuer the person of a session came: signing out is told there too.
///
/// # Errors
/// The database's own.
pub fn note_issuer(tx: &Tx<'_>, token: &SessionToken, issuer: &str) -> Result<(), Refusal> {
    Ok(store::put_issuer(tx, token, issuer)?)
}

/// By which issuer the person of a session came; nothing when they came otherwise, or there is no such session.
///
/// # Errors
/// The database's own.
pub fn issuer(tx: &Tx<'_>, token: &SessionToken) -> Result<Option<String>, Refusal> {
    Ok(store::issuer(tx, token)?)
}

/// What a token stands for now. `is_action` tells a person's deed from a page that refreshes itself.
///
/// # Errors
/// The database's own.
pub fn visit(tx: &Tx<'_>, token: &SessionToken, now: Timestamp, today: jiff::civil::Date) -> Result<Visit, Refusal> {
    let Some((staff, moments)) = store::find(tx, token)? else { return Ok(Visit::Nobody) };
    let preferences = crate::account::store::preferences(tx, staff)?;
    let state = moments.state(&SessionLimits::default(), now.as_millisecond());
    let staff = tx.find_one::<Staff>("id = $1", &[text(staff)])?;
    let Some(staff) = staff.map(|stored| stored.record).filter(|staff| staff.works_on(today)) else {
        return Ok(Visit::Nobody);
    };
    Ok(match state {
        SessionState::Ended => Visit::Nobody,
        SessionState::Locked => Visit::Locked(staff.id),
        SessionState::Fresh => Visit::Signed(Box::new(Signed { actor: Actor::of(&staff), staff, preferences })),
    })
}

/// When the whole sign-in of a session was done; nothing when there is no such session.
///
/// # Errors
/// The database's own.
pub fn began_at(tx: &Tx<'_>, token: &SessionToken) -> Result<Option<Timestamp>, Refusal> {
    let found = store::find(tx, token)?;
    Ok(found.and_then(|(_, moments)| Timestamp::from_millisecond(moments.signed_in_at).ok()))
}

/// How many sessions of a member of staff have not been ended.
///
/// # Errors
/// The database's own.
pub fn count(tx: &Tx<'_>, staff: StaffId, now: Timestamp) -> Result<usize, Refusal> {
    let limit = SessionLimits::default().absolute_end_millis;
    Ok(store::began(tx, staff)?.iter().filter(|began| now.as_millisecond().saturating_sub(**began) < limit).count())
}

/// Whether a person's action should be noted now.
///
/// # Errors
/// The database's own.
pub fn is_due(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<bool, Refusal> {
    let found = store::find(tx, token)?;
    Ok(found.is_some_and(|(_, moments)| now.as_millisecond() - moments.last_action_at > NOTED_EVERY_SECONDS * 1000))
}

/// Notes that the person acted.
///
/// # Errors
/// The database's own.
pub fn note_action(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<(), Refusal> {
    if let Some((_, moments)) = store::find(tx, token)? {
        store::update(tx, token, &moments.after_action(&SessionLimits::default(), now.as_millisecond()))?;
    }
    Ok(())
}

/// Locks a session: the person must unlock before going on.
///
/// # Errors
/// The database's own.
pub fn lock(tx: &Tx<'_>, token: &SessionToken) -> Result<(), Refusal> {
    if let Some((_, moments)) = store::find(tx, token)? {
        store::update(tx, token, &SessionMoments { is_locked: true, ..moments })?;
    }
    Ok(())
}

/// Opens a locked session for somebody who has proved again who they are.
///
/// # Errors
/// The database's own.
pub fn unlock(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<(), Refusal> {
    if let Some((_, moments)) = store::find(tx, token)? {
        store::update(tx, token, &moments.after_unlock(&SessionLimits::default(), now.as_millisecond()))?;
    }
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// The database's own.
pub fn end(tx: &Tx<'_>, token: &SessionToken) -> Result<(), Refusal> {
    Ok(store::remove(tx, token)?)
}

/// Ends every session of a member of staff: on their last day, or when a device was lost.
///
/// # Errors
/// The database's own.
pub fn end_all(tx: &Tx<'_>, staff: StaffId) -> Result<(), Refusal> {
    Ok(store::remove_all(tx, staff)?)
}

/// Ends every session of a member of staff but one: after the means of signing in changed.
///
/// # Errors
/// The database's own.
pub fn end_others(tx: &Tx<'_>, staff: StaffId, but: &SessionToken) -> Result<(), Refusal> {
    Ok(store::remove_others(tx, staff, but)?)
}
