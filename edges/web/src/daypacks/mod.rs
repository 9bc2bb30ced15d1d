//! A day without the program: the pack that is printed for it, and what was written on its slips, entered on one screen in their order.

mod carried;
mod enter;
mod form;
mod list;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Where the packs are.
pub(crate) const HOME: &str = "/daypacks";
/// Where is decided what a laptop gave back and met something here.
const CARRIED: &str = "/daypacks/carried";
/// Where slips are entered.
const ENTER: &str = "/daypacks/enter";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/daypacks", get(list::page).post(list::make))
        .route("/daypacks/{pack}/print", get(list::print))
        .route("/daypacks/enter", get(enter::page).post(enter::keep))
        .route("/daypacks/undo", post(enter::undo))
        .route("/daypacks/carried", get(carried::page).post(carried::decide))
}
