//! What calls mean at the door: every connection of one person in one session, however many devices and however often the line broke,
//! becomes one row of arrivals and leavings inside the session. A minute is there once (OP-09).

use jiff::Timestamp;

use super::VideoCall;
use super::join::OPENS_BEFORE;
use crate::attendance::MarkKind;
use crate::group_session::GroupSession;

/// Something the calls say, in the order of the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted<'a> {
    /// Joined, or left.
    pub kind: MarkKind,
    /// When.
    pub at: Timestamp,
    /// The call it comes from.
    pub call: &'a VideoCall,
}

/// What the calls of one person say about one session.
#[must_use]
pub fn noted<'a>(session: &GroupSession, calls: &[&'a VideoCall]) -> Vec<Noted<'a>> {
    let opens = session.starts_at.saturating_sub(OPENS_BEFORE).unwrap_or(session.starts_at);
    let mut spans: Vec<(Timestamp, Option<Timestamp>, &'a VideoCall)> = Vec::new();
    for call in calls {
        for stretch in &call.stretches {
            let joined = stretch.joined.max(opens);
            let left = stretch.left.map(|left| left.min(session.ends_at));
            if joined < session.ends_at && left.is_none_or(|left| left > joined) {
                spans.push((joined, left, call));
            }
        }
    }
    spans.sort_by_key(|(joined, left, call)| (*joined, left.unwrap_or(Timestamp::MAX), call.id));
    let mut joined: Vec<(Timestamp, Option<Timestamp>, &'a VideoCall)> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some((_, until, _)) if until.is_none_or(|until| until >= span.0) => {
                *until = until.zip(span.1).map(|(one, other)| one.max(other));
            }
            _ => joined.push(span),
        }
    }
    let mut all = Vec::with_capacity(joined.len() * 2);
    for (at, left, call) in joined {
        all.push(Noted { kind: MarkKind::ArrivedRemote, at, call });
        all.extend(left.map(|at| Noted { kind: MarkKind::Left, at, call }));
    }
    all
}
