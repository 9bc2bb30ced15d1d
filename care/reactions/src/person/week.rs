//! One person's week: the groups they have a place in, this week's sessions with how they stood to them, the hours, and what they
//! could join. Asked beside a chart, which writes the look down.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::attendance::{self, Arrival, Attendance, arrival_in};
use schedule::group_session;
use schedule::program::{Room, ServiceType, all_rooms, all_service_types, all_staff, all_tracks};
use schedule::therapy_group::{self, Meeting, TherapyGroup};
use vocabulary::Week;
use vocabulary::id::{EnrollmentId, GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId, TherapyGroupId};

use crate::today::{HoursMeter, meter};

/// Opens a person's week.
#[derive(Clone, Copy, Debug)]
pub struct OpenPersonWeek {
    /// Whose.
    pub patient: PatientId,
    /// Any day of the week to show; today when nothing is said.
    pub day: Option<Date>,
}

/// A person's week.
#[derive(Clone, Debug)]
pub struct PersonWeek {
    /// The Monday.
    pub monday: Date,
    /// Today.
    pub today: Date,
    /// The week's minutes against its floor; nothing without a stay or for viewers who may not know.
    pub hours: Option<HoursMeter>,
    /// Places in groups: those that run and those to come.
    pub places: Vec<PlaceInGroup>,
    /// The week's sessions, in the order of the clock.
    pub sessions: Vec<WeekSession>,
    /// The next session from now on, also beyond this week.
    pub next: Option<WeekSession>,
    /// Groups that run today and hold no place for this person.
    pub offers: Vec<GroupOffer>,
    /// Services for one person.
    pub services: Vec<ServiceType>,
    /// Who works here today.
    pub staff: Vec<Staff>,
    /// The rooms.
    pub rooms: Vec<Room>,
}

/// A place in a group.
#[derive(Clone, Debug)]
pub struct PlaceInGroup {
    /// The place.
    pub enrollment: EnrollmentId,
    /// The group.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// Who leads.
    pub leaders: Vec<String>,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Option<Date>,
}

/// A group that could be joined.
#[derive(Clone, Debug)]
pub struct GroupOffer {
    /// The group.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// Its track.
    pub track: String,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// Places taken today.
    pub taken: usize,
    /// Places there are.
    pub capacity: i64,
}

/// A session of the week.
#[derive(Clone, Debug)]
pub struct WeekSession {
    /// Which.
    pub id: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Its local day.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Where.
    pub room: Option<String>,
    /// With whom.
    pub leaders: Vec<String>,
    /// How the person stood to it.
    pub arrival: Arrival,
    /// Whether it is the person's own appointment.
    pub is_appointment: bool,
}

impl Query for OpenPersonWeek {
    type View = PersonWeek;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PersonWeek>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        episode::patient::load(cx.tx, self.patient)?;
        let today = cx.today();
        let week = Week::of(self.day.unwrap_or(today));
        let known = Known::load(cx)?;
        let (places, offers) = known.places(cx, self.patient)?;
        let week_view = PersonWeek {
            monday: week.monday,
            today,
            hours: hours(cx, self.patient, &known.services, self.day.unwrap_or(today))?,
            places,
            sessions: known.sessions(cx, self.patient, week.monday, week.sunday())?,
            next: known
                .sessions(cx, self.patient, today, today.saturating_add(14.days()))?
                .into_iter()
                .find(|session| session.starts_at > cx.now && session.arrival != Arrival::Cancelled),
            offers,
            services: known.services.values().filter(|service| !service.kind.is_group()).cloned().collect(),
            staff: known.staff.into_values().filter(|staff| staff.works_on(today)).collect(),
            rooms: known.rooms.into_values().collect(),
        };
        Ok(Guarded::chart(self.patient, Kind::GroupSession, week_view.sorted()))
    }
}

impl PersonWeek {
    fn sorted(mut self) -> Self {
        self.services.sort_by(|a, b| a.name.cmp(&b.name));
        self.staff.sort_by(|a, b| a.name.family.cmp(&b.name.family));
        self.rooms.sort_by(|a, b| a.name.cmp(&b.name));
        self
    }
}

