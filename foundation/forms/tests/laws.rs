//! What holds for every form and any answers: nothing panics, order does not matter, more answers never take an alert away that
//! does not depend on them, and a blank is never a zero.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use forms::{Answer, Answers, ContextValues, Form, Item, Library, Severity, Stage, Status};
use proptest::prelude::*;

/// A form, and for each item a number that chooses an answer or none.
fn any_form() -> impl Strategy<Value = (&'static Form, Vec<Option<u32>>, &'static str)> {
    let forms = 0..Library::standard().forms().len();
    let sex = prop::sample::select(vec!["male", "female", "unknown"]);
    (forms, prop::collection::vec(prop::option::weighted(0.7, any::<u32>()), 70), sex)
        .prop_map(|(at, choices, sex)| (&Library::standard().forms()[at], choices, sex))
}

fn answer(item: &Item, choice: u32) -> Answer {
    if let Some((min, max)) = item.range {
        return Answer::Number(min + i64::from(choice) % (max - min + 1));
    }
    let code = item.options[choice as usize % item.options.len()].code.clone();
    if item.takes_several { Answer::Codes(vec![code]) } else { Answer::Code(code) }
}

fn filled_in(form: &Form, choices: &[Option<u32>]) -> Vec<(String, Answer)> {
    let chosen = form.items.iter().zip(choices);
    chosen.filter_map(|(item, choice)| Some((item.id.clone(), answer(item, (*choice)?)))).collect()
}

fn alerts(form: &Form, answers: Vec<(String, Answer)>, context: &ContextValues, stage: Stage) -> Vec<String> {
    let filled = form.read_answers(&answers.into_iter().collect(), context).unwrap();
    form.score_at(&filled, stage).keep().alerts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_order_of_answers_does_not_matter((form, choices, sex) in any_form(), turn in 0_usize..70) {
        let context = ContextValues::from([("sex".to_owned(), sex.to_owned())]);
        let answers = filled_in(form, &choices);
        let mut turned = answers.clone();
        turned.rotate_left(turn % answers.len().max(1));
        let score = |answers: Vec<(String, Answer)>| {
            let filled = form.read_answers(&answers.into_iter().collect::<Answers>(), &context).unwrap();
            form.score(&filled).keep()
        };
        prop_assert_eq!(score(answers), score(turned));
    }

    /// While a form is filled in order, what was raised stays raised, unless the rule itself asks for the answer that came
    /// (a level or score of the same form that is no longer unknown, or a blank that is no longer blank).
    #[test]
    fn an_alert_that_stands_on_one_answer_stays_whatever_else_is_said((form, choices, sex) in any_form()) {
        let context = ContextValues::from([("sex".to_owned(), sex.to_owned())]);
        let all = filled_in(form, &choices);
        let whole = alerts(form, all.clone(), &context, Stage::Underway);
        for (id, answer) in &all {
            let alone = alerts(form, vec![(id.clone(), answer.clone())], &context, Stage::Underway);
            for alert in alone {
                // A gate that is answered no leaves its follow-up unexpected, never uncounted.
                let depends_on_a_blank = ["cssrs-recent-behaviour", "cssrs-unanswered"].contains(&alert.as_str());
                prop_assert!(depends_on_a_blank || whole.contains(&alert), "{}: {alert} was taken away", form.id);
            }
        }
    }

    #[test]
    fn a_score_with_a_blank_has_no_value_and_a_bound_never_lies((form, choices, sex) in any_form()) {
        let context = ContextValues::from([("sex".to_owned(), sex.to_owned())]);
        let some = filled_in(form, &choices);
        let filled = form.read_answers(&some.iter().cloned().collect(), &context).unwrap();
        let part = form.score(&filled).keep();
        prop_assert!(part.at_least.keys().all(|id| !part.scores.contains_key(id) && !part.bands.contains_key(id)));
        prop_assert_eq!(part.status == Status::Partial, !part.missing.is_empty());
        for (id, value) in &part.scores {
            if let Some((min, max)) = form.score_named(id).unwrap().range {
                prop_assert!(value.cmp_whole(min).is_ge() && value.cmp_whole(max).is_le(), "{} {id} {value}", form.id);
            }
        }
    }

    #[test]
    fn anything_at_all_is_answered_or_refused(at in 0_usize..26, id in "[a-z0-9-]{0,12}", text in ".{0,12}", number in any::<i64>()) {
        let form = &Library::standard().forms()[at];
        let item = &form.items[text.len() % form.items.len()];
        for answer in [Answer::Code(text.clone()), Answer::Number(number), Answer::Codes(vec![text.clone(), text]), Answer::Unreadable] {
            let answers: Answers = [(id.clone(), answer.clone())].into_iter().collect();
            let _either = form.read_answers(&answers, &ContextValues::new());
            let answers: Answers = [(item.id.clone(), answer)].into_iter().collect();
            if let Ok(filled) = form.read_answers(&answers, &ContextValues::new()) {
                let _fits = form.score(&filled);
            }
        }
    }

    #[test]
    fn what_is_underway_raises_nothing_that_a_finished_form_would_not((form, choices, sex) in any_form()) {
        let context = ContextValues::from([("sex".to_owned(), sex.to_owned())]);
        let answers = filled_in(form, &choices);
        let ended = alerts(form, answers.clone(), &context, Stage::Ended);
        let underway = alerts(form, answers, &context, Stage::Underway);
        prop_assert!(underway.iter().all(|alert| ended.contains(alert)));
    }
}

#[test]
fn an_empty_form_that_is_still_open_raises_nothing() {
    for form in Library::standard().forms() {
        let filled = form.read_answers(&Answers::default(), &ContextValues::new()).unwrap();
        let outcome = form.score_at(&filled, Stage::Underway);
        assert_eq!(outcome.worst(), None::<Severity>, "{}", form.id);
    }
}
