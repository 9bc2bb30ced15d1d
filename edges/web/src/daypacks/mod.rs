//! A day without the program: the pack that is printed for it, and what was written on its slips, entered on one screen in their order.

mod enter;
mod form;
mod list;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Where the packs are.
pub(crate) const HOME: &str = "/daypacks";
/// Where slips are entered.
const ENTER: &str = "/daypacks/enter";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(HOME, get(list::page).post(list::make))
        .route("/daypacks/{pack}/print", get(list::print))
        .route(ENTER, get(enter::page).post(enter::keep))
        .route("/daypacks/undo", post(enter::undo))
}
