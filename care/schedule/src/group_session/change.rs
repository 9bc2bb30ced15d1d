//! Changes one session and not the pattern behind it: its day and time, how long it is, where, who leads. Every part is optional; what
//! is not named stays. What it would run into is found by the calendar, in the same words before (`CheckSession`) and when it is done
//! (S-04, S-05). A change is taken back by putting back what stood before, as a new version; nothing is overwritten.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use vocabulary::Week;
use vocabulary::id::{GroupSessionId, PatientId, RoomId, StaffId};

use super::calendar::{Calendar, Finding};
use super::{GroupSession, store};
use crate::Fact;
use crate::attendance::attendances_of;

/// The shortest and the longest session, in minutes.
const LENGTH: std::ops::RangeInclusive<i64> = 5..=480;

/// What becomes of a session; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionWish {
    /// The day and when it begins there, on the wall clock.
    pub begins: Option<(Date, Time)>,
    /// From start to end, with its breaks.
    pub minutes: Option<i64>,
    /// Where.
    pub room: Option<RoomId>,
    /// Who leads; the first signs.
    pub leaders: Option<Vec<StaffId>>,
}

/// Changes one session.
#[derive(Clone, Debug)]
pub struct ChangeSession {
    /// Which.
    pub session: GroupSessionId,
    /// What becomes of it.
    pub wish: SessionWish,
    /// The version somebody looked at when they decided; nothing when it does not matter.
    pub based_on: Option<i64>,
}

impl Command for ChangeSession {
    /// The session, and its version now: what an undo names.
    type Output = (GroupSessionId, i64);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(GroupSessionId, i64), Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        let current = store::session(cx.tx, self.session)?;
        if self.based_on.is_some_and(|version| version != current.version) {
            return Err(Refusal::Conflict);
        }
        let next = wished(cx, &current, &self.wish)?;
        if next == current.record {
            return Ok(Done::already((self.session, current.version)));
        }
        still_ahead(cx, &current)?;
        stays_in_its_week(&current, &next)?;
        is_to_come(cx, &next)?;
        around(cx, &next)?.refuse_hard(&next)?;
        save(cx, &current, &next, "changed for once")
    }
}

/// Puts back what a session was before its newest version: its time, its room, its leaders, or that it is held after all.
#[derive(Clone, Copy, Debug)]
pub struct PutBackSession {
    /// Which.
    pub session: GroupSessionId,
    /// The version that is taken back; it must be the newest.
    pub version: i64,
}

impl Command for PutBackSession {
    type Output = (GroupSessionId, i64);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(GroupSessionId, i64), Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        let current = store::session(cx.tx, self.session)?;
        let versions = cx.tx.history::<GroupSession>(self.session)?;
        let before = versions.iter().map(|(stored, _)| stored).find(|stored| stored.version == self.version - 1);
        let Some(before) = before.filter(|_| current.version == self.version) else { return Err(Refusal::Conflict) };
        still_ahead(cx, &current)?;
        let next = before.record.clone();
        is_to_come(cx, &next)?;
        if next.cancelled.is_none() {
            around(cx, &next)?.refuse_hard(&next)?;
        }
        save(cx, &current, &next, "put back as it was")
    }
}

/// Asks what a session would run into, without doing anything.
#[derive(Clone, Debug)]
pub struct CheckSession {
    /// Which.
    pub session: GroupSessionId,
    /// What would become of it.
    pub wish: SessionWish,
}

/// What a session would be, and what it would run into.
#[derive(Clone, Debug)]
pub struct SessionCheck {
    /// As it would be.
    pub next: GroupSession,
    /// What stands against it, hard things first: each with whether it refuses, the field that mends it, and the words. Nobody in
    /// care is named.
    pub findings: Vec<(bool, &'static str, String)>,
}

impl Query for CheckSession {
    type View = SessionCheck;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<SessionCheck>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        let current = store::session(cx.tx, self.session)?;
        let next = wished(cx, &current, &self.wish)?;
        let findings = check_change(cx, &current, &next, |_| "Somebody expected".to_owned())?;
        Ok(Guarded::several(Kind::GroupSession, SessionCheck { next, findings }))
    }
}

/// What stands against a change, as in [`SessionCheck`]; people are named by who asks, when they may be.
///
/// # Errors
/// The database's own.
pub fn check_change(
    cx: &Context<'_>,
    current: &Stored<GroupSession>,
    next: &GroupSession,
    person: impl Fn(PatientId) -> String,
) -> Result<Vec<(bool, &'static str, String)>, Refusal> {
    let calendar = around(cx, next)?;
    let said = |finding: &Finding| (finding.is_hard(), finding.field(), calendar.words(finding, &person));
    let mut findings: Vec<_> = calendar.findings(next).iter().map(said).collect();
    for refusal in [still_ahead(cx, current), stays_in_its_week(current, next)] {
        if let Err(Refusal::Refused { sentence, .. }) = refusal {
            findings.insert(0, (true, "start", sentence));
        }
    }
    findings.dedup();
    Ok(findings)
}

