//! Records what insurance somebody has.

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use billing::coverage::AddCoverage;
use maud::html;
use vocabulary::id::{PatientId, PayerId};

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble, maybe_day, wrong};
use crate::app::App;
use crate::component::{Button, Card, Field, Select, csrf_field};
use crate::cover::subscriber;
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
    let from = vocabulary::day::parse_day(sent.text("from")).ok();
    let command = AddCoverage {
        patient,
        payer,
        member_id: sent.text("member_id").to_owned(),
        group_number: sent.text("group_number").to_owned(),
        from,
        to: maybe_day(&sent, "to", &mut unread),
        subscriber: subscriber::read(&sent),
    };
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Coverage.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &sent, trouble)),
    }
}

/// The chosen payer; the first one with a problem noted when none was chosen, so that the rest of the form is judged as well.
pub(super) fn payer(open: &Open, sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<PayerId> {
    let known = &open.chart.around.payers;
    let chosen = sent.parse::<PayerId>("payer").filter(|id| known.iter().any(|payer| payer.id == *id));
    if chosen.is_none() {
        unread.push(wrong("payer", "Choose the payer."));
    }
    chosen.or_else(|| known.first().map(|payer| payer.id))
}

/// The payers to choose from.
pub(super) fn payers(open: &Open, name: &str, sent: &Sent, trouble: &Trouble, with_self_pay: bool) -> Select {
    let all = open.chart.around.payers.iter().filter(|payer| with_self_pay || !payer.is_self_pay);
    Select::new(name, "Payer")
        .option("", "Choose")
        .options(all.map(|payer| (payer.id.to_string(), payer.name.clone())))
        .chosen(sent.text(name))
        .problems(&trouble.problems)
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/coverage/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            div.full { (payers(open, "payer", sent, trouble, true)) }
            (Field::text("member_id", "Member id").class("code").autocomplete("off").hint("As it stands on the card; empty when the person pays").value(sent.text("member_id")).problems(problems))
            (Field::text("group_number", "Group number").class("code").autocomplete("off").optional().value(sent.text("group_number")).problems(problems))
            (Field::date("from", "First day").value(sent.text("from")).problems(problems))
            (Field::date("to", "Last day").optional().value(sent.text("to")).problems(problems))
            (subscriber::fields(sent, problems))
            div.acts { (Button::primary("Save coverage").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Coverage.href(open.patient()))) }
        }
    };
    let below = "Every day from the first one on is counted anew.";
    open.form_page(Tab::Coverage, "Add a coverage", below, trouble, html! { (Card::new("Who pays").padded().body(form)) })
}
