//! The person's own calendar: they make its address here, choose the word it says, give it another address, or end it. The address is
//! shown once, in the answer to the form that made it; nothing of ours could show it again.

use access::Refusal;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::own::OwnWeekView;
use schedule::calendar_feed::{EndCalendarFeed, KeepCalendarFeed, LONGEST_TITLE};
use serde::Deserialize;
use sign_in::LinkToken;

use super::super::visit::{VisitForm, Visiting};
use super::super::words as all;
use super::words;
use crate::app::App;

/// What was just done, to be told once.
#[derive(Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(State(app): State<App>, Query(just): Query<Just>, visiting: Visiting) -> Response {
    let told = match just.done.as_str() {
        "saved" => Some(words::SAVED.to(visiting.language)),
        "ended" => Some(words::ENDED.to(visiting.language)),
        _ => None,
    };
    match super::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/week/calendar", &draw(&visiting, &view, None, told, None)),
        Err(response) => response,
    }
}

/// What stands in the form: their word, and whether the street is said.
type Typed<'a> = (&'a str, bool);

fn draw(visiting: &Visiting, view: &OwnWeekView, typed: Option<Typed<'_>>, told: Option<&str>, wrong: Option<&str>) -> Markup {
    let language = visiting.language;
    let known = view.calendar.as_ref().map(|one| (one.title.as_str(), one.says_place));
    let (title, says_place) = typed.or(known).unwrap_or((words::APPOINTMENT.to(language), false));
    html! {
        p { a href="/l/week" { (all::BACK.to(language)) } }
        h1 { (words::CALENDAR.to(language)) }
        @if let Some(told) = told { div.told role="status" tabindex="-1" { p { (told) } } }
        @if let Some(wrong) = wrong { div.told role="alert" id="told" tabindex="-1" { p { (wrong) } } }
        p { (words::CALENDAR_HOW.to(language)) }
        p { (words::COMPANIES.to(language)) }
        @if view.calendar.is_some() { p { (words::HAVE_ONE.to(language)) } }
        @if view.may_have_calendar {
            form method="post" action="/l/week/calendar" {
                input type="hidden" name="csrf" value=(visiting.csrf());
                label for="title" { (words::CALLED.to(language)) }
                input id="title" name="title" type="text" maxlength=(LONGEST_TITLE) autocomplete="off" required value=(title)
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "told")];
                label.choice { input type="checkbox" name="place" value="yes" checked[says_place]; span { (words::PLACE.to(language)) ": " (view.street) } }
                @if view.calendar.is_some() {
                    button.big type="submit" name="act" value="change" { (words::CHANGE.to(language)) }
                    p { button.big.plain type="submit" name="act" value="renew" { (words::RENEW.to(language)) } " " (words::RENEW_WHY.to(language)) }
                    button.big.plain type="submit" name="act" value="end" formnovalidate { (words::END.to(language)) }
                } @else {
                    button.big type="submit" name="act" value="renew" { (words::MAKE.to(language)) }
                }
            }
        } @else { p { (words::NONE_NOW.to(language)) } }
    }
}

pub(super) async fn save(State(app): State<App>, VisitForm(visiting, sent): VisitForm) -> Response {
    // A link that was made for something else makes no calendar.
    let view = match super::own(&app, &visiting).await {
        Ok(view) => view,
        Err(response) => return response,
    };
    let (person, patient) = (visiting.on.person.clone(), visiting.on.link.patient);
    let (title, says_place) = (sent.text("title").to_owned(), sent.is_on("place"));
    let token = match sent.text("act") {
        "end" => {
            let done = app.work(move |house| house.perform(&person, &EndCalendarFeed { patient })).await;
            return match done {
                Ok(_) => Redirect::to("/l/week/calendar?done=ended").into_response(),
                Err(refusal) => super::super::privacy::refused(&visiting, &refusal),
            };
        }
        "renew" => match LinkToken::generate() {
            Ok(token) => Some(token),
            Err(error) => return crate::answer::refused(None, &Refusal::Fault(error.to_string())),
        },
        _ => None,
    };
    let token_sha256 = token.as_ref().map(|token| token.fingerprint().as_str().to_owned());
    let wish = KeepCalendarFeed { patient, token_sha256, title: title.clone(), says_place };
    match (app.work(move |house| house.perform(&person, &wish)).await, token) {
        (Ok(_), Some(token)) => visiting.page("/l/week/calendar", &made(&app, &visiting, &token)),
        (Ok(_), None) => Redirect::to("/l/week/calendar?done=saved").into_response(),
        (Err(Refusal::Invalid(_)), _) => {
            let wrong = words::WRITE_WORD.to(visiting.language);
            let page = draw(&visiting, &view, Some((&title, says_place)), None, Some(wrong));
            (StatusCode::UNPROCESSABLE_ENTITY, visiting.page("/l/week/calendar", &page)).into_response()
        }
        (Err(Refusal::Refused { .. } | Refusal::Conflict), _) => Redirect::to("/l/week/calendar").into_response(),
        (Err(refusal), _) => super::super::privacy::refused(&visiting, &refusal),
    }
}

/// The address, shown this once.
fn made(app: &App, visiting: &Visiting, token: &LinkToken) -> Markup {
    let language = visiting.language;
    let origin = app.0.site.origin.trim_end_matches('/');
    let address = format!("{origin}/calendar/{}.ics", token.to_address());
    let opens = address.split_once("://").map_or_else(|| address.clone(), |(_, rest)| format!("webcal://{rest}"));
    html! {
        p { a href="/l/week" { (all::BACK.to(language)) } }
        h1 { (words::CALENDAR.to(language)) }
        div.told role="status" tabindex="-1" { p { (words::MADE.to(language)) } }
        p { a.big href=(opens) rel="noreferrer" { (words::OPEN_IT.to(language)) } }
        label for="address" { (words::COPY_IT.to(language)) }
        input id="address" type="text" readonly autocomplete="off" value=(address);
        p { (words::COMPANIES.to(language)) }
    }
}
