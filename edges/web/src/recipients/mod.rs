//! The directory of recipients outside, on screen: found by typing, one entry with its history, the form, and what other forms offer out
//! of it.

mod form;
mod list;
mod one;
pub(crate) mod pick;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Where the directory is.
pub(crate) const HREF: &str = "/recipients";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/recipients", get(list::page))
        .route("/recipients/new", get(form::new).post(form::record))
        .route("/recipients/{recipient}", get(one::page))
        .route("/recipients/{recipient}/edit", get(form::edit).post(form::amend))
        .route("/recipients/{recipient}/retire", post(one::retire))
        .route("/recipients/{recipient}/return", post(one::take_back))
}
