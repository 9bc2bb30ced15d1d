//! Records what insurance somebody has who may not be admitted yet.

use access::Kind;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use vocabulary::id::{PatientId, PayerId};

use super::fields;
use super::open::{Open, home, open_to};
use crate::app::App;
use crate::component::{Button, Card, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, Kind::Coverage).await {
        Ok(open) => {
            let from = open.today.to_string();
            draw(&open, &Sent::of([("from", from.as_str())]), &[]).into_response()
        }
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, Kind::Coverage).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let known: Vec<PayerId> = open.cover.payers.iter().map(|payer| payer.id).collect();
    let Some(payer) = fields::payer(&known, &sent, &mut unread) else {
        return draw(&open, &sent, &[Problem::new("payer", "No payer is set up yet.")]).into_response();
    };
    let command = fields::coverage(patient, payer, &sent, &mut unread);
    match kept::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&home(&open.cover)).into_response(),
        Err(refusal) => kept::again(&open.signed, &refusal, |problems| draw(&open, &sent, problems)),
    }
}

fn draw(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let payers = fields::payers(open.cover.payers.iter().map(|payer| (payer.id, payer.name.clone())), sent, problems);
    let form = html! {
        form.form.cols method="post" action=(format!("/cover/{}/coverage/new", open.cover.patient)) novalidate id=(kept::WHOLE) {
            (csrf_field(&open.signed.frame.csrf))
            (fields::coverage_fields(&payers, sent, problems))
            div.acts { (Button::primary("Save coverage").key("Ctrl+Enter")) (Button::quiet("Cancel").href(home(&open.cover))) }
        }
    };
    let content = html! { (open.head("Add a coverage")) (error_summary(problems)) (Card::new("Who pays").padded().body(form)) };
    open.page("Add a coverage", problems, true, content)
}
