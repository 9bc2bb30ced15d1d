//! Admits somebody through the gates: every gate is met or waived, or nothing happens and the page says which is not. The one act
//! makes person, episode, stay, care team and places in groups (`intake::admission::AdmitPatient`), and a first plan with its
//! review date, so that the plan waits for words and not for somebody to begin it (MA-14, MA-15).

use access::{Command, Context, Done, Refusal};
use intake::admission::{AdmissionReceipt, AdmitPatient, Standing};
use intake::inquiry::{self, Outcome};
use jiff::ToSpan;
use plan::TreatmentPlan;

use super::facts;

/// So many days after admission a plan is looked at again, for day treatment (MA-15: our default, the rule is not verified).
const PLAN_REVIEW_DAYS: i64 = 14;

/// Admits somebody whose gates are met.
#[derive(Clone, Debug)]
pub struct AdmitThroughGates {
    /// Whom, where and from when.
    pub admit: AdmitPatient,
}

impl Command for AdmitThroughGates {
    type Output = AdmissionReceipt;
    type Fact = intake::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AdmissionReceipt, intake::Fact>, Refusal> {
        let admit = &self.admit;
        let inquiry = inquiry::load(cx.tx, admit.inquiry)?;
        if matches!(inquiry.outcome, Some(Outcome::Admitted { .. })) {
            return admit.perform(cx);
        }
        let chosen: Vec<_> = admit.groups.iter().map(|place| (place.group, place.from)).collect();
        let found = facts::load(cx, &inquiry, admit.existing_patient, admit.admitted_on, &chosen)?;
        let standings = facts::standings(cx, &inquiry, &found)?;
        // What is wrong with the form is said first: the gates may be looked at in peace.
        let done = admit.perform(cx)?;
        let shut: Vec<&str> = standings
            .iter()
            .filter(|(_, standing)| matches!(standing, Standing::NotMet(_)))
            .map(|(rule, _)| rule.title.as_str())
            .collect();
        if !shut.is_empty() {
            return Err(not_met(&shut));
        }
        as_decided(cx, admit)?;
        begin_plan(cx, &done.output, admit)?;
        Ok(done)
    }
}

/// The level of the admission is the level that was decided (LC-24, LC-26); where the gate was waived nothing was decided.
fn as_decided(cx: &Context<'_>, admit: &AdmitPatient) -> Result<(), Refusal> {
    let decided = intake::placement_decision::newest_of_inquiry(cx.tx, admit.inquiry)?.map(|stored| stored.decided);
    match decided.filter(|level| level.code() != admit.level) {
        None => Ok(()),
        Some(level) => Err(Refusal::refused(
            "other_level_decided",
            "LC-26",
            format!("The placement decided level {}.", level.code()),
            "Admit at that level, or decide anew on the placement page with the reason for another one.",
        )),
    }
}

/// A plan with nothing on it yet and a day on which it is looked at.
fn begin_plan(cx: &Context<'_>, made: &AdmissionReceipt, admit: &AdmitPatient) -> Result<(), Refusal> {
    if plan::treatment_plan::current_of(cx.tx, made.patient)?.is_some_and(|plan| plan.episode == made.episode) {
        return Ok(());
    }
    let plan = TreatmentPlan {
        id: cx.new_id(),
        patient: made.patient,
        episode: made.episode,
        problems: Vec::new(),
        review_due: admit.admitted_on.saturating_add(PLAN_REVIEW_DAYS.days()),
    };
    Ok(cx.tx.append(&plan, &cx.entry("plan begun with the admission"))?)
}

fn not_met(shut: &[&str]) -> Refusal {
    Refusal::refused(
        "gates_not_met",
        "S-25",
        format!("Nobody was admitted. Still open: {}.", shut.join("; ")),
        "Each line of the list says what is missing and has a way to do it.",
    )
}
