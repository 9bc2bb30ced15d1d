//! What taking part by video means, and the person's yes or no, kept with the words they read (OP-11).

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::remote::OwnSessionsView;
use schedule::video::RecordTelehealthConsent;

use super::super::visit::{VisitForm, Visiting};
use super::super::words as all;
use super::list::call;
use super::words;
use crate::app::App;

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match super::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/video", &draw(&visiting, &view)),
        Err(response) => response,
    }
}

fn draw(visiting: &Visiting, view: &OwnSessionsView) -> Markup {
    let language = visiting.language;
    let said = match view.consent {
        Some(true) => Some(&words::SAID_YES),
        Some(false) => Some(&words::SAID_NO),
        None => None,
    };
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::VIDEO.to(language)) }
        @if let Some(said) = said { div.told role="status" { p { (said.to(language)) } } }
        article.box {
            @for words in [&words::CONSENT_1, &words::CONSENT_2, &words::CONSENT_3, &words::CONSENT_4] { p { (words.to(language)) } }
        }
        form method="post" action="/l/video" {
            input type="hidden" name="csrf" value=(visiting.csrf());
            @if view.consent != Some(true) { button.big type="submit" name="answer" value="yes" { (words::SAY_YES.to(language)) } }
            @if view.consent != Some(false) { button.big.plain type="submit" name="answer" value="no" { (words::SAY_NO.to(language)) } }
        }
        (call(visiting, &view.phone))
    }
}

pub(super) async fn say(State(app): State<App>, VisitForm(visiting, sent): VisitForm) -> Response {
    // A link that was made for something else says nothing about video.
    if let Err(response) = super::own(&app, &visiting).await {
        return response;
    }
    let is_given = match sent.text("answer") {
        "yes" => true,
        "no" => false,
        _ => return Redirect::to("/l/video").into_response(),
    };
    let command = RecordTelehealthConsent {
        patient: visiting.on.link.patient,
        is_given,
        words: words::consent(visiting.language),
        language: visiting.language.tag().to_owned(),
    };
    let person = visiting.on.person.clone();
    match app.work(move |house| house.perform(&person, &command)).await {
        Ok(_) => Redirect::to(if is_given { "/l/sessions" } else { "/l/video" }).into_response(),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}
