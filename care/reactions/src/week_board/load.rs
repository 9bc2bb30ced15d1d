//! Reads the board: the calendar once, the stays once, the names once, what is approved once.

use std::collections::{BTreeSet, HashMap};

use access::{Action, Circumstances, Context, Refusal};
use billing::service_day;
use episode::Stay;
use jiff::civil::Date;
use policy::Kind;
use schedule::group_session::{self, Calendar, GroupSession};
use schedule::program::{ServiceKind, all_tracks};
use schedule::therapy_group::{self, TherapyGroup};
use store::Stored;
use vocabulary::id::{PatientId, TherapyGroupId};
use vocabulary::{PersonName, Week};

use super::{BoardSession, BookingChoices, OpenWeekBoard, PersonOfWeek, UnitsLeft, WeekBoard, hours, places};
use crate::authorizations;

/// Who is in care, by name, with their stays.
pub(super) struct Known {
    pub(super) calendar: Calendar,
    pub(super) names: HashMap<PatientId, PersonName>,
    pub(super) groups: HashMap<TherapyGroupId, TherapyGroup>,
    expected: Vec<Vec<PatientId>>,
    stays: HashMap<PatientId, Stay>,
}

pub(super) fn may(cx: &Context<'_>, kind: Kind) -> bool {
    cx.may(Action::View, kind, Circumstances::default())
}

impl Known {
    pub(super) fn load(cx: &Context<'_>, week: Week) -> Result<Self, Refusal> {
        let calendar = Calendar::load(cx, week.monday, week.sunday())?;
        let expected: Vec<Vec<PatientId>> = calendar.sessions.iter().map(|session| calendar.expected(session)).collect();
        let day = if week.holds(cx.today()) { cx.today() } else { week.monday };
        let stays: HashMap<PatientId, Stay> = if may(cx, Kind::Stay) {
            episode::stay::all_on(cx.tx, day)?.into_iter().map(|stay| (stay.patient, stay.record)).collect()
        } else {
            HashMap::new()
        };
        let names = if may(cx, Kind::Patient) {
            let all: BTreeSet<PatientId> = expected.iter().flatten().chain(stays.keys()).copied().collect();
            let all: Vec<PatientId> = all.into_iter().collect();
            episode::patient::load_many(cx.tx, &all)?.iter().map(|one| (one.id, one.name())).collect()
        } else {
            HashMap::new()
        };
        let groups = therapy_group::all_groups(cx.tx)?.into_iter().map(|group| (group.id, group.record)).collect();
        Ok(Self { calendar, names, groups, expected, stays })
    }

    pub(super) fn stay(&self, patient: PatientId) -> Option<&Stay> {
        self.stays.get(&patient)
    }

    pub(super) fn on_board(&self, session: &Stored<GroupSession>, expected: usize) -> BoardSession {
        let seats = session.room.and_then(|room| self.calendar.rooms.get(&room)).map(|room| room.seats);
        let places = session.group.and_then(|group| self.groups.get(&group)).map(|group| group.capacity);
        BoardSession {
            session: session.id,
            version: session.version,
            group: session.group,
            name: session.name.clone(),
            kind: self.calendar.services.get(&session.service_type).map_or(ServiceKind::Individual, |service| service.kind),
            day: session.day,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            room: session.room,
            leaders: session.leaders.clone(),
            expected,
            capacity: places.map(|places| seats.map_or(places, |seats| places.min(seats))),
            person: session.patient.and_then(|patient| self.names.get(&patient)).cloned(),
            cancelled: session.cancelled.clone(),
            moved_from: session.moved_from,
        }
    }

    /// Whether a session is of a track: its group's, or that of the person whose appointment it is.
    fn is_of(&self, session: &GroupSession, asked: &OpenWeekBoard) -> bool {
        let Some(track) = asked.track else { return true };
        let of_person = session.patient.and_then(|patient| self.stays.get(&patient)).map(|stay| stay.track);
        session.track.or(of_person).is_none_or(|of| of == track)
    }
}

pub(super) fn board(cx: &Context<'_>, asked: &OpenWeekBoard) -> Result<WeekBoard, Refusal> {
    let of_moving = |id| group_session::session(cx.tx, id).map(|session| session.day);
    let day = match (asked.day, asked.moving) {
        (Some(day), _) => day,
        (None, Some(moving)) => of_moving(moving)?,
        (None, None) => cx.today(),
    };
    let (today, week) = (cx.today(), Week::of(day));
    let known = Known::load(cx, week)?;
    let shown: Vec<usize> = (0..known.calendar.sessions.len())
        .filter(|at| known.calendar.sessions.get(*at).is_some_and(|session| known.is_of(session, asked)))
        .collect();
    let session = |at: &usize| {
        let (session, expected) = (known.calendar.sessions.get(*at)?, known.expected.get(*at)?);
        Some(known.on_board(session, expected.len()))
    };
    let runs = |from: Date, to: Option<Date>| from <= week.sunday() && to.is_none_or(|last| last >= week.monday);
    let mut rooms: Vec<_> = known.calendar.rooms.values().filter(|room| runs(room.from, room.to)).cloned().collect();
    rooms.sort_by(|a, b| a.name.cmp(&b.name));
    let mut staff: Vec<_> = known.calendar.staff.values().filter(|one| runs(one.from, one.to)).cloned().collect();
    staff.sort_by(|a, b| (&a.name.family, &a.name.given).cmp(&(&b.name.family, &b.name.given)));
    Ok(WeekBoard {
        monday: week.monday,
        today,
        as_of: cx.now,
        tracks: all_tracks(cx.tx)?.into_iter().map(|one| one.record).filter(|one| runs(one.from, one.to)).collect(),
        sessions: shown.iter().filter_map(session).collect(),
        rooms,
        staff,
        people: if asked.with_people { people(cx, &known, asked, &shown, week)? } else { Vec::new() },
        moving: asked.moving.map(|moving| places::moving(cx, &known, moving, week)).transpose()?,
    })
}

