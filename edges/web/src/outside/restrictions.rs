//! What the program agreed to keep back for a person, and how a limit is lifted when the person wants it so (P2-50).

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Restriction;
use maud::{Markup, html};
use privacy::request::LiftAgreedRestriction;
use vocabulary::id::{PatientId, RestrictionId};

use super::say;
use super::send::{self, Open};
use crate::app::App;
use crate::component::{Button, Card, Field, csrf_field};
use crate::form::SignedForm;
use crate::patients::filled::Trouble;
use crate::signed::may;

/// The limits in force; nothing where there is none.
pub(super) fn card(open: &Open) -> Markup {
    let may_lift = may(&open.app, &open.signed.actor, Action::Amend, Kind::PrivacyRequest);
    html! {
        @if !open.desk.agreed.is_empty() {
            (Card::new("Kept back by agreement").small("Whatever a consent says; a medical emergency goes before it").padded().body(html! {
                ul.lines { @for one in &open.desk.agreed { li { div {
                    (sentence(one))
                    @if may_lift { (lift_form(open, one)) }
                } } } }
            }))
        }
    }
}

fn sentence(one: &Restriction) -> String {
    let who = if one.recipient.trim().is_empty() { "Nobody outside" } else { one.recipient.trim() };
    let what = if one.categories.is_empty() { "anything".to_owned() } else { say::categories(one.categories.iter().copied()) };
    if one.recipient.trim().is_empty() { format!("{who} learns {what}.") } else { format!("{who} does not learn {what}.") }
}

fn lift_form(open: &Open, one: &Restriction) -> Markup {
    html! {
        details {
            summary { "The person wants it lifted" }
            form.form method="post" action=(format!("/patients/{}/restrictions/{}/lift", open.patient, one.id)) {
                (csrf_field(&open.signed.frame.csrf))
                (Field::text("reason", "Who said so, when and how").hint("It stays with the limit"))
                div.acts { (Button::plain("Lift it").about("this limit")) }
            }
        }
    }
}

pub(super) async fn lift(
    State(app): State<App>,
    Path((patient, restriction)): Path<(PatientId, RestrictionId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (actor, here) = (signed.actor.clone(), app.clone());
    let command = LiftAgreedRestriction { restriction, patient, reason: sent.text("reason").to_owned() };
    let refusal = match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => return Redirect::to(&format!("/patients/{patient}/send")).into_response(),
        Err(refusal) => refusal,
    };
    let Some(trouble) = Trouble::of(&refusal) else { return signed.refused(&refusal) };
    match send::open(here, signed, patient).await {
        Ok(open) => send::draw(&open, &send::begun(), None, &trouble),
        Err(response) => response,
    }
}
