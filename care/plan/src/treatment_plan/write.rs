//! Writes a person's plan, or its next version. An objective without a measure or a date is refused (OP-10); what notes already
//! cite keeps its id.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::{ObjectiveId, PatientId, TreatmentPlanId};

use super::{Goal, Objective, ObjectiveState, PlanProblem, TreatmentPlan, store};
use crate::Fact;

/// Writes a plan as it should stand.
#[derive(Clone, Debug)]
pub struct WritePlan {
    /// Whose.
    pub patient: PatientId,
    /// The version the form was made from; nothing for the first.
    pub version: Option<i64>,
    /// What is worked on.
    pub problems: Vec<ProblemInput>,
    /// When it is to be looked at again.
    pub review_due: Date,
}

/// A problem as typed.
#[derive(Clone, Debug)]
pub struct ProblemInput {
    /// In clinical words.
    pub words: String,
    /// In the person's own words.
    pub own_words: String,
    /// What the person wants.
    pub goals: Vec<GoalInput>,
}

/// A goal as typed.
#[derive(Clone, Debug)]
pub struct GoalInput {
    /// What it will be like.
    pub words: String,
    /// The steps.
    pub objectives: Vec<ObjectiveInput>,
}

/// An objective as typed.
#[derive(Clone, Debug)]
pub struct ObjectiveInput {
    /// The id when it was on the plan before.
    pub id: Option<ObjectiveId>,
    /// What will be seen.
    pub words: String,
    /// How it is measured.
    pub measure: String,
    /// Until when.
    pub due: Option<Date>,
    /// Which service types serve it.
    pub served_by: Vec<String>,
    /// How it stands.
    pub state: ObjectiveState,
}

impl Command for WritePlan {
    type Output = TreatmentPlanId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<TreatmentPlanId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::TreatmentPlan)?;
        let episode = episode::episode::current_of(cx.tx, self.patient)?.ok_or(Refusal::NotFound)?;
        let current = store::current_of(cx.tx, self.patient)?;
        if current.as_ref().map(|plan| plan.version) != self.version {
            return Err(Refusal::Conflict);
        }
        let problems = decide(self, &|| cx.new_id())?;
        let id = current.as_ref().map_or_else(|| cx.new_id(), |plan| plan.id);
        let next = TreatmentPlan { id, patient: self.patient, episode: episode.id, problems, review_due: self.review_due };
        match current {
            Some(plan) if plan.record == next => return Ok(Done::already(id)),
            Some(plan) => cx.tx.amend(&next, plan.version, &cx.entry("plan changed"))?,
            None => cx.tx.append(&next, &cx.entry("plan written"))?,
        }
        Ok(Done::with(id, Fact::PlanWritten(self.patient)))
    }
}

fn decide(wish: &WritePlan, new_id: &dyn Fn() -> uuid::Uuid) -> Result<Vec<PlanProblem>, Refusal> {
    let mut wrong = Problems::none();
    wrong.require("problems", !wish.problems.is_empty(), "Add at least one problem.");
    let mut problems = Vec::new();
    for (at, problem) in wish.problems.iter().enumerate() {
        let place = format!("problem.{at}");
        wrong.require(&format!("{place}.words"), !problem.words.trim().is_empty(), "Write the problem.");
        let mut number = 0;
        let goals = problem.goals.iter().map(|goal| Goal {
            id: new_id().into(),
            words: goal.words.trim().to_owned(),
            objectives: goal
                .objectives
                .iter()
                .filter_map(|input| {
                    number += 1;
                    objective(input, format!("{}.{number}", at + 1), &place, new_id, &mut wrong)
                })
                .collect(),
        });
        let goals = goals.collect();
        problems.push(PlanProblem {
            id: new_id().into(),
            words: problem.words.trim().to_owned(),
            own_words: problem.own_words.trim().to_owned(),
            goals,
        });
    }
    wrong.finish(Some(problems))
}

fn objective(
    input: &ObjectiveInput,
    number: String,
    place: &str,
    new_id: &dyn Fn() -> uuid::Uuid,
    wrong: &mut Problems,
) -> Option<Objective> {
    let field = format!("{place}.objective.{number}");
    wrong.require(&format!("{field}.words"), !input.words.trim().is_empty(), "Write what will be seen.");
    wrong.require(&format!("{field}.measure"), !input.measure.trim().is_empty(), "Write how it is measured.");
    wrong.require(&format!("{field}.due"), input.due.is_some(), "Write until when.");
    Some(Objective {
        id: input.id.unwrap_or_else(|| new_id().into()),
        number,
        words: input.words.trim().to_owned(),
        measure: input.measure.trim().to_owned(),
        due: input.due?,
        served_by: input.served_by.clone(),
        state: input.state,
    })
}
