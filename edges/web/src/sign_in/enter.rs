//! Signing in: a passkey without a name, or name and password and then a code. Nothing tells which part was wrong, whether a
//! name exists, or what an account has.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::accounts::{PasskeyQuestion, Started};
use sign_in::SessionToken;

use super::door::{Address, Door, OpenForm, cookie, place};
use super::organisation;
use crate::answer;
use crate::app::App;
use crate::component::{Banner, Button, Field, Icon, Problem, error_summary};
use crate::form::Sent;
use crate::frame::PlainPage;
use crate::signed::{Signed, cookie_name, token_of};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(page).post(begin))
        .route("/sign-in/code", get(code_page).post(finish))
        .route("/sign-in/passkey", post(finish_passkey))
        .route("/sign-in/passkey/question", post(ask_passkey))
}

async fn page(State(app): State<App>, signed: Option<Signed>) -> Response {
    if signed.is_some() {
        Redirect::to(crate::site::DESK).into_response()
    } else {
        draw(&app, "", &Trouble::None).into_response()
    }
}

/// What the page has to say.
pub(super) enum Trouble {
    None,
    Fields(Vec<Problem>),
    Failed,
    Wait(Timestamp),
    /// The organisation's issuer does not answer.
    Silent,
    /// The person turned back at the issuer.
    TurnedBack,
    /// Our clock and the issuer's do not agree.
    Clocks,
}

pub(super) fn draw(app: &App, login: &str, trouble: &Trouble) -> Markup {
    let site = &app.0.site;
    let problems = if let Trouble::Fields(problems) = trouble { problems.as_slice() } else { &[] };
    let has_passkeys = app.0.passkeys.is_ok();
    let is_last_way = !has_passkeys && app.0.wiring.single_sign_on.is_none();
    let go_on = if is_last_way { Button::primary("Go on") } else { Button::plain("Go on") };
    let is_fine = matches!(trouble, Trouble::None);
    PlainPage::new("Sign in", site.program_name.clone()).problem(!is_fine).render(html! {
        div.card {
            div { h1 { "Sign in" } p { (site.program_name) } }
            (error_summary(problems))
            (told(app, trouble))
            (organisation::button(app))
            @if has_passkeys {
                form.form method="post" action="/sign-in/passkey" data-passkey="get" data-question="/sign-in/passkey/question" data-needs-passkey hidden {
                    input type="hidden" name="answer";
                    (Button::primary("Use a passkey").icon(Icon::Shield).class("wide"))
                    p.says data-says role="status" {}
                    p.or { "or with your name" }
                }
            }
            form.form method="post" action="/sign-in" {
                (Field::text("login", "Sign-in name").value(login).autocomplete("username").max(200).problems(problems))
                (Field::password("password", "Password").problems(problems))
                (go_on.class("wide"))
            }
        }
        p.below { "Cannot get in? Ask whoever looks after the staff for a new setup link." }
    })
}

fn told(app: &App, trouble: &Trouble) -> Markup {
    html! {
        @match trouble {
            Trouble::None | Trouble::Fields(_) => {}
            Trouble::Failed => { (Banner::due("That did not work. Something in the name, the password or the code was not right. Begin again.")) }
            Trouble::Wait(until) => { (Banner::due(wait_words(app, *until)).icon(Icon::Clock)) }
            Trouble::Silent => { (Banner::due("Your organisation's sign-in does not answer now. Use another way below, or try again in a few minutes.")) }
            Trouble::TurnedBack => { (Banner::info("You turned back at your organisation's sign-in. Nothing was done here.")) }
            Trouble::Clocks => { (Banner::due("The clocks of this program and of your organisation's sign-in do not agree. Use another way below, and tell whoever runs the computer.").icon(Icon::Clock)) }
        }
    }
}

fn wait_words(app: &App, until: Timestamp) -> String {
    format!("Too many tries. The next one is possible at {}.", app.0.house.zone().local(until).strftime("%-I:%M:%S %P"))
}

pub(super) fn wait(app: &App, page: impl IntoResponse, until: Timestamp) -> Response {
    let seconds = until.duration_since(app.0.house.clock().now()).as_secs().max(0) + 1;
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page).into_response()
}

