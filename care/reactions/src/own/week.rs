//! The person's own week: when, where, with whom, hours met and planned (S-04), and their own calendar of it. What stands in a calendar
//! is an appointment under their own word and nothing else: no service, no group, no name.

use std::collections::HashMap;

use access::{Action, Actor, Context, Kind, Refusal};
use billing::service_day;
use confidential::{Guarded, Query, Released, ToPatient, gate};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::calendar_feed::{self, CalendarFeed};
use schedule::group_session::{self, GroupSession};
use schedule::program::{Program, all_programs, all_rooms, all_service_types, all_staff};
use schedule::therapy_group::{self, Meeting};
use schedule::waitlist;
use sha2::{Digest, Sha256};
use sign_in::LinkToken;
use store::Stored;
use vocabulary::Week;
use vocabulary::id::{CalendarFeedId, GroupSessionId, PatientId, PatientLinkId, PlaceOfferId, ServiceTypeId, StaffId};

use super::{person_of, phone};
use crate::House;

/// Asks for their week and the one after.
#[derive(Clone, Copy, Debug)]
pub struct OwnWeek {
    /// On which link.
    pub link: PatientLinkId,
}

/// The week and the one after.
#[derive(Debug)]
pub struct OwnWeekView {
    /// Today.
    pub today: Date,
    /// This week and the next.
    pub weeks: [OwnWeekOf; 2],
    /// How many minutes a week they need, when they are in a level of care.
    pub floor_minutes: Option<i64>,
    /// Places that are offered to them now.
    pub offers: Vec<OwnOffer>,
    /// Their calendar, when one is open.
    pub calendar: Option<OwnCalendar>,
    /// Whether they are in care today and may have a calendar.
    pub may_have_calendar: bool,
    /// Where it is.
    pub street: String,
    /// How to call the program.
    pub phone: String,
}

/// A week of theirs.
#[derive(Debug)]
pub struct OwnWeekOf {
    /// The Monday.
    pub monday: Date,
    /// Their appointments, in the order of the clock.
    pub appointments: Vec<OwnAppointment>,
    /// Minutes that were met.
    pub met_minutes: i64,
    /// Minutes that are still planned.
    pub planned_minutes: i64,
}

/// An appointment of theirs.
#[derive(Debug)]
pub struct OwnAppointment {
    /// The local day.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Its name, as on the boards.
    pub name: String,
    /// The room.
    pub room: Option<String>,
    /// Whether people may take part by video.
    pub has_video: bool,
    /// First names of who leads, when the program says them.
    pub with: Vec<String>,
    /// Whether the program cancelled it.
    pub is_cancelled: bool,
}

/// A place that is offered to them.
#[derive(Debug)]
pub struct OwnOffer {
    /// Which.
    pub offer: PlaceOfferId,
    /// The name of the group.
    pub name: String,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// From which day.
    pub from: Date,
    /// Until when it is held for them.
    pub until: Timestamp,
}

/// What their calendar says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCalendar {
    /// What every appointment is called.
    pub title: String,
    /// Whether the street is said.
    pub says_place: bool,
}

impl Query for OwnWeek {
    type View = OwnWeekView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnWeekView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::GroupSession, cx.about(patient))?;
        let today = cx.today();
        let week = Week::of(today);
        let known = Known::load(cx)?;
        let newest = episode::episode::current_of(cx.tx, patient)?;
        let calendar = calendar_feed::of_patient(cx.tx, patient)?;
        let is_open = |one: &CalendarFeed| newest.as_ref().is_some_and(|now| one.is_open(now.id, now.discharged_on, today));
        let stay = episode::stay::current_of(cx.tx, patient, today)?;
        let view = OwnWeekView {
            today,
            weeks: [known.week(cx, patient, week)?, known.week(cx, patient, week.next())?],
            floor_minutes: stay.map(|stay| stay.weekly_floor_minutes.0),
            offers: offers(cx, patient)?,
            calendar: calendar
                .filter(|one| is_open(one))
                .map(|one| OwnCalendar { title: one.title.clone(), says_place: one.says_place }),
            may_have_calendar: newest
                .as_ref()
                .is_some_and(|now| now.admitted_on <= today && now.discharged_on.is_none_or(|last| today <= last)),
            street: known.program.as_ref().map(street).unwrap_or_default(),
            phone: phone(cx)?,
        };
        Ok(Guarded::chart(patient, Kind::GroupSession, view).in_circumstances(cx.about(patient)))
    }
}

fn offers(cx: &Context<'_>, patient: PatientId) -> Result<Vec<OwnOffer>, Refusal> {
    let mut all = Vec::new();
    for offer in waitlist::open_offers_of(cx.tx, patient)?.into_iter().filter(|offer| cx.now < offer.until) {
        let group = therapy_group::group(cx.tx, offer.group)?.on(offer.from);
        let (name, meetings) = (group.name, group.meetings);
        all.push(OwnOffer { offer: offer.id, name, meetings, from: offer.from, until: offer.until });
    }
    Ok(all)
}

/// Street and town, and not whose.
fn street(program: &Program) -> String {
    format!("{}, {}, {} {}", program.street, program.city, program.state, program.zip.get(..5).unwrap_or(&program.zip))
}

struct Known {
    program: Option<Program>,
    /// Which services count toward the hours of a week.
    counts: HashMap<ServiceTypeId, bool>,
    rooms: HashMap<vocabulary::id::RoomId, (String, bool)>,
    first_names: HashMap<StaffId, String>,
}

