//! The sessions of the last days and how far their notes are: what is to chart, what is signed, what waits for a second signature.

use std::collections::HashMap;

use access::{Context, Refusal, Role, Staff};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use policy::Kind;
use schedule::attendance::{Attendance, Expected, arrival_in, attendances_on, expected_on};
use schedule::program::{NoteRule, Room, ServiceType, all_rooms, all_service_types, all_staff};
use vocabulary::PersonName;
use vocabulary::day::days_from_to;
use vocabulary::id::{GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId};

use super::model::OwnPart;
use super::save::Part;
use super::store::drafts_of;
use crate::progress_note::{self, sign::deadline};

/// How many days back the list goes beside today.
const DAYS_BACK: i64 = 14;

/// Opens the list.
#[derive(Clone, Copy, Debug)]
pub struct OpenGroupList {
    /// Only what the viewer leads; without effect for those who do not answer for the program.
    pub only_mine: bool,
}

/// The list.
#[derive(Clone, Debug)]
pub struct GroupList {
    /// The local day.
    pub today: Date,
    /// The moment it was read.
    pub as_of: Timestamp,
    /// Newest day first, in it by the clock.
    pub sessions: Vec<ListedSession>,
    /// How many notes wait for the viewer's own co-signature.
    pub to_cosign: usize,
    /// Whether the viewer answers for the whole program.
    pub sees_all: bool,
}

/// One session of the list.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// Which.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Its local day.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Where.
    pub room: String,
    /// Who leads, by family name.
    pub leaders: Vec<String>,
    /// Whether the viewer leads it.
    pub is_mine: bool,
    /// Whether it leaves clinical notes.
    pub has_notes: bool,
    /// Why it was cancelled, when it was.
    pub cancelled: Option<String>,
    /// The one person, when it is an appointment.
    pub person: Option<PersonName>,
    /// How many were expected.
    pub expected: usize,
    /// How many are or were there.
    pub present: usize,
    /// How many notes stand.
    pub signed: usize,
    /// How many parts the writer called ready and are not signed yet.
    pub ready: usize,
    /// How many signed notes wait for a supervisor.
    pub awaiting_cosignature: usize,
    /// The last day on which a note is on time (OP-13).
    pub due: Date,
}

impl ListedSession {
    /// How many notes are still to be signed.
    #[must_use]
    pub fn open(&self) -> usize {
        if self.has_notes && self.cancelled.is_none() { self.present.saturating_sub(self.signed) } else { 0 }
    }
}

struct Known {
    staff: HashMap<StaffId, Staff>,
    rooms: HashMap<RoomId, Room>,
    services: HashMap<ServiceTypeId, ServiceType>,
}

impl Query for OpenGroupList {
    type View = GroupList;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<GroupList>, Refusal> {
        let sees_all = cx.actor.is(Role::ClinicalDirector);
        let known = Known {
            staff: all_staff(cx.tx)?.into_iter().map(|s| (s.id, s.record)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|r| (r.id, r.record)).collect(),
            services: all_service_types(cx.tx)?.into_iter().map(|s| (s.id, s.record)).collect(),
        };
        let today = cx.today();
        let mut days: Vec<Date> = days_from_to(today.saturating_sub(DAYS_BACK.days()), today).collect();
        days.reverse();
        let mut sessions = Vec::new();
        for day in days {
            let wanted = |one: &Expected| (sees_all && !self.only_mine) || one.session.leaders.contains(&cx.actor.staff);
            let expected: Vec<Expected> = expected_on(cx.tx, day)?.into_iter().filter(wanted).collect();
            if expected.is_empty() {
                continue;
            }
            let attendance: HashMap<PatientId, Attendance> =
                attendances_on(cx.tx, day)?.into_iter().map(|a| (a.patient, a.record)).collect();
            for one in &expected {
                sessions.push(known.listed(cx, one, &attendance)?);
            }
        }
        let to_cosign = progress_note::signed_without_cosignature(cx.tx, cx.actor.staff)?.len();
        Ok(Guarded::several(Kind::GroupSession, GroupList { today, as_of: cx.now, sessions, to_cosign, sees_all }))
    }
}

impl Known {
    fn listed(
        &self,
        cx: &Context<'_>,
        one: &Expected,
        attendance: &HashMap<PatientId, Attendance>,
    ) -> Result<ListedSession, Refusal> {
        let session = &one.session;
        let notes = progress_note::in_force_of_session(cx.tx, session.id)?;
        let is_signed = |patient: PatientId| notes.iter().any(|note| note.patient == patient);
        let mut ready = 0;
        for draft in drafts_of(cx.tx, session.id)? {
            if let Part::Own(patient) = draft.part {
                ready += usize::from(!is_signed(patient) && draft.read::<OwnPart>()?.is_ready);
            }
        }
        let is_present = |patient: &&PatientId| arrival_in(session, attendance.get(*patient), cx.now).is_present();
        let person = match session.patient {
            Some(patient) => Some(episode::patient::load(cx.tx, patient)?.name()),
            None => None,
        };
        let family = |id: &StaffId| self.staff.get(id).map(|staff| staff.name.family.clone());
        Ok(ListedSession {
            session: session.id,
            name: session.name.clone(),
            day: session.day,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            room: session.room.and_then(|room| self.rooms.get(&room)).map(|room| room.name.clone()).unwrap_or_default(),
            leaders: session.leaders.iter().filter_map(family).collect(),
            is_mine: session.leaders.contains(&cx.actor.staff),
            has_notes: self.services.get(&session.service_type).is_some_and(|s| s.note == NoteRule::Clinical),
            cancelled: session.cancelled.clone(),
            person,
            expected: one.patients.len(),
            present: one.patients.iter().filter(is_present).count(),
            signed: notes.len(),
            ready,
            awaiting_cosignature: notes.iter().filter(|note| note.awaits_cosignature()).count(),
            due: deadline(session.day),
        })
    }
}
