//! A place in one meeting of a group for one day: a make-up session (S-05). It is held to the calendar: the person has the time, the
//! group a place and the room a seat. A group that is not open to somebody is refused without a word about why (P2-12).

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{EnrollmentId, GroupSessionId, PatientId};

use super::{EnrollPatient, Enrollment, store};
use crate::Fact;
use crate::group_session::{self, Calendar, GroupSession};

/// Gives a person a place in one meeting.
#[derive(Clone, Copy, Debug)]
pub struct TakeMakeUp {
    /// Who.
    pub patient: PatientId,
    /// In which meeting.
    pub session: GroupSessionId,
}

impl Command for TakeMakeUp {
    type Output = EnrollmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EnrollmentId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        episode::patient::load(cx.tx, self.patient)?;
        let session = group_session::session(cx.tx, self.session)?;
        let Some(group) = session.group else { return Err(Refusal::NotFound) };
        if session.starts_at <= cx.now || session.cancelled.is_some() {
            return Err(Refusal::invalid("session", "This meeting has begun or was cancelled. Choose another."));
        }
        let calendar = Calendar::load(cx, session.day, session.day)?;
        if let Some(why) = why_not(&calendar, &session, self.patient) {
            return Err(Refusal::refused("make_up_taken", "S-05", why, "Choose another meeting."));
        }
        EnrollPatient { patient: self.patient, group, from: session.day, to: Some(session.day) }.perform(cx)
    }
}

/// Why somebody cannot come to a meeting besides what they have, in words; nothing when they can. What must not be said is not in it.
#[must_use]
pub fn why_not(calendar: &Calendar, session: &GroupSession, patient: PatientId) -> Option<String> {
    let expected = calendar.expected(session);
    if expected.contains(&patient) {
        return Some("They have a place in it already.".to_owned());
    }
    let seats = session.room.and_then(|room| calendar.rooms.get(&room)).map(|room| room.seats);
    if seats.is_some_and(|seats| i64::try_from(expected.len()).unwrap_or(i64::MAX) >= seats) {
        return Some("Every seat of the room is taken.".to_owned());
    }
    let taken = |other: &&::store::Stored<GroupSession>| {
        other.id != session.id
            && other.cancelled.is_none()
            && other.starts_at < session.ends_at
            && session.starts_at < other.ends_at
            && calendar.expected(other).contains(&patient)
    };
    calendar.sessions.iter().find(taken).map(|other| format!("They have {} then.", other.name))
}

/// Takes back a place for one day before it is used.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawMakeUp {
    /// Whose.
    pub patient: PatientId,
    /// In which meeting.
    pub session: GroupSessionId,
}

impl Command for WithdrawMakeUp {
    type Output = Option<EnrollmentId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Option<EnrollmentId>, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        let session = group_session::session(cx.tx, self.session)?;
        let own = store::enrollments_of(cx.tx, self.patient, session.day, session.day)?;
        let is_it = |place: &&::store::Stored<Enrollment>| {
            Some(place.group) == session.group && place.from == session.day && place.to == Some(session.day)
        };
        let Some(place) = own.iter().find(is_it) else { return Ok(Done::already(None)) };
        if session.starts_at <= cx.now {
            return Err(Refusal::invalid("session", "This meeting has begun. What was attended stays."));
        }
        let next = Enrollment { is_withdrawn: true, ..place.record.clone() };
        cx.tx.amend(&next, place.version, &cx.entry("make-up withdrawn before it began"))?;
        let fact = Fact::EnrollmentChanged { patient: self.patient, group: place.group, from: session.day };
        Ok(Done::with(Some(place.id), fact))
    }
}
