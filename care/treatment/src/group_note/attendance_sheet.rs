//! What a session leaves that has attendance and no clinical note (S-19): who was there and for how long, and why that is all.

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::{Circumstances, Kind};
use schedule::attendance::Arrival;
use schedule::program::NoteRule;
use vocabulary::PersonName;
use vocabulary::id::{GroupSessionId, PatientId};

use super::sheet::Sheet;

/// Opens the attendance of a session without notes.
#[derive(Clone, Copy, Debug)]
pub struct OpenAttendanceSheet {
    /// Which session.
    pub session: GroupSessionId,
}

/// The attendance of a session.
#[derive(Clone, Debug)]
pub struct AttendanceSheet {
    /// Its name.
    pub name: String,
    /// Its local day.
    pub day: Date,
    /// Start on the calendar.
    pub starts_at: Timestamp,
    /// End on the calendar.
    pub ends_at: Timestamp,
    /// Where.
    pub place: String,
    /// Leaders with credentials.
    pub leaders: Vec<String>,
    /// The name of the kind of service.
    pub service: String,
    /// Whether its minutes count toward the week (OP-09).
    pub counts_toward_hours: bool,
    /// Everybody expected: who, how they stand, minutes by the door.
    pub people: Vec<(PatientId, PersonName, Arrival, i64)>,
}

impl Query for OpenAttendanceSheet {
    type View = AttendanceSheet;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<AttendanceSheet>, Refusal> {
        let sheet = Sheet::load(cx, self.session)?;
        if sheet.service.note != NoteRule::AttendanceOnly {
            return Err(Refusal::NotFound);
        }
        let one = |person: &super::sheet::Person| {
            (person.patient.id, person.patient.name(), person.arrival.clone(), person.door_minutes)
        };
        let is_own = sheet.session.leaders.contains(&cx.actor.staff);
        let view = AttendanceSheet {
            name: sheet.session.name.clone(),
            day: sheet.session.day,
            starts_at: sheet.session.starts_at,
            ends_at: sheet.session.ends_at,
            place: sheet.shared.place.clone(),
            leaders: sheet.leaders.iter().map(access::Staff::signature_name).collect(),
            service: sheet.service.name.clone(),
            counts_toward_hours: sheet.service.counts_toward_hours,
            people: sheet.people.iter().map(one).collect(),
        };
        Ok(Guarded::several(Kind::Attendance, view).in_circumstances(Circumstances::own_if(is_own)))
    }
}
