//! The calendar of some days, read in a few questions however many people, and what a session would run into on it: a room, a
//! colleague or a person taken already, more people than seats, somebody who is not here then. Pure once it is read, so that a board
//! can ask about every place of a week while somebody moves a session, and the commands decide by the same words.
//!
//! What is hard refuses, whoever asks: no sequence of bookings and moves takes a room, a colleague or a person twice (S-04). What is
//! soft is told and left to people.

use std::collections::HashMap;

use ::store::Stored;
use access::{Context, Refusal, Staff};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId, TherapyGroupId};

use super::{GroupSession, store};
use crate::no_contact::{self, NoContact, Other};
use crate::program::{Room, ServiceKind, ServiceType, all_rooms, all_service_types, all_staff};
use crate::therapy_group::{self, Enrollment};

/// What a session at a time and place would run into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It would begin before now.
    Past,
    /// Something else is in the room then.
    RoomTaken {
        /// What.
        by: GroupSessionId,
    },
    /// The room is not the program's on that day.
    RoomNotThen,
    /// More people are expected than fit.
    RoomTooSmall {
        /// How many fit.
        seats: i64,
        /// How many are expected.
        people: i64,
    },
    /// A colleague has something else then.
    LeaderTaken {
        /// Who.
        staff: StaffId,
        /// What they have.
        by: GroupSessionId,
    },
    /// A colleague does not work here on that day.
    LeaderNotThen {
        /// Who.
        staff: StaffId,
    },
    /// Somebody expected has something else then.
    PersonTaken {
        /// Who.
        patient: PatientId,
        /// What they have.
        by: GroupSessionId,
    },
    /// The group has another meeting on the calendar that begins then, held or cancelled.
    HeldThen,
    /// Not with these people; nothing else is said (P2-12).
    NotOpen,
    /// A colleague holds none of the credentials that the service names; the director answers for it (OP-08).
    WithoutCredential {
        /// Who.
        staff: StaffId,
    },
}

impl Finding {
    /// Whether it refuses; otherwise it is told.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        !matches!(self, Self::WithoutCredential { .. })
    }

    /// The field of a form that mends it.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Past | Self::HeldThen | Self::PersonTaken { .. } => "start",
            Self::RoomTaken { .. } | Self::RoomNotThen | Self::RoomTooSmall { .. } => "room",
            Self::LeaderTaken { .. } | Self::LeaderNotThen { .. } | Self::NotOpen | Self::WithoutCredential { .. } => "staff",
        }
    }
}

/// A stretch of days as it is planned: sessions, places, rooms, colleagues, services.
#[derive(Debug)]
pub struct Calendar {
    now: Timestamp,
    /// The sessions, in the order of the clock, also the cancelled ones.
    pub sessions: Vec<Stored<GroupSession>>,
    /// Rooms.
    pub rooms: HashMap<RoomId, Room>,
    /// Colleagues, also those who left.
    pub staff: HashMap<StaffId, Staff>,
    /// Services.
    pub services: HashMap<ServiceTypeId, ServiceType>,
    places: HashMap<TherapyGroupId, Vec<Enrollment>>,
    /// Who must not meet a member of staff.
    guards: Vec<NoContact>,
}

