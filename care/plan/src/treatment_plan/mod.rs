//! A person's plan: problem, in their words, goal, objective with a measure and a date.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written | in force | clinicians |
//! | in force | changed | in force, next version; the old stays readable | clinicians |
//! | objective active | met or retired | no longer offered to notes; notes that cited it keep it | clinicians |

mod store;
mod write;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EpisodeId, GoalId, ObjectiveId, PatientId, ProblemId, TreatmentPlanId};

pub use store::{current_of, of_patients};
pub use write::{GoalInput, ObjectiveInput, ProblemInput, WritePlan};

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreatmentPlan {
    /// The id.
    pub id: TreatmentPlanId,
    /// Whose.
    pub patient: PatientId,
    /// For which episode.
    pub episode: EpisodeId,
    /// What is worked on.
    pub problems: Vec<PlanProblem>,
    /// When it is to be looked at again.
    pub review_due: Date,
}

/// A problem on the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanProblem {
    /// The id.
    pub id: ProblemId,
    /// In clinical words.
    pub words: String,
    /// In the person's own words.
    pub own_words: String,
    /// What the person wants.
    pub goals: Vec<Goal>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// The id.
    pub id: GoalId,
    /// What it will be like.
    pub words: String,
    /// The steps that can be seen.
    pub objectives: Vec<Objective>,
}

/// An objective: what will be seen, how it is measured, by when (OP-10).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// The id.
    pub id: ObjectiveId,
    /// Problem and place, `2.1`.
    pub number: String,
    /// What will be seen.
    pub words: String,
    /// How it is measured.
    pub measure: String,
    /// Until when.
    pub due: Date,
    /// Keys of the service types that serve it; empty when any does.
    pub served_by: Vec<String>,
    /// How it stands.
    pub state: ObjectiveState,
}

/// How an objective stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectiveState {
    /// Being worked on.
    Active,
    /// Reached.
    Met,
    /// Given up or replaced.
    Retired,
}

impl TreatmentPlan {
    /// The objectives being worked on, in the order of the plan.
    pub fn active_objectives(&self) -> impl Iterator<Item = &Objective> {
        self.objectives().filter(|objective| objective.state == ObjectiveState::Active)
    }

    /// Every objective there is.
    pub fn objectives(&self) -> impl Iterator<Item = &Objective> {
        self.problems.iter().flat_map(|problem| &problem.goals).flat_map(|goal| &goal.objectives)
    }

    /// The objective with an id.
    #[must_use]
    pub fn objective(&self, id: ObjectiveId) -> Option<&Objective> {
        self.objectives().find(|objective| objective.id == id)
    }
}
