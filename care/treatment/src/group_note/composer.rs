//! The composer's view: everything a leader needs to chart a session on one page.

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Circumstances;
use schedule::attendance::Arrival;
use schedule::program::NoteRule;
use vocabulary::PersonName;
use vocabulary::id::{ConcernId, GroupSessionId, ObjectiveId, PatientId, ProgressNoteId, StaffId};

use super::model::{Moved, OwnPart, SharedPart};
use super::save::{Part, kind_of, require_writer};
use super::sheet::{Person, Sheet, topics};
use super::{checks, store};
use crate::concern::{ConcernKind, open_concerns};
use crate::note_check::Finding;
use crate::outreach::{self, OutreachResult};
use crate::progress_note::document::may_do;
use crate::progress_note::{EarlierNote, MayDo};

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
    /// The titles of the curriculum.
    pub topics: Vec<String>,
    /// What can be chosen as done.
    pub techniques: Vec<String>,
    /// Whether this kind of service leaves clinical notes at all (S-19).
    pub has_notes: bool,
    /// Why the session was cancelled, when it was.
    pub cancelled: Option<String>,
    /// Whether the note would be signed after its deadline (OP-13).
    pub is_late: bool,
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
    /// Whether they take or took part by video.
    pub is_remote: bool,
    /// Minutes by the door.
    pub door_minutes: i64,
    /// What is open about them and must be seen before charting: its kind, a sentence, and where it is closed.
    pub concerns: Vec<OpenConcern>,
    /// The last attempt of the day to reach them: who, when, what came of it.
    pub outreach: Option<(String, Timestamp, OutreachResult)>,
    /// Their part.
    pub own: OwnPart,
    /// Its version.
    pub own_version: i64,
    /// Who saved it last, and when.
    pub own_saved: Option<(StaffId, String, Timestamp)>,
    /// What they work on.
    pub objectives: Vec<ObjectiveChoice>,
    /// The signed note, when there is one.
    pub signed: Option<SignedNote>,
}

/// A note that stands.
#[derive(Clone, Debug)]
pub struct SignedNote {
    /// Which.
    pub note: ProgressNoteId,
    /// Who signed, with the credential.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Minutes credited.
    pub minutes: i64,
    /// What is only about the person, as signed.
    pub words: String,
    /// Whether it still waits for a supervisor.
    pub awaits_cosignature: bool,
    /// What the viewer may do with it.
    pub may: MayDo,
}

/// Something that is open about a person.
#[derive(Clone, Debug)]
pub struct OpenConcern {
    /// Which.
    pub id: ConcernId,
    /// What kind.
    pub kind: ConcernKind,
    /// One or two sentences.
    pub sentence: String,
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
    /// When a note last touched it, and how it moved then.
    pub last: Option<(Date, Option<Moved>)>,
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
            topics: topics(cx, &sheet.session)?,
            techniques: sheet.service.techniques.clone(),
            cancelled: sheet.session.cancelled.clone(),
            is_late: cx.today() > crate::progress_note::sign::deadline(sheet.session.day),
            has_notes: sheet.service.note == NoteRule::Clinical,
            findings: checks::check(&sheet, &staff_names),
            shared_version: sheet.shared_version,
            saved_at: sheet.saved_at,
            kept_aside: kept_aside(cx, &sheet)?,
            people: people(cx, &sheet)?,
            shared: sheet.shared,
        };
        let is_own = sheet.session.leaders.contains(&cx.actor.staff);
        Ok(Guarded::several(kind_of(&sheet.session), view).in_circumstances(Circumstances::own_if(is_own)))
    }
}

fn people(cx: &Context<'_>, sheet: &Sheet) -> Result<Vec<ComposerPerson>, Refusal> {
    let attempts = outreach::on_day(cx.tx, sheet.session.day)?;
    let concerns = open_concerns(cx.tx)?;
    let mut people: Vec<ComposerPerson> = sheet.people.iter().map(|one| person(cx, sheet, one)).collect();
    for one in &mut people {
        let last = attempts.iter().rfind(|attempt| attempt.patient == one.patient);
        one.outreach = last.map(|attempt| (author(sheet, attempt.recorded_by), attempt.recorded_at, attempt.result));
        let about = concerns.iter().filter(|concern| concern.patient == one.patient);
        one.concerns = about.map(|open| OpenConcern { id: open.id, kind: open.kind, sentence: open.sentence.clone() }).collect();
    }
    Ok(people)
}

fn author(sheet: &Sheet, author: ::store::Author) -> String {
    match author {
        ::store::Author::Staff(id) => full_name(sheet, id),
        ::store::Author::Stepdown => "Stepdown".to_owned(),
        ::store::Author::Patient(_) => "the person".to_owned(),
    }
}

fn full_name(sheet: &Sheet, id: StaffId) -> String {
    sheet.all_staff.get(&id).map(|staff| staff.name.full()).unwrap_or_default()
}

fn person(cx: &Context<'_>, sheet: &Sheet, person: &Person) -> ComposerPerson {
    ComposerPerson {
        patient: person.patient.id,
        name: person.patient.name(),
        pronouns: person.patient.pronouns.clone(),
        language: person.patient.language.clone(),
        arrival: person.arrival.clone(),
        is_remote: person.is_remote(),
        door_minutes: person.door_minutes,
        concerns: Vec::new(),
        outreach: None,
        own: person.own.clone(),
        own_version: person.own_version,
        own_saved: person.saved.map(|(by, at)| (by, full_name(sheet, by), at)),
        objectives: objectives(person),
        signed: person.signed.as_ref().map(|note| SignedNote {
            note: note.id,
            by: note.signature.name.clone(),
            at: note.signature.at,
            minutes: note.credited_minutes,
            words: note.own.words.clone(),
            awaits_cosignature: note.awaits_cosignature(),
            may: may_do(cx, note),
        }),
    }
}

fn objectives(person: &Person) -> Vec<ObjectiveChoice> {
    let last = |id: ObjectiveId| {
        let cited = |note: &EarlierNote| note.objectives.iter().find(|cited| cited.id == id).map(|c| (note.day, c.moved));
        person.earlier.iter().find_map(cited)
    };
    let choice = |objective: &plan::treatment_plan::Objective| ObjectiveChoice {
        id: objective.id,
        number: objective.number.clone(),
        words: objective.words.clone(),
        due: objective.due,
        last: last(objective.id),
    };
    person.plan.iter().flat_map(|plan| plan.active_objectives()).map(choice).collect()
}

fn kept_aside(cx: &Context<'_>, sheet: &Sheet) -> Result<Vec<KeptAside>, Refusal> {
    let words = |draft: &store::Draft| match draft.part {
        Part::Shared => draft.read::<SharedPart>().map(|part| part.summary),
        Part::Own(_) => draft.read::<OwnPart>().map(|part| part.words),
    };
    store::kept_aside(cx.tx, sheet.session.id)?
        .iter()
        .map(|draft| {
            let by = full_name(sheet, draft.saved_by);
            Ok(KeptAside { part: draft.part, by, at: draft.saved_at, words: words(draft)? })
        })
        .collect()
}
