//! The measures of a person: what is due, what waits for answers, what was done with its scores and how they moved since (OP-62).

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::Response;
use confidential::Released;
use forms::{Library, Verdict};
use jiff::Timestamp;
use maud::{Markup, html};
use measure::{DoneMeasure, DueMeasure, DueWhy, Measure, PersonMeasures, PersonMeasuresView, State as Stands};
use reactions::link::{LinkStanding, LinkStandingView};
use reactions::send_link::{LinkAddresses, LinkAddressesView};
use uuid::Uuid;

use super::around::{Around, around};
use super::{ask, say, send_link};
use crate::app::App;
use crate::component::{Banner, Button, Card, Hue, Icon, Row, RowList, chip, empty};
use crate::signed::{Signed, may};
use crate::words::{full_day, short_day};

pub(super) async fn page<const IN_CHART: bool>(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Response {
    match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => draw(&around).await,
        Err(response) => response,
    }
}

async fn draw(around: &Around) -> Response {
    let (actor, patient) = (around.signed().actor.clone(), around.person());
    let sends = may(around.app(), &around.signed().actor, Action::Record, Kind::PatientLink);
    let asked = around
        .app()
        .work(move |house| {
            let addresses = if sends { Some(house.ask(&actor, &LinkAddresses { patient })?) } else { None };
            Ok((house.ask(&actor, &PersonMeasures { patient })?, house.ask(&actor, &LinkStanding { patient })?, addresses))
        })
        .await;
    match asked {
        Ok((view, link, addresses)) => around.page(content(around, &view, &link, addresses.as_deref())),
        Err(refusal) => around.signed().refused(&refusal),
    }
}

fn content(
    around: &Around,
    view: &Released<PersonMeasuresView>,
    link: &LinkStandingView,
    addresses: Option<&LinkAddressesView>,
) -> Markup {
    let is_for_their_phone = view.open.iter().any(|(measure, _)| measure.is_sent);
    html! {
        div.split {
            div {
                @if !view.due.is_empty() { (due(around, view)) }
                @if is_for_their_phone && !link.is_open { (no_link(around, addresses)) }
                @if !view.open.is_empty() { (open(around, view, link)) }
                (done(around, view))
            }
            @if view.may_record { div { (ask::card(around)) } }
        }
    }
}

fn due(around: &Around, view: &PersonMeasuresView) -> Markup {
    let rows = view.due.iter().map(|due| {
        let act = Button::plain("Do together").about(say::short(&due.instrument).to_owned()).small();
        let row =
            Row::new(say::short(&due.instrument)).line(due_words(around, due)).chip(chip(Hue::Due, "Due").icon(Icon::Clock));
        if view.may_record { row.act(act.href(fill(around, &due.instrument))) } else { row }
    });
    let list = RowList::new("Measures that are due").rows(rows);
    html! { (Card::new("Due").small("By the program’s schedule").body(html! { (list) })) }
}

fn due_words(around: &Around, due: &DueMeasure) -> String {
    match (due.why, due.last) {
        (DueWhy::Interval, Some(last)) => format!("Last done on {}; due since {}.", day(around, last), short_day(due.since)),
        _ => format!("Not done yet; in care since {}.", short_day(due.since)),
    }
}

/// Without an open link nothing reaches their phone; whoever may make one makes it here.
fn no_link(around: &Around, addresses: Option<&LinkAddressesView>) -> Markup {
    match addresses {
        Some(addresses) => send_link::card(around, addresses),
        None => {
            html! { (Banner::due("No link of theirs is open, so nothing is on their phone yet. Ask intake or their counselor to make one.")) }
        }
    }
}

