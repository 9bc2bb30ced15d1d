//! Everything about a session that writing and signing need, read in one transaction: who was there and for how long, what is
//! drafted, what each person works on, what is already signed.

use std::collections::HashMap;

use access::{Context, Refusal, Staff};
use episode::Patient;
use plan::TreatmentPlan;
use schedule::attendance::{Arrival, arrival_in, attendances_of, expected_in};
use schedule::credit::{Place, Presence, ScheduledService, Span, credit_day};
use schedule::group_session::{self, GroupSession};
use schedule::program::{Room, ServiceType, all_staff};
use store::Stored;
use vocabulary::id::{GroupSessionId, ObjectiveId, PatientId, StaffId};

use super::model::{OwnPart, SharedPart, Touched};
use super::save::Part;
use super::store::{Draft, drafts_of};
use crate::day_pack::{self, FirstOnPaper, SlipEntry};
use crate::progress_note::{self, EarlierNote, ProgressNote, Telehealth};

/// How many earlier notes of a person the own line is compared with.
const COMPARED_NOTES: i64 = 3;

pub(crate) struct Sheet {
    pub(crate) session: Stored<GroupSession>,
    pub(crate) service: ServiceType,
    pub(crate) leaders: Vec<Staff>,
    pub(crate) all_staff: HashMap<StaffId, Staff>,
    pub(crate) shared: SharedPart,
    pub(crate) shared_version: i64,
    pub(crate) saved_at: Option<jiff::Timestamp>,
    pub(crate) people: Vec<Person>,
}

pub(crate) struct Person {
    pub(crate) patient: Patient,
    pub(crate) arrival: Arrival,
    pub(crate) times: Vec<Presence<GroupSessionId>>,
    pub(crate) door_minutes: i64,
    /// The town and state they said they are in.
    pub(crate) person_place: Option<String>,
    /// Whether that is their home.
    pub(crate) is_at_home: Option<bool>,
    /// On which day they agreed to video, when they did.
    pub(crate) consented_on: Option<jiff::civil::Date>,
    pub(crate) own: OwnPart,
    pub(crate) own_version: i64,
    /// Who saved the own part last, and when.
    pub(crate) saved: Option<(StaffId, jiff::Timestamp)>,
    pub(crate) plan: Option<TreatmentPlan>,
    pub(crate) earlier: Vec<EarlierNote>,
    pub(crate) signed: Option<Stored<ProgressNote>>,
    /// That the own part was first written on paper.
    pub(crate) paper: Option<FirstOnPaper>,
}

impl Person {
    /// Whether a note about this person is still to be signed: they were there and none stands.
    pub(crate) fn needs_note(&self) -> bool {
        self.arrival.is_present() && self.signed.is_none()
    }

    pub(crate) fn has_active_objective(&self) -> bool {
        self.own.touched.iter().any(|touched| self.is_active(touched.objective))
    }

    fn is_active(&self, id: ObjectiveId) -> bool {
        self.plan.iter().flat_map(TreatmentPlan::active_objectives).any(|objective| objective.id == id)
    }

    pub(crate) fn credited_minutes(&self) -> i64 {
        self.own.stated_minutes.unwrap_or(self.door_minutes)
    }

    pub(crate) fn is_remote(&self) -> bool {
        self.times.last().is_some_and(|stretch| stretch.place == Place::Remote)
    }
}

impl Sheet {
    /// What the note of somebody by video says beside (OP-11); nothing for who was in the building.
    pub(crate) fn telehealth(&self, person: &Person) -> Option<Telehealth> {
        person.is_remote().then(|| Telehealth {
            person_place: person.person_place.clone(),
            is_at_home: person.is_at_home,
            program_place: self.shared.place.clone(),
            consented_on: person.consented_on,
        })
    }

    /// Reads a session whole.
    pub(crate) fn load(cx: &Context<'_>, id: GroupSessionId) -> Result<Self, Refusal> {
        let session = group_session::session(cx.tx, id)?;
        let service = cx.tx.load::<ServiceType>(session.service_type)?.ok_or(Refusal::NotFound)?.record;
        let room = session.room.map(|room| cx.tx.load::<Room>(room)).transpose()?.flatten();
        let staff: HashMap<StaffId, Staff> = all_staff(cx.tx)?.into_iter().map(|s| (s.id, s.record)).collect();
        let leaders = session.leaders.iter().filter_map(|leader| staff.get(leader).cloned()).collect();
        let drafts = drafts_of(cx.tx, id)?;
        let shared = drafts.iter().find(|draft| draft.part == Part::Shared);
        let place = room.map(|room| room.record.name).unwrap_or_default();
        let mut sheet = Self {
            shared: shared.map_or_else(|| Ok(proposed(&session, place)), Draft::read)?,
            shared_version: shared.map_or(0, |draft| draft.version),
            saved_at: drafts.iter().map(|draft| draft.saved_at).max(),
            session,
            service,
            leaders,
            all_staff: staff,
            people: Vec::new(),
        };
        sheet.people = sheet.read_people(cx, &drafts)?;
        Ok(sheet)
    }

