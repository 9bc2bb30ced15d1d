//! What asks for attention on the list of people: concerns that nobody closed, authorizations that end, plans to look at again.

use std::collections::{HashMap, HashSet};

use access::{Context, Kind, Refusal};
use jiff::ToSpan;
use treatment::concern::open_concerns;
use vocabulary::id::PatientId;

use super::list::PersonFlag;
use crate::authorizations::{self, Urgency};

/// The flags of these people, as far as the viewer's role goes.
pub(super) fn of(
    cx: &Context<'_>,
    people: &[PatientId],
    sees: &dyn Fn(Kind) -> bool,
) -> Result<HashMap<PatientId, Vec<PersonFlag>>, Refusal> {
    let mut flags: HashMap<PatientId, Vec<PersonFlag>> = HashMap::new();
    let on_list: HashSet<PatientId> = people.iter().copied().collect();
    if sees(Kind::TodayBoard) {
        for concern in open_concerns(cx.tx)?.iter().filter(|concern| on_list.contains(&concern.patient)) {
            let flag = PersonFlag::Concern(concern.kind.into());
            let known = flags.entry(concern.patient).or_default();
            if !known.contains(&flag) {
                known.push(flag);
            }
        }
    }
    if sees(Kind::Authorization) {
        let lines = authorizations::lines(cx, None)?;
        let pressing: HashSet<PatientId> = lines
            .iter()
            .filter(|line| line.urgency == Urgency::Now && on_list.contains(&line.authorization.patient))
            .map(|line| line.authorization.patient)
            .collect();
        for patient in pressing {
            flags.entry(patient).or_default().push(PersonFlag::Authorization);
        }
    }
    if sees(Kind::TreatmentPlan) {
        let soon = cx.today().saturating_add(7.days());
        let plans = plan::treatment_plan::of_patients(cx.tx, people)?;
        let settled: HashSet<PatientId> = plans.iter().filter(|plan| plan.review_due > soon).map(|plan| plan.patient).collect();
        for patient in people.iter().filter(|patient| !settled.contains(patient)) {
            flags.entry(*patient).or_default().push(PersonFlag::Plan);
        }
    }
    Ok(flags)
}
