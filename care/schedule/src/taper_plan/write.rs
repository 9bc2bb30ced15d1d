//! Writes how the hours step down. A step that has begun is history: it stays what it was, whatever is written for later.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Weekday;
use vocabulary::Minutes;
use vocabulary::id::{PatientId, TaperPlanId};

use super::{TaperPlan, TaperStep, store};
use crate::Fact;

/// How many steps a taper has at most.
pub const MOST_STEPS: usize = 8;

/// Writes how the hours step down.
#[derive(Clone, Debug)]
pub struct WriteTaper {
    /// Whose.
    pub patient: PatientId,
    /// The version that was read; nothing when there was none.
    pub version: Option<i64>,
    /// The steps that are to begin; those that have begun need not be said again.
    pub steps: Vec<TaperStep>,
}

impl Command for WriteTaper {
    type Output = TaperPlanId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<TaperPlanId, Fact>, Refusal> {
        let current = store::of_patient(cx.tx, self.patient)?;
        cx.require(if current.is_some() { Action::Amend } else { Action::Record }, Kind::TaperPlan)?;
        episode::patient::load(cx.tx, self.patient)?;
        if current.as_ref().map(|one| one.version) != self.version {
            return Err(Refusal::Conflict);
        }
        let today = cx.today();
        let stay = episode::stay::current_of(cx.tx, self.patient, today)?;
        let most = stay.as_ref().and_then(|stay| stay.weekly_ceiling_minutes);
        let begun: Vec<TaperStep> =
            current.iter().flat_map(|one| one.steps.iter()).filter(|step| step.from <= today).copied().collect();
        let mut problems = Problems::none();
        let coming: Vec<TaperStep> = self.steps.iter().filter(|step| !begun.contains(step)).copied().collect();
        problems.require("steps", stay.is_some(), "They are in no level of care, so there are no hours to step down.");
        problems.require("steps", coming.len() <= MOST_STEPS, "Write no more than eight steps.");
        let mut before = begun.last().copied();
        for (at, step) in coming.iter().enumerate() {
            check(&mut problems, at, *step, before, most);
            let is_later = today < step.from;
            problems.require(&format!("steps.{at}.from"), is_later, "This day is past or today; what was is not changed.");
            before = Some(*step);
        }
        problems.finish(Some(()))?;
        let next = TaperPlan {
            id: current.as_ref().map_or_else(|| cx.new_id(), |one| one.id),
            patient: self.patient,
            steps: begun.into_iter().chain(coming).collect(),
        };
        match current {
            Some(known) if known.record == next => return Ok(Done::already(next.id)),
            Some(known) => cx.tx.amend(&next, known.version, &cx.entry("taper changed"))?,
            None => cx.tx.append(&next, &cx.entry("taper written"))?,
        };
        Ok(Done::already(next.id))
    }
}

fn check(problems: &mut Problems, at: usize, step: TaperStep, before: Option<TaperStep>, most: Option<Minutes>) {
    let (from, hours) = (format!("steps.{at}.from"), format!("steps.{at}.hours"));
    problems.require(&from, step.from.weekday() == Weekday::Monday, "A step begins on a Monday, so that no week has two.");
    problems.require(&hours, step.weekly_minutes.0 > 0, "Write how many hours a week.");
    let is_within = most.is_none_or(|most| step.weekly_minutes.0 <= most.0);
    problems.require(&hours, is_within, "This is more than their stay allows a week.");
    if let Some(before) = before {
        problems.require(&from, before.from < step.from, "A step begins after the one before it.");
        problems.require(
            &hours,
            step.weekly_minutes.0 < before.weekly_minutes.0,
            "A step has fewer hours than the one before it.",
        );
    }
}