    fn read_people(&self, cx: &Context<'_>, drafts: &[Draft]) -> Result<Vec<Person>, Refusal> {
        let signed: HashMap<PatientId, Stored<ProgressNote>> =
            progress_note::in_force_of_session(cx.tx, self.session.id)?.into_iter().map(|note| (note.patient, note)).collect();
        let mut ids = expected_in(cx.tx, &self.session)?;
        ids.extend(signed.keys());
        ids.sort();
        ids.dedup();
        let attendance: HashMap<PatientId, _> =
            attendances_of(cx.tx, &ids, self.session.day)?.into_iter().map(|a| (a.patient, a.record)).collect();
        let plans: HashMap<PatientId, TreatmentPlan> =
            plan::treatment_plan::of_patients(cx.tx, &ids)?.into_iter().map(|p| (p.patient, p.record)).collect();
        let mut earlier: HashMap<PatientId, Vec<EarlierNote>> = HashMap::new();
        for note in progress_note::last_of_patients(cx.tx, &ids, self.session.id, COMPARED_NOTES)? {
            earlier.entry(note.patient).or_default().push(note);
        }
        let slips = day_pack::of_session(cx.tx, self.session.id)?;
        let calls = schedule::video::calls_of_session(cx.tx, self.session.id)?;
        let mut people = Vec::with_capacity(ids.len());
        for patient in episode::patient::load_many(cx.tx, &ids)? {
            let id = patient.id;
            let attended = attendance.get(&id);
            let draft = drafts.iter().find(|draft| draft.part == Part::Own(id));
            let said = schedule::video::place_of(calls.iter().map(|call| &call.record), id);
            let mut person = Person {
                arrival: arrival_in(&self.session, attended, cx.now),
                times: attended.map(schedule::attendance::Attendance::presence).unwrap_or_default(),
                door_minutes: 0,
                person_place: said.map(schedule::video::VideoCall::place),
                is_at_home: said.and_then(|said| said.is_at_home),
                consented_on: None,
                own: draft.map(Draft::read).transpose()?.unwrap_or_default(),
                own_version: draft.map_or(0, |draft| draft.version),
                saved: draft.map(|draft| (draft.saved_by, draft.saved_at)),
                plan: plans.get(&id).cloned(),
                earlier: earlier.remove(&id).unwrap_or_default(),
                signed: signed.get(&id).cloned(),
                paper: slips.iter().rev().filter(|slip| slip.patient == id).find_map(|slip| self.first_on_paper(slip)),
                patient: patient.record,
            };
            person.times.retain(|stretch| self.touches(stretch));
            person.door_minutes = self.minutes_at_the_door(&person.times);
            if person.is_remote() {
                let consent = schedule::video::consent_of(cx, id)?.filter(|consent| consent.is_given);
                person.consented_on = consent.map(|consent| cx.zone.day(consent.at));
            }
            if draft.is_none() {
                person.own.touched.extend(self.carried(&person));
            }
            people.push(person);
        }
        people.sort_by_key(|person| person.patient.name());
        Ok(people)
    }

    /// What the note says of the slip its words were first written on.
    fn first_on_paper(&self, slip: &SlipEntry) -> Option<FirstOnPaper> {
        let written = slip.written().filter(|written| !written.words.is_empty())?;
        let by = written.written_by.and_then(|staff| self.all_staff.get(&staff)).map(access::Staff::signature_name);
        Some(FirstOnPaper { by: by.unwrap_or_default(), at: written.written_at?, slip: slip.code.clone() })
    }

    fn held(&self) -> Span {
        Span::new(self.shared.started_at.unwrap_or(self.session.starts_at), self.shared.ended_at.unwrap_or(self.session.ends_at))
    }

    fn touches(&self, stretch: &Presence<GroupSessionId>) -> bool {
        let held = self.held();
        stretch.only_for.is_none_or(|only| only == self.session.id)
            && stretch.arrived < held.end
            && stretch.left.is_none_or(|left| left > held.start)
    }

    /// Minutes in this session, breaks left out; somebody who has not left is taken to stay to its end.
    fn minutes_at_the_door(&self, times: &[Presence<GroupSessionId>]) -> i64 {
        let service = ScheduledService {
            id: self.session.id,
            kind: self.service.kind.as_str().to_owned(),
            span: self.held(),
            breaks: self.session.break_spans(),
            is_eligible: true,
        };
        credit_day(&[service], times, self.held().end).credited_minutes
    }

    /// The objective to start from: the one last worked on that this kind of service serves, else the first that it serves.
    fn carried(&self, person: &Person) -> Option<Touched> {
        let plan = person.plan.as_ref()?;
        let serves = |id: ObjectiveId| {
            plan.active_objectives().any(|o| o.id == id && (o.served_by.is_empty() || o.served_by.contains(&self.service.key)))
        };
        let last = person.earlier.iter().flat_map(|note| &note.objectives).map(|cited| cited.id).find(|id| serves(*id));
        let first = || plan.active_objectives().map(|objective| objective.id).find(|id| serves(*id));
        let objective = last.or_else(first).or_else(|| plan.active_objectives().map(|o| o.id).next())?;
        Some(Touched { objective, moved: None })
    }
}

/// The titles of the curriculum, to choose a topic from.
pub(super) fn topics(cx: &Context<'_>, session: &GroupSession) -> Result<Vec<String>, Refusal> {
    let Some(group) = session.group else { return Ok(Vec::new()) };
    let group = schedule::therapy_group::group(cx.tx, group)?;
    Ok(group.curriculum.iter().map(|session| session.title.clone()).collect())
}

/// What the shared part begins with: the calendar knows topic, times and place.
fn proposed(session: &GroupSession, place: String) -> SharedPart {
    SharedPart {
        topic: session.curriculum.as_ref().map(|(_, _, title)| title.clone()).unwrap_or_else(|| session.name.clone()),
        techniques: Vec::new(),
        summary: String::new(),
        started_at: Some(session.starts_at),
        ended_at: Some(session.ends_at),
        place,
        answered: Vec::new(),
    }
}
