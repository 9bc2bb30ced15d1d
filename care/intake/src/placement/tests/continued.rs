//! LC-27…31.

use jiff::civil::date;

use super::*;
use crate::placement::continued::{Course, Ending, Review, Trigger, next_review, review};
use crate::placement::{Disposition, Level};

fn goals_met() -> Review {
    Review {
        goals_met: Some(true),
        needs_less: Some(true),
        use_risk: rating(1),
        environment: rating(1),
        days_held: Some(14),
        ..Review::default()
    }
}

#[test]
fn lc_27_who_makes_progress_or_has_a_changed_plan_goes_on() {
    let progress = Review { goals_met: Some(false), is_progressing: Some(true), ..Review::default() };
    assert!(matches!(review(&progress, table()), Course::Continue(_)));
    let changed = Review {
        goals_met: Some(false),
        is_progressing: Some(false),
        can_progress_here: Some(true),
        is_plan_changed: Some(true),
        ..Review::default()
    };
    assert!(matches!(review(&changed, table()), Course::Continue(_)));
    let unchanged = Review { is_plan_changed: Some(false), ..changed };
    assert!(matches!(review(&unchanged, table()), Course::NotEnough(_)), "a plan comes first");
    let new = Review { new_problems_treatable_here: Some(true), ..goals_met() };
    assert!(matches!(review(&new, table()), Course::Continue(_)));
}

#[test]
fn lc_28_goals_met_and_fourteen_days_held_is_a_step_down() {
    assert_eq!(review(&goals_met(), table()), Course::StepDown);
    let soon = Review { days_held: Some(13), ..goals_met() };
    assert!(matches!(review(&soon, table()), Course::Continue(_)));
}

#[test]
fn lc_29_what_needs_more_or_stops_hard_steps_up() {
    let worse = Review { needs_more: Some(true), ..goals_met() };
    assert!(matches!(review(&worse, table()), Course::StepUp(_)));
    let stop = Review { stop: Some(Disposition::Crisis), ..goals_met() };
    assert!(matches!(review(&stop, table()), Course::StepUp(_)));
    let cannot = Review { is_progressing: Some(false), can_progress_here: Some(false), ..Review::default() };
    assert!(matches!(review(&cannot, table()), Course::StepUp(_)));
}

#[test]
fn lc_30_care_ends_only_for_a_named_reason_and_use_alone_is_none() {
    let left = Review { ending: Some(Ending::Left), ..Review::default() };
    assert_eq!(review(&left, table()), Course::Ended(Ending::Left));
    assert!(!Ending::ALL.iter().any(|ending| ending.as_str().contains("use")));
    let used = Review { days_held: Some(0), use_risk: rating(3), ..goals_met() };
    assert!(matches!(review(&used, table()), Course::Continue(_)));
}

#[test]
fn lc_31_a_review_is_due_after_a_week_then_by_level_and_at_once_on_a_trigger() {
    let began = date(2026, 3, 2);
    let due = |level, last, triggers: &[(Trigger, jiff::civil::Date)]| next_review(level, began, last, triggers, table());
    assert_eq!(due(Level::IntensiveOutpatient, None, &[]), Some(date(2026, 3, 9)));
    let last = Some(date(2026, 3, 9));
    assert_eq!(due(Level::IntensiveOutpatient, last, &[]), Some(date(2026, 3, 23)));
    assert_eq!(due(Level::DayProgram, last, &[]), Some(date(2026, 3, 16)));
    let test = [(Trigger::PositiveTest, date(2026, 3, 11))];
    assert_eq!(due(Level::IntensiveOutpatient, last, &test), Some(date(2026, 3, 11)));
    assert_eq!(due(Level::Outpatient, last, &[]), None, "no cadence of ours");
}

#[test]
fn a_review_names_what_is_missing() {
    let Course::NotEnough(missing) = review(&Review::default(), table()) else { unreachable!("nothing was answered") };
    assert_eq!(missing, ["whether the goals for this level are met"]);
}
