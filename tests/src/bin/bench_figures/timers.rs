//! Reminders for ten thousand sessions are planned, and as many timers that are due go out.

use std::path::Path;
use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::Date;
use journeys::reminding;
use store::DatabaseUrl;

use crate::said::{self, Limit, Outcome, Sample};

/// How many sessions on one day, each of another person.
const SESSIONS: usize = 10_000;
/// As in the program itself.
const AT_ONCE: i64 = 100;

/// Plans and sends on one day after the other, a week apart.
pub fn measure(wants: &dyn Fn(&str) -> bool, folder: &Path, is_small: bool) -> Outcome<()> {
    if !wants("reminders_plan") && !wants("timers_dispatch") {
        return Ok(());
    }
    let (sessions, rounds) = if is_small { (40, 2) } else { (SESSIONS, 5) };
    let file = folder.join("timers.db");
    let first = jiff::civil::date(2026, 3, 12);
    let days: Vec<Date> = (0..rounds).map(|round| first.saturating_add((round * 7).days())).collect();
    let (house, clock) = reminding::open(&DatabaseUrl::Sqlite(file.clone()), 5, "2026-03-11T15:00:00Z".parse()?);
    reminding::fill(&house, sessions, &days);
    let (mut planned, mut sent) = (Vec::new(), Vec::new());
    for day in days {
        clock.set(house.zone().at(day.yesterday()?, jiff::civil::time(11, 0, 0, 0))?);
        let begun = Instant::now();
        let timers = reminding::plan(&house);
        planned.push(begun.elapsed().as_secs_f64() * 1_000.0);
        if usize::try_from(timers)? != sessions * 2 {
            return Err(format!("{timers} timers for {sessions} sessions").into());
        }
        clock.set(house.zone().at(day.yesterday()?, jiff::civil::time(17, 0, 0, 0))?);
        let (begun, mut due) = (Instant::now(), 0);
        while let Some(some @ 1..) = reminding::dispatch(&house, AT_ONCE) {
            due += some;
        }
        sent.push(begun.elapsed().as_secs_f64() * 1_000.0);
        if usize::try_from(due)? != sessions {
            return Err(format!("{due} of {sessions} timers were due").into());
        }
        // Those of the same day find that it has begun, and are out of the way of the next round.
        clock.set(house.zone().at(day, jiff::civil::time(20, 0, 0, 0))?);
        while let Some(1..) = reminding::dispatch(&house, AT_ONCE) {}
    }
    drop(house);
    crate::remove(&file)?;
    let all = [
        ("reminders_plan", planned, 2_000.0, format!("two timers for each of {sessions} sessions, set in one command")),
        (
            "timers_dispatch",
            sent,
            5_000.0,
            format!("{sessions} timers that are due, each to a message and a record, {AT_ONCE} a transaction"),
        ),
    ];
    for (name, milliseconds, most, what) in all.into_iter().filter(|(name, ..)| wants(name)) {
        said::say(&Sample { name: name.to_owned(), what, milliseconds, baseline: Vec::new(), limits: vec![Limit::p50(most)] })?;
    }
    Ok(())
}
