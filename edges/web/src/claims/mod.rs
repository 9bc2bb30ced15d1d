//! The biller's desk: what may go out, what is held and by whom it can be fixed, what went out; batches and their files.

mod batch;
mod build;
mod held;
mod list;
mod ready;
mod say;
mod sent;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/claims", get(list::page))
        .route("/claims/part", get(list::part))
        .route("/claims/build", post(build::build))
        .route("/claims/batches/{batch}", get(batch::page))
        .route("/claims/batches/{batch}/file", post(batch::file))
}
