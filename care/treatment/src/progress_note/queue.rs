//! The notes that wait for the viewer's co-signature, oldest first, each with what differs from the person's plan: that is what a
//! second pair of eyes looks at first.

use std::collections::HashMap;

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use plan::TreatmentPlan;
use plan::treatment_plan::ObjectiveState;
use policy::Kind;
use vocabulary::PersonName;
use vocabulary::id::PatientId;

use super::{ProgressNote, store as notes};
use crate::group_note::Moved;

/// Opens the queue.
#[derive(Clone, Copy, Debug)]
pub struct OpenCosignQueue;

/// One note of the queue.
#[derive(Clone, Debug)]
pub struct AwaitingNote {
    /// The note.
    pub note: ProgressNote,
    /// Its version: what is read is what is signed.
    pub version: i64,
    /// The person.
    pub name: PersonName,
    /// The person's pronouns.
    pub pronouns: Option<String>,
    /// What differs from the plan, a sentence each.
    pub differences: Vec<String>,
}

impl Query for OpenCosignQueue {
    type View = Vec<AwaitingNote>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<AwaitingNote>>, Refusal> {
        let waiting = notes::signed_without_cosignature(cx.tx, cx.actor.staff)?;
        let mut ids: Vec<PatientId> = waiting.iter().map(|note| note.patient).collect();
        ids.sort();
        ids.dedup();
        let people: HashMap<PatientId, episode::Patient> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|p| (p.id, p.record)).collect();
        let plans: HashMap<PatientId, TreatmentPlan> =
            plan::treatment_plan::of_patients(cx.tx, &ids)?.into_iter().map(|p| (p.patient, p.record)).collect();
        let queue = waiting
            .into_iter()
            .filter_map(|stored| {
                let patient = people.get(&stored.patient)?;
                Some(AwaitingNote {
                    name: patient.name(),
                    pronouns: patient.pronouns.clone(),
                    differences: differences(&stored.record, plans.get(&stored.patient)),
                    version: stored.version,
                    note: stored.record,
                })
            })
            .collect();
        Ok(Guarded::several(Kind::ProgressNote, queue))
    }
}

/// What a note says that the plan does not, and what it leaves open.
#[must_use]
pub fn differences(note: &ProgressNote, plan: Option<&TreatmentPlan>) -> Vec<String> {
    let Some(plan) = plan else { return vec!["There is no plan.".to_owned()] };
    let mut all = Vec::new();
    if note.objectives.is_empty() {
        all.push("No objective of the plan is cited.".to_owned());
    }
    for cited in &note.objectives {
        let number = &cited.number;
        match plan.objective(cited.id) {
            None => all.push(format!("Objective {number} is no longer on the plan.")),
            Some(now) if now.words != cited.words => all.push(format!("Objective {number} reads differently on the plan now.")),
            Some(now) if now.state == ObjectiveState::Retired => {
                all.push(format!("Objective {number} was retired on the plan."));
            }
            Some(now) if cited.moved == Some(Moved::Met) && now.state == ObjectiveState::Active => {
                all.push(format!("The note says objective {number} is met; the plan still works on it."));
            }
            Some(_) => {}
        }
        if cited.moved.is_none() {
            all.push(format!("How objective {number} moved is not said."));
        }
    }
    if !note.own.minutes_reason.is_empty() {
        all.push(format!("Minutes were stated, not taken from the door: {}", note.own.minutes_reason));
    }
    all
}
