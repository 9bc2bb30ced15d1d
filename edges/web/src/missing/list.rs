//! The list: who is missing, who cannot come or asks for another time, whom to call because no text may be sent.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use reactions::missed::{CallLine, MissedLine, NotAccountedFor, NotAccountedForView, ResponseLine};
use schedule::reminder::Answer;
use serde::Deserialize;
use vocabulary::id::{AppointmentResponseId, SessionReminderId};
use vocabulary::{ProgramZone, Timestamp};

use super::LIST;
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Field, Hue, Icon, PageHead, Problem, Row, RowList, chip, csrf_field, empty, error_summary,
};
use crate::form::Sent;
use crate::frame::{Area, Page};
use crate::signed::Signed;

/// What was just done, to be told once, with the way back.
#[derive(Deserialize, Default)]
pub(super) struct Just {
    #[serde(default)]
    pub(super) done: Option<AppointmentResponseId>,
    #[serde(default)]
    pub(super) version: i64,
    #[serde(default)]
    pub(super) called: Option<SessionReminderId>,
}

pub(super) async fn page(State(app): State<App>, Query(just): Query<Just>, signed: Signed) -> Response {
    show(&app, &signed, &just, &Sent::default(), &[]).await
}

pub(super) async fn show(app: &App, signed: &Signed, just: &Just, sent: &Sent, problems: &[Problem]) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &NotAccountedFor)).await {
        Ok(view) => {
            let content = draw(app.0.house.zone(), signed, &view, just, sent, problems);
            let page = Page::new(&signed.frame, Area::Today, "Not accounted for")
                .style("missing.css")
                .problem(!problems.is_empty())
                .render(content);
            if problems.is_empty() {
                page.into_response()
            } else {
                (axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
            }
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(
    zone: &ProgramZone,
    signed: &Signed,
    view: &NotAccountedForView,
    just: &Just,
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let csrf = &signed.frame.csrf;
    html! {
        (PageHead::new("Not accounted for").below(html! { (sum(view)) }))
        @if let Some(seconds) = view.clock_behind { (Banner::due(format!("This machine's clock is {seconds} seconds behind what was already written down. Reminders wait and nothing is lost. Set the clock."))) }
        (error_summary(problems))
        @if let Some(response) = just.done { (undo_bar(csrf, "Looked after.", &format!("responses/{response}"), just.version)) }
        @if let Some(reminder) = just.called { (undo_bar(csrf, "Called.", &format!("calls/{reminder}"), 0)) }
        (Card::new("Nobody knows where they are").body(html! {
            @if view.missing.is_empty() { (empty("Everybody is accounted for.", "Who misses a session is listed here a quarter of an hour after it began, until somebody knows where they are.", None)) }
            @else { (RowList::new("Not accounted for").rows(view.missing.iter().map(|one| missing(zone, view.as_of, one)))) }
        }))
        @if !view.responses.is_empty() {
            (Card::new("Cannot come, or ask for another time").small(view.responses.len().to_string()).body(html! {
                @for one in &view.responses { (response(zone, csrf, one, sent, problems)) }
            }))
        }
        @if !view.calls.is_empty() {
            (Card::new("Call instead of a text").small("They allowed calls only").body(html! {
                @for one in &view.calls { (call(zone, csrf, one)) }
            }))
        }
        @if !view.found.is_empty() {
            (Card::new("Accounted for today").body(html! { (RowList::new("Accounted for today").rows(view.found.iter().map(|one| found(zone, one)))) }))
        }
    }
}

fn sum(view: &NotAccountedForView) -> String {
    match view.missing.len() {
        0 => "Nobody is missing.".to_owned(),
        1 => "1 person did not come and nobody knows where they are.".to_owned(),
        many => format!("{many} people did not come and nobody knows where they are."),
    }
}

fn missing(zone: &ProgramZone, now: Timestamp, one: &MissedLine) -> Row {
    let tried = match one.attempts {
        0 => "not tried yet".to_owned(),
        1 => "tried once".to_owned(),
        many => format!("tried {many} times"),
    };
    let next = one.next.map_or_else(
        || "nothing more planned".to_owned(),
        |(kind, at)| format!("next: {}, {}", kind.title().to_lowercase(), when(zone, now, at)),
    );
    let is_late = one.next.is_some_and(|(_, at)| at < now);
    let mut row = Row::new(one.name.short())
        .href(format!("{LIST}/{}", one.missed))
        .line(format!("Missed {}; {tried}; {next}", moment(zone, now, one.starts_at)));
    if one.is_at_risk {
        row = row.chip(chip(Hue::Safety, "Safety check").icon(Icon::Shield));
    }
    if is_late {
        row = row.chip(chip(Hue::Due, "Due").icon(Icon::Clock));
    }
    row.act(
        Button::plain("Log the call")
            .small()
            .icon(Icon::Phone)
            .href(format!("{LIST}/{}#attempt", one.missed))
            .about(one.name.short()),
    )
}

fn found(zone: &ProgramZone, one: &MissedLine) -> Row {
    let ended = one.ended.map_or_else(String::new, |(how, at)| format!("{}, {}", how.words(), zone.clock_short(at)));
    Row::new(one.name.short())
        .href(format!("{LIST}/{}", one.missed))
        .line(format!("Missed {}; {ended}", zone.clock_short(one.starts_at)))
}

fn response(zone: &ProgramZone, csrf: &str, one: &ResponseLine, sent: &Sent, problems: &[Problem]) -> Markup {
    let is_this = sent.text("response") == one.response.to_string();
    let (typed, wrong): (&str, &[Problem]) = if is_this { (sent.text("words"), problems) } else { ("", &[]) };
    let hue = if one.answer == Answer::Declined { Hue::Gone } else { Hue::Due };
    html! {
        form.form.answered method="post" action=(format!("{LIST}/responses/{}/done", one.response)) {
            (csrf_field(csrf))
            input type="hidden" name="version" value=(one.version);
            input type="hidden" name="response" value=(one.response);
            p { b { (one.name.short()) } " " (chip(hue, one.answer.words())) " " (moment(zone, one.at, one.starts_at)) }
            @if !one.places.is_empty() { p.hint { "Places this week: " (one.places.join("; ")) } }
            (Field::text("words", "What was done").id(format!("words-{}", one.response)).hint("Excused, moved, called back").value(typed).problems(wrong))
            div.acts { (Button::plain("Looked after").small().about(one.name.short())) }
        }
    }
}

fn call(zone: &ProgramZone, csrf: &str, one: &CallLine) -> Markup {
    html! {
        form.form.answered method="post" action=(format!("{LIST}/calls/{}", one.reminder)) {
            (csrf_field(csrf))
            p { b { (one.name.short()) } " " (one.number) " · before " (moment(zone, one.starts_at, one.starts_at)) }
            p.script lang=(one.language) { q { (one.script) } }
            div.acts {
                (Button::plain("Comes").small().named("answer", "accepted").about(one.name.short()))
                (Button::plain("Cannot come").small().named("answer", "declined").about(one.name.short()))
                (Button::plain("Another time").small().named("answer", "tentative").about(one.name.short()))
                (Button::quiet("No answer").small().named("answer", "none").about(one.name.short()))
            }
        }
    }
}

fn undo_bar(csrf: &str, said: &str, what: &str, version: i64) -> Markup {
    html! {
        form.put-back method="post" action=(format!("{LIST}/{what}/undo")) role="status" {
            (csrf_field(csrf))
            input type="hidden" name="version" value=(version);
            span { (said) } (Button::plain("Undo").small().icon(Icon::Undo))
        }
    }
}

/// A moment as staff say it: the hour today, else the day with the hour.
pub(super) fn moment(zone: &ProgramZone, now: Timestamp, at: Timestamp) -> String {
    let day = zone.day(at);
    if day == zone.day(now) {
        zone.clock_short(at)
    } else {
        format!("{} {}", vocabulary::day::short_day(day), zone.clock_short(at))
    }
}

pub(super) fn when(zone: &ProgramZone, now: Timestamp, at: Timestamp) -> String {
    if at <= now { "now".to_owned() } else { format!("by {}", moment(zone, now, at)) }
}