/// The hours of one person's week, for viewers who may see the stay.
fn hours(
    cx: &Context<'_>,
    patient: PatientId,
    services: &HashMap<ServiceTypeId, ServiceType>,
    day: Date,
) -> Result<Option<HoursMeter>, Refusal> {
    if !cx.may(Action::View, Kind::Stay, Circumstances::default()) {
        return Ok(None);
    }
    let Some(stay) = episode::stay::current_of(cx.tx, patient, day)? else { return Ok(None) };
    let floors = HashMap::from([(patient, stay.weekly_floor_minutes.0)]);
    Ok(meter::meters(cx, day, &floors, services, &HashMap::new())?.remove(&patient))
}

struct Known {
    staff: HashMap<StaffId, Staff>,
    rooms: HashMap<RoomId, Room>,
    services: HashMap<ServiceTypeId, ServiceType>,
}

impl Known {
    fn load(cx: &Context<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            staff: all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|room| (room.id, room.record)).collect(),
            services: all_service_types(cx.tx)?.into_iter().map(|service| (service.id, service.record)).collect(),
        })
    }

    fn leaders(&self, ids: &[StaffId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.staff.get(id)).map(Staff::signature_name).collect()
    }

    fn places(&self, cx: &Context<'_>, patient: PatientId) -> Result<(Vec<PlaceInGroup>, Vec<GroupOffer>), Refusal> {
        let (today, far) = (cx.today(), cx.today().saturating_add(365.days()));
        let groups: HashMap<TherapyGroupId, TherapyGroup> =
            therapy_group::all_groups(cx.tx)?.into_iter().map(|group| (group.id, group.record)).collect();
        let tracks: HashMap<_, String> = all_tracks(cx.tx)?.into_iter().map(|track| (track.id, track.record.name)).collect();
        let mut taken: HashMap<TherapyGroupId, usize> = HashMap::new();
        for place in therapy_group::enrolled_on(cx.tx, today)? {
            *taken.entry(place.group).or_default() += 1;
        }
        let own = therapy_group::enrollments_of(cx.tx, patient, today, far)?;
        let place = |one: &store::Stored<therapy_group::Enrollment>| {
            let group = groups.get(&one.group)?;
            Some(PlaceInGroup {
                enrollment: one.id,
                group: one.group,
                name: group.name.clone(),
                meetings: group.on(today).meetings,
                leaders: self.leaders(&group.on(today).leaders),
                from: one.from,
                to: one.to,
            })
        };
        let places: Vec<PlaceInGroup> = own.iter().filter_map(place).collect();
        let is_open =
            |group: &&TherapyGroup| group.runs_on(today) && !own.iter().any(|one| one.group == group.id && one.to.is_none());
        let mut offers: Vec<GroupOffer> = groups
            .values()
            .filter(is_open)
            .map(|group| GroupOffer {
                group: group.id,
                name: group.name.clone(),
                track: tracks.get(&group.track).cloned().unwrap_or_default(),
                meetings: group.on(today).meetings,
                taken: taken.get(&group.id).copied().unwrap_or(0),
                capacity: group.capacity,
            })
            .collect();
        offers.sort_by(|a, b| (&a.track, &a.name).cmp(&(&b.track, &b.name)));
        Ok((places, offers))
    }

    fn sessions(&self, cx: &Context<'_>, patient: PatientId, from: Date, to: Date) -> Result<Vec<WeekSession>, Refusal> {
        let marks: HashMap<Date, Attendance> = if cx.may(Action::View, Kind::Attendance, Circumstances::default()) {
            attendance::attendances_between(cx.tx, patient, from, to)?.into_iter().map(|a| (a.day, a.record)).collect()
        } else {
            HashMap::new()
        };
        let sessions = group_session::of_patient_between(cx.tx, patient, from, to)?;
        Ok(sessions
            .into_iter()
            .map(|session| WeekSession {
                id: session.id,
                name: session.name.clone(),
                day: session.day,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                room: session.room.and_then(|room| self.rooms.get(&room)).map(|room| room.name.clone()),
                leaders: self.leaders(&session.leaders),
                arrival: arrival_in(&session, marks.get(&session.day), cx.now),
                is_appointment: session.patient.is_some(),
            })
            .collect())
    }
}
