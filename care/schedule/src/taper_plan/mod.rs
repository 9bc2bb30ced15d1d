//! How the hours of a person's week step down toward the end of care (S-10): from a Monday on, so many hours, written with the person.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written | holds from its first step on | whoever plans somebody's week |
//! | holds | changed | the next version; steps that have begun stay what they were | the same |

mod store;
mod write;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::Minutes;
use vocabulary::id::{PatientId, TaperPlanId};

pub use store::of_patient;
pub use write::{MOST_STEPS, WriteTaper};

/// How the hours of a person's week step down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaperPlan {
    /// The id.
    pub id: TaperPlanId,
    /// Whose.
    pub patient: PatientId,
    /// The steps, in the order of their days.
    pub steps: Vec<TaperStep>,
}

/// From a Monday on, so many minutes a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaperStep {
    /// From this Monday.
    pub from: Date,
    /// Credited minutes a week.
    pub weekly_minutes: Minutes,
}

impl TaperPlan {
    /// The step that holds on a day, and the one before it.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<(TaperStep, Option<TaperStep>)> {
        let at = self.steps.iter().rposition(|step| step.from <= day)?;
        let before = at.checked_sub(1).and_then(|at| self.steps.get(at)).copied();
        self.steps.get(at).map(|step| (*step, before))
    }

    /// The steps that begin after a day.
    pub fn after(&self, day: Date) -> impl Iterator<Item = &TaperStep> {
        self.steps.iter().filter(move |step| day < step.from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;

    use super::*;

    #[test]
    fn s_10_a_week_has_the_hours_of_its_own_step() {
        let step = |from, hours: i64| TaperStep { from, weekly_minutes: Minutes(60 * hours) };
        let (patient, id) = (PatientId(uuid::Uuid::nil()), TaperPlanId(uuid::Uuid::nil()));
        let steps = vec![step(date(2026, 3, 16), 12), step(date(2026, 3, 30), 9), step(date(2026, 4, 13), 6)];
        let plan = TaperPlan { id, patient, steps };
        assert_eq!(plan.on(date(2026, 3, 15)), None);
        let hours =
            |day| plan.on(day).map(|(step, before)| (step.weekly_minutes.0 / 60, before.map(|b| b.weekly_minutes.0 / 60)));
        assert_eq!(hours(date(2026, 3, 29)), Some((12, None)));
        assert_eq!(hours(date(2026, 3, 30)), Some((9, Some(12))));
        assert_eq!(hours(date(2027, 1, 1)), Some((6, Some(9))));
        assert_eq!(plan.after(date(2026, 3, 30)).count(), 1);
    }
}
