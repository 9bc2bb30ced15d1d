//! People who asked for help: the queue, the call sheet, one inquiry with its thread, documents that came, and the admission.

mod admit;
mod admit_form;
mod call;
mod detail;
mod duplicates;
mod list;
mod referral;
mod say;
mod thread;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/inquiries", get(list::page))
        .route("/inquiries/part", get(list::part))
        .route("/inquiries/new", get(call::form).post(call::log))
        .route(
            "/inquiries/referrals",
            get(upload::form).post(upload::receive).layer(DefaultBodyLimit::max(upload::MOST_BYTES_IN_ALL)),
        )
        .route("/inquiries/{inquiry}", get(detail::page))
        .route("/inquiries/{inquiry}/contact", post(thread::contact))
        .route("/inquiries/{inquiry}/close", get(thread::close_form).post(thread::close))
        .route("/inquiries/{inquiry}/reopen", post(thread::reopen))
        .route("/inquiries/{inquiry}/admit", get(admit::form).post(admit::admit))
        .route("/referrals/{referral}/original", get(referral::original))
}
