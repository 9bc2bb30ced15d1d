//! The case file of dates and times, whole; its answers come from the IANA database by another reader.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use super::*;

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<toml::Table>,
}

fn text<'a>(case: &'a toml::Table, key: &str) -> &'a str {
    case[key].as_str().unwrap()
}

fn zone(case: &toml::Table) -> ProgramZone {
    ProgramZone::parse(text(case, "zone")).unwrap()
}

fn local(text: &str) -> (Date, Time) {
    let at: DateTime = text.parse().unwrap();
    (at.date(), at.time())
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn every_case_of_the_file_holds() {
    let cases: Cases = toml::from_str(include_str!("../testdata/time-cases.toml")).unwrap();
    assert!(cases.case.len() >= 25);
    for case in &cases.case {
        match text(case, "kind") {
            "weekly-series" => weekly_series(case),
            "nonexistent-local" => {
                let (day, time) = local(text(case, "local"));
                assert!(matches!(zone(case).at(day, time), Err(TimeProblem::Skipped(_))));
            }
            "ambiguous-local" => ambiguous(case),
            "duration" => duration(case),
            "deadline" => deadline(case),
            "local-day-hours" => {
                let (start, end) = zone(case).bounds(text(case, "day").parse().unwrap()).unwrap();
                assert_eq!(minutes_between(start, end).0 / 60, case["hours"].as_integer().unwrap());
            }
            "service-date" => {
                let (day, time) = local(text(case, "local"));
                let at = zone(case).at(day, time).unwrap();
                assert_eq!(at, utc(text(case, "utc")));
                assert_eq!(zone(case).day(at).to_string(), text(case, "service_date"));
            }
            "telehealth" => telehealth(case),
            "add" => add(case),
            "age" => assert_eq!(
                age(text(case, "born").parse().unwrap(), text(case, "on").parse().unwrap()),
                case["years"].as_integer().unwrap()
            ),
            "iop-week" => {
                let (day, _) = local(text(case, "local"));
                assert_eq!(Week::of(day).monday.to_string(), text(case, "week_monday"));
            }
            "iso-week" => {
                let week = text(case, "day").parse::<Date>().unwrap().iso_week_date();
                assert_eq!(i64::from(week.year()), case["iso_year"].as_integer().unwrap());
                assert_eq!(i64::from(week.week()), case["iso_week"].as_integer().unwrap());
            }
            "bad-input" => {
                for value in case["values"].as_array().unwrap() {
                    assert_eq!(parse_day(value.as_str().unwrap()), Err(TimeProblem::NotADay), "{value}");
                }
            }
            other => panic!("no test for {other}"),
        }
    }
}

fn weekly_series(case: &toml::Table) {
    let locals = case["local"].as_array().unwrap();
    let utcs = case["utc"].as_array().unwrap();
    for (l, u) in locals.iter().zip(utcs) {
        let (day, time) = local(l.as_str().unwrap());
        assert_eq!(zone(case).at(day, time).unwrap(), utc(u.as_str().unwrap()));
    }
}

fn ambiguous(case: &toml::Table) {
    let (day, time) = local(text(case, "local"));
    assert!(matches!(zone(case).at(day, time), Err(TimeProblem::Twice(_))));
    assert_eq!(zone(case).at_which(day, time, Which::First).unwrap(), utc(text(case, "utc_first")));
    assert_eq!(zone(case).at_which(day, time, Which::Second).unwrap(), utc(text(case, "utc_second")));
}

fn duration(case: &toml::Table) {
    let [start, end] = ["start", "end"].map(|key| {
        let (day, time) = local(text(case, key));
        zone(case).at(day, time).unwrap()
    });
    assert_eq!(minutes_between(start, end).0, case["minutes"].as_integer().unwrap());
}

fn deadline(case: &toml::Table) {
    let (day, time) = local(text(case, "start"));
    let due = zone(case).at(day, time).unwrap() + case["hours"].as_integer().unwrap().hours();
    let (due_day, due_time) = local(text(case, "due"));
    assert_eq!(zone(case).local(due), due_day.to_datetime(due_time));
}

fn telehealth(case: &toml::Table) {
    let (day, time) = local(text(case, "local"));
    let at = ProgramZone::parse(text(case, "site_zone")).unwrap().at(day, time).unwrap();
    for (key, name) in [("chicago", "America/Chicago"), ("phoenix", "America/Phoenix"), ("honolulu", "Pacific/Honolulu")] {
        let there = ProgramZone::parse(name).unwrap().local(at).time();
        assert_eq!(there.strftime("%H:%M").to_string(), text(case, key));
    }
}

fn add(case: &toml::Table) {
    let start: Date = text(case, "start").parse().unwrap();
    let of = |key: &str| case.get(key).and_then(toml::Value::as_integer).unwrap_or(0);
    let sum = start.saturating_add(of("plus_years").years().months(of("plus_months")).days(of("plus_days")));
    assert_eq!(sum.to_string(), text(case, "result"));
}

#[test]
fn times_are_read_as_staff_type_them() {
    for (typed, want) in [("9:00", "09:00"), ("17:30", "17:30"), ("5:30 pm", "17:30"), ("12am", "00:00"), ("0930", "09:30")] {
        assert_eq!(parse_time(typed).unwrap().strftime("%H:%M").to_string(), want);
    }
    for wrong in ["", "25:00", "9:5", "13 pm", "noon"] {
        assert_eq!(parse_time(wrong), Err(TimeProblem::NotATime), "{wrong}");
    }
}

#[test]
fn days_and_weeks_are_said_in_words() {
    let day: Date = "2026-03-12".parse().unwrap();
    assert_eq!(long_day(day), "Thursday, March 12");
    assert_eq!(short_day(day), "Thu Mar 12");
    assert_eq!(clock_face("17:30".parse().unwrap()), "5:30 pm");
    assert_eq!(days_between(day, Week::of(day).sunday()), 3);
    assert_eq!(days_from_to(day, Week::of(day).sunday()).count(), 4);
    assert_eq!(parse_weekday("Thu"), Some(Weekday::Thursday));
}
