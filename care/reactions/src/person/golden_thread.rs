//! The golden thread (OP-10): from problem to goal to objective to note. What is missing is said in amber words; nothing is locked.

use jiff::civil::Date;
use plan::TreatmentPlan;
use plan::treatment_plan::ObjectiveState;
use treatment::ProgressNote;
use vocabulary::day::{days_between, short_day};

/// Days without a note after which an objective is asked about.
const QUIET_DAYS: i64 = 14;
/// Days before the review from which it is announced.
const REVIEW_DAYS: i64 = 7;

/// One thing missing on the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadWarning {
    /// Stable, for tests: `quiet_objective`.
    pub cause: &'static str,
    /// In one sentence.
    pub sentence: String,
}

/// Everything missing on the thread of a plan. Without notes (a role that may not read them) nothing is said about notes.
#[must_use]
pub fn golden_thread(plan: &TreatmentPlan, notes: Option<&[&ProgressNote]>, since: Date, today: Date) -> Vec<ThreadWarning> {
    let mut found = Vec::new();
    let mut warn = |cause, sentence: String| found.push(ThreadWarning { cause, sentence });
    match days_between(today, plan.review_due) {
        ..=-1 => warn("review_overdue", format!("The review was due on {}.", short_day(plan.review_due))),
        0 => warn("review_due", "The review is due today.".to_owned()),
        days @ 1..=REVIEW_DAYS => warn("review_due", format!("The review is due in {days} {}.", plural(days, "day"))),
        _ => {}
    }
    for (at, problem) in plan.problems.iter().enumerate() {
        let number = at + 1;
        if problem.own_words.is_empty() {
            warn("no_own_words", format!("Problem {number} has no words of the person’s own."));
        }
        if problem.goals.iter().all(|goal| goal.objectives.is_empty()) {
            warn("no_objective", format!("Problem {number} has no objective, so no note can be linked to it."));
        }
    }
    for objective in plan.active_objectives() {
        if objective.due < today {
            warn("objective_overdue", format!("Objective {} was due on {}.", objective.number, short_day(objective.due)));
        }
    }
    if let Some(notes) = notes {
        for (cause, sentence) in about_notes(plan, notes, since, today) {
            warn(cause, sentence);
        }
    }
    found
}

fn about_notes(plan: &TreatmentPlan, notes: &[&ProgressNote], since: Date, today: Date) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let in_force = || notes.iter().filter(|note| note.is_in_force());
    for objective in plan.active_objectives() {
        let last = in_force().filter(|note| note.objectives.iter().any(|cited| cited.id == objective.id)).map(|n| n.day).max();
        let quiet = days_between(last.unwrap_or(since), today);
        if quiet >= QUIET_DAYS {
            let words = match last {
                Some(_) => format!("No note has touched objective {} for {quiet} days.", objective.number),
                None => format!("No note has touched objective {} yet.", objective.number),
            };
            found.push(("quiet_objective", words));
        }
    }
    for objective in plan.objectives().filter(|objective| objective.state == ObjectiveState::Retired) {
        let recent = in_force().any(|note| {
            days_between(note.day, today) < QUIET_DAYS && note.objectives.iter().any(|cited| cited.id == objective.id)
        });
        if recent {
            found.push((
                "retired_cited",
                format!("A note of the last two weeks cites objective {}, which is retired.", objective.number),
            ));
        }
    }
    found
}

fn plural(count: i64, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;
    use jiff::civil::date;
    use plan::treatment_plan::{Goal, Objective, PlanProblem};
    use uuid::Uuid;

    fn plan(own_words: &str, review_due: Date) -> TreatmentPlan {
        let objective = Objective {
            id: Uuid::from_u128(5).into(),
            number: "1.1".into(),
            words: "Three risk times named".into(),
            measure: "Count in group".into(),
            due: date(2026, 4, 1),
            served_by: Vec::new(),
            state: ObjectiveState::Active,
        };
        let goal = Goal { id: Uuid::from_u128(4).into(), words: "A payday without a bottle".into(), objectives: vec![objective] };
        let problem = PlanProblem {
            id: Uuid::from_u128(3).into(),
            words: "Alcohol use disorder".into(),
            own_words: own_words.into(),
            goals: vec![goal],
        };
        TreatmentPlan {
            id: Uuid::from_u128(1).into(),
            patient: Uuid::from_u128(2).into(),
            episode: Uuid::from_u128(6).into(),
            problems: vec![problem],
            review_due,
        }
    }

    fn causes(warnings: &[ThreadWarning]) -> Vec<&'static str> {
        warnings.iter().map(|warning| warning.cause).collect()
    }

    #[test]
    fn a_whole_thread_is_silent() {
        let today = date(2026, 3, 12);
        assert_eq!(golden_thread(&plan("I want Fridays back.", date(2026, 4, 20)), Some(&[]), today, today), []);
    }

    #[test]
    fn what_is_missing_is_said_in_sentences() {
        let today = date(2026, 3, 12);
        let warnings = golden_thread(&plan("", date(2026, 3, 13)), Some(&[]), date(2026, 2, 1), today);
        assert_eq!(causes(&warnings), ["review_due", "no_own_words", "quiet_objective"]);
        assert_eq!(warnings[0].sentence, "The review is due in 1 day.");
        assert_eq!(warnings[2].sentence, "No note has touched objective 1.1 yet.");
    }

    #[test]
    fn who_may_not_read_notes_is_told_nothing_about_them() {
        let today = date(2026, 3, 12);
        assert_eq!(golden_thread(&plan("I want Fridays back.", date(2026, 4, 20)), None, date(2026, 1, 1), today), []);
    }

    #[test]
    fn an_objective_past_its_day_is_asked_about() {
        let today = date(2026, 4, 2);
        let warnings = golden_thread(&plan("Mine.", date(2026, 6, 1)), None, today, today);
        assert_eq!(causes(&warnings), ["objective_overdue"]);
    }
}
