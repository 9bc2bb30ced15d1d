//! What must hold for any answers.

use proptest::prelude::*;

use super::*;
use crate::placement::advice::{Disposition, Found};
use crate::placement::answers::{Barrier, Dimension, EmergencySign, HarmSign, HomeDanger, MedicalSign, Nursing, SuicideScreen};
use crate::placement::hard_stop;

fn any_rating() -> impl Strategy<Value = Option<Rating>> {
    prop_oneof![1 => Just(None), 5 => (0_u8..=4).prop_map(rating)]
}

fn any_list<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<Vec<T>>> {
    prop_oneof![
        6 => Just(None),
        6 => Just(Some(vec![])),
        1 => proptest::sample::subsequence(all, 1..=all.len()).prop_map(Some),
    ]
}

fn rarely() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![4 => Just(None), 4 => Just(Some(false)), 1 => Just(Some(true))]
}

prop_compose! {
    fn any_suicide()(is_recorded: bool, method in rarely(), intent in rarely(), plan in rarely(), recent in rarely(), ever in rarely())
        -> SuicideScreen {
        SuicideScreen { is_recorded, method, intent, plan, behavior_in_3_months: recent, behavior_ever: ever }
    }
}

prop_compose! {
    fn any_substances()(all in proptest::collection::vec((proptest::sample::select(SubstanceClass::ALL), rarely(), rarely()), 0..4))
        -> Vec<Substance> {
        all.into_iter().map(|(class, in_72_hours, is_dependent)| Substance { class, in_72_hours, is_dependent }).collect()
    }
}

prop_compose! {
    fn rated()(ratings in [any_rating(), any_rating(), any_rating(), any_rating(), any_rating(), any_rating()],
               age in prop_oneof![1 => Just(None), 8 => (10_u8..90).prop_map(Some)]) -> Answers {
        let [withdrawal, body, psychiatric, motivation, use_risk, environment] = ratings;
        Answers { age, withdrawal, body, psychiatric, motivation, use_risk, environment, ..Answers::default() }
    }
}

prop_compose! {
    fn bodily()(answers in rated(), emergency in any_list(EmergencySign::ALL), harm in any_list(HarmSign::ALL),
                medical in any_list(MedicalSign::ALL), home in any_list(HomeDanger::ALL),
                systolic in proptest::option::of(60_u16..220), pulse in proptest::option::of(40_u16..180),
                nursing in proptest::option::of(proptest::sample::select(Nursing::ALL)),
                emergency_judged in rarely()) -> Answers {
        Answers { emergency, harm, medical, home, systolic, pulse, nursing, is_medical_emergency: emergency_judged, ..answers }
    }
}

prop_compose! {
    fn any_answers()(answers in bodily(), suicide in any_suicide(), item in proptest::option::of(0_u8..=3),
                     substances in proptest::option::of(any_substances()), ciwa in proptest::option::of(0_u8..=40),
                     complicated in rarely(), support in rarely(), plan in rarely(), pregnant in rarely(), injects in rarely(),
                     intoxicated in rarely()) -> Answers {
        Answers {
            suicide, phq9_item9: item, substances, ciwa, complicated_withdrawal: complicated, has_sober_support: support,
            has_prescriber_plan: plan, is_pregnant: pregnant, injects, is_intoxicated: intoxicated,
            barriers: vec![Barrier::Work], ..answers
        }
    }
}

