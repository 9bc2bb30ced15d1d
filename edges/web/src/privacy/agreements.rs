//! The register of agreements: with whom, for what, until when. Without one that holds, nothing is handed to a service (P2-58).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::agreement::{Agreement, AgreementLine, AgreementState, EndAgreement, ListAgreements, RecordAgreement, Service};
use vocabulary::day::parse_day;
use vocabulary::id::AgreementId;

use super::{Place, list_page, one_page, say, today};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Column, Crumb, Field, Icon, PageHead, Table, TableRow, csrf_field, empty,
};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{self, full_day};

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let seen = match app.work(move |house| house.ask(&actor, &ListAgreements)).await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Agreement);
    let may_end = may(&app, &signed.actor, Action::Void, Kind::Agreement);
    let head = PageHead::new("Agreements")
        .below(html! { "Whoever helps run the program and sees what people tell us is bound in writing first: as a qualified service organization (QSOA), as a business associate (BAA), or both." })
        .acts(html! { @if may_record { (Button::primary("Record an agreement").icon(Icon::Plus).href("/rights/agreements/new")) } });
    let content = html! {
        @for service in &seen.uncovered {
            (Banner::due(format!("{}: no agreement holds today. Nothing may go there until one is recorded.", service.words())))
        }
        (Card::new("All agreements").body(html! {
            @if seen.all.is_empty() { (empty("No agreement is recorded.", "Each appears here with what it covers and when it ends.", None)) }
            @else { (table(&seen.all, may_end)) }
        }))
    };
    list_page(&signed, Place::Agreements, &head, &content).into_response()
}

/// What an agreement covers, in words.
pub(super) fn services(agreement: &Agreement) -> String {
    let all: Vec<String> = agreement.services.iter().map(|service| service.words().to_owned()).collect();
    words::list(&all)
}

fn table(lines: &[AgreementLine], may_end: bool) -> Table {
    let columns = vec![
        Column::new("With whom"),
        Column::new("For what"),
        Column::new("What it is"),
        Column::new("Signed"),
        Column::new("Last day"),
        Column::new("How it stands"),
    ];
    let row = |line: &AgreementLine| {
        let one = &line.agreement;
        let is_over = line.state == AgreementState::Over || one.ended.is_some();
        let stands = html! {
            (say::agreement(line.state, line.is_followed))
            @if may_end && !is_over { " " (Button::quiet("End").small().href(format!("/rights/agreements/{}/end", one.id)).about(format!("the agreement with {}", one.vendor))) }
        };
        let cells = vec![
            html! { (services(one)) },
            html! { (one.kinds()) },
            html! { (full_day(one.signed_on)) },
            html! { (say::maybe_day(one.last_day(), "until it is ended")) },
            stands,
        ];
        TableRow::new(
            html! { a href=(super::agreement::href(one.id)) { (one.vendor) } @if one.document.is_none() { small { " no document" } } @if !one.kept_at.is_empty() { small { " kept: " (one.kept_at) } } },
            cells,
        )
    };
    Table::new("All agreements", columns).silent_caption().rows(lines.iter().map(row))
}

/// The service somebody was told is missing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    service: String,
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Agreement) {
        return signed.refused(&Refusal::NotFound);
    }
    draw(&signed, &Sent::default().with("services", asked.service), &Trouble::default())
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let command = RecordAgreement {
        vendor: sent.text("vendor").to_owned(),
        services: sent.all("services").filter_map(|service| service.parse().ok()).collect(),
        is_qsoa: sent.all("kinds").any(|kind| kind == "qsoa"),
        is_baa: sent.all("kinds").any(|kind| kind == "baa"),
        signed_on: parse_day(sent.text("signed_on")).ok(),
        valid_to: filled::maybe_day(&sent, "valid_to", &mut unread),
        kept_at: sent.text("kept_at").to_owned(),
    };
    let refusal = match filled::perform(&app, &signed, command, unread).await {
        // Its page asks for the signed paper.
        Ok(agreement) => return Redirect::to(&super::agreement::href(agreement)).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&signed, &sent, &trouble),
        None => signed.refused(&refusal),
    }
}

fn head(title: &str) -> PageHead {
    PageHead::new(title).crumb(Crumb::to(Place::Agreements.words(), Place::Agreements.href())).crumb(Crumb::here(title))
}

fn draw(signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let title = "Record an agreement";
    let all = |row: ChoiceRow, name: &str| sent.all(name).fold(row, |row, value| row.chosen(value)).problems(problems);
    let services = Service::ALL.iter().map(|service| (service.as_str(), service.words()));
    let form = html! {
        form.form method="post" action="/rights/agreements/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::text("vendor", "With whom").value(sent.text("vendor")).problems(problems).focus())
            (all(ChoiceRow::many("services", "For what").choices(services), "services"))
            (all(ChoiceRow::many("kinds", "What it is").choice("qsoa", "QSOA: bound by 42 CFR Part 2").choice("baa", "BAA: business associate"), "kinds"))
            (Field::date("signed_on", "Both had signed on").value(sent.text("signed_on")).problems(problems))
            (Field::date("valid_to", "Last day").hint("Empty when it runs until it is ended").value(sent.text("valid_to")).problems(problems).optional())
            (Field::text("kept_at", "Where the signed paper lies").value(sent.text("kept_at")).problems(problems).optional())
            div.acts { (Button::primary("Save the agreement").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Place::Agreements.href())) }
        }
    };
    one_page(signed, title, &head(title), trouble, &html! { (Card::new("The agreement").padded().body(form)) })
}

pub(super) async fn end_form(State(app): State<App>, signed: Signed, Path(agreement): Path<AgreementId>) -> Response {
    if !may(&app, &signed.actor, Action::Void, Kind::Agreement) {
        return signed.refused(&Refusal::NotFound);
    }
    let today = today(&app).to_string();
    shown_end(&app, &signed, agreement, &Sent::of([("on", today.as_str())]), &Trouble::default()).await
}

async fn shown_end(app: &App, signed: &Signed, agreement: AgreementId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let seen = match app.work(move |house| house.ask(&actor, &ListAgreements)).await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    match seen.all.iter().find(|line| line.agreement.id == agreement) {
        Some(line) => draw_end(signed, &line.agreement, sent, trouble),
        None => signed.refused(&Refusal::NotFound),
    }
}

fn draw_end(signed: &Signed, agreement: &Agreement, sent: &Sent, trouble: &Trouble) -> Response {
    let title = format!("End the agreement with {}", agreement.vendor);
    let body: Markup = html! {
        (Banner::due(format!("From that day on nothing goes to it that rests on this agreement: {}.", services(agreement))))
        form.form method="post" action=(format!("/rights/agreements/{}/end", agreement.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("on", "First day on which it does not hold").value(sent.text("on")).problems(&trouble.problems))
            (Field::text("reason", "Why").value(sent.text("reason")).problems(&trouble.problems))
            div.acts { (Button::primary("End it")) (Button::quiet("Go back").href(Place::Agreements.href())) }
        }
    };
    one_page(signed, "End an agreement", &head(&title), trouble, &html! { (Card::new("When and why").padded().body(body)) })
}

pub(super) async fn end(
    State(app): State<App>,
    Path(agreement): Path<AgreementId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = EndAgreement { agreement, on: parse_day(sent.text("on")).ok(), reason: sent.text("reason").to_owned() };
    let refusal = match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => return Redirect::to(Place::Agreements.href()).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown_end(&app, &signed, agreement, &sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}
