//! Opens a link for whoever names the month and day of birth. Everything that does not open gives the same answer; only the
//! person's own chain knows which it was.

use access::{Actor, Context, Refusal};
use jiff::{SignedDuration, Timestamp};
use sign_in::{Admission, BackOff, LinkToken, SessionToken};

use super::{Ended, EndedBecause, LinkEvent, LinkHappening, Liveness, MOST_WRONG_ANSWERS, PatientLink, session, store};

/// After a wrong answer one waits; the wait doubles with each further one.
const WAIT: BackOff = BackOff {
    free_failures: 1,
    first_wait_millis: 5_000,
    longest_wait_millis: 5 * 60_000,
    forgotten_after_millis: 24 * 60 * 60_000,
};

/// An opened link.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What the browser keeps.
    pub session: SessionToken,
    /// The link.
    pub link: PatientLink,
}

/// Tries to open a link. Nothing when it does not open, whatever the reason.
///
/// # Errors
/// [`Refusal::Fault`] without randomness; the database's own.
pub fn open(cx: &Context<'_>, token: Option<&LinkToken>, month: i8, day: i8) -> Result<Option<Opening>, Refusal> {
    let Some(token) = token else { return Ok(None) };
    let Some(stored) = store::by_token(cx.tx, token)? else { return Ok(None) };
    let past = store::events_of_link(cx.tx, stored.id)?;
    let openings = past.iter().filter(|event| event.what == LinkHappening::Opened).count();
    if stored.liveness(openings, cx.now) != Liveness::Open {
        return Ok(None);
    }
    let wrong: Vec<Timestamp> =
        past.iter().filter(|event| event.what == LinkHappening::WrongAnswer).map(|event| event.recorded_at).collect();
    if must_wait(&wrong, cx.now) {
        return Ok(None);
    }
    let link = stored.record.clone();
    // What is written is written by the person: nobody else is at that page.
    let person = Actor::person(link.patient, link.name.clone());
    let own = Context { actor: &person, ..*cx };
    if (month, day) != (link.birth_month, link.birth_day) {
        note(&own, &link, LinkHappening::WrongAnswer)?;
        if wrong.len() + 1 >= MOST_WRONG_ANSWERS {
            let ended = Some(Ended { at: cx.now, because: EndedBecause::WrongAnswers });
            cx.tx.amend(&PatientLink { ended, ..link }, stored.version, &own.entry("too many wrong answers"))?;
        }
        return Ok(None);
    }
    note(&own, &link, LinkHappening::Opened)?;
    let session = session::begin(cx.tx, link.id, cx.now)?;
    Ok(Some(Opening { session, link }))
}

/// Writes down what happened on a link.
///
/// # Errors
/// The database's own.
pub(super) fn note(cx: &Context<'_>, link: &PatientLink, what: LinkHappening) -> Result<(), Refusal> {
    let event = LinkEvent { id: cx.new_id(), patient: link.patient, link: link.id, what };
    Ok(cx.tx.append(&event, &cx.entry("on their link"))?)
}

fn must_wait(wrong: &[Timestamp], now: Timestamp) -> bool {
    let since = now - SignedDuration::from_hours(24);
    let recent: Vec<i64> = wrong.iter().filter(|at| **at > since).map(|at| at.as_millisecond()).collect();
    matches!(WAIT.admit(&recent, now.as_millisecond()), Admission::WaitUntil(_))
}
