//! Stops a sharing in one act, with one question before it that says what stops at once, what cannot be taken back, and, where it was made
//! a condition, until when it goes on (P2-27, P2-28). Every feed asks the gate at its own moment, so all of them stop at once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::consent::Recipient;
use intake::paper::plain;
use maud::{Markup, html};
use privacy::consent::RevokeConsent;
use reactions::own::{OwnConsent, OwnConsentsView, Standing};
use vocabulary::id::ConsentId;

use super::super::visit::{VisitForm, Visiting, closed};
use super::super::words as all;
use super::{may_know, words};
use crate::app::App;

pub(super) async fn ask(State(app): State<App>, Path(consent): Path<ConsentId>, visiting: Visiting) -> Response {
    let view = match super::consents(&app, &visiting).await {
        Ok(view) => view,
        Err(response) => return response,
    };
    match view.consents.iter().find(|one| one.consent.id == consent) {
        None => closed(visiting.language),
        Some(one) if one.standing.may_be_stopped() => {
            visiting.page(&format!("/l/may-know/{consent}/stop"), &draw(&visiting, one, &view))
        }
        Some(_) => Redirect::to("/l/may-know").into_response(),
    }
}

fn draw(visiting: &Visiting, one: &OwnConsent, view: &OwnConsentsView) -> Markup {
    let language = visiting.language;
    let id = one.consent.id;
    let held = match one.standing {
        Standing::HoldsUntil(last) => Some(words::STOP_HELD.with(language, &[("{day}", &plain::day(language, last))])),
        _ => None,
    };
    let yes = if held.is_some() { &words::STOP_WISH } else { &words::STOP_YES };
    html! {
        p { a href="/l/may-know" { (all::BACK.to(language)) } }
        h1 { (words::STOP_ASK.to(language)) }
        article.box { (may_know::terms(language, &one.consent, &view.payers)) }
        @match held {
            Some(held) => { p { (held) } }
            None => { p { (words::STOP_NOW.to(language)) } }
        }
        p { (words::STOP_PAST.to(language)) }
        @if one.consent.recipients.iter().any(Recipient::is_payer) { p.told { (words::STOP_PAYS.to(language)) } }
        form method="post" action=(format!("/l/may-know/{id}/stop")) {
            input type="hidden" name="csrf" value=(visiting.csrf());
            button.big type="submit" { (yes.to(language)) }
        }
        a.big.plain href="/l/may-know" { (words::STOP_NO.to(language)) }
        (super::call(visiting, &view.phone))
    }
}

pub(super) async fn stop(State(app): State<App>, Path(consent): Path<ConsentId>, VisitForm(visiting, _): VisitForm) -> Response {
    // A link that was made for something else stops nothing, and nobody stops what is not theirs.
    let standing = match super::consents(&app, &visiting).await {
        Ok(view) => view.consents.iter().find(|one| one.consent.id == consent).map(|one| one.standing),
        Err(response) => return response,
    };
    let done = match standing {
        None => return closed(visiting.language),
        Some(Standing::HoldsUntil(_) | Standing::StopsAfter(_)) => "written",
        Some(_) => "stopped",
    };
    let person = visiting.on.person.clone();
    match app.work(move |house| house.perform(&person, &RevokeConsent { consent })).await {
        Ok(_) => Redirect::to(&format!("/l/may-know?done={done}")).into_response(),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}
