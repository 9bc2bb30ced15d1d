//! The locked screen: nothing is shown, nothing is lost. A PIN or the password opens it and leads back to the same page.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::accounts::{LockedScreen, Proof};
use sign_in::SessionToken;

use super::door::{OpenForm, gone, place};
use super::enter::back;
use super::organisation::sign_out_there;
use crate::answer;
use crate::app::App;
use crate::component::{Button, Field, Problem, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::frame::{Notice, PlainPage};
use crate::signed::{cookie_name, theme_of, token_of};

#[derive(serde::Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    back: String,
}

/// Locks the session and leads to the locked screen, which knows the way back.
pub(super) async fn lock(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let Some(token) = ours(&app, &headers, &sent) else { return Notice::Stale.answer(None) };
    let to = to_locked(back(&sent));
    match app.work(move |house| house.lock_session(&token)).await {
        Ok(()) => to.into_response(),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// The way to the locked screen and back.
pub(crate) fn to_locked(back: &str) -> Redirect {
    Redirect::to(&locked_address(back))
}

/// The locked screen's address, with the way back.
pub(crate) fn locked_address(back: &str) -> String {
    match place(back) {
        "/" | crate::site::DESK => "/locked".to_owned(),
        there => format!("/locked?{}", url::form_urlencoded::Serializer::new(String::new()).append_pair("back", there).finish()),
    }
}

/// A person is there, reading or typing: noted by [`SignedForm`] itself.
pub(super) async fn active(_somebody: SignedForm) -> StatusCode {
    StatusCode::NO_CONTENT
}

pub(super) async fn page(State(app): State<App>, headers: HeaderMap, Query(to): Query<Back>) -> Response {
    let Some(token) = token_of(&app, &headers) else { return Redirect::to("/sign-in").into_response() };
    let looking = token.clone();
    match app.work(move |house| house.locked_screen(&looking)).await {
        Ok(Some(screen)) => draw(&app, &token, &screen, place(&to.back), None).into_response(),
        // Open, or ended: the way back asks who it is.
        Ok(None) => Redirect::to(place(&to.back)).into_response(),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn draw(app: &App, token: &SessionToken, screen: &LockedScreen, back: &str, wrong: Option<&str>) -> Markup {
    let problems: Vec<Problem> = wrong.map(|words| Problem::new("secret", words)).into_iter().collect();
    let label = if screen.has_pin { "PIN or password" } else { "Password" };
    let csrf = token.csrf();
    let site = &app.0.site;
    PlainPage::new("Locked", site.program_name.clone()).theme(theme_of(screen.preferences.theme)).problem(wrong.is_some()).render(
        html! {
            div.card {
                div { h1 { "Locked" } p { "Your work is where you left it, " (screen.staff.name.given) "." } }
                @if screen.has_secret || site.is_demo {
                    form.form method="post" action="/locked" {
                        (csrf_field(csrf.as_str()))
                        input type="hidden" name="back" value=(back);
                        @if !site.is_demo { (Field::password("secret", label).problems(&problems).focus()) }
                        (Button::primary("Unlock").class("wide"))
                    }
                } @else {
                    form.form method="post" action="/sign-out" {
                        (csrf_field(csrf.as_str()))
                        p { "You have no password here: sign in anew as you did before." }
                        (Button::primary("Sign in anew").class("wide"))
                    }
                }
            }
            form.below method="post" action="/sign-out" {
                (csrf_field(csrf.as_str()))
                span { "Not " (screen.staff.name.full()) "?" }
                (Button::quiet("Sign out"))
            }
        },
    )
}

/// Opens the screen in the demonstration, where nobody has a secret.
pub(super) async fn open_demo(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let Some(token) = ours(&app, &headers, &sent) else { return Notice::Stale.answer(None) };
    match app.work(move |house| house.open_again(&token)).await {
        Ok(()) => opened(&headers, &sent),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

pub(super) async fn unlock(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let Some(token) = ours(&app, &headers, &sent) else { return Notice::Stale.answer(None) };
    let (unlocking, secret) = (token.clone(), sent.raw("secret").to_owned());
    match app.work(move |house| house.unlock(&unlocking, &secret)).await {
        Ok(Proof::Right) => opened(&headers, &sent),
        Ok(Proof::Wrong { tries_left }) => wrong(&app, &headers, &token, &sent, tries_left).await,
        Ok(Proof::SignInAgain) => over(&app, &headers),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// A page that covered itself stays where it is; the locked screen leads back.
fn opened(headers: &HeaderMap, sent: &Sent) -> Response {
    if is_script(headers) { StatusCode::NO_CONTENT.into_response() } else { Redirect::to(back(sent)).into_response() }
}

async fn wrong(app: &App, headers: &HeaderMap, token: &SessionToken, sent: &Sent, tries_left: u32) -> Response {
    let tries = if tries_left == 1 { "One try is left".to_owned() } else { format!("{tries_left} tries are left") };
    let words = format!("That was not it. {tries}, then the whole sign-in is needed. Nothing you wrote is lost.");
    if is_script(headers) {
        return (StatusCode::UNPROCESSABLE_ENTITY, words).into_response();
    }
    let looking = token.clone();
    match app.work(move |house| house.locked_screen(&looking)).await {
        Ok(Some(screen)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, draw(app, token, &screen, back(sent), Some(&words))).into_response()
        }
        Ok(None) => Redirect::to(back(sent)).into_response(),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn over(app: &App, headers: &HeaderMap) -> Response {
    if is_script(headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    ([(header::SET_COOKIE, gone(app, cookie_name(&app.0)))], Redirect::to("/sign-in")).into_response()
}

/// Ends the session, locked or not; at the organisation's issuer too, when it came by it.
pub(super) async fn sign_out(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let Some(token) = ours(&app, &headers, &sent) else { return Notice::Stale.answer(None) };
    let ended = app.work(move |house| {
        let came_by = house.came_by(&token)?;
        house.end_session(&token).map(|()| came_by)
    });
    match ended.await {
        Ok(_) if is_script(&headers) => over(&app, &headers),
        Ok(came_by) => sign_out_there(&app, came_by.as_deref()).unwrap_or_else(|| over(&app, &headers)),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// The session's token, when the form carries what belongs to it.
fn ours(app: &App, headers: &HeaderMap, sent: &Sent) -> Option<SessionToken> {
    let header = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    token_of(app, headers).filter(|token| token.accepts_csrf(header.unwrap_or_else(|| sent.text("csrf"))))
}

fn is_script(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
