//! People who asked for help: the queue, the call sheet, one inquiry with its thread, documents that came, and the admission.

mod admission;
mod admission_acts;
mod admission_link;
mod admit;
mod admit_form;
mod call;
mod calls;
mod desk;
pub(crate) mod detail;
mod duplicates;
mod index;
mod list;
mod merge;
pub(crate) mod message;
mod paper;
mod reconcile;
mod referral;
mod say;
mod send;
mod thread;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use send::MOST_IN_A_MINUTE;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/inquiries", get(list::page))
        .route("/inquiries/part", get(list::part))
        .route("/inquiries/new", get(call::form).post(call::log))
        .route(
            "/inquiries/referrals",
            get(upload::form).post(upload::receive).layer(DefaultBodyLimit::max(upload::MOST_BYTES_IN_ALL)),
        )
        .route("/inquiries/calls", get(calls::page))
        .route("/inquiries/sources", get(calls::sources).post(calls::keep_source))
        .route("/inquiries/new/keep", post(call::keep))
        .route("/inquiries/message-length", post(message::length))
        .route("/inquiries/{inquiry}", get(detail::page))
        .route("/inquiries/{inquiry}/called", post(calls::called))
        .route("/inquiries/{inquiry}/message", post(message::write))
        .route("/inquiries/{inquiry}/permission", post(message::permit))
        .route("/inquiries/{inquiry}/owner", post(desk::take_over))
        .route("/inquiries/{inquiry}/visit", post(desk::book))
        .route("/inquiries/{inquiry}/visit-offered", post(desk::offered))
        .route("/inquiries/{inquiry}/visit-result", post(desk::mark_visit))
        .route("/inquiries/{inquiry}/late", post(desk::late))
        .route("/inquiries/{inquiry}/waitlist", post(desk::waitlist))
        .route("/inquiries/{inquiry}/source", post(desk::source))
        .route("/inquiries/{inquiry}/contact", post(thread::contact))
        .route("/inquiries/{inquiry}/close", get(thread::close_form).post(thread::close))
        .route("/inquiries/{inquiry}/reopen", post(thread::reopen))
        .route("/inquiries/{inquiry}/admit", get(admit::form).post(admit::admit))
        .route("/inquiries/{inquiry}/admission", get(admission::page))
        .route("/inquiries/{inquiry}/admission/identity", post(admission_acts::identity))
        .route("/inquiries/{inquiry}/admission/papers", post(admission_acts::papers))
        .route("/inquiries/{inquiry}/admission/gates/{gate}/waive", post(admission_acts::waive))
        .route("/inquiries/{inquiry}/admission/link", post(admission_link::send))
        .route("/inquiries/{inquiry}/admission/corrected", post(admission_acts::corrected))
        .route("/inquiries/{inquiry}/admission/links/{link}/end", post(admission_link::end))
        .route("/papers/{paper}", get(paper::page).post(paper::sign))
        .route("/papers/{paper}/file/{which}", get(paper::file))
        .route("/papers/{paper}/scan", post(paper::scan).layer(DefaultBodyLimit::max(paper::MOST_BYTES_IN_ALL)))
        .route("/papers/{paper}/decline", post(paper::decline))
        .route("/papers/{paper}/withdraw", post(paper::withdraw))
        .route("/inquiries/{inquiry}/merge", post(merge::merge))
        .route("/inquiries/{inquiry}/unmerge", post(merge::unmerge))
        .route("/referrals/{referral}/original", get(referral::original))
        .route("/referrals/{referral}/pages", get(referral::pages))
        .route("/referrals/{referral}/pages/{number}", get(referral::fax_page))
        .route("/referrals/{referral}/files/{number}", get(referral::file))
        .route("/referrals/{referral}/index", get(index::form).post(index::index))
        .route("/referrals/{referral}/reconcile", get(reconcile::page).post(reconcile::decide))
        .route("/api/referrals", post(send::receive).layer(DefaultBodyLimit::disable()))
}