impl Calendar {
    /// Reads the days from one to another, both included.
    ///
    /// # Errors
    /// The database's own.
    pub fn load(cx: &Context<'_>, from: Date, to: Date) -> Result<Self, Refusal> {
        let staff: HashMap<StaffId, Staff> = all_staff(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect();
        let ids: Vec<StaffId> = staff.keys().copied().collect();
        let mut places: HashMap<TherapyGroupId, Vec<Enrollment>> = HashMap::new();
        for place in therapy_group::enrolled_between(cx.tx, from, to)? {
            places.entry(place.group).or_default().push(place.record);
        }
        Ok(Self {
            now: cx.now,
            sessions: store::between(cx.tx, from, to)?,
            rooms: all_rooms(cx.tx)?.into_iter().map(|room| (room.id, room.record)).collect(),
            services: all_service_types(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect(),
            guards: no_contact::with_staff(cx.tx, &ids)?.into_iter().map(|guard| guard.record).collect(),
            staff,
            places,
        })
    }

    /// Who is expected in a session on its day, each once.
    #[must_use]
    pub fn expected(&self, session: &GroupSession) -> Vec<PatientId> {
        let Some(group) = session.group else { return session.patient.into_iter().collect() };
        let on_day = |place: &&Enrollment| {
            !place.is_withdrawn && place.from <= session.day && place.to.is_none_or(|last| session.day <= last)
        };
        let mut people: Vec<PatientId> =
            self.places.get(&group).into_iter().flatten().filter(on_day).map(|place| place.patient).collect();
        people.sort();
        people.dedup();
        people
    }

    /// The places of a group that touch the days.
    pub fn places_in(&self, group: TherapyGroupId) -> impl Iterator<Item = &Enrollment> {
        self.places.get(&group).into_iter().flatten()
    }

    /// The session with an id.
    #[must_use]
    pub fn session(&self, id: GroupSessionId) -> Option<&Stored<GroupSession>> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// Everything a session would run into as it is wished, hard things first. What it is now is not in its own way.
    #[must_use]
    pub fn findings(&self, wish: &GroupSession) -> Vec<Finding> {
        let people = self.expected(wish);
        let others: Vec<&Stored<GroupSession>> = self.beside(wish).collect();
        let mut found = Vec::new();
        if wish.starts_at <= self.now {
            found.push(Finding::Past);
        }
        self.group(wish, &mut found);
        self.room(wish, &people, &others, &mut found);
        self.leaders(wish, &people, &others, &mut found);
        if !self.is_brief(wish) {
            for other in others.iter().filter(|other| !self.is_brief(other)) {
                let booked = self.expected(other);
                let taken = people.iter().filter(|patient| booked.contains(patient));
                found.extend(taken.map(|patient| Finding::PersonTaken { patient: *patient, by: other.id }));
            }
        }
        found.sort_by_key(|finding| !finding.is_hard());
        found
    }

    /// What else is held while a session would be.
    fn beside<'a>(&'a self, wish: &'a GroupSession) -> impl Iterator<Item = &'a Stored<GroupSession>> {
        self.sessions.iter().filter(move |other| {
            other.id != wish.id && other.cancelled.is_none() && other.starts_at < wish.ends_at && wish.starts_at < other.ends_at
        })
    }

    /// A collection for a test is a few minutes out of whatever somebody has then, and takes nobody's hour.
    fn is_brief(&self, session: &GroupSession) -> bool {
        self.services.get(&session.service_type).is_some_and(|service| service.kind == ServiceKind::DrugTest)
    }

    fn group(&self, wish: &GroupSession, found: &mut Vec<Finding>) {
        let is_same = |other: &Stored<GroupSession>| {
            other.id != wish.id && other.group.is_some() && other.group == wish.group && other.starts_at == wish.starts_at
        };
        if self.sessions.iter().any(is_same) {
            found.push(Finding::HeldThen);
        }
    }

    fn room(&self, wish: &GroupSession, people: &[PatientId], others: &[&Stored<GroupSession>], found: &mut Vec<Finding>) {
        let Some(room) = wish.room.and_then(|id| self.rooms.get(&id)) else { return };
        if room.from > wish.day || room.to.is_some_and(|last| last < wish.day) {
            found.push(Finding::RoomNotThen);
        }
        let people = i64::try_from(people.len()).unwrap_or(i64::MAX);
        if people > room.seats {
            found.push(Finding::RoomTooSmall { seats: room.seats, people });
        }
        let taken = others.iter().find(|other| other.room == Some(room.id));
        found.extend(taken.map(|other| Finding::RoomTaken { by: other.id }));
    }

    fn leaders(&self, wish: &GroupSession, people: &[PatientId], others: &[&Stored<GroupSession>], found: &mut Vec<Finding>) {
        let standing = self.session(wish.id).map(|session| session.leaders.clone()).unwrap_or_default();
        let service = self.services.get(&wish.service_type);
        for staff in &wish.leaders {
            let taken = others.iter().find(|other| other.leaders.contains(staff));
            found.extend(taken.map(|other| Finding::LeaderTaken { staff: *staff, by: other.id }));
            let Some(known) = self.staff.get(staff) else { continue };
            if !known.works_on(wish.day) {
                found.push(Finding::LeaderNotThen { staff: *staff });
            }
            if standing.contains(staff) {
                continue;
            }
            let holds = |guard: &NoContact| {
                guard.other == Other::Staff(*staff)
                    && people.contains(&guard.patient)
                    && guard.within(wish.day, Some(wish.day)).is_some()
            };
            if self.guards.iter().any(holds) && !found.contains(&Finding::NotOpen) {
                found.push(Finding::NotOpen);
            }
            let wanted = service.map(|service| service.credentials.as_slice()).unwrap_or_default();
            let holds_one = known.credential.split(',').any(|held| wanted.iter().any(|one| one == held.trim()));
            if !wanted.is_empty() && !holds_one {
                found.push(Finding::WithoutCredential { staff: *staff });
            }
        }
    }

    /// A finding in words for whoever plans; people are named by who asks, when they may be.
    #[must_use]
    pub fn words(&self, finding: &Finding, person: impl Fn(PatientId) -> String) -> String {
        let named = |by: &GroupSessionId| self.session(*by).map_or_else(|| "something else".to_owned(), |one| one.name.clone());
        let colleague = |staff: &StaffId| self.staff.get(staff).map_or_else(|| "Somebody".to_owned(), |one| one.name.full());
        match finding {
            Finding::Past => "This time is over.".to_owned(),
            Finding::RoomTaken { by } => format!("The room is taken: {}.", named(by)),
            Finding::RoomNotThen => "The room is not in use on that day.".to_owned(),
            Finding::RoomTooSmall { seats, people } => format!("{people} people are expected and {seats} fit."),
            Finding::LeaderTaken { staff, by } => format!("{} has {}.", colleague(staff), named(by)),
            Finding::LeaderNotThen { staff } => format!("{} does not work here on that day.", colleague(staff)),
            Finding::PersonTaken { patient, by } => format!("{} has {}.", person(*patient), named(by)),
            Finding::HeldThen => "This group has a meeting on the calendar that begins then.".to_owned(),
            Finding::NotOpen => "This choice is not open.".to_owned(),
            Finding::WithoutCredential { staff } => {
                format!("{} holds none of the credentials that this service names.", colleague(staff))
            }
        }
    }

    /// Refuses when something hard stands in the way. Nobody in care is named: a refusal is no place for it.
    ///
    /// # Errors
    /// [`Refusal::Refused`] with every hard finding in words.
    pub fn refuse_hard(&self, wish: &GroupSession) -> Result<(), Refusal> {
        let found = self.findings(wish);
        // Whether something may begin before now is for each command to say: an hour that was held is booked afterwards.
        let hard: Vec<&Finding> = found.iter().filter(|one| one.is_hard() && **one != Finding::Past).collect();
        if hard.is_empty() {
            return Ok(());
        }
        // Who must not meet is said alone and in the words of every such refusal (P2-12).
        if hard.contains(&&Finding::NotOpen) {
            return Err(no_contact::choose_another("Choose another time or somebody else to lead it."));
        }
        let mut words: Vec<String> = Vec::new();
        for finding in hard {
            let sentence = self.words(finding, |_| "Somebody expected".to_owned());
            if !words.contains(&sentence) {
                words.push(sentence);
            }
        }
        Err(Refusal::refused("taken", "S-04", words.join(" "), "Choose another time, room or colleague."))
    }
}
