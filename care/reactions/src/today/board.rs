//! Reads the board of a day in a dozen questions, however many people are on it.

use std::collections::HashMap;

use access::{Action, Context, Kind, Refusal, Staff};
use billing::service_day::{self, ServiceDay};
use confidential::{Guarded, Query};
use episode::{Patient, stay};
use jiff::civil::Date;
use schedule::attendance::{Arrival, Attendance, Expected, arrival_in, attendances_on, expected_on};
use schedule::program::{NoteRule, Room, ServiceType, all_rooms, all_service_types, all_staff};
use treatment::progress_note;
use vocabulary::id::{AuthorizationId, GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId};

use super::look_first::{self, ends_in};
use super::view::{BoardPerson, HoursMeter, Lane, LookFirstKind, Tally, TodayBoard};
use super::{due, meter};

/// Opens the board of a day.
#[derive(Clone, Copy, Debug)]
pub struct OpenTodayBoard {
    /// The local day.
    pub day: Date,
    /// Only what the viewer leads.
    pub only_mine: bool,
}

/// What several parts of the board need.
struct Known {
    people: HashMap<PatientId, Patient>,
    staff: HashMap<StaffId, Staff>,
    rooms: HashMap<RoomId, Room>,
    services: HashMap<ServiceTypeId, ServiceType>,
    attendance: HashMap<PatientId, Attendance>,
    days: HashMap<PatientId, ServiceDay>,
    meters: HashMap<PatientId, HoursMeter>,
    alerts: HashMap<PatientId, String>,
    flags: HashMap<PatientId, Vec<LookFirstKind>>,
    signed: HashMap<GroupSessionId, i64>,
    sees_billing: bool,
}

/// How many wait at the door for whoever marks arrivals (S-25).
fn waits_at_door(cx: &Context<'_>) -> Result<usize, Refusal> {
    if !cx.may(Action::MarkArrival, Kind::Attendance, access::Circumstances::default()) {
        return Ok(0);
    }
    Ok(schedule::door::answers_on(cx.tx, cx.today())?.iter().filter(|answer| answer.waits()).count())
}

impl Query for OpenTodayBoard {
    type View = TodayBoard;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<TodayBoard>, Refusal> {
        cx.require(Action::View, Kind::TodayBoard)?;
        let expected: Vec<Expected> = expected_on(cx.tx, self.day)?
            .into_iter()
            .filter(|one| !self.only_mine || one.session.leaders.contains(&cx.actor.staff))
            .collect();
        let raised = look_first::raised(cx)?;
        let known = Known::load(cx, self.day, &expected, &raised)?;
        let lanes: Vec<Lane> = expected.iter().map(|one| known.lane(cx, one)).collect();
        let mut reasons = raised;
        reasons.extend(look_first::missing(cx, &lanes, self.day)?);
        reasons.extend(look_first::ending(cx, &known.alerts, self.day));
        let askers = look_first::askers(cx, &reasons, &known.people)?;
        let mut alerts: Vec<String> = known.alerts.values().cloned().collect();
        alerts.sort();
        let board = TodayBoard {
            day: self.day,
            as_of: cx.now,
            tally: tally(&lanes),
            look_first: look_first::choose(reasons, &known.people, &askers, &known.staff),
            due: due::due(cx, &lanes, &alerts, known.days.values())?,
            waits_at_door: waits_at_door(cx)?,
            next_day: if lanes.is_empty() { next_day(cx, self.day)? } else { None },
            lanes,
        };
        Ok(Guarded::several(Kind::TodayBoard, board))
    }
}

impl Known {
    fn load(cx: &Context<'_>, day: Date, expected: &[Expected], raised: &[look_first::Reason]) -> Result<Self, Refusal> {
        let mut ids: Vec<PatientId> = expected.iter().flat_map(|one| one.patients.iter().copied()).collect();
        ids.extend(raised.iter().map(|reason| reason.patient));
        ids.sort();
        ids.dedup();
        let days: HashMap<PatientId, ServiceDay> =
            service_day::on_day(cx.tx, day)?.into_iter().map(|d| (d.patient, d.record)).collect();
        let floors: HashMap<PatientId, i64> =
            stay::of_patients_on(cx.tx, &ids, day)?.into_iter().map(|s| (s.patient, s.weekly_floor_minutes.0)).collect();
        let services: HashMap<ServiceTypeId, ServiceType> =
            all_service_types(cx.tx)?.into_iter().map(|s| (s.id, s.record)).collect();
        let today_minutes = days.iter().map(|(patient, counted)| (*patient, counted.credited_minutes)).collect();
        let mut flags: HashMap<PatientId, Vec<LookFirstKind>> = HashMap::new();
        for reason in raised {
            flags.entry(reason.patient).or_default().push(reason.kind);
        }
        Ok(Self {
            people: episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|p| (p.id, p.record)).collect(),
            staff: all_staff(cx.tx)?.into_iter().map(|s| (s.id, s.record)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|r| (r.id, r.record)).collect(),
            attendance: attendances_on(cx.tx, day)?.into_iter().map(|a| (a.patient, a.record)).collect(),
            meters: meter::meters(cx, day, &floors, &services, &today_minutes)?,
            alerts: alerts(cx, day, &ids)?,
            signed: signed(cx, expected)?,
            sees_billing: cx.may(Action::View, Kind::ServiceDay, access::Circumstances::default()),
            days,
            services,
            flags,
        })
    }

    fn lane(&self, cx: &Context<'_>, expected: &Expected) -> Lane {
        let session = &expected.session;
        let mut people: Vec<BoardPerson> = expected
            .patients
            .iter()
            .filter_map(|id| self.people.get(id))
            .map(|patient| self.person(cx, expected, patient))
            .collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        let leader = |id: &StaffId| self.staff.get(id).map(|staff| staff.name.family.clone());
        Lane {
            session: session.id,
            name: session.name.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            room: session.room.and_then(|room| self.rooms.get(&room)).map(|room| room.name.clone()).unwrap_or_default(),
            leaders: session.leaders.iter().filter_map(leader).collect(),
            is_mine: session.leaders.contains(&cx.actor.staff),
            has_notes: self.services.get(&session.service_type).is_some_and(|service| service.note == NoteRule::Clinical),
            cancelled: session.cancelled.clone(),
            signed: self.signed.get(&session.id).copied().unwrap_or(0),
            people,
        }
    }

    fn person(&self, cx: &Context<'_>, expected: &Expected, patient: &Patient) -> BoardPerson {
        let id = patient.id;
        BoardPerson {
            patient: id,
            name: patient.name(),
            pronouns: patient.pronouns.clone(),
            language: patient.language.clone(),
            needs_interpreter: patient.needs_interpreter,
            arrival: arrival_in(&expected.session, self.attendance.get(&id), cx.now),
            flags: self.flags.get(&id).cloned().unwrap_or_default(),
            hours: self.meters.get(&id).copied().unwrap_or_default(),
            billing: self.days.get(&id).filter(|_| self.sees_billing).map(|day| day.headline.clone()),
            authorization: self.alerts.get(&id).cloned(),
        }
    }
}