fn people(
    cx: &Context<'_>,
    known: &Known,
    asked: &OpenWeekBoard,
    shown: &[usize],
    week: Week,
) -> Result<Vec<PersonOfWeek>, Refusal> {
    let mut sessions: HashMap<PatientId, Vec<usize>> = HashMap::new();
    for (at, people) in known.expected.iter().enumerate() {
        for patient in people {
            sessions.entry(*patient).or_default().push(at);
        }
    }
    let credited =
        if may(cx, Kind::Stay) { service_day::minutes_between(cx.tx, week.monday, week.sunday())? } else { HashMap::new() };
    let next_level = hours::next_levels(cx)?;
    let mut units = if may(cx, Kind::Authorization) { units(cx, None)? } else { HashMap::new() };
    let shown_at: HashMap<usize, usize> = shown.iter().enumerate().map(|(at, of)| (*of, at)).collect();
    let mut all: Vec<PersonOfWeek> = known
        .names
        .iter()
        .filter_map(|(patient, name)| {
            let stay = known.stays.get(patient);
            if asked.track.is_some() && stay.map(|stay| stay.track) != asked.track {
                return None;
            }
            let own = sessions.get(patient).map(Vec::as_slice).unwrap_or_default();
            let held: Vec<&GroupSession> =
                own.iter().filter_map(|at| known.calendar.sessions.get(*at)).map(|session| &session.record).collect();
            let days = hours::planned(&held, &known.calendar.services, week, cx.now);
            let credited = credited.get(patient).copied().unwrap_or(0);
            Some(PersonOfWeek {
                patient: *patient,
                name: name.clone(),
                track: stay.map(|stay| stay.track),
                sessions: own.iter().filter_map(|at| shown_at.get(at)).copied().collect(),
                days: days.map(|(planned, _)| planned),
                hours: stay.map(|stay| hours::against(stay, &next_level, &days, credited, (week, cx.today()))),
                units: units.remove(patient).unwrap_or_default(),
            })
        })
        .collect();
    all.sort_by(|a, b| a.name.short().cmp(&b.name.short()).then(a.patient.cmp(&b.patient)));
    Ok(all)
}

/// What is left of what payers approved, for everybody or for one person.
pub(super) fn units(cx: &Context<'_>, only: Option<PatientId>) -> Result<HashMap<PatientId, Vec<UnitsLeft>>, Refusal> {
    let mut all: HashMap<PatientId, Vec<UnitsLeft>> = HashMap::new();
    for line in authorizations::lines(cx, only)? {
        let one = line.authorization;
        if one.denial.is_none() && one.to >= cx.today() {
            all.entry(one.patient).or_default().push(UnitsLeft {
                payer: line.payer,
                code: one.code,
                left: line.left,
                approved: one.approved,
                counts_days: one.counts_days,
                ends_on: one.to,
                runs_out_on: line.runs_out_on,
            });
        }
    }
    Ok(all)
}

pub(super) fn choices(cx: &Context<'_>) -> Result<BookingChoices, Refusal> {
    let today = cx.today();
    let known = Known::load(cx, Week::of(today))?;
    let mut services: Vec<_> = known
        .calendar
        .services
        .into_values()
        .filter(|one| !one.kind.is_group() && one.to.is_none_or(|last| last >= today))
        .collect();
    services.sort_by(|a, b| a.name.cmp(&b.name));
    let mut staff: Vec<_> = known.calendar.staff.into_values().filter(|one| one.works_on(today)).collect();
    staff.sort_by(|a, b| (&a.name.family, &a.name.given).cmp(&(&b.name.family, &b.name.given)));
    let mut rooms: Vec<_> = known.calendar.rooms.into_values().filter(|one| one.to.is_none_or(|last| last >= today)).collect();
    rooms.sort_by(|a, b| a.name.cmp(&b.name));
    let mut people: Vec<_> = known.names.into_iter().collect();
    people.sort_by_key(|one| one.1.full());
    Ok(BookingChoices { today, services, staff, rooms, people })
}
