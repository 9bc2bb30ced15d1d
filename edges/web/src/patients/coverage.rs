//! Who pays: coverages, what payers approved and what of it is left, each counted day with its sentence, every charge, also void ones.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use billing::authorization::Authorization;
use billing::charge::{Charge, ChargeState};
use billing::service_day::{BillingState, ServiceDay};
use confidential::Released;
use maud::{Markup, html};
use reactions::authorizations::{AuthorizationLine, ListAuthorizations, Urgency};
use reactions::cover::{CoverBeside, CoverView, OpenCover};
use vocabulary::day::short_day;
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open};
use super::feed::charge_state;
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Chip, Column, Fact, Hue, Icon, Table, TableRow, chip, empty, facts};
use crate::signed::Signed;
use crate::words::{count, dollars};

/// What was just done.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    outcome: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, Tab::Coverage).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let lines = match load(&open).await {
        Ok(lines) => lines,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let cover = match beside(&open).await {
        Ok(cover) => cover,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let content = html! {
        (crate::cover::outcome(&asked.outcome))
        div.chart-cols {
            div {
                @if let Some(cover) = &cover { (crate::cover::answers(&open.app, &open.signed, cover)) }
                @if open.sees(Kind::ServiceDay) { (days(&open)) }
                @if open.sees(Kind::Charge) { (charges(&open)) }
            }
            div {
                @if open.sees(Kind::Coverage) { (coverages(&open)) }
                @if let Some(lines) = &lines { (authorizations(&open, lines)) }
                @if let Some(cover) = &cover { (crate::cover::beside(&open.app, &open.signed, cover)) }
            }
        }
    };
    open.page(Tab::Coverage, content).into_response()
}

async fn load(open: &Open) -> Result<Option<Released<Vec<AuthorizationLine>>>, access::Refusal> {
    if !open.sees(Kind::Authorization) {
        return Ok(None);
    }
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    open.app.work(move |house| house.ask(&actor, &ListAuthorizations { patient: Some(patient) })).await.map(Some)
}

/// What payers say, for those who may see coverage. The look is written down by the chart around it.
async fn beside(open: &Open) -> Result<Option<Released<CoverView>>, access::Refusal> {
    if !open.sees(Kind::Coverage) {
        return Ok(None);
    }
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let wish = CoverBeside(OpenCover { patient, days: crate::cover::USUAL_DAYS });
    open.app.work(move |house| house.ask(&actor, &wish)).await.map(Some)
}

fn coverages(open: &Open) -> Markup {
    let today = open.today;
    let fact = |coverage: &billing::coverage::Coverage| {
        let name =
            open.chart.around.payer_by_key(&coverage.payer_key).map_or_else(|| coverage.payer_key.clone(), |p| p.name.clone());
        let until =
            coverage.to.map_or_else(|| "until further notice".to_owned(), |day| format!("to {}", crate::words::full_day(day)));
        let state = match (coverage.from > today, coverage.to.is_some_and(|last| last < today)) {
            (true, _) => "Not begun",
            (_, true) => "Ended",
            _ => "In force",
        };
        let group = if coverage.group_number.is_empty() { String::new() } else { format!("Group {} · ", coverage.group_number) };
        Fact::new(name, html! { span.code { (coverage.member_id) } })
            .small(format!(
                "{}{group}from {} {until}",
                crate::cover::subscriber::through(coverage),
                crate::words::full_day(coverage.from)
            ))
            .value_small(state)
    };
    let all: Vec<Fact> = open.chart.coverages.iter().map(fact).collect();
    let href = format!("/patients/{}/coverage/new", open.patient());
    let add = open
        .may(Action::Record, Kind::Coverage)
        .then(|| Button::plain("Add").icon(Icon::Plus).small().href(href).about("a coverage"));
    let body = html! {
        @if all.is_empty() { (empty("No coverage is known.", "Without one, every day is held.", None)) } @else { (facts(&all)) }
    };
    html! { (Card::new("Who pays").acts(html! { @if let Some(add) = add { (add) } }).body(body)) }
}

fn authorizations(open: &Open, lines: &[AuthorizationLine]) -> Markup {
    let href = format!("/patients/{}/authorizations/new", open.patient());
    let add = open
        .may(Action::Record, Kind::Authorization)
        .then(|| Button::plain("Record an answer").icon(Icon::Phone).small().href(href).about("of a payer"));
    let all: Vec<Fact> = lines.iter().map(authorization).collect();
    let alerts: Vec<String> = lines
        .iter()
        .filter(|line| line.urgency == Urgency::Now)
        .map(|line| say::burn(line).2)
        .filter(|words| !words.is_empty())
        .collect();
    let body = html! {
        @if !alerts.is_empty() { p.warn { (Icon::Clock) span { (alerts.join(" ")) } } }
        @if all.is_empty() { (empty("No payer has answered yet.", "An approval or a denial is written here while on the telephone.", None)) }
        @else { (facts(&all)) }
    };
    html! { (Card::new("Authorizations").acts(html! { @if let Some(add) = add { (add) } }).body(body)) }
}

