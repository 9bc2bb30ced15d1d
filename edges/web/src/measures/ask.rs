//! Asks for a form, to be done together or by the person on their own phone, and takes a request back with a reason.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use measure::{MeasureDetail, RequestMeasure, WithdrawMeasure};
use uuid::Uuid;
use vocabulary::id::MeasureId;

use super::around::{Around, around};
use super::list;
use crate::app::App;
use crate::component::{Button, Card, Field, Icon, Select, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};

/// The card beside the list.
pub(super) fn card(around: &Around) -> Markup {
    html! { (Card::new("Another form").padded().body(form(around, &Sent::default(), &Trouble::default()))) }
}

fn form(around: &Around, sent: &Sent, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    html! {
        form.form method="post" action=(format!("{}/ask", around.list())) novalidate {
            (csrf_field(&around.signed().frame.csrf))
            (Select::new("instrument", "Form").options(list::choices()).chosen(sent.text("instrument")).problems(problems))
            (Field::text("why", "Why").optional().value(sent.text("why")).problems(problems).max(80))
            (Field::date("due_on", "Wanted by").optional().value(sent.text("due_on")).problems(problems))
            div.acts {
                (Button::primary("Do together now").named("act", "fill").icon(Icon::Edit))
                (Button::plain("Ask for it").named("act", "ask"))
                (Button::plain("On their phone").named("act", "send").icon(Icon::Phone))
            }
        }
    }
}

pub(super) async fn ask<const IN_CHART: bool>(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    let instrument = sent.text("instrument").to_owned();
    if sent.text("act") == "fill" && forms::Library::standard().form(&instrument).is_some() {
        return Redirect::to(&list::fill(&around, &instrument)).into_response();
    }
    let mut unread = Vec::new();
    let command = RequestMeasure {
        patient: around.person(),
        instrument,
        why: sent.text("why").to_owned(),
        due_on: filled::maybe_day(&sent, "due_on", &mut unread),
        language: String::new(),
        is_sent: sent.text("act") == "send",
    };
    match filled::perform(&app, around.signed(), command, unread).await {
        Ok(_) => Redirect::to(&around.list()).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => {
                let card = Card::new("Another form").padded().body(form(&around, &sent, &trouble));
                around.behind("Ask for a form", "It waits in the list until it is answered.", &trouble, html! { (card) })
            }
            None => around.signed().refused(&refusal),
        },
    }
}

pub(super) async fn withdraw_form<const IN_CHART: bool>(
    State(app): State<App>,
    signed: Signed,
    Path((id, measure)): Path<(Uuid, MeasureId)>,
) -> Response {
    if !may(&app, &signed.actor, Action::Void, Kind::Measure) {
        return signed.refused(&Refusal::NotFound);
    }
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    // Another person's form is not there under this address.
    let (actor, patient) = (around.signed().actor.clone(), around.person());
    match app.work(move |house| house.ask(&actor, &MeasureDetail { measure, patient })).await {
        Ok(_) => draw_withdraw(&around, measure, &Sent::default(), &Trouble::default()),
        Err(refusal) => around.signed().refused(&refusal),
    }
}

fn draw_withdraw(around: &Around, measure: MeasureId, sent: &Sent, trouble: &Trouble) -> Response {
    let form = html! {
        form.form method="post" action=(format!("{}/{measure}/withdraw", around.list())) novalidate {
            (csrf_field(&around.signed().frame.csrf))
            (Field::text("reason", "Why it is not wanted any more").value(sent.text("reason")).problems(&trouble.problems).focus())
            div.acts { (Button::primary("Take back")) (Button::quiet("Go back").href(around.list())) }
        }
    };
    let below = "What was answered stays in the chart, and what it raised stays on the board.";
    around.behind("Take a form back", below, trouble, html! { (Card::new("Take back").padded().body(form)) })
}

pub(super) async fn withdraw<const IN_CHART: bool>(
    State(app): State<App>,
    Path((id, measure)): Path<(Uuid, MeasureId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    let command = WithdrawMeasure { measure, patient: around.person(), reason: sent.text("reason").to_owned() };
    match filled::perform(&app, around.signed(), command, Vec::new()).await {
        Ok(_) => Redirect::to(&around.list()).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw_withdraw(&around, measure, &sent, &trouble),
            None => around.signed().refused(&refusal),
        },
    }
}
