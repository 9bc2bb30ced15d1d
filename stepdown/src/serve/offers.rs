//! Ends offers of places that nobody answered in time, minute by minute, and passes the places on (S-09). What is due stands in the
//! database; several nodes may look, and each offer ends once.

use std::time::Duration;

use access::Role;
use reactions::House;
use reactions::waitlist::EndOffers;

use crate::own_actor::as_role;

const LOOK_EVERY: Duration = Duration::from_mins(1);

/// Looks until the program ends; not on a computer that carries the program, which makes no offers.
pub(crate) async fn every_minute(house: Option<House>) {
    let Some(house) = house else { return };
    loop {
        let own = house.clone();
        let ended = tokio::task::spawn_blocking(move || own.perform(&as_role(Role::ClinicalDirector), &EndOffers)).await;
        match ended {
            Ok(Ok(0)) => {}
            Ok(Ok(ended)) => tracing::info!(ended, "offers of places that nobody answered went on"),
            Ok(Err(refusal)) => tracing::error!(%refusal, "offers of places could not be ended; trying again"),
            Err(error) => tracing::error!(%error, "ending offers ended early; trying again"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
