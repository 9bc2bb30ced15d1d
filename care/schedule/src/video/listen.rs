//! What the video server says becomes attendance (OP-09). Told twice, late or in another order, it happens once; a line that broke is
//! closed by the end of the session or the last that was heard of it, never later.

use ::store::Stored;
use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::{SignedDuration, Timestamp, ToSpan};
use vocabulary::id::{AttendanceId, VideoCallId};

use super::minutes::noted;
use super::{Stretch, VideoCall, store};
use crate::Fact;
use crate::attendance::{Attendance, CallMark, Mark, attendance_of};
use crate::group_session::{self, GroupSession};

/// Nothing heard for so long, where a connection says now and then that it is there: the line broke.
pub const LOST_AFTER: SignedDuration = SignedDuration::from_mins(3);
/// Two tellings of one connection differ by no more than this.
const SAME_MOMENT: i64 = 2;

/// What was heard of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// They are connected, since a moment.
    Joined(Timestamp),
    /// They are still there.
    StillThere,
    /// They left, at a moment; with the moment they had joined, where it was told.
    Left(Option<Timestamp>, Timestamp),
}

impl Receipt for Heard {}

/// Writes down what the video server says of a call.
#[derive(Clone, Debug)]
pub struct HearCall {
    /// Which call.
    pub call: VideoCallId,
    /// The room the server names; a word about another room is not believed.
    pub room: String,
    /// Which connection.
    pub occupant: String,
    /// What was heard.
    pub heard: Heard,
}

impl Command for HearCall {
    type Output = VideoCallId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<VideoCallId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let current: Stored<VideoCall> = cx.tx.load(self.call)?.ok_or(Refusal::NotFound)?;
        let room = store::room_of(cx.tx, current.session)?.ok_or(Refusal::NotFound)?;
        if room.name != self.room {
            return Err(Refusal::NotFound);
        }
        let session = group_session::session(cx.tx, current.session)?;
        let mut next = current.record.clone();
        hear(&mut next, &self.occupant, self.heard, cx.now);
        if next == current.record {
            return Ok(Done::already(self.call));
        }
        cx.tx.amend(&next, current.version, &cx.entry("heard from the video room"))?;
        let facts = if write_marks(cx, &session, &next)? {
            vec![Fact::AttendanceRecorded { patient: next.patient, day: next.day }]
        } else {
            Vec::new()
        };
        Ok(Done { output: self.call, facts })
    }
}

/// What was heard, put beside what was known. Nothing is believed about the time to come.
pub(super) fn hear(call: &mut VideoCall, occupant: &str, heard: Heard, now: Timestamp) {
    let is_near = |one: Timestamp, other: Timestamp| one.duration_until(other).as_secs().abs() <= SAME_MOMENT;
    match heard {
        Heard::Joined(at) => {
            let at = at.min(now);
            let is_known =
                |stretch: &Stretch| stretch.occupant == occupant && (stretch.left.is_none() || is_near(stretch.joined, at));
            if !call.stretches.iter().any(is_known) {
                let occupant = occupant.to_owned();
                call.stretches.push(Stretch { occupant, joined: at, seen: at, left: None, was_lost: false });
            }
        }
        Heard::StillThere => {
            let known = call.stretches.iter_mut().filter(|stretch| stretch.occupant == occupant);
            let newest = known.max_by_key(|stretch| (stretch.left.is_none(), stretch.joined));
            let was_lost = newest.as_ref().is_some_and(|stretch| stretch.left.is_some() && stretch.was_lost);
            if was_lost {
                // A phone that slept and was taken for lost is back; what lay between stays unknown and counts for nothing.
                let occupant = occupant.to_owned();
                call.stretches.push(Stretch { occupant, joined: now, seen: now, left: None, was_lost: false });
            } else if let Some(open) = newest.filter(|stretch| stretch.left.is_none()) {
                open.seen = now;
            }
        }
        Heard::Left(joined, at) => {
            let at = at.min(now);
            let known = call.stretches.iter_mut().rfind(|stretch| {
                // What was closed as lost is told better now.
                stretch.occupant == occupant && (stretch.left.is_none() || stretch.was_lost) && stretch.joined <= at
            });
            match (known, joined) {
                (Some(open), _) => (open.left, open.seen, open.was_lost) = (Some(at), at, false),
                // The word that they came was lost; the one that they left tells both.
                (None, Some(joined)) if joined < at => {
                    let is_known = |stretch: &Stretch| stretch.occupant == occupant && is_near(stretch.joined, joined);
                    if !call.stretches.iter().any(is_known) {
                        let occupant = occupant.to_owned();
                        call.stretches.push(Stretch { occupant, joined, seen: at, left: Some(at), was_lost: false });
                    }
                }
                (None, _) => {}
            }
        }
    }
}

