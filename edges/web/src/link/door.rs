//! The door: one question, the same for every link there is or is not, and one answer for everything that does not open.

use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use intake::paper::{Language, plain};
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::link::AtTheDoor;
use sign_in::LinkToken;

use super::page::PersonPage;
use super::visit::{cookie, language_of};
use super::words::{self, Say};
use crate::app::App;
use crate::form::Sent;
use crate::sign_in::{Address, is_from_here};

pub(super) async fn question(Path(token): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    draw(language_of(&parts, None), &token, None).into_response()
}

pub(super) async fn answer(State(app): State<App>, Address(address): Address, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let language = language_of(&parts, None);
    let Ok(Path(token)) = Path::<String>::from_request_parts(&mut parts, &app).await else {
        return refused(language, "");
    };
    let body = axum::body::to_bytes(body, 4096).await.unwrap_or_default();
    if !is_from_here(&parts.headers) {
        return refused(language, &token);
    }
    let sent = Sent::read(&body);
    let (month, day) = (sent.parse("month").unwrap_or(0), sent.parse("day").unwrap_or(0));
    let link = LinkToken::from_address(&token);
    match app.work(move |house| house.open_link(link.as_ref(), month, day, &address)).await {
        Ok(AtTheDoor::Opened(visit)) => ([(header::SET_COOKIE, cookie(&app, Some(&visit)))], Redirect::to("/l")).into_response(),
        Ok(AtTheDoor::NotOpened) => refused(language, &token),
        Ok(AtTheDoor::WaitUntil(until)) => wait(&app, language, &token, until),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

fn refused(language: Language, token: &str) -> Response {
    (StatusCode::FORBIDDEN, draw(language, token, Some(&words::NOT_OPENED))).into_response()
}

/// Too many tries from one address: the same for every link, so that it tells nothing about this one.
fn wait(app: &App, language: Language, token: &str, until: Timestamp) -> Response {
    let seconds = until.duration_since(app.0.house.clock().now()).as_secs().max(0) + 1;
    let page = draw(language, token, Some(&words::TOO_OFTEN));
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page).into_response()
}

fn draw(language: Language, token: &str, told: Option<&Say>) -> Markup {
    // Only letters of our own addresses are written back.
    let token: String = token.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(64).collect();
    let address = format!("/l/{token}");
    let content = html! {
        h1 { (words::FIRST.to(language)) }
        @if let Some(told) = told { div.told role="alert" id="told" tabindex="-1" { p { (told.to(language)) } } }
        p { (words::WHY_BIRTHDAY.to(language)) }
        form method="post" action=(address) {
            label for="month" { (words::MONTH.to(language)) }
            select id="month" name="month" required {
                option value="" {}
                @for (at, month) in plain::months(language).iter().enumerate() { option value=(at + 1) { (month) } }
            }
            label for="day" { (words::DAY.to(language)) }
            input id="day" name="day" type="text" inputmode="numeric" pattern="[0-9]{1,2}" maxlength="2" autocomplete="off" required;
            button.big type="submit" { (words::GO_ON.to(language)) }
        }
    };
    PersonPage { language, csrf: None, address: &address }.render(&content)
}