fn open(around: &Around, view: &PersonMeasuresView, link: &LinkStandingView) -> Markup {
    let may_void = may(around.app(), &around.signed().actor, Action::Void, Kind::Measure);
    let row = |(measure, _): &(Measure, i64)| {
        let state = if measure.state() == Stands::Underway {
            chip(Hue::Due, "Half done").icon(Icon::Clock)
        } else {
            chip(Hue::Outline, "Asked for")
        };
        let mut line = if measure.why.is_empty() { "Asked for".to_owned() } else { measure.why.clone() };
        line.push_str(&format!(", {}", day(around, measure.requested_at)));
        if let Some(due) = measure.due_on {
            line.push_str(&format!("; wanted by {}", short_day(due)));
        }
        if measure.is_sent {
            line.push_str(if link.is_open { "; sent to the person" } else { "; for their phone" });
        }
        let chips = say::form(measure).map(|form| say::alert_chips(form, measure)).unwrap_or_default();
        let row = Row::new(say::short(&measure.instrument)).line(line).chip(state);
        let row = chips.into_iter().fold(row, Row::chip);
        let name = say::short(&measure.instrument).to_owned();
        let acts = html! {
            @if view.may_record {
                (Button::plain(if measure.begun_at.is_some() { "Go on" } else { "Do together" }).about(name.clone()).href(fill(around, &measure.instrument)).small())
            }
            @if may_void { (Button::quiet("Take back").about(name).href(format!("{}/{}/withdraw", around.list(), measure.id)).small()) }
        };
        row.act(acts)
    };
    let list = RowList::new("Measures that wait for answers").rows(view.open.iter().map(row));
    html! { (Card::new("Waiting for answers").body(html! { (list) })) }
}

fn done(around: &Around, view: &PersonMeasuresView) -> Markup {
    if view.done.is_empty() {
        let words = "Scores, what they mean and how they moved stand here, each with its answers.";
        return html! { (Card::new("Done").body(empty("No measure was done yet.", words, None))) };
    }
    let rows = view.done.iter().map(|done| done_row(around, done));
    html! { (Card::new("Done").small("Newest first").body(html! { (RowList::new("Measures that were done").rows(rows)) })) }
}

fn done_row(around: &Around, done: &DoneMeasure) -> Row {
    let measure = &done.measure;
    let form = say::form(measure);
    let since = done.since.map(|at| short_day(around.app().0.house.zone().day(at))).unwrap_or_default();
    let is_partial = measure.outcome.as_ref().is_some_and(|outcome| outcome.status == forms::Status::Partial);
    let line = html! {
        @if let Some(form) = form { (say::line(form, measure)) }
        @for change in told(done) { br; (say::change(change, &since)) }
    };
    let row = Row::new(say::short(&measure.instrument))
        .href(format!("{}/{}", around.list(), measure.id))
        .line(line)
        .when(measure.completed_at.map(|at| day(around, at)).unwrap_or_default());
    let chips = form.map(|form| say::alert_chips(form, measure)).unwrap_or_default();
    let row = chips.into_iter().fold(row, Row::chip);
    if is_partial { row.chip(chip(Hue::Gone, "Partly answered")) } else { row }
}

/// The changes worth a line: of the first score, and any that says something.
fn told(done: &DoneMeasure) -> impl Iterator<Item = &measure::ScoreChange> {
    let says = |verdict: Verdict| matches!(verdict, Verdict::Improved | Verdict::Worsened);
    done.changes.iter().enumerate().filter(move |(at, change)| *at == 0 || says(change.verdict)).map(|(_, change)| change)
}

/// The address of a form to fill.
pub(super) fn fill(around: &Around, instrument: &str) -> String {
    format!("{}/fill/{instrument}", around.list())
}

/// A moment's day in words.
pub(super) fn day(around: &Around, at: Timestamp) -> String {
    full_day(around.app().0.house.zone().day(at))
}

/// Every form as a choice: id and name.
pub(super) fn choices() -> Vec<(String, String)> {
    let forms = Library::standard().forms().iter();
    forms.map(|form| (form.id.clone(), format!("{}: {}", form.short, form.title))).collect()
}
