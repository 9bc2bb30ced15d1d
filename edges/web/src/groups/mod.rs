//! Groups and their notes: the list of what is to chart, the composer, review and signature, the signed document and what can be
//! done with it, the co-signer's queue.

mod list;

// while it is written
mod attendance;
mod card;
mod checks;
mod conflict;
mod draft;
mod note;
mod people;
mod read;
mod shared;

// when it is signed
mod review;
mod signed;

// the signed document
mod correct;
mod correct_shared;
mod cosign;
mod document;
mod history;
mod move_note;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/groups", get(list::page))
        .route("/groups/cosign", get(cosign::page))
        .route("/sessions/{session}/note", get(note::page))
        .route("/sessions/{session}/note/checks", get(note::checks))
        .route("/sessions/{session}/draft/shared", post(draft::shared))
        .route("/sessions/{session}/draft/{patient}", post(draft::own))
        .route("/sessions/{session}/take-over", post(draft::take_over))
        .route("/sessions/{session}/sign", get(review::page).post(review::sign))
        .route("/sessions/{session}/signed", get(signed::page))
        .route("/sessions/{session}/amend", get(correct_shared::form).post(correct_shared::amend))
        .route("/notes/{note}", get(document::page))
        .route("/notes/{note}/amend", get(correct::amend_form).post(correct::amend))
        .route("/notes/{note}/void", get(correct::void_form).post(correct::void))
        .route("/notes/{note}/move", get(move_note::form).post(move_note::perform))
        .route("/notes/{note}/cosign", post(cosign::cosign))
}

/// A form with problems: everything typed kept.
fn with_problems(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A form that met another's change: both are shown.
fn with_conflict(page: Markup) -> Response {
    (StatusCode::CONFLICT, page).into_response()
}
