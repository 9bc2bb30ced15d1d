//! The whole policy as a kept page: a change of a rule is seen here as a change of what people may do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

use std::hint::black_box;
use std::time::Instant;

use policy::{Action, Circumstances, Kind, Policy, Role, matrix};

#[test]
fn the_role_action_record_matrix_is_kept() {
    insta::assert_snapshot!(matrix(&Policy::load().unwrap()));
}

#[test]
fn one_policy_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Policy>();
}

#[test]
fn names_are_stable_and_read_back() {
    for role in Role::ALL {
        assert_eq!(role.as_str().parse::<Role>().unwrap(), *role);
        assert!(!role.title().is_empty() && role.meaning().ends_with('.'));
    }
    assert!(Action::ALL.iter().all(|action| action.as_str().parse::<Action>().unwrap() == *action));
    assert!(Kind::ALL.iter().all(|kind| kind.as_str().parse::<Kind>().unwrap() == *kind));
    let error = "janitor".parse::<Role>().unwrap_err().to_string();
    assert!(error.contains("“janitor” is not a known role") && error.contains("front_desk"), "{error}");
}

#[test]
fn names_are_stored_under_the_same_text() {
    use serde::Deserialize as _;
    use serde::de::IntoDeserializer as _;
    use serde::de::value::{Error, StrDeserializer};
    for kind in Kind::ALL {
        let text: StrDeserializer<'_, Error> = kind.as_str().into_deserializer();
        assert_eq!(Kind::deserialize(text).unwrap(), *kind);
    }
}

/// Aim: at most 20 µs a decision, so that a page may ask a hundred times. Prints what it measured (`--nocapture`).
#[test]
fn a_decision_costs_less_than_twenty_microseconds() {
    let start = Instant::now();
    let policy = Policy::load().unwrap();
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let roles = [Role::Clinician, Role::ComplianceOfficer];
    let start_asking = Instant::now();
    policy.ask_everything().unwrap();
    println!("asking Cedar everything: {:.1} ms", start_asking.elapsed().as_secs_f64() * 1e3);
    let mut questions = 0_u32;
    let start = Instant::now();
    for action in Action::ALL {
        for kind in Kind::ALL {
            for is_own in [false, true] {
                black_box(policy.may(black_box(&roles), *action, *kind, &Circumstances::own_if(is_own)));
                questions += 1;
            }
        }
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(questions);
    println!("decision: {each:.3} µs");
    assert!(each < 20.0, "{each} µs a decision");
}
