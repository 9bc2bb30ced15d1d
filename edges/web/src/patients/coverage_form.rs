//! Records what insurance somebody has.

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use vocabulary::id::{PatientId, PayerId};

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble};
use crate::app::App;
use crate::component::{Button, Card, Select, csrf_field};
use crate::cover::fields;
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

const ACT: (Action, Kind) = (Action::Record, Kind::Coverage);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, ACT).await {
        Ok(open) => draw(&open, &Sent::default(), &Trouble::default()),
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let Some(payer) = payer(&open, &sent, &mut unread) else {
        return draw(&open, &sent, &Trouble::of(&access::Refusal::Invalid(unread)).unwrap_or_default());
    };
    let command = fields::coverage(patient, payer, &sent, &mut unread);
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Coverage.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &sent, trouble)),
    }
}

/// The chosen payer of those the chart knows.
pub(super) fn payer(open: &Open, sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<PayerId> {
    let known: Vec<PayerId> = open.chart.around.payers.iter().map(|payer| payer.id).collect();
    fields::payer(&known, sent, unread)
}

/// The payers to choose from.
pub(super) fn payers(open: &Open, sent: &Sent, trouble: &Trouble, with_self_pay: bool) -> Select {
    let all = open.chart.around.payers.iter().filter(|payer| with_self_pay || !payer.is_self_pay);
    fields::payers(all.map(|payer| (payer.id, payer.name.clone())), sent, &trouble.problems)
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/coverage/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (fields::coverage_fields(&payers(open, sent, trouble, true), sent, &trouble.problems))
            div.acts { (Button::primary("Save coverage").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Coverage.href(open.patient()))) }
        }
    };
    let below = "Every day from the first one on is counted anew.";
    open.form_page(Tab::Coverage, "Add a coverage", below, trouble, html! { (Card::new("Who pays").padded().body(form)) })
}
