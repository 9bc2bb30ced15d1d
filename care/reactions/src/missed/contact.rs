//! Contact ends a ladder by itself: a mark at the door, a call that reached them. A mark that is taken back lets it go on.

use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::attendance::{Arrival, arrival_in, attendance_of};
use schedule::group_session;
use treatment::missed_session::{self, Ending, of_patient_since};
use treatment::outreach::{self, OutreachResult};
use vocabulary::id::PatientId;

/// The desk noted or took back something about a person's day.
pub(crate) fn marked(cx: &Context<'_>, patient: PatientId, day: Date) -> Result<(), Refusal> {
    let all = of_patient_since(cx.tx, patient, day)?;
    let Some(missed) = all.iter().find(|one| one.day == day) else { return Ok(()) };
    let attendance = attendance_of(cx.tx, patient, day)?.map(|stored| stored.record);
    let mut seen = None;
    for session in &missed.sessions {
        let session = group_session::session(cx.tx, *session)?;
        seen = seen.or(match arrival_in(&session, attendance.as_ref(), cx.now) {
            arrival if arrival.is_present() => Some(Ending::Arrived),
            Arrival::Excused(_) => Some(Ending::Excused),
            Arrival::Absent(reason) if !reason.trim().is_empty() => Some(Ending::ReasonKnown),
            _ => None,
        });
    }
    let here_now = attendance.is_some_and(|day| day.presence().last().is_some_and(|stretch| stretch.left.is_none()));
    match seen.or(here_now.then_some(Ending::Arrived)) {
        Some(how) => missed_session::end_by_itself(cx, patient, Some(day), how)?,
        None => missed_session::reopen(cx, patient, day)?,
    };
    Ok(())
}

/// Somebody noted an attempt: whoever spoke with them knows where they are.
pub(crate) fn reached(cx: &Context<'_>, patient: PatientId) -> Result<(), Refusal> {
    let is_now = |at: Timestamp| at.as_microsecond() >= cx.now.as_microsecond();
    let mut newest = outreach::of_patient(cx.tx, patient, 5)?.into_iter();
    if newest.any(|note| is_now(note.recorded_at) && note.result == OutreachResult::Reached && !note.in_error) {
        missed_session::end_by_itself(cx, patient, None, Ending::Reached)?;
    }
    Ok(())
}
