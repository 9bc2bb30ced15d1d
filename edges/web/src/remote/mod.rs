//! Where sessions are: one switch for a session, a track or the program, whom it told and who is to be called; and a session's people by
//! video with their consent and place (S-24, S-25, OP-11).

mod board;
mod session;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/remote", get(board::page).post(board::switch))
        .route("/remote/{switch}/undo", post(board::undo))
        .route("/remote/called/{notice}", post(board::called))
        .route("/sessions/{session}/video", get(session::page))
        .route("/sessions/{session}/video/switch", post(session::switch))
        .route("/sessions/{session}/video/enter", post(session::enter))
        .route("/sessions/{session}/video/{patient}/place", post(session::place))
        .route("/sessions/{session}/video/{patient}/consent", post(session::consent))
}
