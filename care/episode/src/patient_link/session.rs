//! The visit of a browser that has opened a link: it ends after fifteen minutes without touch, and after two hours whatever
//! happens (ux 11). Kept on the server; the browser has a random token that goes nowhere but to these pages.

use ::store::Tx;
use access::Refusal;
use jiff::{SignedDuration, Timestamp};
use sign_in::SessionToken;
use vocabulary::id::PatientLinkId;

use super::{Liveness, PatientLink, store};

/// So long without touch, and the visit is over.
pub const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// No visit is longer.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(2);

/// Begins a visit.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub(super) fn begin(tx: &Tx<'_>, link: PatientLinkId, now: Timestamp) -> Result<SessionToken, Refusal> {
    let token = SessionToken::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    store::remove_visits_before(tx, now - LONGEST)?;
    store::insert_visit(tx, &token, link, now)?;
    Ok(token)
}

/// The link a browser is on, when its visit is not over and the link still stands. Touches the visit.
///
/// # Errors
/// The database's own.
pub fn visit(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<Option<PatientLink>, Refusal> {
    let Some((link, started_at, last_action_at)) = store::visit(tx, token)? else { return Ok(None) };
    if now >= last_action_at + IDLE || now >= started_at + LONGEST {
        store::remove_visit(tx, token)?;
        return Ok(None);
    }
    let link = store::link(tx, link)?;
    // Openings are counted at the door; whoever is inside stays until the visit ends.
    if link.liveness(0, now) != Liveness::Open {
        return Ok(None);
    }
    store::touch_visit(tx, token, now)?;
    Ok(Some(link.record))
}

/// Ends a visit.
///
/// # Errors
/// The database's own.
pub fn leave(tx: &Tx<'_>, token: &SessionToken) -> Result<(), Refusal> {
    Ok(store::remove_visit(tx, token)?)
}

/// Ends every visit on a link.
pub(super) fn end_all(tx: &Tx<'_>, link: PatientLinkId) -> Result<(), Refusal> {
    Ok(store::remove_visits_of(tx, link)?)
}
