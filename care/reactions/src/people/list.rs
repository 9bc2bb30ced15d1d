//! The people in care with their week: track, hours against the floor, last seen, next, and what asks for attention. Nine questions
//! of the database, however many people.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal};
use billing::service_day;
use confidential::{Guarded, Query};
use episode::patient::FoundPatient;
use episode::{Patient, Stay};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::program::{ServiceType, all_service_types, all_tracks};
use schedule::{attendance, group_session, therapy_group};
use vocabulary::id::{PatientId, ServiceTypeId, TrackId};
use vocabulary::search;

use super::flags;
use crate::today::{HoursMeter, LookFirstKind, meter};

/// How many people a search finds at most.
const FOUND: i64 = 60;
/// How far back somebody was last seen, and how far ahead the next session is looked for, in days.
const BACK_DAYS: i64 = 42;
const AHEAD_DAYS: i64 = 10;

/// Lists the people in care; with words, everybody who goes by them, also people who left.
#[derive(Clone, Debug, Default)]
pub struct ListPeople {
    /// What was typed to search; empty for everybody in care.
    pub words: String,
}

/// The list.
#[derive(Clone, Debug)]
pub struct PeopleList {
    /// The local day.
    pub today: Date,
    /// The people, by family name.
    pub people: Vec<PersonInList>,
    /// The tracks to choose from; empty for viewers who may not know them.
    pub tracks: Vec<(TrackId, String)>,
    /// Whether the viewer may see weeks and hours.
    pub has_weeks: bool,
}

/// A person on the list.
#[derive(Clone, Debug)]
pub struct PersonInList {
    /// Who, with both identifiers.
    pub who: FoundPatient,
    /// Whether they are in care today; unknown to viewers who may not see stays.
    pub is_in_care: bool,
    /// The track.
    pub track: Option<TrackId>,
    /// The level of care.
    pub level: Option<String>,
    /// The number of the week of the stay.
    pub week: Option<i64>,
    /// The week's minutes against its floor.
    pub hours: Option<HoursMeter>,
    /// The last day on which they were here.
    pub last_seen: Option<Date>,
    /// When their next session begins, and its name.
    pub next: Option<(Timestamp, String)>,
    /// What asks for attention.
    pub flags: Vec<PersonFlag>,
}

/// What asks for attention; that it is there, never what was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonFlag {
    /// A concern that nobody has closed.
    Concern(LookFirstKind),
    /// Attending everything that is booked would not reach the week's floor.
    HoursShort,
    /// An authorization is used up, denied without a follower, or ends soon.
    Authorization,
    /// The plan is to be looked at again, or there is none.
    Plan,
}

impl Query for ListPeople {
    type View = PeopleList;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PeopleList>, Refusal> {
        cx.require(Action::View, Kind::Patient)?;
        let sees = |kind: Kind| cx.may(Action::View, kind, Circumstances::default());
        let (people, stays) = who(cx, &self.words)?;
        let around = Around::load(cx, &people, &stays, &sees)?;
        let mut list: Vec<PersonInList> = people.iter().map(|patient| around.person(cx, patient, &stays)).collect();
        list.sort_by(|a, b| (&a.who.name.family, &a.who.name.given).cmp(&(&b.who.name.family, &b.who.name.given)));
        let tracks = if sees(Kind::Stay) {
            all_tracks(cx.tx)?.into_iter().map(|track| (track.id, track.record.name)).collect()
        } else {
            Vec::new()
        };
        let has_weeks = around.sees_stays;
        Ok(Guarded::several(Kind::Patient, PeopleList { today: cx.today(), people: list, tracks, has_weeks }))
    }
}

/// Who is on the list, and the stay of those in care.
fn who(cx: &Context<'_>, words: &str) -> Result<(Vec<Patient>, HashMap<PatientId, Stay>), Refusal> {
    let words = search::tokens(words);
    if words.is_empty() {
        let stays: HashMap<PatientId, Stay> =
            episode::stay::all_on(cx.tx, cx.today())?.into_iter().map(|stay| (stay.patient, stay.record)).collect();
        let mut ids: Vec<PatientId> = stays.keys().copied().collect();
        ids.sort();
        let people = episode::patient::load_many(cx.tx, &ids)?;
        return Ok((people.into_iter().map(|stored| stored.record).collect(), stays));
    }
    cx.require(Action::Search, Kind::Patient)?;
    let people: Vec<Patient> =
        episode::patient::by_words(cx.tx, &words, FOUND)?.into_iter().map(|stored| stored.record).collect();
    let ids: Vec<PatientId> = people.iter().map(|patient| patient.id).collect();
    let stays = episode::stay::of_patients_on(cx.tx, &ids, cx.today())?;
    Ok((people, stays.into_iter().map(|stay| (stay.patient, stay.record)).collect()))
}

