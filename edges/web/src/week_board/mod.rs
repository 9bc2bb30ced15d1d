//! The boards of the week: rooms, colleagues and people over its days; a session moved without dragging; an appointment booked with
//! what it costs in view. Everything is a link, a field or a button: it needs no script, no mouse and no wide screen.

mod board;
mod book;
mod cancel;
mod grid;
mod make_up;
mod people;
mod say;
mod session;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/schedule", get(board::page))
        .route("/schedule/book", get(book::form).post(book::book))
        .route("/schedule/sessions/{session}", get(session::page).post(session::change))
        .route("/schedule/sessions/{session}/cancel", get(cancel::form).post(cancel::cancel))
        .route("/schedule/sessions/{session}/people/{patient}", get(make_up::form).post(make_up::take))
        .route("/schedule/sessions/{session}/people/{patient}/withdraw", post(make_up::withdraw))
        .route("/schedule/sessions/{session}/put-back", post(cancel::put_back))
}
