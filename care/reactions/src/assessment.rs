//! What measures have answered already of what the advisor asks: nothing is asked twice (ux 1.2). It stands in the ratings as a
//! proposal with its source; a person looks at it and saves it.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use forms::{Answer, Library};
use intake::admission::{Gate, waive};
use intake::inquiry::{self, Outcome};
use intake::placement::Answers;
use measure::Measure;
use vocabulary::id::{InquiryId, PatientId};

use crate::admission::people;

/// The form whose ninth item asks about death.
const DEPRESSION: &str = "phq-9";
/// The screen for suicide risk.
const SUICIDE: &str = "c-ssrs-screener";
/// Scales of withdrawal: they say how somebody is in this hour, not how they were last week.
const WITHDRAWAL: [&str; 2] = ["ciwa-ar", "cows"];

/// Asks what was measured since somebody asked for help.
#[derive(Clone, Copy, Debug)]
pub struct MeasuredSoFar {
    /// Of which inquiry.
    pub inquiry: InquiryId,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct MeasuredView {
    /// Handed in since the inquiry, the newest first; of each instrument the last one.
    pub done: Vec<Measure>,
    /// What they answer of the advisor's questions; everything else is not asked.
    pub answers: Answers,
}

impl Query for MeasuredSoFar {
    type View = MeasuredView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<MeasuredView>, Refusal> {
        cx.require(Action::View, Kind::Measure)?;
        let asked = inquiry::load(cx.tx, self.inquiry)?;
        let mut done: Vec<Measure> = Vec::new();
        for person in people(&asked, None) {
            done.extend(measure::completed_since(cx.tx, person, asked.received_at)?.into_iter().map(|stored| stored.record));
        }
        done.sort_by_key(|measure| std::cmp::Reverse(measure.completed_at));
        let mut known: Vec<String> = Vec::new();
        done.retain(|measure| {
            let is_newest = !known.contains(&measure.instrument);
            known.push(measure.instrument.clone());
            is_newest
        });
        let mut answers = Answers::default();
        for measure in &done {
            let is_of_today = measure.completed_at.is_some_and(|at| cx.zone.day(at) == cx.today());
            if is_of_today || !WITHDRAWAL.contains(&measure.instrument.as_str()) {
                take(measure, &mut answers);
            }
        }
        Ok(Guarded::chart(asked.person(), Kind::Measure, MeasuredView { done, answers }))
    }
}

/// MA-11, MA-12: until the assessment of whoever came by an inquiry is signed, a plan may stand for the acute problem, which is one;
/// more is a comprehensive plan. A gate that was waived at the admission lets treatment begin and does not replace the assessment. Who
/// was taken over from elsewhere, past the gates, brings an assessment that is not kept here.
pub(crate) fn before_comprehensive_plan(cx: &Context<'_>, patient: PatientId) -> Result<(), Refusal> {
    let Some(plan) = plan::treatment_plan::current_of(cx.tx, patient)? else { return Ok(()) };
    if plan.problems.len() <= 1 {
        return Ok(());
    }
    for inquiry in inquiry::of_person(cx.tx, patient)? {
        if matches!(inquiry.outcome, Some(Outcome::Admitted { episode, .. }) if episode == plan.episode) {
            let assessment = intake::assessment::of_inquiry(cx.tx, inquiry.id)?;
            let was_waived =
                || waive::waivers_of(cx.tx, inquiry.id).map(|all| all.iter().any(|one| one.gate == Gate::Assessment));
            if assessment.is_none() && !was_waived()? {
                return Ok(());
            }
            return intake::assessment::gate::comprehensive_plan(assessment.as_ref().map(|stored| &stored.record));
        }
    }
    Ok(())
}

/// What one measure answers (LC-10, LC-12, LC-14…).
fn take(measure: &Measure, answers: &mut Answers) {
    let total = || {
        let total = measure.outcome.as_ref()?.scores.get("total")?.as_whole()?;
        u8::try_from(total).ok()
    };
    let yes = |item: &str| match measure.answers.get(item)? {
        Answer::Code(code) => Some(code == "yes"),
        _ => None,
    };
    match measure.instrument.as_str() {
        DEPRESSION => {
            let scored =
                |code: &str| Library::standard().form(DEPRESSION)?.item("phq9-9")?.option(code).map(|option| option.score);
            answers.phq9_item9 = match measure.answers.get("phq9-9") {
                Some(Answer::Code(code)) => scored(code).and_then(|score| u8::try_from(score).ok()),
                _ => None,
            };
        }
        SUICIDE => {
            let screen = &mut answers.suicide;
            screen.is_recorded = true;
            // Questions 3 to 5 are not asked of whoever said no to question 2.
            let after_thoughts = |item: &str| yes(item).or_else(|| (yes("cssrs-2") == Some(false)).then_some(false));
            screen.method = after_thoughts("cssrs-3");
            screen.intent = after_thoughts("cssrs-4");
            screen.plan = after_thoughts("cssrs-5");
            screen.behavior_ever = yes("cssrs-6");
            screen.behavior_in_3_months = yes("cssrs-6a").or_else(|| (yes("cssrs-6") == Some(false)).then_some(false));
        }
        "ciwa-ar" => answers.ciwa = total(),
        "cows" => answers.cows = total(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use forms::Answers as Given;

    use super::*;

    fn filled(instrument: &str, given: &[(&str, &str)]) -> Measure {
        let mut measure: Measure = serde_json::from_value(serde_json::json!({
            "id": "019b5b2c-7980-7270-a5e8-77a2a8db0001", "patient": "019b5b2c-7980-7270-a5e8-77a2a8db0002",
            "instrument": instrument, "version": "", "definition": "", "interpreter": 1, "language": "en", "wording": null, "why": "",
            "requested_at": "2026-03-12T14:00:00Z", "due_on": null, "is_sent": false, "means": null, "entered_by": null,
            "context": {}, "answers": {}, "totals": {}, "begun_at": null, "completed_at": "2026-03-12T14:00:00Z",
            "early_reason": null, "outcome": null, "raised": [], "withdrawn": null,
        }))
        .unwrap();
        let mut answers = Given::default();
        for (item, code) in given {
            answers.set(item, Some(Answer::Code((*code).to_owned())));
        }
        measure.answers = answers;
        measure
    }

    #[test]
    fn lc_12_a_suicide_screen_that_was_given_is_not_asked_again() {
        let mut answers = Answers::default();
        let given = [
            ("cssrs-1", "yes"),
            ("cssrs-2", "yes"),
            ("cssrs-3", "yes"),
            ("cssrs-4", "no"),
            ("cssrs-6", "yes"),
            ("cssrs-6a", "no"),
        ];
        take(&filled(SUICIDE, &given), &mut answers);
        let screen = answers.suicide;
        assert!(screen.is_recorded);
        assert_eq!(
            (screen.method, screen.intent, screen.plan),
            (Some(true), Some(false), None),
            "what was not answered stays open"
        );
        assert_eq!((screen.behavior_ever, screen.behavior_in_3_months), (Some(true), Some(false)));
    }

    #[test]
    fn no_thoughts_and_no_behavior_answer_what_the_screen_then_leaves_out() {
        let mut answers = Answers::default();
        take(&filled(SUICIDE, &[("cssrs-1", "no"), ("cssrs-2", "no"), ("cssrs-6", "no")]), &mut answers);
        let screen = answers.suicide;
        assert_eq!((screen.method, screen.intent, screen.plan), (Some(false), Some(false), Some(false)));
        assert_eq!((screen.behavior_ever, screen.behavior_in_3_months), (Some(false), Some(false)));
    }

    #[test]
    fn lc_10_item_nine_of_the_phq_9_is_taken_as_it_was_answered() {
        let mut answers = Answers::default();
        take(&filled(DEPRESSION, &[("phq9-9", "more-than-half")]), &mut answers);
        assert_eq!(answers.phq9_item9, Some(2));
        assert_eq!(Answers { phq9_item9: None, ..answers }, Answers::default(), "and nothing else is made up");
    }
}
