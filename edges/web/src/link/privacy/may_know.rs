//! Who may be told: each consent with whom, what, what for, until when, how it stands, and the way to stop it.

use axum::extract::{Query, State};
use axum::response::Response;
use confidential::Consent;
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::own::{OwnConsent, OwnConsentsView, Standing};
use serde::Deserialize;
use vocabulary::id::PayerId;

use super::super::visit::Visiting;
use super::super::words::{self as all, Say};
use super::words;
use crate::app::App;

/// What was just done, to be told once.
#[derive(Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(State(app): State<App>, Query(just): Query<Just>, visiting: Visiting) -> Response {
    match super::consents(&app, &visiting).await {
        Ok(view) => visiting.page("/l/may-know", &draw(&visiting, &view, &just)),
        Err(response) => response,
    }
}

fn draw(visiting: &Visiting, view: &OwnConsentsView, just: &Just) -> Markup {
    let language = visiting.language;
    let (now, over): (Vec<&OwnConsent>, Vec<&OwnConsent>) = view.consents.iter().partition(|one| one.standing.holds());
    let told = match just.done.as_str() {
        "stopped" => Some(&words::STOP_DONE),
        "written" => Some(&words::WISH_DONE),
        _ => None,
    };
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::MAY_KNOW.to(language)) }
        @if let Some(told) = told { div.told role="status" tabindex="-1" { p { (told.to(language)) } } }
        @if now.is_empty() { p { (words::NOBODY_MAY.to(language)) } }
        @for one in now { (card(language, one, view)) }
        @if !over.is_empty() {
            details {
                summary { (words::OVER.to(language)) " (" (over.len()) ")" }
                @for one in over { (card(language, one, view)) }
            }
        }
        (super::call(visiting, &view.phone))
    }
}

fn card(language: Language, one: &OwnConsent, view: &OwnConsentsView) -> Markup {
    let id = one.consent.id;
    html! {
        article.box {
            (terms(language, &one.consent, &view.payers))
            p { (standing(language, one.standing)) }
            @if one.standing.holds() { p { a href=(format!("/l/may-know/{id}/sent")) { (words::SEE_SENT.to(language)) } } }
            @if one.standing.may_be_stopped() { a.big.plain href=(format!("/l/may-know/{id}/stop")) { (words::STOP.to(language)) } }
        }
    }
}

/// What a consent says.
pub(super) fn terms(language: Language, consent: &Consent, payers: &[(PayerId, String)]) -> Markup {
    let line = |label: &Say, value: String| html! { div { dt { (label.to(language)) } dd { (value) } } };
    html! {
        dl {
            (line(&words::TO_WHOM, plain::recipients(language, &consent.recipients, payers)))
            (line(&words::WHAT, plain::categories(language, consent.categories.iter().copied())))
            @if !consent.words.is_empty() { div { dt { (words::OWN_WORDS.to(language)) } dd { (consent.words) } } }
            (line(&words::WHAT_FOR, plain::purposes(language, &consent.purposes)))
            (line(&words::UNTIL, plain::expiry(language, consent.expires)))
            (line(&words::SIGNED, plain::day(language, consent.signed_on)))
        }
    }
}

fn standing(language: Language, standing: Standing) -> String {
    let on = |say: &Say, day| say.with(language, &[("{day}", &plain::day(language, day))]);
    match standing {
        Standing::Holds => words::HOLDS.to(language).to_owned(),
        Standing::HoldsUntil(last) => on(&words::HOLDS_UNTIL, last),
        Standing::StopsAfter(last) => on(&words::STOPS_AFTER, last),
        Standing::Stopped(day) => on(&words::STOPPED, day),
        Standing::Ended(_) => words::ENDED.to(language).to_owned(),
        Standing::Void => words::VOID.to(language).to_owned(),
    }
}
