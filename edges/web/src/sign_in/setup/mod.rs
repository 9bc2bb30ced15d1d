//! The first walk: welcome, name (the first person only), password, second proof, recovery codes, PIN. The link in the address
//! is exchanged for a cookie at the first press, so that it is worth nothing to whoever finds it later.

mod password;
mod second;
mod welcome;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use reactions::accounts::Walk;
use sign_in::SessionToken;

use super::door::Door;
use crate::answer;
use crate::app::App;
use crate::component::Button;
use crate::frame::PlainPage;

pub(super) use password::new_password;
pub(super) use second::{code_field, codes, enrol, pin_fields};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/setup", get(welcome::go_on))
        .route("/setup/{code}", get(welcome::page).post(welcome::begin))
        .route("/setup/walk/name", get(welcome::name_page).post(welcome::name))
        .route("/setup/walk/password", get(password::page).post(password::choose))
        .route("/setup/walk/second", get(second::page))
        .route("/setup/walk/passkey", post(second::passkey))
        .route("/setup/walk/passkey/question", post(second::question))
        .route("/setup/walk/app", get(second::app_page).post(second::app))
        .route("/setup/walk/pin", get(second::pin_page).post(second::pin))
}

/// A step of the walk, for the line of progress.
#[derive(Clone, Copy)]
enum Step {
    Password = 1,
    Second = 2,
    Codes = 3,
    Pin = 4,
}

/// A page of the walk.
fn draw(app: &App, step: Step, title: &str, has_problem: bool, content: &Markup) -> Markup {
    let at = step as usize;
    PlainPage::new(title, app.0.site.program_name.clone()).problem(has_problem).render(html! {
        div.card {
            div.walk role="img" aria-label=(format!("Step {at} of 4")) { @for line in 1..=4 { i.done[line <= at] {} } }
            (content)
        }
    })
}

/// The walk this browser is on, with its cookie; otherwise the answer for a dead link.
async fn walking(app: &App, headers: &HeaderMap) -> Result<(SessionToken, Walk), Response> {
    let token = Door::Walking.token(app, headers).ok_or_else(|| dead(app))?;
    let looking = token.clone();
    match app.work(move |house| house.walk(&looking)).await {
        Ok(Some(walk)) => Ok((token, walk)),
        Ok(None) => Err(dead(app)),
        Err(refusal) => Err(answer::refused(None, &refusal)),
    }
}

/// The walk of a browser that has chosen its password; any other is led there.
async fn past_password(app: &App, headers: &HeaderMap) -> Result<(SessionToken, Walk), Response> {
    let (token, walk) = walking(app, headers).await?;
    if walk.has_password { Ok((token, walk)) } else { Err(Redirect::to("/setup").into_response()) }
}

/// Absent, used, too old, opened elsewhere: the same answer.
fn dead(app: &App) -> Response {
    let page = PlainPage::new("This link does not work", app.0.site.program_name.clone()).problem(true).render(html! {
        div.card {
            div { h1 { "This link does not work" } p { "It works once, in one browser, for 72 hours, from the first day of work on." } }
            p { "If you have used it, sign in. Otherwise ask whoever looks after the staff for a new one." }
            (Button::primary("Sign in").href("/sign-in").class("wide"))
        }
    });
    (StatusCode::NOT_FOUND, page).into_response()
}
