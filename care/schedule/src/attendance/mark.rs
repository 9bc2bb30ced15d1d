//! Notes an arrival, a departure or an absence in one tap (OP-09, S-05). The same tap twice is one mark.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::{SignedDuration, Timestamp};
use vocabulary::id::{AttendanceId, GroupSessionId, PatientId};

use super::{Attendance, Mark, MarkKind, expected_in, store};
use crate::Fact;
use crate::group_session::{self, GroupSession};

/// Notes something at the door.
#[derive(Clone, Debug)]
pub struct MarkArrival {
    /// Who.
    pub patient: PatientId,
    /// On whose row it was tapped; the mark concerns its day.
    pub session: GroupSessionId,
    /// What.
    pub kind: MarkKind,
    /// When it happened; now, when nothing is said.
    pub at: Option<Timestamp>,
    /// Whether an excuse or absence concerns the whole day.
    pub is_whole_day: bool,
}

impl Command for MarkArrival {
    type Output = AttendanceId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AttendanceId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let session = group_session::session(cx.tx, self.session)?;
        if !expected_in(cx.tx, &session)?.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let mark = decide(cx, self, &session)?;
        let fact = Fact::AttendanceRecorded { patient: self.patient, day: session.day };
        let Some(current) = store::attendance_of(cx.tx, self.patient, session.day)? else {
            let first = Attendance { id: cx.new_id(), patient: self.patient, day: session.day, marks: vec![mark] };
            cx.tx.append(&first, &cx.entry("attendance noted"))?;
            return Ok(Done::with(first.id, fact));
        };
        if is_same(&current, &mark) {
            return Ok(Done::already(current.id));
        }
        let mut next = current.record.clone();
        next.marks.push(mark);
        cx.tx.amend(&next, current.version, &cx.entry("attendance noted"))?;
        Ok(Done::with(next.id, fact))
    }
}

fn decide(cx: &Context<'_>, wish: &MarkArrival, session: &GroupSession) -> Result<Mark, Refusal> {
    let at = wish.at.unwrap_or(cx.now);
    if session.cancelled.is_some() {
        return Err(Refusal::refused(
            "session_cancelled",
            "OP-09",
            "This session was cancelled.",
            "Note the arrival on another session of the day.",
        ));
    }
    if at > cx.now.saturating_add(SignedDuration::from_mins(1)).unwrap_or(cx.now) {
        return Err(Refusal::invalid("at", "This time is still to come. Write when it happened."));
    }
    if cx.zone.day(at) != session.day {
        return Err(Refusal::invalid("at", "This time is on another day than the session."));
    }
    let concerns_one = matches!(wish.kind, MarkKind::Excused(_) | MarkKind::Absent(_)) && !wish.is_whole_day;
    Ok(Mark {
        kind: wish.kind.clone(),
        at,
        session: concerns_one.then_some(session.id),
        noted_by: cx.actor.staff,
        noted_at: cx.now,
        withdrawn: None,
        slip: None,
        call: None,
    })
}

/// A second tap within a few seconds, or a second arrival while the person is here, says nothing new.
fn is_same(current: &Attendance, mark: &Mark) -> bool {
    current.standing().last().is_some_and(|last| {
        last.kind == mark.kind && last.session == mark.session && last.at.duration_until(mark.at).as_secs().abs() < 60
    })
}