impl Known {
    fn load(cx: &Context<'_>) -> Result<Self, Refusal> {
        let program = all_programs(cx.tx)?.into_iter().next().map(|one| one.record.clone());
        let says_names = program.as_ref().is_some_and(|program| program.says_first_names);
        let staff = if says_names { all_staff(cx.tx)? } else { Vec::new() };
        Ok(Self {
            program,
            counts: all_service_types(cx.tx)?.into_iter().map(|one| (one.id, one.counts_toward_hours)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|one| (one.id, (one.name.clone(), one.has_video))).collect(),
            first_names: staff.into_iter().map(|one| (one.id, one.name.given.clone())).collect(),
        })
    }

    fn week(&self, cx: &Context<'_>, patient: PatientId, week: Week) -> Result<OwnWeekOf, Refusal> {
        let sessions = group_session::of_patient_between(cx.tx, patient, week.monday, week.sunday())?;
        let days = service_day::of_patient_between(cx.tx, patient, week.monday, week.sunday())?;
        let is_ahead = |session: &GroupSession| {
            let counts = self.counts.get(&session.service_type).copied().unwrap_or(false);
            counts && session.cancelled.is_none() && session.ends_at > cx.now
        };
        let left = |session: &GroupSession| {
            let whole = session.minutes();
            if cx.now <= session.starts_at {
                whole
            } else {
                vocabulary::day::minutes_between(cx.now, session.ends_at).0.min(whole)
            }
        };
        Ok(OwnWeekOf {
            monday: week.monday,
            met_minutes: days.iter().map(|day| day.credited_minutes).sum(),
            planned_minutes: sessions.iter().filter(|one| is_ahead(one)).map(|one| left(one)).sum(),
            appointments: sessions.iter().map(|one| self.appointment(one)).collect(),
        })
    }

    fn appointment(&self, session: &GroupSession) -> OwnAppointment {
        let room = session.room.and_then(|room| self.rooms.get(&room));
        OwnAppointment {
            day: session.day,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            name: session.name.clone(),
            room: room.map(|(name, _)| name.clone()),
            has_video: room.is_some_and(|(_, has_video)| *has_video),
            with: session.leaders.iter().filter_map(|id| self.first_names.get(id)).cloned().collect(),
            is_cancelled: session.cancelled.is_some(),
        }
    }
}

/// How far back a calendar goes, in days.
const BACK_DAYS: i64 = 14;
/// How far ahead it goes, in days.
const AHEAD_DAYS: i64 = 70;

/// What leaves under the address of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Which calendar it is, for counting how often it is asked for.
    pub feed: CalendarFeedId,
    /// What every appointment is called.
    pub title: String,
    /// The street, when the person chose that.
    pub place: Option<String>,
    /// The appointments, in the order of the clock.
    pub entries: Vec<CalendarEntry>,
}

/// An appointment in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The same as long as the appointment is the same, and nothing that can be read.
    pub uid: String,
    /// How often it or the calendar was changed.
    pub sequence: u32,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Whether the program cancelled it.
    pub is_cancelled: bool,
}

/// Asks for what leaves under an address, as the person who made it.
struct CalendarOf {
    feed: Stored<CalendarFeed>,
}

impl Query for CalendarOf {
    type View = Calendar;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Calendar>, Refusal> {
        let (feed, patient) = (&self.feed, self.feed.patient);
        cx.require_when(Action::View, Kind::CalendarFeed, cx.about(patient))?;
        let today = cx.today();
        let (from, to) = (today.saturating_sub(BACK_DAYS.days()), today.saturating_add(AHEAD_DAYS.days()));
        let sessions = group_session::of_patient_between(cx.tx, patient, from, to)?;
        let place = all_programs(cx.tx)?.first().filter(|_| feed.says_place).map(|program| street(program));
        let entries = sessions.iter().map(|session| entry(feed, session)).collect();
        let calendar = Calendar { feed: feed.id, title: feed.title.clone(), place, entries };
        Ok(Guarded::chart(patient, Kind::CalendarFeed, calendar).in_circumstances(cx.about(patient)))
    }
}

fn entry(feed: &Stored<CalendarFeed>, session: &Stored<GroupSession>) -> CalendarEntry {
    // Both only ever grow, so their sum does: a changed word is a change of every appointment.
    let changes = (session.version - 1) + (feed.version - 1);
    CalendarEntry {
        uid: uid(feed.id, session.id),
        sequence: u32::try_from(changes).unwrap_or(0),
        changed_at: session.recorded_at.max(feed.recorded_at),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        is_cancelled: session.cancelled.is_some(),
    }
}

/// Other people of the same group have another one, so that two phones beside each other do not show that they belong together.
fn uid(feed: CalendarFeedId, session: GroupSessionId) -> String {
    let hash = Sha256::digest([b"calendar".as_slice(), feed.0.as_bytes(), session.0.as_bytes()].concat());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl House {
    /// What leaves under the address of a calendar; nothing when it is none, was ended, or its episode is over, alike.
    ///
    /// # Errors
    /// The database's own.
    pub fn calendar(&self, token: &LinkToken) -> Result<Option<Released<Calendar, ToPatient>>, Refusal> {
        let today = self.zone().day(self.clock().now());
        self.database().read(|tx| {
            let Some(feed) = calendar_feed::by_token(tx, token.fingerprint().as_str())? else { return Ok(None) };
            let newest = episode::episode::current_of(tx, feed.patient)?;
            if !newest.is_some_and(|now| feed.is_open(now.id, now.discharged_on, today)) {
                return Ok(None);
            }
            // Nobody but the person asked for it: it comes out through the gate for them.
            let person = Actor::person(feed.patient, "");
            self.within(tx, &person, |cx| gate::to_patient(cx, CalendarOf { feed }.ask(cx)?)).map(Some)
        })
    }
}
