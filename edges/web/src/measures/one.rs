//! One form that was answered: what it raised, its scores with what they mean and how they moved, and every single answer. Prints as it
//! stands, without the answers that must not be read in company (IN-14).

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::Response;
use forms::{Answer, Form, KeptOutcome, Practice, Severity, Wording};
use maud::{Markup, html};
use measure::{Measure, MeasureDetail, MeasureView};
use uuid::Uuid;
use vocabulary::id::MeasureId;

use super::around::{Around, around};
use super::{fill_page, list, say};
use crate::app::App;
use crate::component::{Banner, Button, Card, Column, Hue, Icon, Table, TableRow, chip};
use crate::patients::filled::Trouble;
use crate::signed::{Signed, may};
use crate::words::{capital, short_day};

pub(super) async fn page<const IN_CHART: bool>(
    State(app): State<App>,
    signed: Signed,
    Path((id, measure)): Path<(Uuid, MeasureId)>,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    let (actor, patient) = (around.signed().actor.clone(), around.person());
    let view = app.work(move |house| house.ask(&actor, &MeasureDetail { measure, patient })).await;
    match view {
        Ok(view) => draw(&around, &view),
        Err(refusal) => around.signed().refused(&refusal),
    }
}

fn draw(around: &Around, view: &MeasureView) -> Response {
    let measure = &view.measure;
    let Some(form) = say::form(measure) else { return around.signed().refused(&access::Refusal::NotFound) };
    let wording = form.worded_by(view.overlay.as_ref());
    let may_go_on = measure.is_open() && may(around.app(), &around.signed().actor, Action::Record, Kind::Measure);
    let content = html! {
        @if let Some(outcome) = &measure.outcome {
            (alerts(form, outcome))
            (scores(around, form, outcome, view))
            @if !measure.answers.is_empty() || !outcome.missing.is_empty() { (answers(&wording, measure, outcome)) }
        }
        div.acts.no-print {
            button.b type="button" data-print { (Icon::Print) "Print" }
            @if may_go_on { (Button::plain("Go on").href(list::fill(around, &form.id))) }
            (Button::quiet("All measures").href(around.list()))
        }
        @if let Some(notice) = form.notice() { p.muted.holder { (notice) } }
        @if let Some(overlay) = &view.overlay { p.muted.holder { "Wording: " (overlay.source) ". Permission: " (overlay.permission) "." } }
    };
    around.behind(&form.short, &below(around, form, view), &Trouble::default(), content)
}

fn below(around: &Around, form: &Form, view: &MeasureView) -> String {
    let measure = &view.measure;
    let when = measure.completed_at.or(measure.begun_at).unwrap_or(measure.requested_at);
    let state = if measure.completed_at.is_some() { "Handed in" } else { "Not handed in; begun" };
    let how = measure.means.map(|means| format!(" {}.", means.title())).unwrap_or_default();
    let early = measure.early_reason.as_ref().map(|why| format!(" Repeated early: {why}.")).unwrap_or_default();
    let day = list::day(around, when);
    format!("{}. {state} on {day}, saved by {}.{how}{early}", form.title, view.saved_by)
}

/// What was seen and what to do, the most serious first.
fn alerts(form: &Form, outcome: &KeptOutcome) -> Markup {
    let mut alerts: Vec<_> = outcome.alerts.iter().filter_map(|id| form.alert(id)).collect();
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.severity));
    html! {
        @for alert in alerts {
            @let words = format!("{} {}", alert.text, alert.action);
            @if alert.severity == Severity::Critical || say::is_about_safety(&alert.id) { (Banner::safety(words)) }
            @else if alert.severity == Severity::Info { (Banner::info(words)) }
            @else { (Banner::due(words)) }
        }
    }
}