/// What every row needs, read once.
struct Around {
    sees_stays: bool,
    meters: HashMap<PatientId, HoursMeter>,
    last_seen: HashMap<PatientId, Date>,
    next: HashMap<PatientId, (Timestamp, String)>,
    flags: HashMap<PatientId, Vec<PersonFlag>>,
}

impl Around {
    fn load(
        cx: &Context<'_>,
        people: &[Patient],
        stays: &HashMap<PatientId, Stay>,
        sees: &dyn Fn(Kind) -> bool,
    ) -> Result<Self, Refusal> {
        let ids: Vec<PatientId> = people.iter().map(|patient| patient.id).collect();
        let sees_stays = sees(Kind::Stay);
        let meters = if sees_stays && (sees(Kind::ServiceDay) || sees(Kind::Attendance)) {
            let floors = stays.iter().map(|(patient, stay)| (*patient, stay.weekly_floor_minutes.0)).collect();
            let services: HashMap<ServiceTypeId, ServiceType> =
                all_service_types(cx.tx)?.into_iter().map(|service| (service.id, service.record)).collect();
            meter::meters(cx, cx.today(), &floors, &services, &HashMap::new())?
        } else {
            HashMap::new()
        };
        let last_seen = if sees(Kind::Attendance) || sees(Kind::ServiceDay) { last_seen(cx)? } else { HashMap::new() };
        let next = if sees(Kind::GroupSession) { next_sessions(cx)? } else { HashMap::new() };
        let in_care: Vec<PatientId> = ids.iter().copied().filter(|id| stays.contains_key(id)).collect();
        let mut flags = flags::of(cx, &in_care, sees)?;
        for (patient, _) in meters.iter().filter(|(_, meter)| meter.short_minutes > 0) {
            flags.entry(*patient).or_default().push(PersonFlag::HoursShort);
        }
        flags.values_mut().for_each(|all| all.sort());
        Ok(Self { sees_stays, meters, last_seen, next, flags })
    }

    fn person(&self, cx: &Context<'_>, patient: &Patient, stays: &HashMap<PatientId, Stay>) -> PersonInList {
        let stay = stays.get(&patient.id);
        let shown = stay.filter(|_| self.sees_stays);
        PersonInList {
            who: FoundPatient::of(patient),
            is_in_care: stay.is_some() || !self.sees_stays,
            track: shown.map(|stay| stay.track),
            level: shown.map(|stay| stay.level.clone()),
            week: shown.map(|stay| stay.week_number(cx.today())),
            hours: shown.and_then(|_| self.meters.get(&patient.id).copied()),
            last_seen: self.last_seen.get(&patient.id).copied(),
            next: self.next.get(&patient.id).cloned(),
            flags: self.flags.get(&patient.id).cloned().unwrap_or_default(),
        }
    }
}

/// The last day each person was here: counted days, and whoever came through the door today.
fn last_seen(cx: &Context<'_>) -> Result<HashMap<PatientId, Date>, Refusal> {
    let today = cx.today();
    let mut seen = service_day::last_attended_since(cx.tx, today.saturating_sub(BACK_DAYS.days()))?;
    for stored in attendance::attendances_on(cx.tx, today)? {
        if !stored.presence().is_empty() {
            seen.insert(stored.patient, today);
        }
    }
    Ok(seen)
}

/// The next session of everybody who has one: the earliest that has not begun.
fn next_sessions(cx: &Context<'_>) -> Result<HashMap<PatientId, (Timestamp, String)>, Refusal> {
    let (today, until) = (cx.today(), cx.today().saturating_add(AHEAD_DAYS.days()));
    let places = therapy_group::enrolled_between(cx.tx, today, until)?;
    let mut next: HashMap<PatientId, (Timestamp, String)> = HashMap::new();
    for session in group_session::between(cx.tx, today, until)? {
        if session.cancelled.is_some() || session.starts_at <= cx.now {
            continue;
        }
        let is_member = |place: &&store::Stored<therapy_group::Enrollment>| {
            Some(place.group) == session.group && place.from <= session.day && place.to.is_none_or(|last| session.day <= last)
        };
        let members = places.iter().filter(is_member).map(|place| place.patient).chain(session.patient);
        for patient in members {
            next.entry(patient).or_insert_with(|| (session.starts_at, session.name.clone()));
        }
    }
    Ok(next)
}
