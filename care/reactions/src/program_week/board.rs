//! What is taken in a week while it is being put in order: by sessions that stay, and by those that were given a new place already.

use std::collections::{BTreeMap, HashMap};

use access::Context;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use schedule::program::ServiceKind;
use schedule::week_change::Held;
use vocabulary::id::{PatientId, RoomId, StaffId};

use super::grid::Grid;
use super::known::{At, Known, Standing, time};

/// What is taken, by whom and where.
pub(super) struct Board<'a> {
    pub(super) known: &'a Known,
    pub(super) now: At,
    staff: BTreeMap<StaffId, Grid>,
    rooms: BTreeMap<RoomId, Grid>,
    people: HashMap<PatientId, Grid>,
    works: BTreeMap<StaffId, Grid>,
    /// Whom people must not meet among the staff.
    pub(super) apart: HashMap<PatientId, Vec<StaffId>>,
}

impl<'a> Board<'a> {
    /// The board with everything that stays.
    pub(super) fn of(known: &'a Known, now: At, stays: impl Iterator<Item = &'a Standing>) -> Self {
        let works = known.staff.keys().map(|staff| (*staff, known.works(*staff))).collect();
        let (staff, rooms, people, apart) = Default::default();
        let mut board = Self { known, now, staff, rooms, people, works, apart };
        for standing in stays {
            let session = &standing.session;
            board.take(standing.at, &session.leaders, session.room, &standing.people);
        }
        board
    }

    /// Takes a time.
    pub(super) fn take(&mut self, at: At, leaders: &[StaffId], room: Option<RoomId>, people: &[PatientId]) {
        let grid = at.grid();
        for staff in leaders {
            let taken = self.staff.entry(*staff).or_default();
            *taken = taken.or(grid);
        }
        if let Some(room) = room {
            let taken = self.rooms.entry(room).or_default();
            *taken = taken.or(grid);
        }
        for patient in people {
            let taken = self.people.entry(*patient).or_default();
            *taken = taken.or(grid);
        }
    }

    /// What is still to come.
    fn ahead(&self) -> Grid {
        let mut over = Grid::default();
        for day in 0..self.now.day {
            over.touch(day, 0, 24 * 60);
        }
        over.touch(self.now.day, 0, self.now.from);
        Grid::FULL.without(over)
    }

    /// When somebody of the staff is here and free.
    pub(super) fn staff_free(&self, staff: StaffId) -> Grid {
        let works = self.works.get(&staff).copied().unwrap_or_default();
        works.and(self.ahead()).without(self.staff.get(&staff).copied().unwrap_or_default())
    }

    /// When a room is open and free.
    pub(super) fn room_free(&self, room: RoomId) -> Grid {
        let mut closed = Grid::default();
        for (at, day) in self.known.days() {
            if self.known.closed(day).is_some() || self.known.room_closed(room, day).is_some() {
                closed.touch(at, 0, 24 * 60);
            }
        }
        self.ahead().without(closed).without(self.rooms.get(&room).copied().unwrap_or_default())
    }

    /// When somebody has another session.
    pub(super) fn person_taken(&self, patient: PatientId) -> Grid {
        self.people.get(&patient).copied().unwrap_or_default()
    }

    /// A room for a session: the one it had, else the smallest in which all fit.
    ///
    /// `None` when there is none; a session that had no room needs none.
    pub(super) fn room_for(&self, standing: &Standing, at: At) -> Option<Option<RoomId>> {
        let Some(own) = standing.session.room else { return Some(None) };
        let is_free = |room: RoomId| at.grid().without(self.room_free(room)) == Grid::default();
        if is_free(own) {
            return Some(Some(own));
        }
        let had = self.known.rooms.get(&own);
        let heads = i64::try_from(standing.people.len()).unwrap_or(i64::MAX);
        let fits = self.known.rooms.values().filter(|room| room.seats >= heads && is_free(room.id));
        // People at home stay part of it: a room with video for a room with video.
        let fits = fits.filter(|room| room.has_video || !had.is_some_and(|had| had.has_video));
        fits.min_by_key(|room| (room.seats, room.id)).map(|room| Some(room.id))
    }

    /// Whether somebody may lead a session at all: what the service asks for, and nobody in it whom they must not meet.
    pub(super) fn may_lead(&self, staff: StaffId, standing: &Standing) -> bool {
        let Some(service) = self.known.services.get(&standing.session.service_type) else { return false };
        let Some(one) = self.known.staff.get(&staff) else { return false };
        let holds = service.credentials.is_empty() || service.credentials.contains(&one.credential);
        let is_trained = match service.kind {
            ServiceKind::PeerGroup => one.roles.iter().any(|role| PEER_LEADERS.contains(role)),
            _ => one.roles.iter().any(|role| LEADERS.contains(role)) && !one.credential.is_empty(),
        };
        let is_apart = |patient: &PatientId| self.apart.get(patient).is_some_and(|apart| apart.contains(&staff));
        holds && (is_trained || self.knows(staff, standing)) && !standing.people.iter().any(is_apart)
    }

    /// Whether somebody leads a group of the same kind, or this one.
    pub(super) fn knows(&self, staff: StaffId, standing: &Standing) -> bool {
        let session = &standing.session;
        session.leaders.contains(&staff)
            || self.known.groups.values().any(|group| {
                group.service_type == session.service_type
                    && group.runs_on(session.day)
                    && group.on(session.day).leaders.contains(&staff)
            })
    }
}

const LEADERS: [access::Role; 2] = [access::Role::Clinician, access::Role::ClinicalDirector];
const PEER_LEADERS: [access::Role; 3] = [access::Role::Peer, access::Role::Clinician, access::Role::Intern];

/// A session held at another time of the week; nothing when the clock has no such time on that day.
pub(super) fn held_at(cx: &Context<'_>, known: &Known, standing: &Standing, at: At, held: Held) -> Option<Held> {
    let session = &standing.session;
    let day: Date = known.date(at.day)?;
    let starts_at: Timestamp = cx.zone.at(day, time(at.from)).ok()?;
    let shift: SignedDuration = session.starts_at.duration_until(starts_at);
    let after = |moment: Timestamp| moment.checked_add(shift).ok();
    let breaks: Option<Vec<_>> = session.breaks.iter().map(|(from, to)| Some((after(*from)?, after(*to)?))).collect();
    Some(Held { day, starts_at, ends_at: after(session.ends_at)?, breaks: breaks?, ..held })
}
