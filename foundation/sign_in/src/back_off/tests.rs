//! Waiting after failures: the table, and what must hold whatever the failures are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::*;

const RULE: BackOff = BackOff::PER_ACCOUNT;
const NOW: UnixMillis = 1_800_000_000_000;

#[test]
fn three_slips_are_free_and_the_fourth_begins_to_cost() {
    for (failures, seconds) in
        [(0, 0), (1, 0), (3, 0), (4, 15), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (5000, 900)]
    {
        let expected = if seconds == 0 { Admission::Allowed } else { Admission::WaitUntil(NOW + seconds * SECOND) };
        assert_eq!(RULE.admit(&vec![NOW; failures], NOW), expected, "{failures} failures");
    }
}

#[test]
fn the_wait_ends_to_the_millisecond() {
    let failures = [NOW - 3, NOW - 2, NOW - 1, NOW];
    assert_eq!(RULE.admit(&failures, NOW + 15 * SECOND - 1), Admission::WaitUntil(NOW + 15 * SECOND));
    assert_eq!(RULE.admit(&failures, NOW + 15 * SECOND), Admission::Allowed);
}

#[test]
fn after_twelve_hours_failures_are_forgotten() {
    let failures = [NOW; 20];
    assert_eq!(RULE.admit(&failures, NOW + 12 * HOUR), Admission::Allowed);
    let one_more = [failures.as_slice(), &[NOW + 12 * HOUR]].concat();
    assert_eq!(RULE.admit(&one_more, NOW + 12 * HOUR), Admission::Allowed, "only the new one counts");
}

#[test]
fn a_clock_set_back_locks_nobody_out() {
    let before = [NOW; 6];
    assert_eq!(RULE.admit(&before, NOW - HOUR), Admission::Allowed);
    let after = [before.as_slice(), &[NOW - HOUR]].concat();
    assert_eq!(RULE.admit(&after, NOW - HOUR), Admission::WaitUntil(NOW - HOUR + 120 * SECOND), "but slips still add up");
}

#[test]
fn a_building_that_shares_an_address_has_twenty_slips() {
    assert_eq!(admit(&[], &[NOW; 20], NOW), Admission::Allowed);
    assert_eq!(admit(&[], &[NOW; 21], NOW), Admission::WaitUntil(NOW + 15 * SECOND));
    assert_eq!(admit(&[NOW; 5], &[NOW; 21], NOW), Admission::WaitUntil(NOW + 30 * SECOND), "the longer wait holds");
}

fn some_failures() -> impl Strategy<Value = Vec<UnixMillis>> {
    prop::collection::vec(NOW - 24 * HOUR..=NOW + HOUR, 0..40)
}

fn until(admission: Admission) -> UnixMillis {
    match admission {
        Admission::Allowed => UnixMillis::MIN,
        Admission::WaitUntil(until) => until,
    }
}

proptest! {
    #[test]
    fn a_wait_lies_in_the_future_and_is_never_longer_than_fifteen_minutes(failures in some_failures()) {
        if let Admission::WaitUntil(until) = RULE.admit(&failures, NOW) {
            prop_assert!(until > NOW && until <= NOW + 15 * MINUTE);
        }
    }

    #[test]
    fn three_failures_or_fewer_never_wait(failures in prop::collection::vec(any::<i64>(), 0..=3), now in any::<i64>()) {
        prop_assert_eq!(RULE.admit(&failures, now), Admission::Allowed);
    }

    #[test]
    fn the_order_of_failures_does_not_matter(failures in some_failures()) {
        let reversed: Vec<_> = failures.iter().rev().copied().collect();
        prop_assert_eq!(RULE.admit(&failures, NOW), RULE.admit(&reversed, NOW));
    }

    #[test]
    fn one_more_failure_never_shortens_the_wait(failures in some_failures()) {
        let more = [failures.as_slice(), &[NOW]].concat();
        prop_assert!(until(RULE.admit(&more, NOW)) >= until(RULE.admit(&failures, NOW)));
    }

    #[test]
    fn whoever_waits_is_let_in(failures in prop::collection::vec(NOW - HOUR..=NOW, 0..40)) {
        if let Admission::WaitUntil(until) = RULE.admit(&failures, NOW) {
            prop_assert_eq!(RULE.admit(&failures, until), Admission::Allowed);
        }
    }

    #[test]
    fn no_moment_overflows(failures in prop::collection::vec(any::<i64>(), 0..12), now in any::<i64>()) {
        let _ = admit(&failures, &failures, now);
    }
}
