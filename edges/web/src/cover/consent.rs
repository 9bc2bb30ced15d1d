//! The consent to tell a payer what a question and a claim need (P2-20), for somebody who may not be admitted yet; and the wish that a
//! payer learns nothing (P2-50).

use access::Kind;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use billing::coverage::{LiftRestriction, RestrictPayer};
use maud::{Markup, html};
use vocabulary::id::{PatientId, PayerId, PayerRestrictionId};

use super::fields;
use super::open::{Open, home, open_to};
use crate::app::App;
use crate::component::{Button, Card, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, Kind::Consent).await {
        Ok(open) => {
            let today = open.today.to_string();
            let name = open.cover.who.payer_name.full();
            let payer = open
                .cover
                .coverages
                .iter()
                .find(|line| line.counts_today)
                .map(|line| line.payer.id.to_string())
                .unwrap_or_default();
            let begun = fields::consent_begun(&payer, &name, &today);
            draw(&open, &begun, &[]).into_response()
        }
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, Kind::Consent).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let known: Vec<PayerId> = insurers(&open).map(|(id, _)| id).collect();
    let Some(payer) = fields::payer(&known, &sent, &mut unread) else {
        return draw(&open, &sent, &[Problem::new("payer", "No payer is set up yet.")]).into_response();
    };
    let discloser = open.cover.sheet.program.as_ref().map(|program| program.billing_name.clone()).unwrap_or_default();
    let command = fields::consent(patient, payer, discloser, &sent, &mut unread);
    match kept::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&home(&open.cover)).into_response(),
        Err(refusal) => kept::again(&open.signed, &refusal, |problems| draw(&open, &sent, problems)),
    }
}

/// Payers that can be told something.
fn insurers(open: &Open) -> impl Iterator<Item = (PayerId, String)> {
    open.cover.payers.iter().filter(|payer| !payer.is_self_pay).map(|payer| (payer.id, payer.name.clone()))
}

fn draw(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let payers = fields::payers(insurers(open), sent, problems);
    let form = html! {
        form.form.cols method="post" action=(format!("/cover/{}/consent", open.cover.patient)) novalidate id=(kept::WHOLE) {
            (csrf_field(&open.signed.frame.csrf))
            (fields::consent_fields(&payers, sent, problems))
            div.acts { (Button::primary("Record the consent").key("Ctrl+Enter")) (Button::quiet("Cancel").href(home(&open.cover))) }
        }
    };
    let content = html! { (open.head("Consent to tell a payer")) (error_summary(problems)) (Card::new("As it was signed").padded().body(form)) };
    open.page("Consent to tell a payer", problems, true, content)
}

pub(super) async fn restrict(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(payer) = sent.parse::<PayerId>("payer") else { return signed.refused(&access::Refusal::NotFound) };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &RestrictPayer { patient, payer })).await {
        Ok(_) => Redirect::to(&format!("/cover/{patient}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn lift(
    State(app): State<App>,
    Path((patient, restriction)): Path<(PatientId, PayerRestrictionId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &LiftRestriction { restriction, patient })).await {
        Ok(_) => Redirect::to(&format!("/cover/{patient}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
