//! Notes what a slip of paper says about coming and going, with the times on the paper (OP-09, S-05). A slip that is entered again takes
//! back what it said before; the marks taken back stay readable.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use vocabulary::id::{AttendanceId, GroupSessionId, PatientId};

use super::{Attendance, Mark, MarkKind, expected_in, store};
use crate::Fact;
use crate::group_session::{self, GroupSession};

/// Notes what a slip of paper says about coming and going.
#[derive(Clone, Debug)]
pub struct NotePaperTimes {
    /// The code of the slip.
    pub slip: String,
    /// Who.
    pub patient: PatientId,
    /// In which session.
    pub session: GroupSessionId,
    /// When they came, as written.
    pub arrived: Option<Timestamp>,
    /// When they left, as written.
    pub left: Option<Timestamp>,
    /// Why they did not come, as written: excused or absent.
    pub absence: Option<MarkKind>,
}

impl Command for NotePaperTimes {
    type Output = Option<AttendanceId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Option<AttendanceId>, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let session = group_session::session(cx.tx, self.session)?;
        if !expected_in(cx.tx, &session)?.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let said = self.decide(cx, &session)?;
        let fact = Fact::AttendanceRecorded { patient: self.patient, day: session.day };
        let current = store::attendance_of(cx.tx, self.patient, session.day)?;
        let Some(current) = current else {
            if said.is_empty() {
                return Ok(Done::already(None));
            }
            let first = Attendance { id: cx.new_id(), patient: self.patient, day: session.day, marks: said };
            cx.tx.append(&first, &cx.entry("attendance entered from paper"))?;
            return Ok(Done::with(Some(first.id), fact));
        };
        let mut next = current.record.clone();
        let stood: Vec<&Mark> = current.standing().filter(|mark| self.is_ours(mark)).collect();
        if stood.len() == said.len() && stood.iter().zip(&said).all(|(stood, said)| is_same(stood, said)) {
            return Ok(Done::already(Some(current.id)));
        }
        for mark in next.marks.iter_mut().filter(|mark| mark.withdrawn.is_none() && self.is_ours(mark)) {
            mark.withdrawn = Some((cx.now, cx.actor.staff));
        }
        next.marks.extend(said);
        cx.tx.amend(&next, current.version, &cx.entry("attendance entered from paper"))?;
        Ok(Done::with(Some(next.id), fact))
    }
}

impl NotePaperTimes {
    fn is_ours(&self, mark: &Mark) -> bool {
        mark.slip.as_deref() == Some(&self.slip)
    }

    fn decide(&self, cx: &Context<'_>, session: &GroupSession) -> Result<Vec<Mark>, Refusal> {
        let says_something = self.arrived.is_some() || self.left.is_some() || self.absence.is_some();
        if says_something && session.cancelled.is_some() {
            return Err(Refusal::refused(
                "session_cancelled",
                "OP-09",
                "This session was cancelled.",
                "Say that nothing was written, or enter the times on a slip of another session.",
            ));
        }
        let mut problems = access::Problems::none();
        for (field, at) in [("arrived", self.arrived), ("left", self.left)] {
            let Some(at) = at else { continue };
            problems.require(field, at <= cx.now, "This time is still to come. Write it as it stands on the paper.");
            problems.require(field, cx.zone.day(at) == session.day, "This time is on another day than the session.");
        }
        if self.left.is_some() && self.arrived.is_none() {
            problems.add("arrived", "Somebody who left came before: write when, or the time the session began.");
        }
        if let (Some(arrived), Some(left)) = (self.arrived, self.left) {
            problems.require("left", arrived < left, "They left before they came: look at both times again.");
        }
        if self.absence.is_some() && self.arrived.is_some() {
            problems.add("absence", "They came, or they did not: clear the time or the reason.");
        }
        problems.finish(Some(()))?;
        let mark = |kind: MarkKind, at: Timestamp, only: Option<GroupSessionId>| Mark {
            kind,
            at,
            session: only,
            noted_by: cx.actor.staff,
            noted_at: cx.now,
            withdrawn: None,
            slip: Some(self.slip.clone()),
            call: None,
        };
        let came = self.arrived.map(|at| mark(MarkKind::Arrived, at, None));
        let went = self.left.map(|at| mark(MarkKind::Left, at, None));
        let stayed_away = self.absence.clone().map(|kind| mark(kind, session.starts_at.min(cx.now), Some(session.id)));
        Ok(came.into_iter().chain(went).chain(stayed_away).collect())
    }
}

/// Whether both say the same, whoever noted them and when.
fn is_same(one: &Mark, other: &Mark) -> bool {
    (&one.kind, one.at, one.session) == (&other.kind, other.at, other.session)
}