fn signed(cx: &Context<'_>, expected: &[Expected]) -> Result<HashMap<GroupSessionId, i64>, Refusal> {
    let mut all = HashMap::new();
    for one in expected.iter().filter(|one| one.session.starts_at <= cx.now) {
        let notes = progress_note::in_force_of_session(cx.tx, one.session.id)?.len();
        all.insert(one.session.id, i64::try_from(notes).unwrap_or(0));
    }
    Ok(all)
}

/// What is to be known about authorizations at arrival: used up, few units, or ending (OP-50).
fn alerts(cx: &Context<'_>, day: Date, ids: &[PatientId]) -> Result<HashMap<PatientId, String>, Refusal> {
    let mut newest: HashMap<PatientId, (Date, String)> = HashMap::new();
    let mut running = billing::authorization::all_running(cx.tx, day)?;
    running.retain(|found| found.denial.is_none() && found.from <= day && ids.binary_search(&found.patient).is_ok());
    let asked: Vec<AuthorizationId> = running.iter().map(|found| found.id).collect();
    let used = billing::authorization::used_units_of(cx.tx, &asked)?;
    for stored in running {
        let left = stored.approved - used.get(&stored.id).copied().unwrap_or(0);
        let days = vocabulary::day::days_between(day, stored.to);
        let what = if stored.counts_days { "days" } else { "units" };
        let sentence = if left <= 0 {
            format!("Authorization used up: 0 of {} {what} left.", stored.approved)
        } else if left <= 3 {
            format!("{left} of {} authorized {what} left.", stored.approved)
        } else if days <= 5 {
            format!("Authorization {}.", ends_in(day, stored.to))
        } else {
            String::new()
        };
        let later = newest.get(&stored.patient).is_none_or(|(known, _)| *known < stored.to);
        if later {
            newest.insert(stored.patient, (stored.to, sentence));
        }
    }
    Ok(newest.into_iter().filter(|(_, (_, s))| !s.is_empty()).map(|(patient, (_, s))| (patient, s)).collect())
}

/// Counts everybody once: somebody who is here anywhere is here; somebody who is expected anywhere is not lost.
fn tally(lanes: &[Lane]) -> Tally {
    let mut best: HashMap<PatientId, u8> = HashMap::new();
    let rank = |arrival: &Arrival| match arrival {
        Arrival::Here(_) | Arrival::Late(_) | Arrival::Remote(_) => 0,
        Arrival::NotHere => 1,
        Arrival::OnTheWay(_) => 2,
        Arrival::Excused(_) | Arrival::Absent(_) => 3,
        Arrival::Left(_) => 4,
        Arrival::Expected => 5,
        Arrival::Cancelled => 6,
    };
    for person in lanes.iter().flat_map(|lane| &lane.people) {
        let rank = rank(&person.arrival);
        best.entry(person.patient).and_modify(|known| *known = (*known).min(rank)).or_insert(rank);
    }
    let mut tally = Tally::default();
    for rank in best.values() {
        tally.people += 1;
        *match rank {
            0 => &mut tally.here,
            1 => &mut tally.not_accounted_for,
            2 => &mut tally.on_the_way,
            3 => &mut tally.excused,
            4 => &mut tally.left,
            _ => &mut tally.later,
        } += 1;
    }
    tally
}

fn next_day(cx: &Context<'_>, day: Date) -> Result<Option<Date>, Refusal> {
    let until = day.saturating_add(jiff::Span::new().days(14));
    let sessions = schedule::group_session::between(cx.tx, vocabulary::day::next_day(day), until)?;
    Ok(sessions.first().map(|session| session.day))
}
