//! What stands in a week: who works when, which rooms are open, every session with the people expected in it. Read once, in a dozen
//! questions, however many people there are.

use std::collections::{BTreeMap, HashMap};

use access::{Context, Refusal, Staff};
use jiff::civil::{Date, Time};
use schedule::closure::{self, Closure};
use schedule::group_session::{self, GroupSession};
use schedule::leave::{self, Leave};
use schedule::program::{Room, ServiceType, all_rooms, all_service_types, all_staff};
use schedule::staff_hours::{self, StaffHours};
use schedule::therapy_group::{self, TherapyGroup};
use store::Stored;
use vocabulary::Week;
use vocabulary::day::{days_between, days_from_to, minute_of_day};
use vocabulary::id::{PatientId, RoomId, ServiceTypeId, StaffId, TherapyGroupId};

use super::grid::Grid;
use super::trouble::Trouble;

/// What stands in a week.
pub(super) struct Known {
    pub(super) week: Week,
    pub(super) staff: BTreeMap<StaffId, Staff>,
    pub(super) rooms: BTreeMap<RoomId, Room>,
    pub(super) services: HashMap<ServiceTypeId, ServiceType>,
    pub(super) groups: HashMap<TherapyGroupId, TherapyGroup>,
    pub(super) hours: Vec<StaffHours>,
    pub(super) leaves: Vec<Leave>,
    pub(super) closures: Vec<Closure>,
    /// In the order of the clock, without what is cancelled.
    pub(super) sessions: Vec<Standing>,
}

/// A session as it stands.
pub(super) struct Standing {
    pub(super) session: Stored<GroupSession>,
    /// Who is expected, in the order of their ids.
    pub(super) people: Vec<PatientId>,
    pub(super) at: At,
}

/// When something is held, on the wall clock of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// 0 for Monday.
    pub(super) day: usize,
    /// Minute of the day.
    pub(super) from: i64,
    /// Minute of the day.
    pub(super) until: i64,
}

impl At {
    /// Its slots.
    pub(super) fn grid(self) -> Grid {
        let mut grid = Grid::default();
        grid.touch(self.day, self.from, self.until);
        grid
    }
}