/// Brings the marks of the day after what the calls of a session say. What somebody took back stays taken back.
fn write_marks(cx: &Context<'_>, session: &GroupSession, changed: &VideoCall) -> Result<bool, Refusal> {
    let others = store::calls_of_session(cx.tx, session.id)?;
    let others = others.iter().map(|call| &call.record).filter(|call| call.patient == changed.patient && call.id != changed.id);
    let calls: Vec<&VideoCall> = others.chain([changed]).collect();
    let wanted = noted(session, &calls);
    let current = attendance_of(cx.tx, changed.patient, session.day)?;
    let mut next = current.as_ref().map_or_else(
        || Attendance { id: cx.new_id::<AttendanceId>(), patient: changed.patient, day: session.day, marks: Vec::new() },
        |known| known.record.clone(),
    );
    let is_of_calls = |mark: &Mark| mark.call.is_some() && mark.session == Some(session.id);
    for mark in next.marks.iter_mut().filter(|mark| is_of_calls(mark) && mark.withdrawn.is_none()) {
        if !wanted.iter().any(|one| one.kind == mark.kind && one.at == mark.at) {
            mark.withdrawn = Some((cx.now, cx.actor.staff));
        }
    }
    for one in wanted {
        // What the program took back because the calls said something else may come again; what somebody took back does not.
        let stays = |mark: &Mark| mark.withdrawn.is_none_or(|(_, by)| by != cx.actor.staff);
        if next.marks.iter().any(|mark| is_of_calls(mark) && mark.kind == one.kind && mark.at == one.at && stays(mark)) {
            continue;
        }
        next.marks.push(Mark {
            kind: one.kind,
            at: one.at,
            session: Some(session.id),
            noted_by: cx.actor.staff,
            noted_at: cx.now,
            withdrawn: None,
            slip: None,
            call: Some(CallMark { call: one.call.id, place: one.call.place() }),
        });
    }
    match current {
        Some(known) if known.record == next => return Ok(false),
        Some(known) => cx.tx.amend(&next, known.version, &cx.entry("video call"))?,
        None if next.marks.is_empty() => return Ok(false),
        None => cx.tx.append(&next, &cx.entry("video call"))?,
    };
    Ok(true)
}

/// Closes calls of which nobody said that they ended: their session is over, or nothing was heard of them for too long.
#[derive(Clone, Copy, Debug)]
pub struct CloseLostCalls;

impl Command for CloseLostCalls {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let yesterday = cx.today().saturating_sub(1.day());
        let mut facts = Vec::new();
        let mut closed = 0;
        for current in store::calls_since(cx.tx, yesterday)? {
            if !current.is_open() {
                continue;
            }
            let session = group_session::session(cx.tx, current.session)?;
            let mut next = current.record.clone();
            close_lost(&mut next, session.ends_at, cx.now);
            if next == current.record {
                continue;
            }
            cx.tx.amend(&next, current.version, &cx.entry("call closed"))?;
            closed += 1;
            if write_marks(cx, &session, &next)? {
                facts.push(Fact::AttendanceRecorded { patient: next.patient, day: next.day });
            }
        }
        Ok(Done { output: closed, facts })
    }
}

/// A connection that says now and then that it is there ends with the last that was heard; any other with the session.
pub(super) fn close_lost(call: &mut VideoCall, ends_at: Timestamp, now: Timestamp) {
    for stretch in call.stretches.iter_mut().filter(|stretch| stretch.left.is_none()) {
        let says = stretch.seen > stretch.joined;
        let is_silent = says && stretch.seen.duration_until(now.min(ends_at)) > LOST_AFTER;
        if is_silent {
            (stretch.left, stretch.was_lost) = (Some(stretch.seen), true);
        } else if now >= ends_at {
            (stretch.left, stretch.was_lost) = (Some(ends_at.max(stretch.joined)), true);
        }
    }
}
