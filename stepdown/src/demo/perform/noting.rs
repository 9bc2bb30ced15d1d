//! Notes: drafted, signed, co-signed, amended.

use access::{Actor, Refusal};
use jiff::Timestamp;
use plan::treatment_plan::TreatmentPlan;
use schedule::group_session::GroupSession;
use store::text;
use treatment::group_note::{self, Content, SaveDraft, SaveReceipt, Touched};
use treatment::progress_note::{AmendNote, CosignNote, ProgressNote, SignNotes};
use vocabulary::id::{GroupSessionId, PatientId};

use super::super::script::event::{self, PersonNumber, SessionKey, What};
use super::Stage;

impl Stage<'_, '_, '_> {
    pub(super) fn noting(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::DraftNote { session, shared, own } => self.draft(actor, at, session, shared, own)?,
            What::SignNotes { session, persons, .. } => {
                let patients = persons.iter().map(|person| self.person(*person)).collect::<Result<Vec<_>, _>>()?;
                let command = SignNotes { session: self.session(session)?, patients: Some(patients) };
                let receipt = self.performing.perform(actor, at, &command)?;
                if !receipt.held.is_empty() {
                    return Err(Refusal::Fault(format!("notes of the story were held: {}", receipt.why.join(" "))));
                }
            }
            What::CosignNotes { session, persons } => {
                for person in persons {
                    let note = self.note(session, *person)?;
                    self.performing.perform(actor, at, &CosignNote { note: note.id, version: note.version })?;
                }
            }
            What::AmendNote { session, person, words, reason } => {
                let note = self.note(session, *person)?;
                let command = AmendNote {
                    note: note.id,
                    version: note.version,
                    words: words.clone(),
                    stated_minutes: None,
                    reason: reason.clone(),
                };
                self.performing.perform(actor, at, &command)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn draft(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        key: &SessionKey,
        shared: &event::SharedPart,
        own: &[event::OwnPart],
    ) -> Result<(), Refusal> {
        let id = self.session(key)?;
        let session = self.performing.tx().load::<GroupSession>(id)?.ok_or(Refusal::NotFound)?;
        let place =
            session.room.and_then(|room| self.rooms.values().find(|known| known.id == room)).map(|room| room.name.clone());
        let part = group_note::SharedPart {
            topic: shared.topic.clone(),
            techniques: shared.techniques.clone(),
            summary: shared.summary.clone(),
            started_at: Some(session.starts_at),
            ended_at: Some(session.ends_at),
            place: place.unwrap_or_default(),
            answered: Vec::new(),
        };
        self.save(actor, at, id, "shared".to_owned(), Content::Shared(part))?;
        for one in own {
            let patient = self.person(one.person)?;
            let part = self.own_part(patient, one)?;
            self.save(actor, at, id, patient.to_string(), Content::Own(patient, part))?;
        }
        Ok(())
    }

    fn own_part(&self, patient: PatientId, one: &event::OwnPart) -> Result<group_note::OwnPart, Refusal> {
        let plan = self.performing.tx().find_one::<TreatmentPlan>("patient_id = $1", &[text(patient)])?;
        let touched = one.objective.as_ref().and_then(|(number, moved)| {
            let objective = plan.as_ref()?.objectives().find(|objective| objective.number == *number)?.id;
            Some(Touched { objective, moved: group_note::Moved::parse(moved_key(*moved)) })
        });
        Ok(group_note::OwnPart {
            participation: group_note::Participation::parse(participation_key(one.participation)),
            presentation: one.presentation.iter().filter_map(|p| group_note::Presentation::parse(presentation_key(*p))).collect(),
            touched: touched.into_iter().collect(),
            words: one.words.clone(),
            is_ready: one.planted.is_none(),
            ..group_note::OwnPart::default()
        })
    }

    fn save(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        session: GroupSessionId,
        part: String,
        content: Content,
    ) -> Result<(), Refusal> {
        let version = self.drafts.entry((session, part)).or_insert(0);
        let command = SaveDraft { session, content, based_on: *version };
        if let SaveReceipt::Saved(saved) = self.performing.perform(actor, at, &command)? {
            *version = saved;
        }
        Ok(())
    }

    fn note(&mut self, session: &SessionKey, person: PersonNumber) -> Result<store::Stored<ProgressNote>, Refusal> {
        let (session, patient) = (self.session(session)?, self.person(person)?);
        let found = self.performing.tx().find_one::<ProgressNote>(
            "session_id = $1 AND patient_id = $2 AND is_in_force = 1",
            &[text(session), text(patient)],
        )?;
        found.ok_or(Refusal::NotFound)
    }
}

fn participation_key(participation: event::Participation) -> &'static str {
    match participation {
        event::Participation::Led => "led",
        event::Participation::Active => "active",
        event::Participation::Attentive => "attentive",
        event::Participation::WithPrompts => "with_prompts",
        event::Participation::Quiet => "quiet",
    }
}

fn presentation_key(presentation: event::Presentation) -> &'static str {
    match presentation {
        event::Presentation::Calm => "calm",
        event::Presentation::Hopeful => "hopeful",
        event::Presentation::Anxious => "anxious",
        event::Presentation::Low => "low",
        event::Presentation::Irritable => "irritable",
        event::Presentation::Tired => "tired",
    }
}

fn moved_key(moved: event::Moved) -> &'static str {
    match moved {
        event::Moved::Back => "back",
        event::Moved::Same => "same",
        event::Moved::Forward => "forward",
        event::Moved::Met => "met",
    }
}
