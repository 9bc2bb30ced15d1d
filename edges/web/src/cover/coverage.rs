//! Records what insurance somebody has who may not be admitted yet.

use access::Kind;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use billing::coverage::AddCoverage;
use maud::{Markup, html};
use vocabulary::id::{PatientId, PayerId};

use super::open::{Open, home, open_to};
use super::subscriber;
use crate::app::App;
use crate::component::{Button, Card, Field, Problem, Select, csrf_field, error_summary};
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
    let chosen = sent.parse::<PayerId>("payer").filter(|id| open.cover.payers.iter().any(|payer| payer.id == *id));
    let mut unread = Vec::new();
    if chosen.is_none() {
        unread.push(access::Problem { field: "payer".to_owned(), sentence: "Choose the payer.".to_owned() });
    }
    let Some(payer) = chosen.or_else(|| open.cover.payers.first().map(|payer| payer.id)) else {
        return draw(&open, &sent, &[Problem::new("payer", "No payer is set up yet.")]).into_response();
    };
    let command = AddCoverage {
        patient,
        payer,
        member_id: sent.text("member_id").to_owned(),
        group_number: sent.text("group_number").to_owned(),
        from: vocabulary::day::parse_day(sent.text("from")).ok(),
        to: None,
        subscriber: subscriber::read(&sent),
    };
    match kept::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&home(&open.cover)).into_response(),
        Err(refusal) => kept::again(&open.signed, &refusal, |problems| draw(&open, &sent, problems)),
    }
}

fn draw(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let payers = open.cover.payers.iter().map(|payer| (payer.id.to_string(), payer.name.clone()));
    let form = html! {
        form.form.cols method="post" action=(format!("/cover/{}/coverage/new", open.cover.patient)) novalidate id=(kept::WHOLE) {
            (csrf_field(&open.signed.frame.csrf))
            div.full { (Select::new("payer", "Payer").option("", "Choose").options(payers).chosen(sent.text("payer")).problems(problems)) }
            (Field::text("member_id", "Member id").class("code").autocomplete("off").hint("As it stands on the card; empty when the person pays").value(sent.text("member_id")).problems(problems))
            (Field::text("group_number", "Group number").class("code").autocomplete("off").optional().value(sent.text("group_number")).problems(problems))
            (Field::date("from", "First day").value(sent.text("from")).problems(problems))
            (subscriber::fields(sent, problems))
            div.acts { (Button::primary("Save coverage").key("Ctrl+Enter")) (Button::quiet("Cancel").href(home(&open.cover))) }
        }
    };
    let content = html! { (open.head("Add a coverage")) (error_summary(problems)) (Card::new("Who pays").padded().body(form)) };
    open.page("Add a coverage", problems, true, content)
}
