//! The person's own sessions, behind a link that was made for them: when, the way in by video, what they say about video, a code for the
//! door (S-24, S-25, OP-11). No session has a name here. Plain words, four languages, no script.

mod consent;
mod door;
mod join;
mod list;
mod words;

pub(super) use list::{first, lines};
pub(super) use words::KIOSK;

use access::Refusal;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use confidential::{Released, ToPatient};
use reactions::remote::{OwnSessions, OwnSessionsView};

use super::visit::Visiting;
use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/l/sessions", get(list::page))
        .route("/l/video", get(consent::page).post(consent::say))
        .route("/l/sessions/{session}/join", get(join::page).post(join::join))
        .route("/l/door", get(door::page).post(door::ask))
}

/// Their sessions, as the gate lets them see them.
async fn own(app: &App, visiting: &Visiting) -> Result<Released<OwnSessionsView, ToPatient>, Response> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let found = app.work(move |house| house.ask_for_person(&person, &OwnSessions { link })).await;
    found.map_err(|refusal| refused(visiting, &refusal))
}

/// What is not there, or not theirs, or not on this link, closes the page as the end of a visit does.
fn refused(visiting: &Visiting, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::NotFound => super::visit::closed(visiting.language),
        other => crate::answer::refused(None, other),
    }
}
