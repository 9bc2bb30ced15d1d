//! What a person does on a ladder: an attempt with its note, another step, saying where somebody is, and taking the last act back.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{MissedSessionId, PatientId};

use super::{Ended, Ending, MissedSession, Step, StepDone, StepKind, store};
use crate::Fact;
use crate::outreach::{self, LogOutreach, OutreachResult};

/// Notes an attempt to speak with the person (OP-14). Whoever spoke with them ends the ladder by it.
#[derive(Clone, Debug)]
pub struct LogAttempt {
    /// On which ladder.
    pub missed: MissedSessionId,
    /// Which version of it was seen.
    pub version: i64,
    /// Which step.
    pub step: StepKind,
    /// What came of it.
    pub result: OutreachResult,
    /// In words; may be empty.
    pub words: String,
}

impl Command for LogAttempt {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let current = store::load(cx.tx, self.missed)?;
        let is_open = self.step.is_call() && current.step(self.step).is_some_and(|step| step.done.is_none());
        if !is_open {
            return Ok(Done::already(current.patient));
        }
        let note =
            LogOutreach { patient: current.patient, way: "call".to_owned(), result: self.result, words: self.words.clone() };
        let logged = note.perform(cx)?;
        let words = match (self.result.words(), self.words.trim()) {
            (result, "") => result.to_owned(),
            (result, words) => format!("{result}. {words}"),
        };
        let done = StepDone { at: cx.now, by: Some(cx.actor.staff), words, outreach: Some(logged.output) };
        let next = current.with_step(self.step, Some(done));
        cx.tx.amend(&next, self.version, &cx.entry("attempt noted"))?;
        Ok(Done { output: current.patient, facts: logged.facts })
    }
}

/// Takes a step that is no call: a session was offered, the plan was written.
#[derive(Clone, Debug)]
pub struct TakeStep {
    /// On which ladder.
    pub missed: MissedSessionId,
    /// Which version of it was seen.
    pub version: i64,
    /// Which step.
    pub step: StepKind,
    /// What was done.
    pub words: String,
}

impl Command for TakeStep {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let current = store::load(cx.tx, self.missed)?;
        let is_there = matches!(self.step, StepKind::MakeUp | StepKind::OutreachPlan) && current.step(self.step).is_some();
        if !is_there {
            return Err(Refusal::NotFound);
        }
        if self.words.trim().is_empty() {
            let sentence = match self.step {
                StepKind::OutreachPlan => "Write who does what until when.",
                _ => "Choose a session, or write what was offered.",
            };
            return Err(Refusal::invalid("words", sentence));
        }
        let done = StepDone { at: cx.now, by: Some(cx.actor.staff), words: self.words.trim().to_owned(), outreach: None };
        let next = current.with_step(self.step, Some(done));
        cx.tx.amend(&next, self.version, &cx.entry("step taken"))?;
        Ok(Done::with(current.patient, Fact::MissedSessionChanged(current.patient)))
    }
}

/// Says where somebody is, although nobody spoke with them: in hospital, in court, with their family.
#[derive(Clone, Debug)]
pub struct AccountFor {
    /// On which ladder.
    pub missed: MissedSessionId,
    /// Which version of it was seen.
    pub version: i64,
    /// Where they are and how that is known.
    pub words: String,
}

impl Command for AccountFor {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let current = store::load(cx.tx, self.missed)?;
        if self.words.trim().is_empty() {
            return Err(Refusal::invalid("words", "Write where they are and how you know."));
        }
        if !current.is_open() {
            return Ok(Done::already(current.patient));
        }
        let ended =
            Ended { at: cx.now, by: Some(cx.actor.staff), how: Ending::AccountedFor, words: self.words.trim().to_owned() };
        let next = MissedSession { ended: Some(ended), ..current.record.clone() };
        cx.tx.amend(&next, self.version, &cx.entry("accounted for"))?;
        Ok(Done::with(current.patient, Fact::MissedSessionChanged(current.patient)))
    }
}

/// Takes the last act on a ladder back: it steps back to where it stood, the note says that it was an error, and all of it stays readable.
#[derive(Clone, Copy, Debug)]
pub struct UndoLast {
    /// Which ladder.
    pub missed: MissedSessionId,
    /// Which version of it was seen.
    pub version: i64,
}

impl Command for UndoLast {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let current = store::load(cx.tx, self.missed)?;
        let by_somebody = |step: &&Step| step.done.as_ref().is_some_and(|done| done.by.is_some());
        let last = current.steps.iter().filter(by_somebody).max_by_key(|step| step.done.as_ref().map(|done| done.at));
        let mut next = MissedSession { ended: None, ..current.record.clone() };
        let back = match &current.ended {
            None => last,
            // Whoever was spoken with ended it by that step: both go back. Where a call was noted elsewhere, only the end.
            Some(ended) if ended.how == Ending::Reached => {
                last.filter(|step| step.done.as_ref().is_some_and(|done| done.at == ended.at))
            }
            Some(ended) if ended.by.is_some() => None,
            Some(_) => {
                let sentence = "It ended by itself, because there was contact.";
                let remedy = "Take back the mark at the door if that was an error.";
                return Err(Refusal::refused("ended_by_contact", "OP-07", sentence, remedy));
            }
        };
        if back.is_none() && current.is_open() {
            return Ok(Done::already(current.patient));
        }
        if let Some(step) = back {
            if let Some(note) = step.done.as_ref().and_then(|done| done.outreach) {
                outreach::mark_as_error(cx, note)?;
            }
            next = next.with_step(step.kind, None);
        }
        cx.tx.amend(&next, self.version, &cx.entry("taken back"))?;
        Ok(Done::with(current.patient, Fact::MissedSessionChanged(current.patient)))
    }
}