fn authorization(line: &AuthorizationLine) -> Fact {
    let one = &line.authorization;
    let covered = format!("{} to {}", short_day(one.from), short_day(one.to));
    match &one.denial {
        Some(denial) => {
            let appeal =
                denial.appeal_by.map_or_else(|| "no appeal date".to_owned(), |day| format!("appeal by {}", short_day(day)));
            Fact::new(format!("Denied by {}", line.payer), appeal).small(format!("{covered} · {}", denial.reason))
        }
        None => {
            let (meter, words, _) = say::burn(line);
            Fact::new(named(one), words)
                .small(format!("{} · {covered}{}", line.payer, review(one)))
                .value_small(format!("{} left", line.left))
                .meter(meter)
        }
    }
}

fn named(one: &Authorization) -> String {
    match &one.code {
        Some(code) => format!("{} for {code}", one.number),
        None => one.number.clone(),
    }
}

fn review(one: &Authorization) -> String {
    one.next_review_on.map_or_else(String::new, |day| format!(" · review {}", short_day(day)))
}

/// How a counted day stands, as a chip.
fn day_state(state: BillingState) -> Chip {
    match state {
        BillingState::Billable => chip(Hue::Here, state.words()).icon(Icon::Check),
        BillingState::Held => chip(Hue::Due, state.words()).icon(Icon::Clock),
        BillingState::SelfPay => chip(Hue::Outline, state.words()),
        BillingState::NotBillable => chip(Hue::Gone, state.words()),
        BillingState::NotExpected | BillingState::NothingAttended => chip(Hue::Gone, state.words()).icon(Icon::Dash),
    }
}

fn days(open: &Open) -> Markup {
    let columns = vec![Column::new("Day"), Column::number("Minutes"), Column::new("State"), Column::new("Why")];
    let row = |day: &ServiceDay| {
        let why = if day.sentences.is_empty() { day.headline.clone() } else { day.sentences.join(" ") };
        TableRow::new(
            html! { span.nowrap { (say::day_words(day.day, open.today)) } },
            vec![
                html! { div { (day.credited_minutes) @if day.planned_minutes > 0 { small { "of " (day.planned_minutes) } } } },
                html! { div { (day_state(day.state)) } },
                html! { span.why { (why) } },
            ],
        )
    };
    let table = Table::new("Counted days", columns).silent_caption().rows(open.chart.days.iter().map(row));
    let body = html! {
        @if open.chart.days.is_empty() { (empty("No day has been counted yet.", "A day is counted as soon as somebody comes or a note is signed.", None)) }
        @else { (table) }
    };
    html! { (Card::new("Counted days").small("The last ten weeks").id("days").body(body)) }
}

fn charges(open: &Open) -> Markup {
    let columns =
        vec![Column::new("Day"), Column::new("What"), Column::new("Payer"), Column::number("Amount"), Column::new("State")];
    let row = |charge: &Charge| {
        let payer =
            open.chart.around.payer_by_key(&charge.payer_key).map_or(charge.payer_key.as_str(), |payer| payer.name.as_str());
        let why = match &charge.state {
            ChargeState::Void { why } => Some(why),
            _ => None,
        };
        TableRow::new(
            html! { span.nowrap { (say::day_words(charge.day, open.today)) } },
            vec![
                html! { div { span.code { (charge.line.code) } " × " (charge.line.units) @if charge.line.is_at_risk { small { "at risk" } } } },
                html! { (payer) },
                html! { @if why.is_some() { s { (dollars(charge.line.charge_cents)) } } @else { (dollars(charge.line.charge_cents)) } },
                html! { div { (charge_state(charge)) @if let Some(why) = why { small { (why) } } } },
            ],
        )
    };
    let standing: i64 = open.chart.charges.iter().filter(|charge| charge.stands()).map(|charge| charge.line.charge_cents).sum();
    let number = open.chart.charges.iter().filter(|charge| charge.stands()).count();
    let totals = TableRow::new(
        html! { "Standing" },
        vec![html! {}, html! { (count(number, "charge", "charges")) }, html! { (dollars(standing)) }, html! {}],
    );
    let table = Table::new("Charges", columns).silent_caption().rows(open.chart.charges.iter().map(row)).totals(totals);
    let body = html! {
        @if open.chart.charges.is_empty() { (empty("No charge has been made yet.", "A billable day makes its own charges.", None)) }
        @else { (table) }
    };
    html! { (Card::new("Charges").small("Void ones stay readable").id("charges").body(body)) }
}
