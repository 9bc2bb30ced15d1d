//! Where a session could go in a week: every room, at the times at which things of its kind begin in this program anyway. A form takes
//! any other time.

use std::collections::BTreeSet;

use access::{Context, Refusal};
use jiff::civil::{Date, Time, time};
use schedule::group_session::{self, GroupSession, SessionWish, wished};
use store::Stored;
use vocabulary::Week;
use vocabulary::day::days_from_to;
use vocabulary::id::{GroupSessionId, PatientId, RoomId};

use super::load::Known;
use super::{Moving, Place};

/// Nothing is offered before or after these times; a form takes any.
const OPEN: (Time, Time) = (time(7, 0, 0, 0), time(21, 30, 0, 0));

pub(super) fn moving(cx: &Context<'_>, known: &Known, id: GroupSessionId, week: Week) -> Result<Moving, Refusal> {
    let session = group_session::session(cx.tx, id)?;
    let stays_in_week = session.group.is_some();
    let expected = known.calendar.expected(&session);
    let named = |patient: &PatientId| Some((*patient, known.names.get(patient)?.clone()));
    let mut people: Vec<_> = expected.iter().filter_map(named).collect();
    people.sort_by_key(|one| one.1.full());
    let mut places = Vec::new();
    if session.starts_at > cx.now && session.cancelled.is_none() && (!stays_in_week || week.holds(session.day)) {
        let starts = starts(cx, known, &session);
        let rooms = rooms(known, &session);
        for day in days(cx, known, &session, week) {
            for room in &rooms {
                for start in &starts {
                    places.extend(place(cx, known, &session, (day, *start, *room))?);
                }
            }
        }
    }
    Ok(Moving { session: known.on_board(&session, expected.len()), people, stays_in_week, places })
}

/// The days that are not over: Monday to Friday, and those of the weekend on which something is held.
fn days(cx: &Context<'_>, known: &Known, session: &GroupSession, week: Week) -> Vec<Date> {
    let is_used = |day: Date| known.calendar.sessions.iter().any(|one| one.day == day) || session.day == day;
    days_from_to(week.monday, week.sunday())
        .filter(|day| *day >= cx.today() && (day.weekday().to_monday_one_offset() <= 5 || is_used(*day)))
        .collect()
}

fn starts(cx: &Context<'_>, known: &Known, session: &GroupSession) -> Vec<Time> {
    let minutes = session.span().minutes();
    let clock = |at| cx.zone.local(at).time();
    let all: BTreeSet<Time> = known
        .calendar
        .sessions
        .iter()
        .filter(|one| one.cancelled.is_none() && one.group.is_some() == session.group.is_some())
        // a group may follow another in a room; an hour begins when hours begin
        .flat_map(|one| std::iter::once(clock(one.starts_at)).chain(one.group.map(|_| clock(one.ends_at))))
        .filter(|start| start.minute() % 15 == 0)
        .chain([clock(session.starts_at)])
        .collect();
    let ends_in_time = |start: &Time| start.until(OPEN.1).is_ok_and(|left| left.get_hours() >= 0 && minutes_of(left) >= minutes);
    all.into_iter().filter(|start| *start >= OPEN.0 && ends_in_time(start)).collect()
}

fn minutes_of(span: jiff::Span) -> i64 {
    i64::from(span.get_hours()) * 60 + span.get_minutes()
}

/// The rooms that hold who is expected, the session's own first among equals by name; an hour without a room may stay without one.
fn rooms(known: &Known, session: &GroupSession) -> Vec<Option<RoomId>> {
    let mut rooms: Vec<_> = known.calendar.rooms.values().collect();
    rooms.sort_by(|a, b| a.name.cmp(&b.name));
    let all = rooms.into_iter().map(|room| Some(room.id));
    if session.room.is_none() { std::iter::once(None).chain(all).collect() } else { all.collect() }
}

fn place(
    cx: &Context<'_>,
    known: &Known,
    session: &Stored<GroupSession>,
    (day, start, room): (Date, Time, Option<RoomId>),
) -> Result<Option<Place>, Refusal> {
    let wish = SessionWish { begins: Some((day, start)), room, ..SessionWish::default() };
    let next = match wished(cx, session, &wish) {
        Ok(next) => next,
        // A time that the clocks skip on that day is no place.
        Err(Refusal::Invalid(_)) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    if next.starts_at <= cx.now {
        return Ok(None);
    }
    let is_now = next.starts_at == session.starts_at && next.room == session.room;
    let person =
        |patient: PatientId| known.names.get(&patient).map_or_else(|| "Somebody expected".to_owned(), |name| name.short());
    let mut findings: Vec<(bool, String)> = Vec::new();
    for finding in known.calendar.findings(&next) {
        let said = (finding.is_hard(), known.calendar.words(&finding, person));
        if !findings.contains(&said) {
            findings.push(said);
        }
    }
    Ok(Some(Place { day, start, room, is_now, findings }))
}
