//! Opens a case: what happened and when somebody knew of it or should have. Every clock begins on that day (P2-55).

use std::collections::BTreeMap;

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::BreachId;

use super::count::{judged_states, people};
use super::model::{Affected, Breach};
use crate::Fact;

/// A new case.
#[derive(Clone, Debug, Default)]
pub struct OpenBreach {
    /// The first day on which anybody of the program knew of it or should have.
    pub discovered_on: Option<Date>,
    /// When it happened, as far as that is known.
    pub happened_on: Option<Date>,
    /// What happened.
    pub happened: String,
    /// The record numbers of those whose charts are known; may be empty.
    pub record_numbers: Vec<i64>,
    /// How many live in each state, by its two letters; those with known charts included.
    pub by_state: BTreeMap<String, u32>,
}

impl Command for OpenBreach {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Breach)?;
        let mut problems = Problems::none();
        problems.require("happened", !self.happened.trim().is_empty(), "Write what happened.");
        problems.require("discovered_on", self.discovered_on.is_some(), "Write the day on which somebody first knew of it.");
        let is_over = |day: Option<Date>| day.is_none_or(|day| day <= cx.today());
        problems.require("discovered_on", is_over(self.discovered_on), "This day is still to come.");
        let before = self.happened_on.zip(self.discovered_on).is_none_or(|(happened, discovered)| happened <= discovered);
        problems.require("happened_on", before, "It cannot be discovered before it happened.");
        let by_state = judged_states(&self.by_state, &mut problems);
        let patients = people(cx, &self.record_numbers, &mut problems)?;
        let breach = problems.finish(self.discovered_on.map(|discovered_on| Breach {
            id: cx.new_id(),
            discovered_on,
            happened_on: self.happened_on,
            happened: self.happened.trim().to_owned(),
            affected: Affected { patients, by_state },
            decision: None,
            letters: Vec::new(),
            letter_text: None,
        }))?;
        cx.tx.append(&breach, &cx.entry("breach case opened"))?;
        Ok(Done::with(breach.id, Fact::DutiesChanged))
    }
}
