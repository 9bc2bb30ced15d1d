//! What happens between the days, at the start and whenever a new day has begun in the program's zone: days that are over are closed,
//! the sessions of the coming two weeks are planned, people whose consent ends soon are written to, and a revised notice is given. Doing it
//! twice changes nothing, so several nodes may.

use std::time::Duration;

use access::{Refusal, Role};
use billing::service_day::CloseDay;
use intake::notice::{GiveNotice, Whom};
use jiff::ToSpan;
use jiff::civil::Date;
use reactions::House;
use reactions::outside::RemindOfEndings;
use schedule::group_session::plan_week::PlanWeek;

use crate::own_actor::as_role;

/// How often it is looked whether a new day has begun: a clock that is set, or a machine that slept, is noticed soon.
const LOOK_EVERY: Duration = Duration::from_mins(10);
/// How far back days are closed: a machine that was off over the holidays still closes what happened before.
const DAYS_BACK: i64 = 21;

/// So many notices are made in one transaction: whoever works at that hour does not wait long.
const NOTICES_AT_ONCE: usize = 20;

/// Plans this week and the two after it. Answers how many sessions were new.
pub(crate) fn plan_coming(house: &House) -> Result<i64, Refusal> {
    let actor = as_role(Role::ClinicalDirector);
    let today = house.zone().day(house.clock().now());
    let days = (0..3).map(|week| today.saturating_add((week * 7).days()));
    days.map(|day| house.perform(&actor, &PlanWeek { day })).sum()
}

/// Closes the days before this one: what could still be rescued while they ran is counted as it ended. Answers for how many people
/// that changed a day.
pub(crate) fn close_past(house: &House) -> Result<i64, Refusal> {
    let actor = as_role(Role::Biller);
    let today = house.zone().day(house.clock().now());
    let days = (1..=DAYS_BACK).rev().map(|back| today.saturating_sub(back.days()));
    days.map(|day| house.perform(&actor, &CloseDay { day })).sum()
}

/// Writes to people whose consent ends soon (P2-20); their words wait for the morning. Answers how many were written to.
pub(crate) fn remind(house: &House) -> Result<i64, Refusal> {
    house.perform(&as_role(Role::ClinicalDirector), &RemindOfEndings)
}

/// Gives a notice that was revised materially and whose first day has come to everybody in care, once (P2-48). Answers to how many.
pub(crate) fn give_notice(house: &House) -> Result<i64, Refusal> {
    let officer = as_role(Role::ComplianceOfficer);
    let press: intake::paper::Press = std::sync::Arc::new(crate::convert::paper::set);
    let mut all = 0;
    loop {
        let give = GiveNotice { whom: Whom::AfterRevision, at_most: NOTICES_AT_ONCE, press: press.clone() };
        match house.perform(&officer, &give)? {
            0 => return Ok(all),
            given => all += given,
        }
    }
}

/// Does all of it now and then every night, until the program ends; nothing where nobody wants it.
pub(crate) async fn every_night(house: Option<House>) {
    let Some(house) = house else { return };
    let mut done_on: Option<Date> = None;
    loop {
        let today = house.zone().day(house.clock().now());
        if done_on != Some(today) {
            let own = house.clone();
            let all = move || Ok::<_, Refusal>((close_past(&own)?, plan_coming(&own)?, remind(&own)?, give_notice(&own)?));
            match tokio::task::spawn_blocking(all).await {
                Ok(Ok((closed, planned, reminded, noticed))) => {
                    tracing::info!(
                        closed,
                        planned,
                        reminded,
                        noticed,
                        "days that are over are closed, the coming two weeks are planned"
                    );
                    done_on = Some(today);
                }
                Ok(Err(refusal)) => tracing::error!(%refusal, "the night's work could not be done; trying again"),
                Err(error) => tracing::error!(%error, "the night's work ended early; trying again"),
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use billing::service_day::{BillingState, ServiceDay};
    use store::{DatabaseUrl, DirectAccess, StoreError, text};
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::*;
    use crate::demo::{perform, script};

    #[test]
    fn a_day_that_is_over_is_closed_once_and_offers_no_rescue_any_more() {
        // Given a program on a Thursday morning, where people have come and the day has only begun
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let thursday = jiff::civil::date(2026, 3, 12);
        let clock = Clock::frozen(zone.at(thursday, script::now(thursday).time()).unwrap());
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(7), zone).unwrap();
        let parameters = script::Parameters { seed: 7, today: thursday, patients: 12 };
        perform::load(&house, parameters, &|_| {}).unwrap();
        let days = || {
            let of_day = |tx: &store::Tx<'_>| tx.find::<ServiceDay>("day = $1", &[text(thursday)]);
            house.store(DirectAccess).read::<_, StoreError>(of_day).unwrap()
        };
        let begun = days();
        assert!(!begun.is_empty(), "somebody is expected");

        // When midnight has passed
        let friday = thursday.tomorrow().unwrap();
        clock.set(house.zone().at(friday, jiff::civil::time(0, 10, 0, 0)).unwrap());
        let closed = close_past(&house).unwrap();

        // Then the minutes of the whole day count, nothing is offered for today, and a second time changes nothing
        assert!(closed > 0);
        let ended = days();
        let minutes = |days: &[store::Stored<ServiceDay>]| days.iter().map(|day| day.credited_minutes).sum::<i64>();
        assert!(minutes(&ended) > minutes(&begun), "{} {}", minutes(&ended), minutes(&begun));
        let held = ended.iter().filter(|day| day.state == BillingState::Held);
        assert!(held.flat_map(|day| &day.holds).all(|held| !held.sentence.contains("today")));
        assert_eq!(close_past(&house).unwrap(), 0);
    }
}