/// The calendar around a session: its day, and the days beside it for what is held over midnight.
pub(super) fn around(cx: &Context<'_>, session: &GroupSession) -> Result<Calendar, Refusal> {
    Calendar::load(cx, session.day.saturating_sub(1.day()), session.day.saturating_add(1.day()))
}

/// The session as it is wished. Its breaks move with it; a break that would no longer lie inside is left out.
///
/// # Errors
/// [`Refusal::Invalid`] naming the field.
pub fn wished(cx: &Context<'_>, current: &GroupSession, wish: &SessionWish) -> Result<GroupSession, Refusal> {
    let (day, starts_at) = match wish.begins {
        Some((day, time)) => (day, cx.zone.at(day, time).map_err(|problem| Refusal::invalid("start", format!("{problem}.")))?),
        None => (current.day, current.starts_at),
    };
    let minutes = wish.minutes.unwrap_or_else(|| current.span().minutes());
    if !LENGTH.contains(&minutes) {
        return Err(Refusal::invalid("minutes", "Write how many minutes it takes: from 5 to 480."));
    }
    let leaders = wish.leaders.clone().unwrap_or_else(|| current.leaders.clone());
    if leaders.is_empty() {
        return Err(Refusal::invalid("staff", "Choose at least one colleague who leads it."));
    }
    let ends_at = after(starts_at, SignedDuration::from_mins(minutes));
    let shift = current.starts_at.duration_until(starts_at);
    let breaks = current.breaks.iter().map(|(from, to)| (after(*from, shift), after(*to, shift)));
    let moved_from = current.moved_from.unwrap_or(current.starts_at);
    let has_moved = current.group.is_some() && starts_at != moved_from;
    Ok(GroupSession {
        day,
        starts_at,
        ends_at,
        breaks: breaks.filter(|(from, to)| starts_at <= *from && *to <= ends_at).collect(),
        room: wish.room.or(current.room),
        leaders,
        moved_from: has_moved.then_some(moved_from),
        ..current.clone()
    })
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_add(span).unwrap_or(at)
}

/// What has begun, was cancelled, or has somebody's absence noted on it already stays what it is.
fn still_ahead(cx: &Context<'_>, current: &Stored<GroupSession>) -> Result<(), Refusal> {
    if current.starts_at <= cx.now {
        return Err(Refusal::refused(
            "session_begun",
            "OP-09",
            "This session has begun or is over.",
            "What was held stays. Correct the times in its note instead.",
        ));
    }
    let people = crate::attendance::expected_in(cx.tx, current)?;
    let noted = attendances_of(cx.tx, &people, current.day)?;
    let is_on_it = |one: &crate::attendance::Attendance| one.standing().any(|mark| mark.session == Some(current.id));
    if noted.iter().any(|one| is_on_it(one)) {
        return Err(Refusal::refused(
            "attendance_noted",
            "OP-09",
            "Somebody’s attendance is noted on this session already.",
            "Take the mark back on the board of the day first.",
        ));
    }
    Ok(())
}

fn is_to_come(cx: &Context<'_>, next: &GroupSession) -> Result<(), Refusal> {
    if next.starts_at > cx.now {
        return Ok(());
    }
    Err(Refusal::invalid("start", "This time is over. Choose a time to come."))
}

/// A meeting of a group stands for one meeting of its week, and stays in that week: planning the next one finds it by that.
fn stays_in_its_week(current: &GroupSession, next: &GroupSession) -> Result<(), Refusal> {
    if next.cancelled.is_some() {
        return Err(Refusal::refused("session_cancelled", "OP-09", "This session was cancelled.", "Put it back first."));
    }
    if current.group.is_none() || Week::of(current.day).holds(next.day) {
        return Ok(());
    }
    Err(Refusal::refused(
        "other_week",
        "S-11",
        "A meeting of a group stays in its week.",
        "Choose a day of the same week, or cancel this one.",
    ))
}

/// Saves the next version; both days are counted anew.
fn save(
    cx: &Context<'_>,
    current: &Stored<GroupSession>,
    next: &GroupSession,
    why: &'static str,
) -> Result<Done<(GroupSessionId, i64), Fact>, Refusal> {
    store::amend(cx, current, next, why)?;
    let mut done = Done::with((next.id, current.version + 1), Fact::SessionChanged { session: next.id, day: next.day });
    if current.day != next.day {
        done.facts.push(Fact::SessionChanged { session: next.id, day: current.day });
    }
    Ok(done)
}
