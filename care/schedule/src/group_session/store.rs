//! All SQL about sessions.

use std::collections::HashMap;
use std::rc::Rc;

use access::{Context, Refusal};
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{GroupSessionId, PatientId, TherapyGroupId};

use super::GroupSession;
use crate::therapy_group;

impl Record for GroupSession {
    const TABLE: &'static str = "group_session";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        self.patient.map_or(Chain::Program, Chain::Patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("day", text(self.day)),
            ("starts_at", Value::from(self.starts_at)),
            ("group_id", self.group.map(text).unwrap_or(Value::Null)),
            ("patient_id", self.patient.map(text).unwrap_or(Value::Null)),
        ]
    }
}

/// The session with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn session(tx: &Tx<'_>, id: GroupSessionId) -> Result<Stored<GroupSession>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The sessions of a local day, in the order of the clock.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<GroupSession>>, StoreError> {
    between(tx, day, day)
}

/// The sessions of a range of local days, both included.
///
/// # Errors
/// The database's own.
pub fn between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<GroupSession>>, StoreError> {
    tx.find("day >= $1 AND day <= $2 ORDER BY starts_at, id", &[text(from), text(to)])
}

/// What one person is booked for in a range of local days: meetings of their groups on the days they have a place, and their
/// own appointments.
///
/// # Errors
/// The database's own.
pub fn of_patient_between(
    tx: &Tx<'_>,
    patient: PatientId,
    from: Date,
    to: Date,
) -> Result<Vec<Stored<GroupSession>>, StoreError> {
    tx.find(
        "day >= $2 AND day <= $3 AND (patient_id = $1 OR group_id IN (SELECT e.group_id FROM enrollment e \
         WHERE e.patient_id = $1 AND e.from_day <= group_session.day AND (e.to_day IS NULL OR e.to_day >= group_session.day))) \
         ORDER BY starts_at, id",
        &[text(patient), text(from), text(to)],
    )
}

/// The sessions that each person is booked for; people of one group share them.
pub type BookedSessions = HashMap<PatientId, Vec<Rc<Stored<GroupSession>>>>;

/// What each of these people is booked for on a local day, as [`of_patient_between`], in the order of the clock.
///
/// # Errors
/// The database's own.
pub fn of_each_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<BookedSessions, StoreError> {
    let places = therapy_group::enrolled_of(tx, patients, day)?;
    let mut groups: Vec<TherapyGroupId> = places.iter().map(|(_, group)| *group).collect();
    groups.sort();
    groups.dedup();
    let mut sessions = tx.find_among::<GroupSession>("group_id", &groups, "AND day = $1", &[text(day)])?;
    sessions.extend(tx.find_among::<GroupSession>("patient_id", patients, "AND day = $1", &[text(day)])?);
    sessions.sort_by_key(|session| (session.starts_at, session.id));
    let mut booked = BookedSessions::new();
    for session in sessions.into_iter().map(Rc::new) {
        let of_group = places.iter().filter(|(_, group)| session.group == Some(*group)).map(|(patient, _)| *patient);
        for patient in session.patient.into_iter().chain(of_group) {
            booked.entry(patient).or_default().push(Rc::clone(&session));
        }
    }
    Ok(booked)
}

/// The last day for which a group has a session on the calendar.
pub(super) fn last_planned(tx: &Tx<'_>) -> Result<Option<Date>, StoreError> {
    let row = tx.query_one("SELECT day FROM group_session WHERE group_id IS NOT NULL ORDER BY day DESC LIMIT 1", &[])?;
    row.map(|row| row.parse(0)).transpose()
}

/// How many sessions a group held or holds before a day: its place in the curriculum. What was cancelled was not held, so its topic is
/// still to come.
pub(super) fn held_before(tx: &Tx<'_>, group: TherapyGroupId, day: Date) -> Result<i64, StoreError> {
    let all = tx.find::<GroupSession>("group_id = $1 AND day < $2", &[text(group), text(day)])?;
    Ok(i64::try_from(all.iter().filter(|session| session.cancelled.is_none()).count()).unwrap_or(0))
}

/// Saves the next version of a session.
///
/// # Errors
/// [`Refusal::Conflict`] when somebody else was first.
pub fn amend(cx: &Context<'_>, current: &Stored<GroupSession>, next: &GroupSession, reason: &str) -> Result<(), Refusal> {
    let entry = store::Entry { at: cx.now, by: cx.actor.author(), reason };
    Ok(cx.tx.amend(next, current.version, &entry)?)
}
