//! Who did not come: the list of the day until everybody is accounted for, and one person's ladder with what was done and what is next
//! (OP-07, OP-14, S-05).

mod act;
mod ladder;
mod list;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Where the list stands.
const LIST: &str = "/today/missing";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/today/missing", get(list::page))
        .route("/today/missing/{missed}", get(ladder::page))
        .route("/today/missing/{missed}/attempt", post(act::attempt))
        .route("/today/missing/{missed}/accounted", post(act::accounted))
        .route("/today/missing/{missed}/plan", post(act::plan))
        .route("/today/missing/{missed}/offer", post(act::offer))
        .route("/today/missing/{missed}/undo", post(act::undo))
        .route("/today/missing/responses/{response}/done", post(act::response_done))
        .route("/today/missing/responses/{response}/undo", post(act::response_undo))
        .route("/today/missing/calls/{reminder}", post(act::call))
        .route("/today/missing/calls/{reminder}/undo", post(act::call_undo))
}
