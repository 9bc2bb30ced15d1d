//! One's own account: how one likes the pages, how one signs in, where one is signed in.

mod confirm;
mod means;
mod overview;
mod passkeys;

use access::Refusal;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::answer;
use crate::app::App;
use crate::component::{Crumb, PageHead, Problem, error_summary};
use crate::frame::{Area, Page};
use crate::signed::Signed;

/// What everybody has, also in the demonstration.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(overview::page))
        .route("/account/preferences", post(overview::prefer))
        .route("/account/sign-out", post(overview::sign_out_everywhere))
}

/// The ways to sign in.
pub(super) fn means_routes() -> Router<App> {
    Router::new()
        .route("/account/confirm", get(confirm::page).post(confirm::confirm))
        .route("/account/password", get(means::password_page).post(means::password))
        .route("/account/pin", get(means::pin_page).post(means::pin))
        .route("/account/pin/remove", post(means::remove_pin))
        .route("/account/codes", get(means::codes_page).post(means::codes))
        .route("/account/app", get(means::app_page).post(means::app))
        .route("/account/app/remove", post(means::remove_app))
        .route("/account/passkeys", get(passkeys::page).post(passkeys::add))
        .route("/account/passkeys/question", post(passkeys::question))
        .route("/account/passkeys/{id}", get(passkeys::one_page).post(passkeys::rename))
        .route("/account/passkeys/{id}/remove", post(passkeys::remove))
}

/// A page below the overview, with one card.
fn below(signed: &Signed, title: &str, problems: &[Problem], body: Markup) -> Response {
    let content = html! {
        (error_summary(problems))
        (PageHead::new(title).crumb(Crumb::to("Your account", "/account")).crumb(Crumb::here(title)))
        section.card aria-label=(title) { div.pad { (body) } }
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(&signed.frame, Area::Account, title).problem(!problems.is_empty()).narrow().render(content);
    (status, page).into_response()
}

/// The password is asked for once more before the means of signing in are shown or changed.
async fn confirmed(app: &App, signed: &Signed, to: &str) -> Result<(), Response> {
    let token = signed.token.clone();
    match app.work(move |house| house.is_confirmed(&token)).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Redirect::to(&confirm::address(to)).into_response()),
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

/// The answer when a change was refused: the page again with its problems, or the password once more, or the notice.
fn refused(signed: &Signed, refusal: &Refusal, to: &str, again: impl FnOnce(&[Problem]) -> Response) -> Response {
    match (answer::problems(refusal), refusal) {
        (Some(problems), _) => again(&problems),
        (None, Refusal::Refused { reason: "confirm_first", .. }) => Redirect::to(&confirm::address(to)).into_response(),
        (None, _) => signed.refused(refusal),
    }
}

/// Back to the overview after something was done.
fn done(what: &str) -> Response {
    Redirect::to(&format!("/account?done={what}")).into_response()
}
