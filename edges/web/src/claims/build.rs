//! Builds the batch of one form from the ready lines of the days shown: one press. What was held back is said with its reason.

use access::Refusal;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use billing::claim::{BatchReceipt, BuildClaims};
use maud::{Markup, html};
use vocabulary::Cents;
use vocabulary::day::parse_day;

use super::batch::download;
use super::list::{self, Asked};
use super::say;
use crate::app::App;
use crate::component::{Button, Card};
use crate::form::SignedForm;
use crate::signed::Signed;
use crate::words;

pub(super) async fn build(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let asked = Asked::days("ready", sent.text("from"), sent.text("to"));
    let days = parse_day(sent.text("from")).ok().zip(parse_day(sent.text("to")).ok());
    let (Some(form), Some((from, to))) = (say::form(sent.text("form")), days) else {
        return shown(&app, &signed, &asked, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &BuildClaims { form, from, to })).await {
        Ok(receipt) => shown(&app, &signed, &asked, StatusCode::OK, Some(&receipt)).await,
        Err(Refusal::Invalid(_)) => shown(&app, &signed, &asked, StatusCode::UNPROCESSABLE_ENTITY, None).await,
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn shown(app: &App, signed: &Signed, asked: &Asked, status: StatusCode, built: Option<&BatchReceipt>) -> Response {
    match list::load(app, signed, asked).await {
        Ok((work, view)) => (status, list::draw_page(app, signed, &view, &work, built)).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// What came of it, in one sentence, and what was held with the reason.
pub(super) fn result(signed: &Signed, built: &BatchReceipt) -> Markup {
    let held: i64 = built.held.iter().map(|(_, count)| count).sum();
    let claims = words::count(usize::try_from(built.claims).unwrap_or(0), "claim", "claims");
    let title = match (built.batch, held) {
        (Some(_), 0) => format!("Built: {claims}, {}. Nothing was held back.", say::money(Cents(built.total_cents))),
        (Some(_), _) => format!("Built: {claims}, {}.", say::money(Cents(built.total_cents))),
        (None, 0) => "Nothing was ready in these days.".to_owned(),
        (None, _) => "Nothing could be built.".to_owned(),
    };
    let acts = html! {
        @if let Some(batch) = built.batch {
            (download(signed, batch, None, "Download the file"))
            (Button::plain("Look at it").href(format!("/claims/batches/{batch}")))
        }
    };
    let body = html! {
        @if !built.held.is_empty() {
            p { b { "Held back, still ready:" } }
            ul.lines { @for (sentence, count) in &built.held { li { (sentence) @if *count > 1 { " (" (count) " times)" } } } }
        } @else if built.batch.is_some() {
            p.muted { "The file is written when you download it, and each disclosure is noted in the person’s account of disclosures then." }
        }
    };
    html! { div role="status" { (Card::new(title).acts(acts).padded().body(body)) } }
}
