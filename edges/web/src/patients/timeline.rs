//! The first tab of a chart: what happened, the plan, coverage and sharing; or the chart as it stood at a moment. The charts of
//! measures come with the measures.

use access::{Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use conversation::message::ThreadOf;
use intake::referral::ReportedHistory;
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::authorizations::ListAuthorizations;
use reactions::person::OpenPersonWeek;
use vocabulary::ProgramZone;
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;

use super::as_of;
use super::beside::Beside;
use super::chart::{Open, Tab, open};
use super::feed::{self, Show};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, Problem, empty};
use crate::signed::Signed;

/// How many entries a page shows before it asks.
const FIRST: usize = 40;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    all: Option<String>,
    #[serde(default, rename = "as-of")]
    as_of: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    if asked.as_of.is_empty() {
        return match open(&app, signed, patient, Tab::Timeline).await {
            Ok(open) => draw(&open, &asked, &[]).await,
            Err(response) => response,
        };
    }
    match moment(app.0.house.zone(), &asked.as_of) {
        Some(at) => as_of::page(&app, &signed, patient, at).await,
        None => match open(&app, signed, patient, Tab::Timeline).await {
            Ok(open) => {
                let problems = [Problem::new("as-of", "Write the day as year-month-day, like 2026-03-12, or an instant.")];
                (axum::http::StatusCode::UNPROCESSABLE_ENTITY, draw(&open, &asked, &problems).await).into_response()
            }
            Err(response) => response,
        },
    }
}

/// An instant as written, or the last moment of a local day.
fn moment(zone: &ProgramZone, text: &str) -> Option<Timestamp> {
    let day_end = || {
        let (_, next) = zone.bounds(parse_day(text).ok()?).ok()?;
        next.checked_sub(jiff::SignedDuration::from_micros(1)).ok()
    };
    text.parse::<Timestamp>().ok().or_else(day_end)
}

async fn draw(open: &Open, asked: &Asked, problems: &[Problem]) -> Response {
    let beside = match load(open).await {
        Ok(beside) => beside,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let entries = feed::entries(open);
    let chosen = Show::read(&asked.show);
    let most = if asked.all.is_some() { usize::MAX } else { FIRST };
    let body = html! {
        @if entries.is_empty() {
            (empty("Nothing has happened yet.", "Arrivals, notes and calls appear here as they are made.", None))
        } @else {
            (feed::draw(open, &entries, chosen, most))
            @if entries.len() > most { (more(open, asked)) }
        }
    };
    let card = Card::new("What happened").small("The last ten weeks").acts(feed::filters(open, &entries, chosen)).body(body);
    let content = html! {
        @if open.chart.episode.is_none() && open.sees(Kind::Episode) {
            (Banner::info("This person is known to the program and has not been admitted."))
        }
        div.chart-cols { div { (card) (back(open, asked, problems)) } div { (beside.draw(open)) } }
    };
    open.page(Tab::Timeline, content).into_response()
}

async fn load(open: &Open) -> Result<Beside, Refusal> {
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let sees_reported = open.sees(Kind::ReportedItem);
    let sees_messages = open.sees(Kind::Message);
    let (sees_week, sees_authorizations) = (open.sees(Kind::GroupSession), open.sees(Kind::Authorization));
    open.app
        .work(move |house| {
            let week = sees_week.then(|| house.ask(&actor, &OpenPersonWeek { patient, day: None })).transpose()?;
            let list = ListAuthorizations { patient: Some(patient) };
            let authorizations = sees_authorizations.then(|| house.ask(&actor, &list)).transpose()?;
            let reported = sees_reported.then(|| house.ask(&actor, &ReportedHistory { patient })).transpose()?;
            let messages = sees_messages.then(|| house.ask(&actor, &ThreadOf { patient })).transpose()?;
            Ok(Beside { week, authorizations, reported, messages })
        })
        .await
}

fn more(open: &Open, asked: &Asked) -> Markup {
    let show = if asked.show.is_empty() { String::new() } else { format!("&show={}", asked.show) };
    html! { div.more { (Button::quiet("Show everything of the last ten weeks").href(format!("/patients/{}?all=on{show}", open.patient()))) } }
}

/// Back in time: the chart as it stood at the end of a day.
fn back(open: &Open, asked: &Asked, problems: &[Problem]) -> Markup {
    let form = html! {
        form.form.line method="get" action=(Tab::Timeline.href(open.patient())) {
            (Field::date("as-of", "As it stood at the end of").value(asked.as_of.clone()).problems(problems))
            (Button::plain("Look back").icon(Icon::Undo))
        }
    };
    html! { (Card::new("Look back").small("Person, plan and notes as somebody could have read them that day").padded().body(form)) }
}
