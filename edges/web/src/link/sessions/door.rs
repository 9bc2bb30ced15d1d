//! A code for the door, shown large, for ten minutes.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::remote::OwnSessionsView;
use schedule::door::AskDoorCode;
use vocabulary::ProgramZone;

use super::super::visit::{VisitForm, Visiting};
use super::super::words as all;
use super::list::call;
use super::words;
use crate::app::App;

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match super::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/door", &draw(app.0.house.zone(), &visiting, &view)),
        Err(response) => response,
    }
}

fn draw(zone: &ProgramZone, visiting: &Visiting, view: &OwnSessionsView) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::CODE.to(language)) }
        p { (words::CODE_WHY.to(language)) "." }
        @match &view.code {
            Some((code, until)) => {
                @let (first, second) = code.split_at_checked(3).unwrap_or((code, ""));
                p.code { (first) " " (second) }
                p { (words::CODE_UNTIL.with(language, &[("{time}", &zone.clock_face(*until))])) }
            }
            None => {
                form method="post" action="/l/door" {
                    input type="hidden" name="csrf" value=(visiting.csrf());
                    button.big type="submit" { (words::CODE_ASK.to(language)) }
                }
            }
        }
        (call(visiting, &view.phone))
    }
}

pub(super) async fn ask(State(app): State<App>, VisitForm(visiting, _): VisitForm) -> Response {
    if let Err(response) = super::own(&app, &visiting).await {
        return response;
    }
    let (person, patient) = (visiting.on.person.clone(), visiting.on.link.patient);
    match app.work(move |house| house.perform(&person, &AskDoorCode { patient })).await {
        Ok(_) => Redirect::to("/l/door").into_response(),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}
