//! Agrees a sliding fee: household, income, proof; the part that follows is said before anything is saved.

use access::Kind;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use billing::sliding_fee::{AgreeSlidingFee, SlidingFee, scales};
use maud::{Markup, html};
use vocabulary::Cents;
use vocabulary::id::PatientId;

use super::open::{Open, home, open_to};
use crate::app::App;
use crate::component::{Button, Card, Field, Problem, Row, RowList, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;
use crate::words;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, Kind::Coverage).await {
        Ok(open) => {
            let from = open.today.to_string();
            draw(&open, &Sent::of([("from", from.as_str()), ("household", "1")]), &[]).into_response()
        }
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = AgreeSlidingFee {
        patient,
        household: sent.parse("household"),
        annual_income_cents: Cents::parse(sent.text("income")).ok().map(|cents| cents.0),
        has_proof: sent.is_on("has_proof"),
        from: vocabulary::day::parse_day(sent.text("from")).ok(),
    };
    let refusal = match kept::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => return Redirect::to(&format!("/cover/{patient}#cost")).into_response(),
        Err(refusal) => refusal,
    };
    match kept::problems(&refusal) {
        None => signed.refused(&refusal),
        Some((status, problems)) => match open_to(&app, signed, patient, Kind::Coverage).await {
            Ok(open) => (status, draw(&open, &sent, &problems)).into_response(),
            Err(response) => response,
        },
    }
}

fn draw(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let form = html! {
        form.form.cols method="post" action=(format!("/cover/{}/fee", open.cover.patient)) novalidate id=(kept::WHOLE) {
            (csrf_field(&open.signed.frame.csrf))
            (Field::number("household", "People in the household").hint("The person included").value(sent.text("household")).problems(problems).focus())
            (Field::money("income", "Income of the household in a year").hint("Before taxes, of everybody together; 0 when there is none").value(sent.text("income")).problems(problems))
            (Field::date("from", "First day").hint("It holds for a year").value(sent.text("from")).problems(problems))
            label.check { input type="checkbox" name="has_proof" value="on" checked[sent.is_on("has_proof")]; " A proof of income was seen" }
            div.acts { (Button::primary("Agree").key("Ctrl+Enter")) (Button::quiet("Cancel").href(home(&open.cover))) }
        }
    };
    let content = html! {
        (open.head("Sliding fee"))
        (error_summary(problems))
        (Card::new("Household and income").padded().body(form))
        (scale(open))
        @if !open.cover.fees.is_empty() { (Card::new("Agreed").body(html! { (RowList::new("Agreements").rows(open.cover.fees.iter().map(row))) })) }
    };
    open.page("Sliding fee", problems, true, content)
}

fn row(fee: &SlidingFee) -> Row {
    let proof = if fee.has_proof { "proof seen" } else { "as the person said" };
    let household = usize::try_from(fee.household).unwrap_or(0);
    Row::new(format!("{} % of our price", fee.share.pays_percent)).line(format!(
        "{} to {}: {}, {} a year, {proof}; {} % of the guideline ({}).",
        words::full_day(fee.from),
        words::full_day(fee.to),
        words::count(household, "person", "people"),
        Cents(fee.annual_income_cents),
        fee.share.percent_of_guideline,
        fee.share.guideline,
    ))
}

/// The scale of today as a table, so that what will be paid is no surprise.
fn scale(open: &Open) -> Markup {
    let guideline = scales().guideline.iter().rev().find(|one| one.valid_from <= open.today);
    let scale = scales().scale.iter().rev().find(|one| one.valid_from <= open.today);
    let Some((guideline, scale)) = guideline.zip(scale) else { return html! {} };
    let up_to = |household: i64, percent: i64| {
        let whole = guideline.first_person_cents + guideline.each_more_cents * (household - 1);
        words::round_dollars(whole * percent / 100)
    };
    html! {
        (Card::new("The scale").small(format!("{}; our own steps", guideline.source)).body(html! {
            div.scroll tabindex="0" { table.tb {
                caption.vh { "Highest yearly income for each part of our price" }
                thead { tr { th scope="col" { "To pay" } @for household in 1..=4_usize { th.num scope="col" { (words::count(household, "person", "people")) } } } }
                tbody {
                    @for step in &scale.steps { tr {
                        th scope="row" { (step.pays_percent) " %" }
                        @for household in 1..=4 { td.num { "up to " (up_to(household, step.up_to_percent)) } }
                    } }
                    tr { th scope="row" { "100 %" } @for _ in 1..=4 { td.num { "above" } } }
                }
            } }
        }))
    }
}
