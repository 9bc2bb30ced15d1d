//! The account of disclosures: on screen, as a table for a spreadsheet, and on paper for the
//! person who asks, in their language and the same that their own phone gives them (P2-49).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use confidential::{Disclosure, Released};
use intake::paper::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::html;
use reactions::outside::{Account, AccountOfDisclosures};
use serde::Deserialize;
use vocabulary::id::PatientId;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Column, Field, PageHead, Table, TableRow, empty};
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::link::account_sheet;
use crate::patients::say as chart_say;
use crate::signed::{Signed, may};
use crate::words::full_day;

/// From which day on.
#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    from: String,
}

/// Taking it out of the program is another permission than reading it.
fn may_take_out(app: &App, signed: &Signed) -> bool {
    may(app, &signed.actor, Action::Export, Kind::Disclosure)
}

async fn find(app: &App, signed: &Signed, patient: PatientId, wish: &Wish) -> Result<Released<Account>, Response> {
    let from: Option<Date> = wish.from.parse().ok();
    let actor = signed.actor.clone();
    let found = app.work(move |house| house.ask(&actor, &AccountOfDisclosures { patient, from })).await;
    found.map_err(|refusal| signed.refused(&refusal))
}

/// The account for whoever may take it out of the program.
async fn take_out(app: &App, signed: &Signed, patient: PatientId, wish: &Wish) -> Result<Released<Account>, Response> {
    if !may_take_out(app, signed) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    find(app, signed, patient, wish).await
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(wish): Query<Wish>,
) -> Response {
    let account = match find(&app, &signed, patient, &wish).await {
        Ok(account) => account,
        Err(response) => return response,
    };
    let zone = app.0.house.zone();
    let from = format!("?from={}", account.from);
    let acts = html! {
        @if may_take_out(&app, &signed) { (Button::primary("On paper").href(format!("/patients/{patient}/account.pdf{from}")))
        (Button::plain("As a table").href(format!("/patients/{patient}/account.csv{from}"))) }
        @if may(&app, &signed.actor, Action::View, Kind::ChartView) { (Button::quiet("Who looked").href(format!("/patients/{patient}/who-looked"))) }
    };
    let below = html! {
        "About record " span.code { (account.record_number) } ", from " (full_day(account.from)) " to " (full_day(account.to)) ". A person may ask for three years; the answer is due within 60 days, the first in a year is free."
    };
    let columns = vec![
        Column::new("When"),
        Column::new("To whom"),
        Column::new("What"),
        Column::new("Why"),
        Column::new("It rested on"),
        Column::new("How"),
    ];
    let row = |(one, at): &(Disclosure, Timestamp)| {
        TableRow::new(
            html! { (chart_say::moment(zone, *at, account.to)) },
            vec![
                html! { div { (one.recipient) @if !one.address.is_empty() { small { (one.address) } } } },
                html! { div { (say::categories(one.categories.iter().copied())) small { (one.description) } } },
                html! { (one.purpose.title()) },
                html! { (say::rested(one.rested)) },
                html! { (crate::words::capital(&one.channel)) @if one.sha256.is_some() { " · " a href=(format!("/patients/{patient}/disclosures/{}", one.id)) { "file" } } },
            ],
        )
    };
    let content = html! {
        (PageHead::new("What was shared").below(below).acts(acts))
        form.form.cols method="get" action=(format!("/patients/{patient}/account")) {
            (Field::date("from", "From").hint("At most three years back").value(account.from.to_string()))
            div.acts { (Button::plain("Show")) }
        }
        @if account.disclosures.is_empty() {
            (Card::new("Disclosures").body(empty("Nothing was shared in this time.", "Whatever leaves the program is listed here.", None)))
        } @else {
            (Card::new("Disclosures, newest first").body(html! { (Table::new("What was shared", columns).silent_caption().rows(account.disclosures.iter().map(row))) }))
        }
    };
    let title = format!("What was shared, {}", account.record_number);
    Page::new(&signed.frame, Area::Audit, title).render(content).into_response()
}

pub(super) async fn csv(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(wish): Query<Wish>,
) -> Response {
    let account = match take_out(&app, &signed, patient, &wish).await {
        Ok(account) => account,
        Err(response) => return response,
    };
    let zone = app.0.house.zone();
    let mut text =
        csv_line(&["when", "to whom", "what", "description", "why", "it rested on", "how", "address"].map(str::to_owned));
    for (one, at) in &account.disclosures {
        text.push_str(&csv_line(&[
            zone.local(*at).strftime("%Y-%m-%d %H:%M").to_string(),
            one.recipient.clone(),
            say::categories(one.categories.iter().copied()),
            one.description.clone(),
            one.purpose.title().to_owned(),
            say::rested(one.rested).to_owned(),
            one.channel.clone(),
            one.address.clone(),
        ]));
    }
    File::kept("account.csv").of_kind("text/csv; charset=utf-8").answer(&account, text)
}

/// One line of a table (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.
pub(crate) fn csv_line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        let quote = if runs { "'" } else { "" };
        format!("\"{quote}{}\"", text.replace('"', "\"\""))
    };
    format!("{}\r\n", cells.iter().map(cell).collect::<Vec<_>>().join(","))
}

pub(super) async fn pdf(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(wish): Query<Wish>,
) -> Response {
    let account = match take_out(&app, &signed, patient, &wish).await {
        Ok(account) => account,
        Err(response) => return response,
    };
    let sheet = account_sheet(&app, Language::of_tag(&account.language), &account);
    let set = app.0.wiring.press.clone();
    let made = app.work(move |_| set(&sheet).map_err(Refusal::Fault)).await;
    match made {
        Ok(bytes) => File::pdf("account").answer(&account, bytes),
        Err(refusal) => signed.refused(&refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_begins_a_formula_is_only_text() {
        assert_eq!(csv_line(&["=1+1".into(), "a \"b\"".into(), "plain".into()]), "\"'=1+1\",\"a \"\"b\"\"\",\"plain\"\r\n");
    }
}
