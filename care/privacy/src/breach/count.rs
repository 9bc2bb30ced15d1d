//! Says whom a case concerns, as it becomes known: charts, and how many people in each state. The last days follow anew.

use std::collections::BTreeMap;

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{BreachId, PatientId};

use super::model::{Affected, Breach};
use super::store;
use crate::Fact;

/// Whom it concerns, as it is known now.
#[derive(Clone, Debug)]
pub struct CountAffected {
    /// Which case.
    pub breach: BreachId,
    /// The record numbers of those whose charts are known.
    pub record_numbers: Vec<i64>,
    /// How many live in each state, by its two letters.
    pub by_state: BTreeMap<String, u32>,
}

impl Command for CountAffected {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let current = store::load(cx.tx, self.breach)?;
        super::judge::refuse_when_no_breach(&current)?;
        let mut problems = Problems::none();
        let by_state = judged_states(&self.by_state, &mut problems);
        let patients = people(cx, &self.record_numbers, &mut problems)?;
        let affected = problems.finish(Some(Affected { patients, by_state }))?;
        if affected == current.affected {
            return Ok(Done::already(self.breach));
        }
        let next = Breach { affected, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("counted anew"))?;
        Ok(Done::with(self.breach, Fact::DutiesChanged))
    }
}

/// States by their two capital letters, none with nobody.
pub(super) fn judged_states(by_state: &BTreeMap<String, u32>, problems: &mut Problems) -> BTreeMap<String, u32> {
    let is_state = |code: &str| code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    let all_known = by_state.keys().all(|code| is_state(code));
    problems.require("by_state", all_known, "Write each state with its two letters and how many people: MA 12.");
    by_state.iter().filter(|(_, count)| **count > 0).map(|(code, count)| (code.clone(), *count)).collect()
}

/// The people with these record numbers; a number that nobody has is a problem.
pub(crate) fn people(cx: &Context<'_>, numbers: &[i64], problems: &mut Problems) -> Result<Vec<PatientId>, Refusal> {
    let found = store::people_numbered(cx.tx, numbers)?;
    let is_known = |number: &i64| found.iter().any(|one| one.record_number == *number);
    let all_known = numbers.iter().all(is_known);
    problems.require("record_numbers", all_known, "Nobody here has one of these record numbers. Look at each again.");
    Ok(found.iter().map(|one| one.id).collect())
}
