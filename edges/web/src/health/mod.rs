//! Whether the installation is well: the page for whoever looks after the machine, and the figures for a collector.

mod metrics;
mod page;
mod verify;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use metrics::count;
pub(crate) use verify::Verifying;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/health", get(page::page))
        .route("/health/part", get(page::part))
        .route("/health/verify", post(verify::start))
        .route("/metrics", get(metrics::answer))
}
