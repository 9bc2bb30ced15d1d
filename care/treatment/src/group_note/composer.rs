//! The composer's view: everything a leader needs to chart a session on one page.

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Circumstances;
use schedule::attendance::Arrival;
use schedule::program::NoteRule;
use vocabulary::PersonName;
use vocabulary::id::{GroupSessionId, ObjectiveId, PatientId, ProgressNoteId};

use super::model::{OwnPart, SharedPart};
use super::save::{Part, kind_of, require_writer};
use super::sheet::{Person, Sheet};
use super::{checks, store};
use crate::note_check::Finding;

/// Opens a session's note.
#[derive(Clone, Copy, Debug)]
pub struct OpenComposer {
    /// Which session.
    pub session: GroupSessionId,
}

/// The note of a session while it is written.
#[derive(Clone, Debug)]
pub struct Composer {
    /// Which session.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Its local day.
    pub day: Date,
    /// Start on the calendar.
    pub starts_at: Timestamp,
    /// End on the calendar.
    pub ends_at: Timestamp,
    /// Leaders with credentials.
    pub leaders: Vec<String>,
    /// Place in the curriculum: number and how many there are.
    pub curriculum: Option<(i64, i64)>,
    /// What can be chosen as done.
    pub techniques: Vec<String>,
    /// Whether this kind of service leaves clinical notes at all (S-19).
    pub has_notes: bool,
    /// The shared part.
    pub shared: SharedPart,
    /// Its version.
    pub shared_version: i64,
    /// When anything was saved last.
    pub saved_at: Option<Timestamp>,
    /// The people, by name.
    pub people: Vec<ComposerPerson>,
    /// What the checks found.
    pub findings: Vec<Finding<PatientId>>,
    /// Texts that met another's save: whose part, who wrote, when, what.
    pub kept_aside: Vec<KeptAside>,
}

/// A person in the composer.
#[derive(Clone, Debug)]
pub struct ComposerPerson {
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Language, when it is not English.
    pub language: String,
    /// How they stand to the session.
    pub arrival: Arrival,
    /// Minutes by the door.
    pub door_minutes: i64,
    /// Their part.
    pub own: OwnPart,
    /// Its version.
    pub own_version: i64,
    /// What they work on.
    pub objectives: Vec<ObjectiveChoice>,
    /// The signed note, when there is one.
    pub signed: Option<ProgressNoteId>,
    /// Whether the signed note waits for a supervisor.
    pub awaits_cosignature: bool,
}

/// An objective to choose.
#[derive(Clone, Debug)]
pub struct ObjectiveChoice {
    /// Which.
    pub id: ObjectiveId,
    /// Its number.
    pub number: String,
    /// Its words.
    pub words: String,
    /// Until when.
    pub due: Date,
}

/// A text that was kept aside.
#[derive(Clone, Debug)]
pub struct KeptAside {
    /// Whose part.
    pub part: Part,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it said.
    pub words: String,
}

impl Query for OpenComposer {
    type View = Composer;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Composer>, Refusal> {
        let sheet = Sheet::load(cx, self.session)?;
        require_writer(cx, &sheet.session)?;
        let staff_names: Vec<String> = sheet.all_staff.values().map(|staff| staff.name.full()).collect();
        let view = Composer {
            session: self.session,
            name: sheet.session.name.clone(),
            day: sheet.session.day,
            starts_at: sheet.session.starts_at,
            ends_at: sheet.session.ends_at,
            leaders: sheet.leaders.iter().map(access::Staff::signature_name).collect(),
            curriculum: sheet.session.curriculum.as_ref().map(|(number, total, _)| (*number, *total)),
            techniques: sheet.service.techniques.clone(),
            has_notes: sheet.service.note == NoteRule::Clinical,
            findings: checks::check(&sheet, &staff_names),
            shared_version: sheet.shared_version,
            saved_at: sheet.saved_at,
            kept_aside: kept_aside(cx, &sheet)?,
            people: sheet.people.iter().map(person).collect(),
            shared: sheet.shared,
        };
        let is_own = sheet.session.leaders.contains(&cx.actor.staff);
        Ok(Guarded::several(kind_of(&sheet.session), view).in_circumstances(Circumstances::own_if(is_own)))
    }
}

fn person(person: &Person) -> ComposerPerson {
    let choice = |objective: &plan::treatment_plan::Objective| ObjectiveChoice {
        id: objective.id,
        number: objective.number.clone(),
        words: objective.words.clone(),
        due: objective.due,
    };
    ComposerPerson {
        patient: person.patient.id,
        name: person.patient.name(),
        pronouns: person.patient.pronouns.clone(),
        language: person.patient.language.clone(),
        arrival: person.arrival.clone(),
        door_minutes: person.door_minutes,
        own: person.own.clone(),
        own_version: person.own_version,
        objectives: person.plan.iter().flat_map(|plan| plan.active_objectives()).map(choice).collect(),
        signed: person.signed.as_ref().map(|note| note.id),
        awaits_cosignature: person.signed.as_ref().is_some_and(|note| note.awaits_cosignature()),
    }
}

fn kept_aside(cx: &Context<'_>, sheet: &Sheet) -> Result<Vec<KeptAside>, Refusal> {
    let words = |draft: &store::Draft| match draft.part {
        Part::Shared => draft.read::<SharedPart>().map(|part| part.summary),
        Part::Own(_) => draft.read::<OwnPart>().map(|part| part.words),
    };
    store::kept_aside(cx.tx, sheet.session.id)?
        .iter()
        .map(|draft| {
            let by = sheet.all_staff.get(&draft.saved_by).map(|staff| staff.name.full()).unwrap_or_default();
            Ok(KeptAside { part: draft.part, by, at: draft.saved_at, words: words(draft)? })
        })
        .collect()
}
