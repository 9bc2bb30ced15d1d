//! A plan as text on a form: from the record, from what was sent, with rows added at a press, and into a command. Empty rows are
//! left out; everything typed is kept.

use jiff::civil::Date;
use plan::TreatmentPlan;
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;

use super::filled::wrong;
use crate::form::Sent;

/// How many of each a form holds at most: a plan that is longer is read by nobody.
const MOST: usize = 12;

/// The whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PlanDraft {
    pub(super) version: Option<i64>,
    pub(super) review_due: String,
    pub(super) problems: Vec<ProblemDraft>,
}

/// A problem as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ProblemDraft {
    pub(super) words: String,
    pub(super) own_words: String,
    pub(super) goals: Vec<GoalDraft>,
}

/// A goal as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GoalDraft {
    pub(super) words: String,
    pub(super) objectives: Vec<ObjectiveDraft>,
}

/// An objective as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ObjectiveDraft {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) measure: String,
    pub(super) due: String,
    pub(super) state: String,
    pub(super) served_by: Vec<String>,
}

impl PlanDraft {
    /// One empty problem with a goal and an objective, to be looked at again in thirty days.
    pub(super) fn empty(today: Date) -> Self {
        let review_due = today.saturating_add(jiff::Span::new().days(30)).to_string();
        Self { version: None, review_due, problems: vec![ProblemDraft::empty()] }
    }

    /// The form as the plan stands.
    pub(super) fn of(plan: &TreatmentPlan, version: i64) -> Self {
        let objective = |one: &plan::treatment_plan::Objective| ObjectiveDraft {
            id: one.id.to_string(),
            words: one.words.clone(),
            measure: one.measure.clone(),
            due: one.due.to_string(),
            state: state_text(one.state).to_owned(),
            served_by: one.served_by.clone(),
        };
        let goal = |one: &plan::treatment_plan::Goal| GoalDraft {
            words: one.words.clone(),
            objectives: one.objectives.iter().map(objective).collect(),
        };
        let problem = |one: &plan::treatment_plan::PlanProblem| ProblemDraft {
            words: one.words.clone(),
            own_words: one.own_words.clone(),
            goals: one.goals.iter().map(goal).collect(),
        };
        // A plan that was begun with the admission has nothing on it yet.
        let problems = match plan.problems.as_slice() {
            [] => vec![ProblemDraft::empty()],
            known => known.iter().map(problem).collect(),
        };
        Self { version: Some(version), review_due: plan.review_due.to_string(), problems }
    }

    /// The form as it was sent.
    pub(super) fn sent(sent: &Sent) -> Self {
        let text = |name: String| sent.text(&name).to_owned();
        let objective = |at: &str| ObjectiveDraft {
            id: text(format!("{at}.id")),
            words: text(format!("{at}.words")),
            measure: text(format!("{at}.measure")),
            due: text(format!("{at}.due")),
            state: text(format!("{at}.state")),
            served_by: sent.all(&format!("{at}.served_by")).map(str::to_owned).collect(),
        };
        let goal = |at: &str| GoalDraft {
            words: text(format!("{at}.words")),
            objectives: rows(sent, &format!("{at}.o")).iter().map(|at| objective(at)).collect(),
        };
        let problem = |at: &String| ProblemDraft {
            words: text(format!("{at}.words")),
            own_words: text(format!("{at}.own_words")),
            goals: rows(sent, &format!("{at}.g")).iter().map(|at| goal(at)).collect(),
        };
        Self {
            version: sent.parse("version"),
            review_due: text("review_due".to_owned()),
            problems: rows(sent, "p").iter().map(problem).collect(),
        }
    }

    /// Adds an empty row where a button asked for one: `problem`, `goal:p0`, `objective:p0.g1`. Answers whether it was one.
    pub(super) fn add(&mut self, act: &str) -> bool {
        let (what, place) = act.split_once(':').unwrap_or((act, ""));
        let mut numbers = place.split('.').filter_map(|part| part.get(1..)?.parse::<usize>().ok());
        let problem = numbers.next().and_then(|at| self.problems.get_mut(at));
        match what {
            "problem" => self.problems.push(ProblemDraft::empty()),
            "goal" => problem.into_iter().for_each(|problem| problem.goals.push(GoalDraft::empty())),
            "objective" => {
                let goal = problem.and_then(|problem| problem.goals.get_mut(numbers.next()?));
                goal.into_iter().for_each(|goal| goal.objectives.push(ObjectiveDraft::default()));
            }
            _ => return false,
        }
        true
    }

