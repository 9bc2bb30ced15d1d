//! The boards of the week: rooms, colleagues and people over the days of a week; where a session could go, and what a move or a
//! booking would make of somebody's hours and of what is approved for them, before it is made (S-04, S-09, OP-A13, OP-A18).
//! Read in a number of questions that does not grow with the people.

mod check;
mod hours;
mod load;
mod make_up;
mod places;

use access::{Context, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use policy::Kind;
use schedule::credit::WeekHours;
use schedule::program::{Room, ServiceKind, ServiceType, Track};
use vocabulary::PersonName;
use vocabulary::id::{GroupSessionId, PatientId, RoomId, StaffId, TherapyGroupId, TrackId};

pub use make_up::{MakeUpChoices, OpenMakeUp};

pub use check::{CheckPlan, PersonAfter, PlanCheck, Planned};

/// Opens the board of a week.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenWeekBoard {
    /// Any day of the week; that of the session that is being moved, or today, when nothing is said.
    pub day: Option<Date>,
    /// Only what concerns this track.
    pub track: Option<TrackId>,
    /// Whether everybody's week is asked for, with hours and units.
    pub with_people: bool,
    /// The session that is being moved: where it could go is asked for too.
    pub moving: Option<GroupSessionId>,
}

/// The board of a week.
#[derive(Clone, Debug)]
pub struct WeekBoard {
    /// The Monday.
    pub monday: Date,
    /// Today.
    pub today: Date,
    /// The moment it was read.
    pub as_of: Timestamp,
    /// The tracks that run.
    pub tracks: Vec<Track>,
    /// What is planned, in the order of the clock, also what was cancelled.
    pub sessions: Vec<BoardSession>,
    /// The rooms in use, by name.
    pub rooms: Vec<Room>,
    /// The colleagues who lead something or could.
    pub staff: Vec<Staff>,
    /// Everybody's week; empty unless asked for, and for viewers who may not know who is in care.
    pub people: Vec<PersonOfWeek>,
    /// Where the session that is being moved could go.
    pub moving: Option<Moving>,
}

/// A session on the board.
#[derive(Clone, Debug)]
pub struct BoardSession {
    /// Which.
    pub session: GroupSessionId,
    /// Its version.
    pub version: i64,
    /// Its group; nothing for an appointment.
    pub group: Option<TherapyGroupId>,
    /// Its name.
    pub name: String,
    /// What kind of service.
    pub kind: ServiceKind,
    /// Its local day.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Where.
    pub room: Option<RoomId>,
    /// Who leads.
    pub leaders: Vec<StaffId>,
    /// How many are expected.
    pub expected: usize,
    /// How many fit: the group's places, or the seats of the room where those are fewer.
    pub capacity: Option<i64>,
    /// Whose appointment it is, for viewers who may know.
    pub person: Option<PersonName>,
    /// Why it was cancelled.
    pub cancelled: Option<String>,
    /// When the meeting it stands for would begin, when it was moved for once.
    pub moved_from: Option<Timestamp>,
}

/// One person's week.
#[derive(Clone, Debug)]
pub struct PersonOfWeek {
    /// Who.
    pub patient: PatientId,
    /// Their name on screens.
    pub name: PersonName,
    /// Their track; nothing without a stay, or for viewers who may not know.
    pub track: Option<TrackId>,
    /// What they are expected in, as places in [`WeekBoard::sessions`].
    pub sessions: Vec<usize>,
    /// Minutes that count, planned on each day from Monday.
    pub days: [i64; 7],
    /// The week against its floor and its ceiling; nothing without a stay, or for viewers who may not know.
    pub hours: Option<HoursOfWeek>,
    /// What is left of what a payer approved, the soonest end first; empty for viewers who may not know.
    pub units: Vec<UnitsLeft>,
}

/// Somebody's hours of a week.
#[derive(Clone, Debug)]
pub struct HoursOfWeek {
    /// As it is planned and delivered.
    pub week: WeekHours,
    /// The least a week should hold.
    pub floor_minutes: i64,
    /// The most that is authorized or wise.
    pub ceiling_minutes: Option<i64>,
    /// From how many minutes the next level of care is met (OP-A18).
    pub next_level_minutes: Option<i64>,
}

/// What is left of an authorization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitsLeft {
    /// The payer.
    pub payer: String,
    /// For which code; nothing for any.
    pub code: Option<String>,
    /// Units or days left.
    pub left: i64,
    /// Units or days approved.
    pub approved: i64,
    /// Whether days are counted.
    pub counts_days: bool,
    /// The last covered day.
    pub ends_on: Date,
    /// When the last one would be used at the pace of the last two weeks.
    pub runs_out_on: Option<Date>,
}

/// A session that is being moved.
#[derive(Clone, Debug)]
pub struct Moving {
    /// It, as it stands.
    pub session: BoardSession,
    /// Who is expected in it, for viewers who may know.
    pub people: Vec<(PatientId, PersonName)>,
    /// Services for one person are moved to any week; a meeting stays in its own.
    pub stays_in_week: bool,
    /// Where it could begin, day by day, room by room, in the order of the clock.
    pub places: Vec<Place>,
}

/// A place a session could go to.
#[derive(Clone, Debug)]
pub struct Place {
    /// The day.
    pub day: Date,
    /// When it would begin, on the wall clock.
    pub start: Time,
    /// The room.
    pub room: Option<RoomId>,
    /// Whether it is where the session is now.
    pub is_now: bool,
    /// What stands against it: whether it refuses, and the words.
    pub findings: Vec<(bool, String)>,
}

impl Place {
    /// Whether nothing refuses it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.findings.iter().any(|(is_hard, _)| *is_hard)
    }
}

impl Query for OpenWeekBoard {
    type View = WeekBoard;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<WeekBoard>, Refusal> {
        cx.require(access::Action::View, Kind::GroupSession)?;
        Ok(Guarded::several(Kind::GroupSession, load::board(cx, self)?))
    }
}

/// Asks what a booking can be made of: services for one person, colleagues, rooms, and everybody in care.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenBooking;

/// What a booking can be made of.
#[derive(Clone, Debug)]
pub struct BookingChoices {
    /// Today.
    pub today: Date,
    /// Services for one person.
    pub services: Vec<ServiceType>,
    /// Who works here.
    pub staff: Vec<Staff>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Everybody with a stay or a place today.
    pub people: Vec<(PatientId, PersonName)>,
}

impl Query for OpenBooking {
    type View = BookingChoices;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<BookingChoices>, Refusal> {
        cx.require(access::Action::View, Kind::GroupSession)?;
        cx.require(access::Action::View, Kind::Patient)?;
        Ok(Guarded::several(Kind::Patient, load::choices(cx)?))
    }
}
