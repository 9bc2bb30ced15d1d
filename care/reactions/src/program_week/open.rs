//! What the pages of the week show: who is out and when, closures, everybody's hours; what was changed, and who is touched by it.

use access::{Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::attendance::expected_in;
use schedule::closure::{self, Closure};
use schedule::group_session;
use schedule::leave::{self, Leave};
use schedule::program::{Room, all_rooms, all_staff};
use schedule::staff_hours::{self, StaffHours};
use schedule::week_change::{self, WeekChange};
use store::Stored;
use vocabulary::id::{PatientId, StaffId, WeekChangeId};
use vocabulary::{PersonName, Week};

use super::known::Known;
use super::proposal::{acts, may};
use super::trouble;

/// Opens who works when, who is out, and what is closed.
#[derive(Clone, Copy, Debug)]
pub struct OpenStaffTime;

/// Who works when, who is out, and what is closed.
#[derive(Clone, Debug)]
pub struct StaffTime {
    /// Today.
    pub today: Date,
    /// Everybody who works here from today on, by family name.
    pub staff: Vec<Staff>,
    /// The rooms that are there from today on, by name.
    pub rooms: Vec<Room>,
    /// Everybody's hours, each with its version, the oldest first.
    pub hours: Vec<(StaffHours, i64)>,
    /// Leave that has not ended, the next first.
    pub leaves: Vec<Leave>,
    /// Closures that have not ended, the next first.
    pub closures: Vec<Closure>,
    /// How many sessions of the next two weeks cannot be held as they stand, with the first and the last of their days.
    pub broken: Option<(usize, Date, Date)>,
    /// What was changed, the last first; each with how many sessions.
    pub changes: Vec<(WeekChangeId, Timestamp, usize, bool)>,
}

impl Query for OpenStaffTime {
    type View = StaffTime;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<StaffTime>, Refusal> {
        may(cx)?;
        let today = cx.today();
        let mut staff: Vec<Staff> = all_staff(cx.tx)?.into_iter().map(|one| one.record).collect();
        staff.retain(|one| one.to.is_none_or(|last| today <= last) && one.left_at.is_none());
        staff.sort_by(|a, b| (&a.name.family, &a.name.given).cmp(&(&b.name.family, &b.name.given)));
        let mut rooms: Vec<Room> = all_rooms(cx.tx)?.into_iter().map(|one| one.record).collect();
        rooms.retain(|one| one.to.is_none_or(|last| today <= last));
        rooms.sort_by(|a, b| a.name.cmp(&b.name));
        let mut broken: Vec<Date> = Vec::new();
        for week in [Week::of(today), Week::of(today).next()] {
            let known = Known::load(cx, week)?;
            let ahead = known.sessions.iter().filter(|standing| standing.session.starts_at > cx.now);
            broken
                .extend(ahead.filter(|standing| !trouble::of(&known, standing).is_empty()).map(|standing| standing.session.day));
        }
        let ends = broken.iter().min().zip(broken.iter().max());
        let changes = week_change::recent(cx.tx, today.saturating_sub(14.days()))?;
        Ok(Guarded::program(
            Kind::Program,
            StaffTime {
                today,
                staff,
                rooms,
                hours: staff_hours::all(cx.tx)?.into_iter().map(|one| (one.record.clone(), one.version)).collect(),
                leaves: leave::between(cx.tx, today, Date::MAX)?.into_iter().map(|one| one.record).collect(),
                closures: closure::between(cx.tx, today, Date::MAX)?.into_iter().map(|one| one.record).collect(),
                broken: ends.map(|(first, last)| (broken.len(), *first, *last)),
                changes: changes
                    .iter()
                    .map(|one| (one.id, one.recorded_at, one.sessions.len(), one.put_back_at.is_some()))
                    .collect(),
            },
        ))
    }
}

/// Opens changes that were accepted together.
#[derive(Clone, Copy, Debug)]
pub struct OpenWeekChange {
    /// Which.
    pub change: WeekChangeId,
}

/// Changes that were accepted together.
#[derive(Clone, Debug)]
pub struct ChangedWeek {
    /// Which.
    pub change: WeekChangeId,
    /// First day that was looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When they were put back, if they were.
    pub put_back_at: Option<Timestamp>,
    /// The sessions: name, when it stood, what was done, whether it stands so now.
    pub sessions: Vec<(String, Timestamp, Vec<String>, bool)>,
    /// Who is touched, by name.
    pub people: Vec<(PatientId, PersonName)>,
    /// How many places for one day were given.
    pub places: usize,
}

impl Query for OpenWeekChange {
    type View = ChangedWeek;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ChangedWeek>, Refusal> {
        may(cx)?;
        let known: Stored<WeekChange> = week_change::week_change(cx.tx, self.change)?;
        let names = Known::load(cx, Week::of(known.from))?;
        let mut ids: Vec<PatientId> = Vec::new();
        let mut sessions = Vec::new();
        for one in &known.sessions {
            let session = group_session::session(cx.tx, one.session)?;
            ids.extend(expected_in(cx.tx, &session)?);
            let stands = session.version == one.version;
            let done = acts(cx, &names, &one.before, &one.after);
            sessions.push((session.name.clone(), one.before.starts_at, done, stands));
        }
        for place in &known.places {
            let place = cx.tx.load::<schedule::therapy_group::Enrollment>(*place)?;
            ids.extend(place.map(|place| place.patient));
        }
        ids.sort();
        ids.dedup();
        let mut people: Vec<(PatientId, PersonName)> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|one| (one.id, one.name())).collect();
        people.sort_by(|a, b| (&a.1.family, &a.1.given).cmp(&(&b.1.family, &b.1.given)));
        let view = ChangedWeek {
            change: known.id,
            from: known.from,
            to: known.to,
            put_back_at: known.put_back_at,
            sessions,
            people,
            places: known.places.len(),
        };
        Ok(Guarded::several(Kind::GroupSession, view))
    }
}

impl StaffTime {
    /// The name of a colleague.
    #[must_use]
    pub fn name(&self, staff: StaffId) -> String {
        self.staff.iter().find(|one| one.id == staff).map_or_else(|| "Somebody who left".to_owned(), |one| one.name.full())
    }
}
