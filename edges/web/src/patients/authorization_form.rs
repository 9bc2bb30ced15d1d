//! Records what a payer answered, while on the telephone: an approval or a denial, in the order in which it is said.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use billing::authorization::RecordAuthorization;
use maud::{Markup, html};
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open_to};
use super::coverage_form::payers;
use super::filled::{self, Trouble, maybe_day, wrong};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Field, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

const ACT: (Action, Kind) = (Action::Record, Kind::Authorization);

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    payer: String,
    #[serde(default)]
    then: String,
}

pub(super) async fn form(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    match open_to(&app, signed, patient, ACT).await {
        Ok(open) => draw(&open, &begun(&open, &asked), &Trouble::default()),
        Err(response) => response,
    }
}

/// The form as it begins: the payer of the newest coverage, so that most calls need no choice.
fn begun(open: &Open, asked: &Asked) -> Sent {
    let newest = open.chart.coverages.first().map(|coverage| coverage.payer.to_string()).unwrap_or_default();
    let payer = if asked.payer.is_empty() { newest } else { asked.payer.clone() };
    Sent::of([("payer", payer.as_str()), ("then", &asked.then), ("answer", "approved"), ("counts", "units")])
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
    let command = read(patient, &sent, &mut unread);
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) if sent.text("then") == "list" => Redirect::to("/authorizations").into_response(),
        Ok(_) => Redirect::to(&Tab::Coverage.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &sent, trouble)),
    }
}

fn read(patient: PatientId, sent: &Sent, unread: &mut Vec<access::Problem>) -> RecordAuthorization {
    let is_denied = sent.text("answer") == "denied";
    if is_denied && sent.text("denial_reason").is_empty() {
        unread.push(wrong("denial_reason", "Write the payer’s reason in its own words."));
    }
    let day = |field: &str| vocabulary::day::parse_day(sent.text(field)).ok();
    RecordAuthorization {
        patient: Some(patient),
        payer: sent.parse("payer"),
        number: sent.text("number").to_owned(),
        code: sent.text("code").to_owned(),
        counts_days: sent.text("counts") == "days",
        approved: sent.parse("approved"),
        from: day("from"),
        to: day("to"),
        reviewer: sent.text("reviewer").to_owned(),
        call_reference: sent.text("call_reference").to_owned(),
        next_review_on: maybe_day(sent, "next_review_on", unread),
        denial_reason: is_denied.then(|| sent.text("denial_reason").to_owned()),
        appeal_by: maybe_day(sent, "appeal_by", unread),
    }
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/authorizations/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            input type="hidden" name="then" value=(sent.text("then"));
            (fields(open, sent, trouble))
            div.acts { (Button::primary("Save the answer").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Coverage.href(open.patient()))) }
        }
    };
    let below = "Fill it in while you are on the line. Days that were held for it are counted anew at once.";
    let card = Card::new("What the payer said").padded().body(form);
    open.form_page(Tab::Coverage, "Record a payer’s answer", below, trouble, html! { (card) })
}

fn fields(open: &Open, sent: &Sent, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    html! {
        (payers(open, sent, trouble, false))
        (ChoiceRow::one("answer", "Answer").choices([("approved", "Approved"), ("denied", "Denied")]).chosen(sent.text("answer")).keys().problems(problems))
        (Field::text("number", "Authorization number").class("code").autocomplete("off").hint("Not needed for a denial").value(sent.text("number")).problems(problems).focus())
        (Field::text("code", "For the code").class("code").optional().hint("Empty when it is for any").value(sent.text("code")).problems(problems))
        (Field::number("approved", "How many").hint("Approved units or days; not needed for a denial").value(sent.text("approved")).problems(problems))
        (ChoiceRow::one("counts", "Counted in").choices([("units", "Units"), ("days", "Days")]).chosen(sent.text("counts")))
        (Field::date("from", "First day").value(sent.text("from")).problems(problems))
        (Field::date("to", "Last day").value(sent.text("to")).problems(problems))
        (Field::text("reviewer", "Reviewer at the payer").optional().autocomplete("off").value(sent.text("reviewer")).problems(problems))
        (Field::text("call_reference", "Reference of the call").class("code").optional().autocomplete("off").value(sent.text("call_reference")).problems(problems))
        (Field::date("next_review_on", "Next review").optional().value(sent.text("next_review_on")).problems(problems))
        fieldset.full.denial {
            legend.lab { "When it was denied" }
            div.form.cols {
                (Field::text("denial_reason", "The payer’s reason").value(sent.text("denial_reason")).problems(problems))
                (Field::date("appeal_by", "Appeal by").optional().value(sent.text("appeal_by")).problems(problems))
            }
        }
    }
}
