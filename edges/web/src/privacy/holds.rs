//! Legal holds on one person's record: which stand, one more, and lifting one.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::legal_hold::{LegalHold, LegalHoldsOf, LiftLegalHold, PlaceLegalHold};
use reactions::rights::WhoAsks;
use vocabulary::day::parse_day;
use vocabulary::id::{LegalHoldId, PatientId};

use super::{Place, one_page, today};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, Hue, Icon, PageHead, Row, RowList, chip, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::full_day;

/// Whose record.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    patient: String,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let Ok(patient) = asked.patient.parse() else { return signed.refused(&Refusal::NotFound) };
    let today = today(&app).to_string();
    shown(&app, &signed, patient, &Sent::of([("from", today.as_str())]), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, patient: PatientId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let asked = app.work(move |house| {
        let holds = house.ask(&actor, &LegalHoldsOf { patient })?;
        Ok((holds, house.ask(&actor, &WhoAsks { patient })?))
    });
    let (holds, asker) = match asked.await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_place = may(app, &signed.actor, Action::Record, Kind::LegalHold);
    let head = PageHead::new(format!("Legal holds: {}", asker.name.full()))
        .crumb(Crumb::to("Privacy", Place::Due.href()))
        .crumb(Crumb::here("Legal holds"))
        .below(html! { "Nothing is ever deleted here. While a hold stands, nothing of the record is destroyed or given back either, and every copy says so." });
    let content = html! {
        (Card::new("On this record").body(list(signed, &holds, may_place)))
        @if may_place { (Card::new("Place a hold").padded().body(form(signed, patient, sent, trouble))) }
    };
    one_page(signed, "Legal holds", &head, trouble, &content)
}

fn list(signed: &Signed, holds: &[LegalHold], may_lift: bool) -> Markup {
    let row = |hold: &LegalHold| {
        let row = Row::new(hold.reason.as_str()).line(format!("From {}", full_day(hold.from)));
        match &hold.lifted {
            Some(lifted) => row.chip(chip(Hue::Gone, format!("Lifted {}: {}", full_day(lifted.on), lifted.reason))),
            None => row.chip(chip(Hue::Private, "In force").icon(Icon::Lock)),
        }
    };
    html! {
        @if holds.is_empty() { (empty("No hold stands on this record.", "", None)) } @else { (RowList::new("Legal holds").rows(holds.iter().map(row))) }
        @if may_lift { @for hold in holds.iter().filter(|hold| hold.lifted.is_none()) {
            form.form.padded method="post" action=(format!("/rights/holds/{}/lift", hold.id)) novalidate {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="patient" value=(hold.patient);
                (Field::text("reason", format!("Why the hold of {} is lifted, and who said so", full_day(hold.from))).id(format!("lift-{}", hold.id)))
                div.acts { (Button::plain("Lift this hold").about(format!("of {}", full_day(hold.from)))) }
            }
        } }
    }
}

fn form(signed: &Signed, patient: PatientId, sent: &Sent, trouble: &Trouble) -> Markup {
    html! {
        form.form method="post" action="/rights/holds" novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="patient" value=(patient);
            (Field::area("reason", "Why, and who ordered it", 2).value(sent.text("reason")).problems(&trouble.problems))
            (Field::date("from", "From").value(sent.text("from")).problems(&trouble.problems))
            div.acts { (Button::primary("Place the hold")) }
        }
    }
}

async fn after(app: &App, signed: &Signed, sent: &Sent, result: Result<LegalHoldId, Refusal>) -> Response {
    let Some(patient) = sent.parse::<PatientId>("patient") else { return signed.refused(&Refusal::NotFound) };
    let refusal = match result {
        Ok(_) => return Redirect::to(&format!("/rights/holds?patient={patient}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, patient, sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}

pub(super) async fn place(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let Some(patient) = sent.parse::<PatientId>("patient") else { return signed.refused(&Refusal::NotFound) };
    let command = PlaceLegalHold { patient, from: parse_day(sent.text("from")).ok(), reason: sent.text("reason").to_owned() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, &sent, result).await
}

pub(super) async fn lift(
    State(app): State<App>,
    Path(hold): Path<LegalHoldId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = LiftLegalHold { hold, reason: sent.text("reason").to_owned() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, &sent, result).await
}