    /// The command; what could not be read; and, for each field the core may complain about, its name on this form.
    pub(super) fn command(&self, patient: PatientId) -> (WritePlan, Vec<access::Problem>, Vec<(String, String)>) {
        let mut unread = Vec::new();
        let mut names = vec![("problems".to_owned(), "p0.words".to_owned())];
        let review_due = parse_day(&self.review_due).unwrap_or_else(|_| {
            unread.push(wrong("review_due", "Write the day on which the plan is looked at again."));
            Date::default()
        });
        let mut problems: Vec<ProblemInput> = Vec::new();
        for (at, draft) in self.problems.iter().enumerate().filter(|(_, draft)| !draft.is_empty()) {
            let place = format!("problem.{}", problems.len());
            let row = format!("p{at}");
            names.push((format!("{place}.words"), format!("{row}.words")));
            let mut number = 0;
            let mut goals = Vec::new();
            for (at, goal) in draft.goals.iter().enumerate().filter(|(_, goal)| !goal.is_empty()) {
                let row = format!("{row}.g{at}");
                if goal.words.is_empty() {
                    unread.push(wrong(format!("{row}.words"), "Write what it will be like when it is reached."));
                }
                let mut objectives = Vec::new();
                for (at, one) in goal.objectives.iter().enumerate().filter(|(_, one)| !one.is_empty()) {
                    number += 1;
                    let from = format!("{place}.objective.{}.{number}", problems.len() + 1);
                    names.extend(
                        ["words", "measure", "due"].map(|part| (format!("{from}.{part}"), format!("{row}.o{at}.{part}"))),
                    );
                    objectives.push(one.input());
                }
                goals.push(GoalInput { words: goal.words.clone(), objectives });
            }
            problems.push(ProblemInput { words: draft.words.clone(), own_words: draft.own_words.clone(), goals });
        }
        (WritePlan { patient, version: self.version, problems, review_due }, unread, names)
    }
}

/// The rows of a level that were sent: `p0`, `p1`, … as long as there is one.
fn rows(sent: &Sent, prefix: &str) -> Vec<String> {
    (0..MOST).map(|at| format!("{prefix}{at}")).take_while(|row| sent.is_on(&format!("{row}.words"))).collect()
}

impl ProblemDraft {
    fn empty() -> Self {
        Self { goals: vec![GoalDraft::empty()], ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.own_words.is_empty() && self.goals.iter().all(GoalDraft::is_empty)
    }
}

impl GoalDraft {
    fn empty() -> Self {
        Self { objectives: vec![ObjectiveDraft::default()], ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.objectives.iter().all(ObjectiveDraft::is_empty)
    }
}

impl ObjectiveDraft {
    fn is_empty(&self) -> bool {
        [&self.id, &self.words, &self.measure, &self.due].iter().all(|part| part.is_empty())
    }

    fn input(&self) -> ObjectiveInput {
        ObjectiveInput {
            id: self.id.parse().ok(),
            words: self.words.clone(),
            measure: self.measure.clone(),
            due: parse_day(&self.due).ok(),
            served_by: self.served_by.clone(),
            state: match self.state.as_str() {
                "met" => ObjectiveState::Met,
                "retired" => ObjectiveState::Retired,
                _ => ObjectiveState::Active,
            },
        }
    }
}

/// The value of a state on the form.
pub(super) fn state_text(state: ObjectiveState) -> &'static str {
    match state {
        ObjectiveState::Active => "active",
        ObjectiveState::Met => "met",
        ObjectiveState::Retired => "retired",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn patient() -> PatientId {
        "0190a0b0-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn a_row_is_added_where_it_was_asked_for_and_nothing_typed_is_lost() {
        let sent = Sent::of([("p0.words", "Alcohol"), ("p0.g0.words", "Fridays back"), ("p0.g0.o0.words", "Three times named")]);
        let mut draft = PlanDraft::sent(&sent);
        assert!(draft.add("objective:p0.g0") && draft.add("goal:p0") && draft.add("problem"));
        assert!(!draft.add("save"), "saving adds nothing");
        assert_eq!(draft.problems.len(), 2);
        assert_eq!(draft.problems[0].goals[0].objectives.len(), 2);
        assert_eq!(draft.problems[0].goals[0].objectives[0].words, "Three times named");
    }

    #[test]
    fn empty_rows_are_left_out_and_problems_find_their_fields() {
        let sent = Sent::of([
            ("p0.words", ""),
            ("p1.words", "Alcohol"),
            ("p1.g0.words", "Fridays back"),
            ("p1.g0.o0.words", ""),
            ("p1.g0.o1.words", "Three times named"),
        ]);
        let (command, _, names) = PlanDraft::sent(&sent).command(patient());
        assert_eq!(command.problems.len(), 1);
        assert_eq!(command.problems[0].goals[0].objectives.len(), 1);
        let field = |core: &str| names.iter().find(|(from, _)| from == core).map(|(_, to)| to.as_str());
        assert_eq!(field("problem.0.objective.1.1.measure"), Some("p1.g0.o1.measure"));
    }
}
