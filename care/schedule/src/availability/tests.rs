//! Times that are taken, as stretches of a week.
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::{Date, Time, date};

use super::*;

fn busy(when: When, from: (i8, i8), until: Option<(i8, i8)>) -> BusyTime {
    let time = |(hour, minute): (i8, i8)| Time::constant(hour, minute, 0, 0);
    BusyTime {
        what: BusyWith::Work,
        words: String::new(),
        strength: Strength::Cannot,
        when,
        from: time(from),
        until: until.map(time),
    }
}

fn weekly(weekdays: &[i8]) -> When {
    When::Weekly { weekdays: weekdays.to_vec(), last: None }
}

const DAY_OF_CHANGE: Date = date(2026, 3, 8);

#[test]
fn s_08_a_shift_takes_its_hours_on_each_of_its_days() {
    let shift = busy(weekly(&[1, 4]), (9, 0), Some((14, 30)));
    assert_eq!(shift.stretches(DAY_OF_CHANGE), [(1, 540, 870), (4, 540, 870)]);
}

#[test]
fn s_08_a_night_shift_goes_on_into_the_morning_after_and_from_sunday_into_monday() {
    let night = busy(weekly(&[5, 7]), (23, 0), Some((7, 0)));
    assert_eq!(night.stretches(DAY_OF_CHANGE), [(5, 1380, 1440), (6, 0, 420), (7, 1380, 1440), (1, 0, 420)]);
}

#[test]
fn no_bus_after_a_time_takes_the_rest_of_the_day() {
    assert_eq!(busy(weekly(&[2]), (20, 15), None).stretches(DAY_OF_CHANGE), [(2, 1215, 1440)]);
    assert_eq!(busy(weekly(&[2]), (20, 15), Some((0, 0))).stretches(DAY_OF_CHANGE), [(2, 1215, 1440)], "midnight is its end");
}

#[test]
fn what_has_ended_and_what_is_once_are_no_part_of_the_pattern() {
    let until_spring = When::Weekly { weekdays: vec![1], last: Some(date(2026, 3, 8)) };
    let class = busy(until_spring, (9, 0), Some((12, 0)));
    assert_eq!(class.stretches(date(2026, 3, 8)).len(), 1);
    assert!(class.stretches(date(2026, 3, 9)).is_empty());
    assert!(busy(When::Once { day: date(2026, 3, 10) }, (9, 0), None).stretches(date(2026, 3, 8)).is_empty());
}

#[test]
fn every_value_of_a_form_is_read_back() {
    for (what, value, words) in BusyWith::ALL {
        assert_eq!((BusyWith::read(value), what.value(), what.title()), (Some(what), value, words));
    }
    for (mode, value, _) in Mode::ALL {
        assert_eq!((Mode::read(value), mode.value()), (Some(mode), value));
    }
}