impl Known {
    pub(super) fn load(cx: &Context<'_>, week: Week) -> Result<Self, Refusal> {
        let (monday, sunday) = (week.monday, week.sunday());
        let places = therapy_group::enrolled_between(cx.tx, monday, sunday)?;
        let mut of_group: HashMap<TherapyGroupId, Vec<(PatientId, Date, Option<Date>)>> = HashMap::new();
        for place in &places {
            of_group.entry(place.group).or_default().push((place.patient, place.from, place.to));
        }
        let people = |session: &GroupSession| {
            let members = session.group.and_then(|group| of_group.get(&group)).into_iter().flatten();
            let is_on = |from: Date, to: Option<Date>| from <= session.day && to.is_none_or(|last| session.day <= last);
            let mut all: Vec<PatientId> =
                members.filter(|(_, from, to)| is_on(*from, *to)).map(|(patient, ..)| *patient).chain(session.patient).collect();
            all.sort();
            all.dedup();
            all
        };
        let mut sessions = group_session::between(cx.tx, monday, sunday)?;
        sessions.retain(|session| session.cancelled.is_none());
        let sessions = sessions.into_iter().map(|session| {
            let at = at(cx, week, &session);
            Standing { people: people(&session), session, at }
        });
        Ok(Self {
            week,
            sessions: sessions.collect(),
            staff: all_staff(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect(),
            services: all_service_types(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect(),
            groups: therapy_group::all_groups(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect(),
            hours: staff_hours::all(cx.tx)?.into_iter().map(|one| one.record).collect(),
            leaves: leave::between(cx.tx, monday, sunday)?.into_iter().map(|one| one.record).collect(),
            closures: closure::between(cx.tx, monday, sunday)?.into_iter().map(|one| one.record).collect(),
        })
    }

    /// The name of a colleague.
    pub(super) fn staff_name(&self, staff: StaffId) -> String {
        self.staff.get(&staff).map_or_else(|| "Somebody".to_owned(), |one| one.name.full())
    }

    /// The name of a room.
    pub(super) fn room_name(&self, room: RoomId) -> String {
        self.rooms.get(&room).map_or_else(|| "the room".to_owned(), |one| one.name.clone())
    }

    /// The weeks' days, Monday first.
    pub(super) fn days(&self) -> impl Iterator<Item = (usize, Date)> + use<> {
        (0..).zip(days_from_to(self.week.monday, self.week.sunday()))
    }

    /// A day of the week by its place.
    pub(super) fn date(&self, day: usize) -> Option<Date> {
        self.days().find(|(at, _)| *at == day).map(|(_, date)| date)
    }

    /// What keeps somebody from leading something on a day between two times.
    pub(super) fn keeps_away(&self, staff: StaffId, day: Date, from: Time, until: Time) -> Option<Trouble> {
        let works_here = |one: &Staff| one.from <= day && one.to.is_none_or(|last| day <= last) && one.left_at.is_none();
        if !self.staff.get(&staff).is_some_and(works_here) {
            return Some(Trouble::NotHere { staff });
        }
        if self.leaves.iter().any(|leave| leave.staff == staff && leave.covers(day, from, until)) {
            return Some(Trouble::Away { staff });
        }
        let weekday = day.weekday().to_monday_one_offset();
        match staff_hours::holding(&self.hours, staff, day) {
            Some(hours) if !hours.leaves_free(weekday, from, until) => Some(Trouble::OutsideHours { staff }),
            _ => None,
        }
    }

    /// What keeps a room from being used on a day.
    pub(super) fn room_closed(&self, room: RoomId, day: Date) -> Option<Trouble> {
        let is_there = |one: &Room| one.from <= day && one.to.is_none_or(|last| day <= last);
        if !self.rooms.get(&room).is_some_and(is_there) {
            return Some(Trouble::RoomGone { room });
        }
        let closed = self.closures.iter().find(|closure| closure.room == Some(room) && closure.is_on(day))?;
        Some(Trouble::RoomClosed { room, why: closed.why.clone() })
    }

    /// Why the program is closed on a day, if it is.
    pub(super) fn closed(&self, day: Date) -> Option<&str> {
        self.closures.iter().find(|closure| closure.room.is_none() && closure.is_on(day)).map(|closure| closure.why.as_str())
    }

    /// When somebody could lead something, as far as their hours and leave go.
    pub(super) fn works(&self, staff: StaffId) -> Grid {
        let mut grid = Grid::default();
        for (at, day) in self.days() {
            if self.closed(day).is_some() {
                continue;
            }
            let mut from = super::grid::DAY_FROM;
            // An hour of the grid is open when nothing keeps them away in it.
            while from < super::grid::DAY_FROM + i64::from(super::grid::SLOTS) * super::grid::SLOT {
                let until = from + super::grid::SLOT;
                if self.keeps_away(staff, day, time(from), time(until)).is_none() {
                    grid.open(at, from, until);
                }
                from = until;
            }
        }
        grid
    }
}

/// When a session is held, in the week.
pub(super) fn at(cx: &Context<'_>, week: Week, session: &GroupSession) -> At {
    let (from, until) = (cx.zone.local(session.starts_at), cx.zone.local(session.ends_at));
    let over = days_between(from.date(), until.date()) * 24 * 60;
    let day = usize::try_from(days_between(week.monday, session.day)).unwrap_or(0);
    At { day, from: minute_of_day(from.time()), until: minute_of_day(until.time()) + over }
}

/// A minute of the day as a time; the end of the day is its last minute.
pub(super) fn time(minute: i64) -> Time {
    let minute = minute.clamp(0, 24 * 60 - 1);
    let part = |number: i64| i8::try_from(number).unwrap_or(0);
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}