async fn begin(State(app): State<App>, Address(address): Address, OpenForm(sent): OpenForm) -> Response {
    let problems = missing(&sent);
    let login = sent.text("login").to_owned();
    if !problems.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &login, &Trouble::Fields(problems))).into_response();
    }
    let (name, password) = (login.clone(), sent.raw("password").to_owned());
    match app.work(move |house| house.start_sign_in(&name, &password, &address)).await {
        Ok(Started::WaitUntil(until)) => wait(&app, draw(&app, &login, &Trouble::Wait(until)), until),
        Ok(Started::Code(token)) => {
            ([(header::SET_COOKIE, Door::Entering.give(&app, &token))], Redirect::to("/sign-in/code")).into_response()
        }
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn missing(sent: &Sent) -> Vec<Problem> {
    let mut problems = Vec::new();
    if sent.text("login").is_empty() {
        problems.push(Problem::new("login", "Write your sign-in name."));
    }
    if sent.raw("password").is_empty() {
        problems.push(Problem::new("password", "Write your password."));
    }
    problems
}

async fn code_page(State(app): State<App>, headers: HeaderMap) -> Response {
    let Some(token) = Door::Entering.token(&app, &headers) else { return Redirect::to("/sign-in").into_response() };
    match app.work(move |house| house.awaits_code(&token)).await {
        Ok(true) => draw_code(&app, &[]).into_response(),
        Ok(false) => Redirect::to("/sign-in").into_response(),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn draw_code(app: &App, problems: &[Problem]) -> Markup {
    PlainPage::new("Your code", app.0.site.program_name.clone()).problem(!problems.is_empty()).render(html! {
        div.card {
            div { h1 { "Your code" } p { "Six digits from your authenticator app, or one of your recovery codes." } }
            (error_summary(problems))
            form.form method="post" action="/sign-in/code" {
                (Field::text("code", "Code").autocomplete("one-time-code").class("code").max(40).problems(problems).focus())
                (Button::primary("Sign in").class("wide"))
            }
        }
        p.below { a href="/sign-in" { "Begin again" } @if app.0.passkeys.is_ok() { span { "or use a passkey there" } } }
    })
}

async fn finish(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    if sent.text("code").is_empty() {
        let problems = [Problem::new("code", "Write the code.")];
        return (StatusCode::UNPROCESSABLE_ENTITY, draw_code(&app, &problems)).into_response();
    }
    let Some(token) = Door::Entering.token(&app, &headers) else { return Redirect::to("/sign-in").into_response() };
    let (previous, code) = (token_of(&app, &headers), sent.text("code").to_owned());
    let done = app.work(move |house| house.finish_sign_in(&token, &code, previous.as_ref())).await;
    ended(&app, done)
}

async fn ask_passkey(State(app): State<App>, Address(address): Address, OpenForm(_): OpenForm) -> Response {
    let asking = app.clone();
    let asked = app.work(move |house| house.start_passkey_sign_in(asking.passkeys()?, &address)).await;
    match asked {
        Ok(PasskeyQuestion::Ask(question, token)) => {
            ([(header::SET_COOKIE, Door::Entering.give(&app, &token))], axum::Json(question)).into_response()
        }
        Ok(PasskeyQuestion::WaitUntil(until)) => wait(&app, wait_words(&app, until), until),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

async fn finish_passkey(
    State(app): State<App>,
    headers: HeaderMap,
    Address(address): Address,
    OpenForm(sent): OpenForm,
) -> Response {
    let Some(token) = Door::Entering.token(&app, &headers) else { return Redirect::to("/sign-in").into_response() };
    let (previous, given, asking) = (token_of(&app, &headers), sent.text("answer").to_owned(), app.clone());
    let done = app
        .work(move |house| house.finish_passkey_sign_in(asking.passkeys()?, &token, &given, &address, previous.as_ref()))
        .await;
    ended(&app, done)
}

fn ended(app: &App, done: Result<Option<SessionToken>, access::Refusal>) -> Response {
    match done {
        Ok(Some(session)) => entered(app, &session, Door::Entering, Redirect::to(crate::site::DESK)),
        Ok(None) => {
            let taken = [(header::SET_COOKIE, Door::Entering.take(app))];
            (StatusCode::UNPROCESSABLE_ENTITY, taken, draw(app, "", &Trouble::Failed)).into_response()
        }
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// The answer to somebody who has proved who they are: the session's cookie, and the end of the door's.
pub(super) fn entered(app: &App, session: &SessionToken, door: Door, page: impl IntoResponse) -> Response {
    let cookies =
        [(header::SET_COOKIE, cookie(app, cookie_name(&app.0), &session.to_cookie())), (header::SET_COOKIE, door.take(app))];
    (AppendHeaders(cookies), page).into_response()
}

/// The address to go back to, from a form or a query.
pub(super) fn back(sent: &Sent) -> &str {
    place(sent.text("back"))
}
