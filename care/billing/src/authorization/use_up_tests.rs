//! The burn-down in cases and laws (OP-50, OP-A13).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use vocabulary::day::days_between;

use super::use_up::*;

const LEVELS: AlertLevels = AlertLevels { at_units: 3, at_days: 5 };

fn march(day: i8) -> Date {
    date(2026, 3, day)
}

fn approval(id: u16, approved: i64, starts: i8, ends: i8) -> Approval<u16> {
    let (starts_on, ends_on) = (march(starts), march(ends));
    Approval { id, code: Some("H0015".into()), counts: Counts::Units, approved, starts_on, ends_on }
}

fn one(id: u16, day: i8) -> Use<u16> {
    Use { id, code: "H0015".into(), on: march(day), units: 1 }
}

fn left(used: &UsedUp<u16, u16>) -> Vec<(u16, i64)> {
    used.balances.iter().map(|balance| (balance.authorization, balance.left)).collect()
}

#[test]
fn op_a13_two_left_and_three_booked_is_an_alert_and_the_thirteenth_is_named() {
    let approved = [approval(1, 12, 1, 31)];
    let charges: Vec<_> = (1..=10).map(|day| one(day, i8::try_from(day).unwrap())).collect();
    let booked = [one(101, 16), one(102, 18), one(103, 20)];
    let used = use_up(&approved, &charges);
    assert_eq!(left(&used), [(1, 2)]);

    let check = check_bookings(&approved, &charges, &booked);
    assert_eq!(check.over, [OverUse { charge: 103, on: march(20), units: 1, why: Uncovered::UsedUp }]);
    assert_eq!((check.after[0].used, check.after[0].left), (12, 0));

    let pace = used_in_window(&used, &charges, &approved[0], 14, march(12));
    assert_eq!(pace, 10);
    let runs_out = runs_out_on(2, pace, 14, march(12));
    assert_eq!(runs_out, Some(march(15)), "2 units at 10 in 14 days last 3 days");
    let alerts = alerts(&approved[0], 2, runs_out, 1, LEVELS, march(12));
    let expected = [Alert::FewLeft { left: 2 }, Alert::Overbooked { units: 1 }, Alert::RunsOutEarly { on: march(15) }];
    assert_eq!(alerts, expected);
    let words: Vec<_> = alerts.into_iter().map(Alert::sentence).collect();
    assert_eq!(
        words,
        ["2 left.", "1 unit is booked beyond it.", "At the current pace it is used up on 2026-03-15, before it ends."]
    );
}

#[test]
fn alerts_come_at_three_units_or_five_days() {
    let approved = approval(1, 12, 1, 31);
    let at = |left, today| alerts(&approved, left, None, 0, LEVELS, march(today));
    assert_eq!(at(4, 25), []);
    assert_eq!(at(3, 25), [Alert::FewLeft { left: 3 }]);
    assert_eq!(at(4, 26), [Alert::EndsSoon { days_left: 5 }]);
    assert_eq!(at(0, 31), [Alert::NothingLeft, Alert::EndsSoon { days_left: 0 }]);
    let ended = alerts(&approval(1, 12, 1, 10), 5, None, 0, LEVELS, march(11));
    assert_eq!(ended, [Alert::Ended { on: march(10) }]);
}

#[test]
fn the_authorization_that_ends_first_is_used_first() {
    let approved = [approval(1, 5, 1, 31), approval(2, 1, 1, 15), approval(3, 5, 10, 20)];
    let used = use_up(&approved, &[one(1, 5), one(2, 12), one(3, 16), one(4, 25)]);
    let pairs: Vec<_> = used.allocations.iter().map(|part| (part.charge, part.authorization)).collect();
    assert_eq!(pairs, [(1, 2), (2, 3), (3, 3), (4, 1)]);
    assert_eq!(left(&used), [(2, 0), (3, 3), (1, 4)]);
}

#[test]
fn a_charge_may_span_two_authorizations_and_a_refusal_says_why() {
    let approved = [approval(1, 1, 10, 15), approval(2, 1, 10, 20)];
    let three = Use { units: 3, ..one(1, 12) };
    let used = use_up(&approved, &[three, one(2, 5), one(3, 25), Use { code: "S9480".into(), ..one(4, 12) }]);
    assert_eq!(used.allocations.iter().map(|part| part.units).collect::<Vec<_>>(), [1, 1]);
    let over: Vec<_> = used.over.iter().map(|over| (over.charge, over.units, over.why)).collect();
    assert_eq!(
        over,
        [
            (2, 1, Uncovered::NotStarted { on: march(10) }),
            (1, 1, Uncovered::UsedUp),
            (4, 1, Uncovered::NoneForCode),
            (3, 1, Uncovered::Ended { on: march(20) }),
        ]
    );
}

#[test]
fn days_are_counted_once_however_many_units_they_hold() {
    let days = Approval { counts: Counts::Days, code: None, ..approval(1, 2, 1, 31) };
    let charges = [one(1, 3), one(2, 3), Use { units: 4, ..one(3, 5) }, one(4, 6)];
    let used = use_up(std::slice::from_ref(&days), &charges);
    assert_eq!((used.balances[0].used, used.balances[0].left), (2, 0));
    assert_eq!(used.over.iter().map(|over| over.charge).collect::<Vec<_>>(), [4]);
    assert_eq!(used_in_window(&used, &charges, &days, 14, march(10)), 2);
    let check = check_bookings(&[days], &charges, &[one(101, 5), one(102, 9)]);
    assert_eq!(check.over.iter().map(|over| over.charge).collect::<Vec<_>>(), [102], "5 March is used anyway");
}

