//! Books an appointment for one person: an individual hour, a medication visit, case management.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::{Date, Time};
use vocabulary::id::{GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId};

use super::GroupSession;
use super::change::around;
use crate::program::ServiceType;
use crate::{Fact, no_contact};

/// Books an appointment.
#[derive(Clone, Debug)]
pub struct BookAppointment {
    /// For whom.
    pub patient: PatientId,
    /// Which service.
    pub service_type: ServiceTypeId,
    /// With whom.
    pub staff: StaffId,
    /// Where.
    pub room: Option<RoomId>,
    /// On which local day.
    pub day: Date,
    /// From.
    pub start: Time,
    /// To.
    pub end: Time,
}

impl Command for BookAppointment {
    type Output = GroupSessionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<GroupSessionId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::GroupSession)?;
        let session = self.session(cx)?;
        no_contact::keep_apart_from_staff(cx, self.patient, self.staff, self.day)?;
        around(cx, &session)?.refuse_hard(&session)?;
        cx.tx.append(&session, &cx.entry("booked"))?;
        Ok(Done::with(session.id, Fact::SessionChanged { session: session.id, day: session.day }))
    }
}

impl BookAppointment {
    /// The appointment as it would stand on the calendar, for a look before it is booked.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every field, or [`Refusal::NotFound`].
    pub fn session(&self, cx: &Context<'_>) -> Result<GroupSession, Refusal> {
        episode::patient::load(cx.tx, self.patient)?;
        let service = cx.tx.load::<ServiceType>(self.service_type)?.ok_or(Refusal::NotFound)?;
        let mut problems = Problems::none();
        problems.require("service_type", !service.kind.is_group(), "Choose a service for one person.");
        problems.require("end", self.start < self.end, "The appointment must end after it starts.");
        let starts_at = problems.check("start", cx.zone.at(self.day, self.start));
        let ends_at = problems.check("end", cx.zone.at(self.day, self.end));
        let (starts_at, ends_at) = problems.finish(starts_at.zip(ends_at))?;
        Ok(GroupSession {
            id: cx.new_id(),
            group: None,
            patient: Some(self.patient),
            service_type: self.service_type,
            name: service.name.clone(),
            track: None,
            day: self.day,
            starts_at,
            ends_at,
            breaks: Vec::new(),
            room: self.room,
            leaders: vec![self.staff],
            curriculum: None,
            cancelled: None,
            moved_from: None,
        })
    }
}
