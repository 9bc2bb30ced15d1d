//! Takes back the last mark: undo at the door. The mark stays readable with who took it back and when.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::id::{AttendanceId, PatientId};

use super::store;
use crate::Fact;

/// Takes back the newest mark that stands.
#[derive(Clone, Debug)]
pub struct WithdrawMark {
    /// Whose.
    pub patient: PatientId,
    /// On which local day.
    pub day: Date,
}

impl Command for WithdrawMark {
    type Output = Option<AttendanceId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Option<AttendanceId>, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let Some(current) = store::attendance_of(cx.tx, self.patient, self.day)? else {
            return Ok(Done::already(None));
        };
        let mut next = current.record.clone();
        let Some(last) = next.marks.iter_mut().rfind(|mark| mark.withdrawn.is_none()) else {
            return Ok(Done::already(Some(current.id)));
        };
        last.withdrawn = Some((cx.now, cx.actor.staff));
        cx.tx.amend(&next, current.version, &cx.entry("mark taken back"))?;
        Ok(Done::with(Some(next.id), Fact::AttendanceRecorded { patient: self.patient, day: self.day }))
    }
}
