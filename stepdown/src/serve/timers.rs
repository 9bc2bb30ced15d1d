//! What the hours of the day bring: timers for the coming sessions are set, what is due goes out, and whoever did not come is looked for
//! (OP-07). Everything it does stands in the database and is done once, so every node may do it, and a node that stops loses nothing.

use std::time::{Duration, Instant};

use access::{Refusal, Role};
use reactions::House;
use reactions::missed::LookForMissing;
use reactions::reminders::{DispatchReminders, PlanReminders};

use crate::own_actor::as_role;

/// How often it is looked what is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// How often timers are set: whoever is booked meanwhile gets theirs soon.
const PLAN_EVERY: Duration = Duration::from_mins(5);
/// So many go out in one transaction: whoever works meanwhile does not wait long.
const AT_ONCE: i64 = 100;

/// Sets the timers of the coming days. Answers how many are new.
pub(crate) fn plan(house: &House) -> Result<i64, Refusal> {
    house.perform(&as_role(Role::Intake), &PlanReminders)
}

/// Sends everything that is due. `pages_at` is where the pages of people stand. Answers how many timers there were.
pub(crate) fn dispatch(house: &House, pages_at: &str) -> Result<i64, Refusal> {
    let send = DispatchReminders { at_most: AT_ONCE, pages_at: Some(pages_at.to_owned()) };
    let mut all = 0;
    loop {
        match house.perform(&as_role(Role::Intake), &send)? {
            0 => return Ok(all),
            some => all += some,
        }
    }
}

/// Looks for whoever did not come. Answers for how many that is new.
pub(crate) fn look(house: &House) -> Result<i64, Refusal> {
    house.perform(&as_role(Role::Intake), &LookForMissing)
}

/// Does all of it until the program ends; nothing where nobody wants it.
pub(crate) async fn all_day(house: Option<House>, origin: String) {
    let Some(house) = house else { return };
    let pages_at = format!("{}/l/", origin.trim_end_matches('/'));
    let mut planned_at: Option<Instant> = None;
    loop {
        let is_time = planned_at.is_none_or(|at| at.elapsed() >= PLAN_EVERY);
        let (own, pages_at) = (house.clone(), pages_at.clone());
        let work = move || {
            let planned = if is_time { plan(&own)? } else { 0 };
            Ok::<_, Refusal>((planned, dispatch(&own, &pages_at)?, look(&own)?))
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok((planned, due, missing))) => {
                if is_time {
                    planned_at = Some(Instant::now());
                }
                if planned + due + missing > 0 {
                    tracing::info!(planned, due, missing, "reminders were set and sent, people who did not come are looked for");
                }
            }
            // A clock that was set back is named here in so many words: nothing is written until it is right, and nothing is lost.
            Ok(Err(refusal)) => tracing::error!(%refusal, "reminders wait; trying again"),
            Err(error) => tracing::error!(%error, "reminders ended early; trying again"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use store::DatabaseUrl;
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::*;
    use crate::demo::{perform, script};

    #[test]
    fn what_the_hours_bring_is_done_once_however_often_it_is_looked_at() {
        // Given a program on a Thursday morning
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let thursday = jiff::civil::date(2026, 3, 12);
        let clock = Clock::frozen(zone.at(thursday, script::now(thursday).time()).unwrap());
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(7), zone).unwrap();
        perform::load(&house, script::Parameters { seed: 7, today: thursday, patients: 12 }, &|_| {}).unwrap();

        // When timers are set and the evening before the next days has come
        assert_eq!(look(&house).unwrap(), 0, "the demonstration has looked already");
        assert!(plan(&house).unwrap() > 0);
        clock.set(house.zone().at(thursday.tomorrow().unwrap(), jiff::civil::time(17, 0, 0, 0)).unwrap());

        // Then what is due goes out, and nothing is left
        assert!(dispatch(&house, "https://chart.example.org/l/").unwrap() > 0);
        assert_eq!(dispatch(&house, "https://chart.example.org/l/").unwrap(), 0);
    }
}
