//! Plans the sessions of the coming two weeks: at the start, and whenever a new day has begun in the program's zone. Planning twice
//! adds nothing, so several nodes may do it.

use std::time::Duration;

use access::{Refusal, Role};
use jiff::ToSpan;
use jiff::civil::Date;
use reactions::House;
use schedule::group_session::plan_week::PlanWeek;

use crate::own_actor::as_role;

/// How often it is looked whether a new day has begun: a clock that is set, or a machine that slept, is noticed soon.
const LOOK_EVERY: Duration = Duration::from_mins(10);

/// Plans this week and the two after it. Answers how many sessions were new.
pub(crate) fn plan_coming(house: &House) -> Result<i64, Refusal> {
    let actor = as_role(Role::ClinicalDirector);
    let today = house.zone().day(house.clock().now());
    let days = (0..3).map(|week| today.saturating_add((week * 7).days()));
    days.map(|day| house.perform(&actor, &PlanWeek { day })).sum()
}

/// Plans now and then every night, until the program ends; nothing where nobody wants it.
pub(crate) async fn every_night(house: Option<House>) {
    let Some(house) = house else { return };
    let mut planned_on: Option<Date> = None;
    loop {
        let today = house.zone().day(house.clock().now());
        if planned_on != Some(today) {
            let planning = house.clone();
            match tokio::task::spawn_blocking(move || plan_coming(&planning)).await {
                Ok(Ok(count)) => {
                    tracing::info!(count, "sessions planned for the coming two weeks");
                    planned_on = Some(today);
                }
                Ok(Err(refusal)) => tracing::error!(%refusal, "the coming weeks could not be planned; trying again"),
                Err(error) => tracing::error!(%error, "planning ended early; trying again"),
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