fn fired(advice: &Advice) -> Vec<String> {
    advice.checks.iter().filter(|check| check.found == Found::Fired).map(|check| check.rule.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_same_answers_give_the_same_advice(answers in any_answers()) {
        prop_assert_eq!(ask(&answers), ask(&answers.clone()));
    }

    #[test]
    fn no_other_answer_hides_a_hard_stop(danger in any_answers(), other in rated()) {
        // The dangers of one person with the ratings, age and course of another.
        let stops = |answers: &Answers| hard_stop::check(answers, table())
            .into_iter().filter(|check| check.found == Found::Fired && check.rule != "LC-21").map(|check| check.rule.to_string())
            .collect::<Vec<_>>();
        let mixed = Answers {
            age: other.age, withdrawal: other.withdrawal, body: other.body, use_risk: other.use_risk,
            environment: other.environment, motivation: other.motivation, ..danger.clone()
        };
        let before = stops(&danger);
        prop_assert_eq!(&before, &stops(&mixed));
        let advice = ask(&mixed);
        for rule in &before {
            prop_assert!(advice.has_fired(rule), "{rule}");
            prop_assert!(fired(&advice).contains(rule));
        }
    }

    #[test]
    fn an_emergency_or_crisis_shows_no_level_and_comes_first(answers in any_answers()) {
        let advice = ask(&answers);
        let urgent = advice.checks.iter().filter(|check| check.found == Found::Fired).map(|check| check.leads_to).min();
        if let Some(urgent @ (Disposition::Emergency | Disposition::Crisis)) = urgent {
            prop_assert_eq!(advice.disposition, urgent);
            prop_assert_eq!(advice.suggestion, None);
            prop_assert!(advice.alternatives.is_empty());
        }
    }

    #[test]
    fn a_higher_rating_never_lowers_the_medical_floor(
        answers in any_answers(), raised in proptest::sample::select(vec![Dimension::Withdrawal, Dimension::Body])
    ) {
        let Some(higher) = answers.rating(raised).and_then(|now| Rating::try_new(now.value() + 1)) else { return Ok(()) };
        let mut more = answers.clone();
        more.rate(raised, Some(higher));
        let (before, after) = (ask(&answers), ask(&more));
        prop_assert!(after.medical_floor >= before.medical_floor, "{:?} {:?}", before.medical_floor, after.medical_floor);
    }

    #[test]
    fn a_higher_rating_of_any_dimension_never_lowers_the_level(
        answers in any_answers(), raised in proptest::sample::select(Dimension::ALL)
    ) {
        let Some(higher) = answers.rating(raised).and_then(|now| Rating::try_new(now.value() + 1)) else { return Ok(()) };
        let mut more = answers.clone();
        more.rate(raised, Some(higher));
        let (Some(before), Some(after)) = (ask(&answers).suggestion, ask(&more).suggestion) else { return Ok(()) };
        prop_assert!(after.level >= before.level);
    }

    #[test]
    fn a_missing_rating_never_gives_a_level(answers in any_answers(), lost in proptest::sample::select(Dimension::ALL)) {
        let mut less = answers;
        less.home = None; // a dangerous home settles E without a rating
        less.rate(lost, None);
        let advice = ask(&less);
        if lost != Dimension::Motivation {
            prop_assert_eq!(&advice.suggestion, &None);
            prop_assert!(!advice.fired.is_empty());
        }
        less.age = None;
        prop_assert_eq!(ask(&less).suggestion, None);
    }

    #[test]
    fn what_is_not_known_about_home_or_a_plan_never_gives_less_than_knowing(answers in any_answers(), has: bool) {
        let unknown = Answers { has_sober_support: None, has_prescriber_plan: None, ..answers.clone() };
        let known = Answers { has_sober_support: Some(has), has_prescriber_plan: Some(has), ..answers };
        let (Some(unknown), Some(known)) = (ask(&unknown).suggestion, ask(&known).suggestion) else { return Ok(()) };
        prop_assert!(unknown.level >= known.level);
    }

    #[test]
    fn motivation_and_barriers_never_change_the_level(answers in any_answers(), motivation in any_rating()) {
        let other = Answers { motivation, barriers: vec![], ..answers.clone() };
        let level = |answers: &Answers| ask(answers).suggestion.map(|one| one.level);
        prop_assert_eq!(level(&answers), level(&other));
    }

    #[test]
    fn answers_and_advice_read_back_as_they_were_written(answers in any_answers()) {
        let advice = ask(&answers);
        let text = toml::to_string(&Kept { answers: answers.clone(), advice: advice.clone() }).unwrap();
        let back: Kept = toml::from_str(&text).unwrap();
        prop_assert_eq!(back.answers, answers);
        prop_assert_eq!(back.advice, advice);
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    answers: Answers,
    advice: Advice,
}
