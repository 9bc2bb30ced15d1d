//! A week around a life: what somebody cannot do, and the weeks of groups that fit.

mod availability;
mod fitting;
mod taper;
mod words;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/availability", get(availability::form).post(availability::save))
        .route("/patients/{patient}/taper", get(taper::form).post(taper::save))
        .route("/patients/{patient}/week", get(fitting::page).post(fitting::take))
}
