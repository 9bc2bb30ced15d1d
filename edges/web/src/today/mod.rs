//! The board of the day, the hallway view, the paper sheet, and the taps at the door.

mod arrive;
mod board;
mod concern;
mod lanes;
mod sheet;
mod show;
pub(crate) use show::language;

pub(crate) use show::{arrival, kind};

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/today", get(board::page))
        .route("/today/part", get(board::part))
        .route("/today/sheet", get(sheet::page))
        .route("/sessions/{session}/attendance/{patient}", post(arrive::mark))
        .route("/attendance/{patient}/{day}/undo", post(arrive::undo))
        .route("/patients/{patient}/outreach", get(concern::outreach_form).post(concern::log_outreach))
        .route("/patients/{patient}/concern", get(concern::concern_form).post(concern::raise_concern))
        .route("/concerns/{concern}/close", get(concern::close_form).post(concern::close))
}
