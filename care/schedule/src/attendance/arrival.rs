//! The arrival state of a person in a session: a pure reading of the marks. Nobody types attendance twice.

use jiff::{SignedDuration, Timestamp};

use super::{Attendance, MarkKind};
use crate::credit::Place;
use crate::group_session::GroupSession;

/// Minutes after the start from which somebody counts as late.
pub const GRACE_MINUTES: i64 = 5;

/// How a person stands to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The session has not begun and nothing was noted.
    Expected,
    /// Said to be coming, at this moment.
    OnTheWay(Timestamp),
    /// In the building since.
    Here(Timestamp),
    /// Came after the start, at.
    Late(Timestamp),
    /// Taking part by video since.
    Remote(Timestamp),
    /// Left before the end, at.
    Left(Timestamp),
    /// The session has begun and nobody knows where the person is.
    NotHere,
    /// Excused, with the reason.
    Excused(String),
    /// Did not come, with the reason when it is known.
    Absent(String),
    /// The program cancelled the session.
    Cancelled,
}

impl Arrival {
    /// Whether the person is or was there.
    #[must_use]
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Here(_) | Self::Late(_) | Self::Remote(_) | Self::Left(_))
    }

    /// Whether somebody should find out where the person is.
    #[must_use]
    pub fn is_unaccounted(&self) -> bool {
        matches!(self, Self::NotHere)
    }
}

/// How a person stands to a session at a moment.
#[must_use]
pub fn arrival_in(session: &GroupSession, attendance: Option<&Attendance>, now: Timestamp) -> Arrival {
    if session.cancelled.is_some() {
        return Arrival::Cancelled;
    }
    let late_from = session.starts_at.saturating_add(SignedDuration::from_mins(GRACE_MINUTES)).unwrap_or(session.starts_at);
    let not_yet = if now > late_from { Arrival::NotHere } else { Arrival::Expected };
    let Some(attendance) = attendance else { return not_yet };
    if let Some(there) = being_there(session, attendance, late_from) {
        return there;
    }
    let concerning = |mark: &&super::Mark| mark.session.is_none_or(|only| only == session.id);
    match attendance.standing().filter(concerning).last().map(|mark| (&mark.kind, mark.at)) {
        Some((MarkKind::Excused(reason), _)) => Arrival::Excused(reason.clone()),
        Some((MarkKind::Absent(reason), _)) => Arrival::Absent(reason.clone()),
        Some((MarkKind::OnTheWay, at)) => Arrival::OnTheWay(at),
        _ => not_yet,
    }
}

fn being_there(session: &GroupSession, attendance: &Attendance, late_from: Timestamp) -> Option<Arrival> {
    let overlaps = |stretch: &&crate::credit::Presence<_>| {
        stretch.only_for.is_none_or(|only| only == session.id)
            && stretch.arrived < session.ends_at
            && stretch.left.is_none_or(|left| left > session.starts_at)
    };
    let presence = attendance.presence();
    let (first, last) = (presence.iter().find(overlaps)?, presence.iter().rfind(overlaps)?);
    Some(match (last.left, last.place) {
        (Some(left), _) if left < session.ends_at => Arrival::Left(left),
        (_, Place::Remote) => Arrival::Remote(last.arrived),
        (_, Place::OnSite) if first.arrived > late_from => Arrival::Late(first.arrived),
        (_, Place::OnSite) => Arrival::Here(first.arrived),
    })
}