fn scores(around: &Around, form: &Form, outcome: &KeptOutcome, view: &MeasureView) -> Markup {
    let since = view.since.map(|at| short_day(around.app().0.house.zone().day(at))).unwrap_or_default();
    let columns = ["Score", "Value", "Means", "Since the last time"].map(Column::new).to_vec();
    let rows = form.scores.iter().map(|score| {
        let change = view.changes.iter().find(|change| change.score == score.id);
        let cells = vec![
            value(form, outcome, &score.id),
            html! { (meaning(form, outcome, &score.id)) },
            html! { @match change { Some(change) => { (say::change(change, &since)) } None => { span.muted { "–" } } } },
        ];
        TableRow::new(html! { (score.title) }, cells)
    });
    let table = Table::new("Scores", columns).silent_caption().rows(rows);
    html! { (Card::new("Scores").body(html! { (table) })) }
}

fn value(form: &Form, outcome: &KeptOutcome, id: &str) -> Markup {
    let range = form.score_named(id).and_then(|score| score.range);
    html! {
        @if let Some(value) = outcome.scores.get(id) { (say::of_range(*value, range)) }
        @else if let Some(bound) = outcome.at_least.get(id) { "at least " b.num { (bound) } }
        @else if outcome.levels.contains_key(id) { "" }
        @else { span.muted { "No score: an answer is missing" } }
        @if outcome.imputed.iter().any(|known| known == id) { " " (chip(Hue::Outline, "One blank filled with the mean")) }
    }
}

/// Every band of a score, or its level.
fn meaning(form: &Form, outcome: &KeptOutcome, id: &str) -> String {
    if let Some(level) = outcome.levels.get(id) {
        let floor = if outcome.floor.iter().any(|known| known == id) { "At least " } else { "" };
        return format!("{floor}{}", if floor.is_empty() { capital(&say::words(level)) } else { say::words(level) });
    }
    let prefix = format!("{id}/");
    let mine = outcome.bands.iter().filter(|(key, _)| *key == id || key.starts_with(&prefix));
    mine.filter_map(|(key, code)| form.band_label(key, code)).collect::<Vec<_>>().join(" · ")
}

fn answers(wording: &Wording<'_>, measure: &Measure, outcome: &KeptOutcome) -> Markup {
    let columns = ["Question", "Answer"].map(Column::new).to_vec();
    let is_in = |ids: &[String], id: &str| ids.iter().any(|known| known == id);
    let told = |item: &&forms::Item| measure.answers.get(&item.id).is_some() || is_in(&outcome.missing, &item.id);
    let rows = wording.form.items.iter().filter(told).map(|item| {
        let is_private = Practice::standard().is_private(&item.id);
        let said = html! {
            @match measure.answers.get(&item.id) {
                Some(answer) => { span.no-print[is_private] { (said(wording, item, answer)) } }
                None => { (chip(Hue::Gone, "Left out")) }
            }
            @if is_in(&outcome.unexpected, &item.id) { " " (chip(Hue::Outline, "Answered though not to be asked")) }
        };
        TableRow::new(html! { (item.n) ". " (fill_page::words(wording, item)) }, vec![said])
    });
    let table = Table::new("Every answer", columns).silent_caption().rows(rows);
    let stem = wording.stem().unwrap_or_default().to_owned();
    html! { (Card::new("Every answer").small(stem).body(html! { (table) })) }
}

fn said(wording: &Wording<'_>, item: &forms::Item, answer: &Answer) -> Markup {
    let label = |code: &str| item.option(code).map_or(code.to_owned(), |option| wording.label(item, option).to_owned());
    match answer {
        Answer::Code(code) => {
            let points = item.option(code).map(|option| option.score);
            html! { (label(code)) @if let Some(points) = points { " " span.muted { "(" (points) ")" } } }
        }
        Answer::Number(number) => html! { (number) @if item.unit.as_deref() == Some("d") { " days" } },
        Answer::Codes(codes) => html! { (codes.iter().map(|code| label(code)).collect::<Vec<_>>().join("; ")) },
        Answer::Unreadable => html! { "" },
    }
}
