//! Signs checkpoints by the clock: every hour in which something was recorded, and every day. Whether one is due is asked of the
//! database, so that several nodes may ask, and a start after a short stop signs nothing twice.

use std::time::Duration;

use access::Role;
use reactions::House;

use crate::own_actor::as_role;

/// People come first: at the start nothing is recomputed.
const FIRST_AFTER: Duration = Duration::from_mins(1);
/// How often it is asked whether one is due.
const LOOK_EVERY: Duration = Duration::from_mins(10);
/// How long it is left alone when none could be signed: somebody has to do something first.
const AGAIN_AFTER: Duration = Duration::from_hours(1);

/// Signs checkpoints until the program ends.
pub(crate) async fn every_hour(house: Option<House>) {
    // A copy that carries the program signs none: its chains end elsewhere than the program's.
    let Some(house) = house else { return };
    if let Some(key) = house.checkpoint_key() {
        tracing::info!(%key, "checkpoints are signed with this key; keep its public half elsewhere");
    }
    tokio::time::sleep(FIRST_AFTER).await;
    loop {
        let own = house.clone();
        let mut pause = AGAIN_AFTER;
        match tokio::task::spawn_blocking(move || own.keep_checkpoint(&as_role(Role::Installer))).await {
            Ok(Ok(None)) => pause = LOOK_EVERY,
            Ok(Ok(Some(Ok(signed)))) => {
                pause = LOOK_EVERY;
                tracing::info!(checkpoint = signed.number, hash = %signed.hash(), "a checkpoint was signed");
            }
            Ok(Ok(Some(Err(why)))) => tracing::error!(%why, "no checkpoint was signed; the Health page says more"),
            Ok(Err(refusal)) => tracing::error!(%refusal, "no checkpoint could be signed; trying again"),
            Err(error) => tracing::error!(%error, "signing a checkpoint ended early; trying again"),
        }
        tokio::time::sleep(pause).await;
    }
}