#[test]
fn a_voided_charge_gives_its_unit_back() {
    let approved = [approval(1, 1, 1, 31)];
    assert_eq!(use_up(&approved, &[one(1, 3), one(2, 4)]).over.len(), 1);
    assert_eq!(use_up(&approved, &[one(2, 4)]).over, []);
}

#[test]
fn the_next_unit_knows_its_authorization_or_the_one_that_comes_nearest() {
    let approved = [approval(1, 1, 1, 10), approval(2, 1, 5, 20), approval(3, 1, 25, 31)];
    let used = use_up(&approved, &[one(1, 3)]);
    let next = |code, day| to_use(&approved, &used, code, march(day)).map(|(approval, left)| (approval.id, left));
    assert_eq!(next("H0015", 7), Some((2, 1)), "the first is used up");
    assert_eq!(next("H0015", 3), Some((1, 0)), "used up");
    assert_eq!(next("H0015", 22), Some((2, 1)), "ended");
    assert_eq!(next("S9480", 7), None);
    let later = [approval(3, 1, 25, 31)];
    let used = use_up::<u16, u16>(&later, &[]);
    assert_eq!(to_use(&later, &used, "H0015", march(2)).map(|(approval, _)| approval.id), Some(3), "not begun");
}

#[test]
fn without_use_there_is_no_pace() {
    assert_eq!(runs_out_on(5, 0, 14, march(1)), None);
    assert_eq!(runs_out_on(0, 3, 14, march(1)), Some(march(1)));
    assert_eq!(runs_out_on(6, 6, 14, march(1)), Some(march(15)));
}

prop_compose! {
    fn any_approval()(
        id in 0_u16..1000, approved in -2_i64..12, start in 1_i8..28, length in 0_i8..20, by_days in any::<bool>(),
        code in prop::sample::select(vec![None, Some("H0015"), Some("S9480")])
    ) -> Approval<u16> {
        let counts = if by_days { Counts::Days } else { Counts::Units };
        let ends_on = march(start).saturating_add(Span::new().days(length));
        Approval { id, code: code.map(str::to_owned), counts, approved, starts_on: march(start), ends_on }
    }
}

prop_compose! {
    fn any_use()(
        id in 0_u16..1000, code in prop::sample::select(vec!["H0015", "S9480", "H0005"]), day in 1_i8..31, units in 0_i64..5
    ) -> Use<u16> {
        Use { id, code: code.to_owned(), on: march(day), units }
    }
}

/// Lists whose ids differ, as records' ids do.
fn distinct<T>(mut items: Vec<T>, id: impl Fn(&T) -> u16) -> Vec<T> {
    items.sort_by_key(&id);
    items.dedup_by_key(|item| id(item));
    items
}

fn approvals() -> impl Strategy<Value = Vec<Approval<u16>>> {
    prop::collection::vec(any_approval(), 0..5).prop_map(|items| distinct(items, |item| item.id))
}

fn uses() -> impl Strategy<Value = Vec<Use<u16>>> {
    prop::collection::vec(any_use(), 0..20).prop_map(|items| distinct(items, |item| item.id))
}

proptest! {
    #[test]
    fn nothing_is_negative_and_no_unit_is_lost_or_made(approvals in approvals(), charges in uses()) {
        let used = use_up(&approvals, &charges);
        for balance in &used.balances {
            prop_assert!(balance.left >= 0 && balance.used >= 0);
            prop_assert_eq!(balance.used + balance.left, balance.approved);
            let approval = approvals.iter().find(|approval| approval.id == balance.authorization).unwrap();
            let own = || used.allocations.iter().filter(|part| part.authorization == balance.authorization);
            if approval.counts == Counts::Units {
                prop_assert_eq!(own().map(|part| part.units).sum::<i64>(), balance.used);
            }
            for part in own() {
                let charge = charges.iter().find(|charge| charge.id == part.charge).unwrap();
                prop_assert!(approval.starts_on <= charge.on && charge.on <= approval.ends_on);
                prop_assert!(approval.code.as_ref().is_none_or(|code| *code == charge.code));
            }
        }
        let allocated: i64 = used.allocations.iter().map(|part| part.units).sum();
        let over: i64 = used.over.iter().map(|over| over.units).sum();
        prop_assert_eq!(allocated + over, charges.iter().map(|charge| charge.units).sum::<i64>());
        prop_assert!(used.allocations.iter().all(|part| part.units > 0));
    }

    #[test]
    fn the_order_of_charges_and_authorizations_does_not_matter(
        approvals in approvals(), charges in uses(), turn in any::<prop::sample::Index>()
    ) {
        let mut other = charges.clone();
        let mut others = approvals.clone();
        if !other.is_empty() {
            let middle = turn.index(other.len());
            other.rotate_left(middle);
        }
        others.reverse();
        prop_assert_eq!(use_up(&approvals, &charges), use_up(&others, &other));
    }

    #[test]
    fn bookings_never_change_what_is_charged(approvals in approvals(), charges in uses(), booked in uses()) {
        let used = use_up(&approvals, &charges);
        let check = check_bookings(&approvals, &charges, &booked);
        for (before, after) in used.balances.iter().zip(&check.after) {
            prop_assert_eq!(&before.authorization, &after.authorization);
            prop_assert!(after.used >= before.used && after.left >= 0 && after.used + after.left == after.approved);
        }
        let wanted: i64 = booked.iter().map(|session| session.units).sum();
        prop_assert!(check.over.iter().map(|over| over.units).sum::<i64>() <= wanted);
    }

    #[test]
    fn at_the_pace_the_units_suffice_until_the_day_named(left in 0_i64..40, used in 1_i64..40) {
        let today = march(1);
        let on = runs_out_on(left, used, 28, today).unwrap();
        let days = days_between(today, on);
        prop_assert!(days * used >= left * 28);
        prop_assert!(days == 0 || (days - 1) * used < left * 28);
    }
}
