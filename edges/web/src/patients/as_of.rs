//! The chart as it stood at a moment. Nothing can be changed from here, and the page says so.

use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::as_of::{ChartAsOf, ReadAsOf};
use vocabulary::ProgramZone;
use vocabulary::id::PatientId;

use super::chart::{Tab, diagnosis};
use super::{notes, plan, say};
use crate::app::App;
use crate::component::{Banner, Card, ChartHead, Fact, Hue, Icon, chip, empty, facts};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::words::full_day;

pub(super) async fn page(app: &App, signed: &Signed, patient: PatientId, at: Timestamp) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &ReadAsOf { patient, at })).await {
        Ok(chart) => draw(app, signed, &chart).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, chart: &Released<ChartAsOf>) -> Markup {
    let zone = app.0.house.zone();
    let said = format!("{}, {}", full_day(zone.day(chart.at)), zone.clock_face(chart.at));
    let back = Tab::Timeline.href(chart.today.id);
    let banner = Banner::info(format!("This is the chart as it stood on {said}. Nothing can be changed here."));
    let content = html! {
        (banner.icon(Icon::Undo).link("Back to today", back))
        @if chart.patient.is_none() {
            (Card::new("Not yet known").body(empty("Nothing was known then.", "This person was registered later.", None)))
        } @else {
            div.chart-cols {
                div { (notes_then(zone, chart)) }
                div { (plan_then(chart)) (person_then(zone, chart)) }
            }
        }
    };
    let title = format!("As it stood, {}", chart.today.tab_name());
    Page::new(&signed.frame, Area::Patients, title)
        .style("people.css")
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .above(html! { (head(zone, chart, &said)) })
        .render(content)
}

fn head(zone: &ProgramZone, chart: &Released<ChartAsOf>, said: &str) -> ChartHead {
    let patient = chart.patient.as_ref().map_or(&chart.today, |then| &then.record);
    let name = patient.name();
    let mut chips = vec![chip(Hue::Due, format!("As of {said}")).icon(Icon::Undo)];
    if let Some(stay) = &chart.stay {
        chips.push(chip(Hue::Quiet, format!("IOP {} · week {}", stay.record.level, stay.record.week_number(zone.day(chart.at)))));
    }
    chips.push(chip(Hue::Private, "Part 2").icon(Icon::Lock));
    ChartHead {
        initials: name.initials(),
        legal_name: (patient.legal_name != name).then(|| format!("Legal name: {}", patient.legal_name.full())),
        name: name.full(),
        about: say::about(patient, zone.day(chart.at)),
        record: format!("No.{}", patient.record_number),
        facts: chips,
        acts: html! {},
        tabs: vec![
            crate::component::Tab::new("As it stood", "").current(true),
            crate::component::Tab::new("Today’s chart", Tab::Timeline.href(chart.today.id)),
        ],
    }
}

fn notes_then(zone: &ProgramZone, chart: &Released<ChartAsOf>) -> Markup {
    html! {
        @if chart.notes.is_empty() {
            (Card::new("Notes").body(empty("No notes were signed then, or they are not yours to read.", "", None)))
        }
        @for note in &chart.notes { (notes::card(zone, &note.record, note.version)) }
    }
}

fn plan_then(chart: &Released<ChartAsOf>) -> Markup {
    let Some(then) = &chart.plan else { return html! {} };
    let body =
        html! { @for (at, problem) in then.record.problems.iter().enumerate() { (plan::problem(at, problem, &chart.services)) } };
    html! { (Card::new("Treatment plan").small(format!("Version {}", then.version)).body(body)) }
}

fn person_then(zone: &ProgramZone, chart: &Released<ChartAsOf>) -> Markup {
    let Some(then) = &chart.patient else { return html! {} };
    let mut all: Vec<Fact> =
        then.record.contact_points.iter().map(|point| Fact::new(say::channel(point), "").small(say::permission(point))).collect();
    if let Some(episode) = &chart.episode {
        all.extend(episode.record.diagnoses.iter().map(|one| Fact::new(diagnosis(one), one.code.clone())));
    }
    let small = format!("Version {}, written {}", then.version, full_day(zone.day(then.recorded_at)));
    html! { (Card::new("The person").small(small).body(facts(&all))) }
}
