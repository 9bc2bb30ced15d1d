//! Whether to go on at a level, step down, step up or end (LC-27…30), and when to look again (LC-31, LC-32).
//!
//! Use alone never ends care: it asks for a new look (LC-30). Medication for opioid use disorder is never a reason to refuse or
//! end a level (LC-33), so nothing here asks about it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answers::Rating;
use super::table::Table;
use super::{Disposition, Level};
use crate::coded::coded;

coded! {
    /// How care ends (LC-30).
    Ending {
        /// Completed.
        Completed = "completed", "completed";
        /// Transferred.
        Transferred = "transferred", "transferred";
        /// The person left.
        Left = "left", "left";
        /// Ended by the program, with a reason.
        Administrative = "administrative", "ended by the program";
        /// The person died.
        Deceased = "deceased", "died";
        /// The person was imprisoned.
        Incarcerated = "incarcerated", "imprisoned";
    }
}

coded! {
    /// What asks for a new look at once (LC-31).
    Trigger {
        /// A test that was not as expected.
        PositiveTest = "positive_test", "a test not as expected";
        /// Two absences without excuse in seven days.
        TwoAbsences = "two_absences", "two unexcused absences in 7 days";
        /// An emergency department visit.
        EmergencyVisit = "emergency_visit", "a visit to the emergency department";
        /// An overdose.
        Overdose = "overdose", "an overdose";
        /// A safety event.
        SafetyEvent = "safety_event", "a safety event";
        /// A new medication.
        NewMedication = "new_medication", "a new medication";
    }
}

/// What a review finds. Nothing answered is nothing known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Whether the goals for this level are met.
    pub goals_met: Option<bool>,
    /// Whether what remains can be met with less.
    pub needs_less: Option<bool>,
    /// Whether there is progress.
    pub is_progressing: Option<bool>,
    /// Whether progress is expected here.
    pub can_progress_here: Option<bool>,
    /// Whether the plan was changed to answer a lack of progress.
    pub is_plan_changed: Option<bool>,
    /// Whether new or worse problems need more than this level.
    pub needs_more: Option<bool>,
    /// Whether there are new problems that this level can treat.
    pub new_problems_treatable_here: Option<bool>,
    /// U now.
    pub use_risk: Option<Rating>,
    /// E now.
    pub environment: Option<Rating>,
    /// Days without new use or crisis.
    pub days_held: Option<u16>,
    /// What the advisor's stops say today.
    pub stop: Option<Disposition>,
    /// How care ended, when it has.
    pub ending: Option<Ending>,
}

/// What follows from a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Course {
    /// Go on here, and why (LC-27).
    Continue(&'static str),
    /// A lower level fits (LC-28).
    StepDown,
    /// More is needed, and why (LC-29).
    StepUp(&'static str),
    /// Care has ended (LC-30).
    Ended(Ending),
    /// Not enough is known; what is missing.
    NotEnough(Vec<&'static str>),
}

/// The decision of a review.
#[must_use]
pub fn review(found: &Review, table: &Table) -> Course {
    if let Some(ending) = found.ending {
        return Course::Ended(ending);
    }
    if matches!(found.stop, Some(Disposition::Emergency | Disposition::Crisis | Disposition::MedicalToday)) {
        return Course::StepUp("a hard stop fired");
    }
    if found.needs_more == Some(true) {
        return Course::StepUp("new or worse problems need more");
    }
    match (found.is_progressing, found.can_progress_here, found.is_plan_changed) {
        (Some(false), Some(false), _) => return Course::StepUp("cannot benefit here"),
        (Some(false), Some(true), Some(true)) => return Course::Continue("no progress yet, able to, and the plan was changed"),
        (Some(false), Some(true), Some(false)) => {
            return Course::NotEnough(vec!["a plan changed to answer the lack of progress"]);
        }
        _ => {}
    }
    match (found.goals_met, found.is_progressing, found.new_problems_treatable_here) {
        (Some(true), _, Some(true)) => Course::Continue("new problems that this level can treat"),
        (Some(true), _, _) => after_goals(found, table),
        (Some(false), Some(true), _) => Course::Continue("progress, and goals not yet met"),
        _ => Course::NotEnough(missing(found)),
    }
}

/// LC-28: goals met, what remains needs less, and U and E hold.
fn after_goals(found: &Review, table: &Table) -> Course {
    let holds = |rating: Option<Rating>| rating.map(|rating| rating <= Rating::MILD);
    let long_enough = found.days_held.map(|days| days >= table.stay.hold_days);
    match (found.needs_less, holds(found.use_risk), holds(found.environment), long_enough) {
        (Some(true), Some(true), Some(true), Some(true)) => Course::StepDown,
        (None, ..) | (_, None, ..) | (_, _, None, _) | (.., None) => Course::NotEnough(missing(found)),
        _ => Course::Continue("goals met, but what was reached does not hold yet"),
    }
}

fn missing(found: &Review) -> Vec<&'static str> {
    let asked = [
        (found.goals_met.is_none(), "whether the goals for this level are met"),
        (found.goals_met == Some(false) && found.is_progressing.is_none(), "whether there is progress"),
        (found.is_progressing == Some(false) && found.can_progress_here.is_none(), "whether progress is expected here"),
        (
            found.is_progressing == Some(false) && found.is_plan_changed.is_none(),
            "whether the plan was changed to answer the lack of progress",
        ),
        (found.goals_met == Some(true) && found.needs_less.is_none(), "whether what remains can be met with less"),
        (found.goals_met == Some(true) && found.use_risk.is_none(), "a rating of the risk of use (U)"),
        (found.goals_met == Some(true) && found.environment.is_none(), "a rating of home and surroundings (E)"),
        (found.goals_met == Some(true) && found.days_held.is_none(), "the days without new use or crisis"),
    ];
    asked.into_iter().filter_map(|(is_missing, words)| is_missing.then_some(words)).collect()
}

/// When to rate again (LC-31): after the first week, then by level, and at once on any trigger. None for a level without a
/// cadence of ours.
#[must_use]
pub fn next_review(level: Level, began: Date, last: Option<Date>, triggers: &[(Trigger, Date)], table: &Table) -> Option<Date> {
    let rows = &table.stay;
    let by_cadence = match last {
        None => Some(began.saturating_add(rows.first_review_days.days())),
        Some(last) => {
            let row = rows.review_days.iter().find(|row| row.level == level);
            row.map(|row| last.saturating_add(row.days.days()))
        }
    };
    let since = last.unwrap_or(began);
    let by_trigger = triggers.iter().map(|(_, day)| *day).filter(|day| *day >= since).min();
    match (by_cadence, by_trigger) {
        (Some(cadence), Some(trigger)) => Some(cadence.min(trigger)),
        (one, other) => one.or(other),
    }
}
