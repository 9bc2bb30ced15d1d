//! What payers approved, soonest end first: what is used, when it runs out at the current pace, when the next review is due.

mod list;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/authorizations", get(list::page))
}
