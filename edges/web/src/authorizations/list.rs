//! The countdown, in cards by the earlier of days left and units left at the current pace. Three colours by time; none is red.

use access::{Action, Kind};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::authorizations::{AuthorizationLine, ListAuthorizations, Urgency};
use vocabulary::day::{days_between, short_day};

use crate::app::App;
use crate::component::{Button, Card, Chip, Hue, Icon, PageHead, chip, empty};
use crate::frame::{Area, Page};
use crate::patients::{burn, day_words};
use crate::signed::{Signed, may};
use crate::words::count;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    patient: String,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let patient = asked.patient.parse().ok();
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListAuthorizations { patient })).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let today = app.0.house.zone().day(app.0.house.clock().now());
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Authorization);
    let of = |urgency: Urgency| lines.iter().filter(move |line| line.urgency == urgency).collect::<Vec<_>>();
    let (now, week) = (of(Urgency::Now), of(Urgency::ThisWeek));
    let sentence = match (now.len(), week.len()) {
        (0, 0) => "Nothing ends within a week.".to_owned(),
        (due, soon) => format!("{} to act on now, {soon} more within a week.", count(due, "authorization", "authorizations")),
    };
    let content = html! {
        (PageHead::new("Authorizations").below(html! { (sentence) " Ordered by the earlier of the last covered day and the day the last unit would be used." })
            .acts(html! { @if patient.is_some() { (Button::plain("Everybody").href("/authorizations")) } }))
        @if lines.is_empty() {
            (Card::new("Countdown").body(empty("No authorization runs.", "What a payer answers is recorded on the person’s coverage and appears here.", None)))
        }
        (section("Now", "An alert stands, or the review is due", &now, today, may_record))
        (section("This week", "Within seven days", &week, today, may_record))
        (section("Later", "", &of(Urgency::Later), today, may_record))
        @if patient.is_some() { (section("Past", "Followed by another, or over", &of(Urgency::Past), today, may_record)) }
    };
    Page::new(&signed.frame, Area::Authorizations, "Authorizations").style("people.css").render(content).into_response()
}

fn section(title: &str, small: &str, lines: &[&AuthorizationLine], today: Date, may_record: bool) -> Markup {
    let small = if small.is_empty() { lines.len().to_string() } else { format!("{} · {small}", lines.len()) };
    html! {
        @if !lines.is_empty() {
            section.countdown aria-label=(title) {
                h2 { (title) " " small { (small) } }
                div.auths { @for line in lines { (card(line, today, may_record)) } }
            }
        }
    }
}

fn card(line: &AuthorizationLine, today: Date, may_record: bool) -> Markup {
    let one = &line.authorization;
    let chart = format!("/patients/{}", one.patient);
    let record = format!("{chart}/authorizations/new?payer={}&then=list", one.payer);
    html! {
        article.auth {
            header {
                div { a href=(format!("{chart}/coverage")) { (line.name.full()) } small { "No. " (line.record_number) " · " (line.payer) } }
                (when(line, today))
            }
            div.body { @match &one.denial {
                Some(denial) => {
                    p { b { "Denied. " } (denial.reason) }
                    dl.reads {
                        div { dt { "Days asked for" } dd { (short_day(one.from)) " to " (short_day(one.to)) } }
                        div { dt { "Appeal by" } dd { @match denial.appeal_by { Some(day) => { (day_words(day, today)) } None => { "no date known" } } } }
                    }
                }
                None => { (approved(line, today)) }
            } }
            footer {
                span.muted { @if !one.reviewer.is_empty() { "Reviewer " (one.reviewer) } }
                @if may_record { (Button::plain("Record outcome").icon(Icon::Phone).small().href(record).about(format!("for {}", line.name.full()))) }
            }
        }
    }
}

fn approved(line: &AuthorizationLine, today: Date) -> Markup {
    let one = &line.authorization;
    let (meter, words, alerts) = burn(line);
    html! {
        div.used { span { (words) } b { (line.left) " left" } (meter) }
        @if !alerts.is_empty() { p.warn.boxed { (Icon::Clock) span { (alerts) } } }
        dl.reads {
            div { dt { "Number" } dd.code { (one.number) @if let Some(code) = &one.code { " for " (code) } } }
            div { dt { "Last covered day" } dd { (short_day(one.to)) } }
            @if let Some(on) = line.runs_out_on.filter(|on| *on < one.to && line.left > 0) { div { dt { "At the current pace" } dd { "used up " (short_day(on)) } } }
            div { dt { "Next review" } dd { @match one.next_review_on { Some(day) => { (day_words(day, today)) } None => { "no date set" } } } }
        }
    }
}

/// How long is left, in words; the hue says only how soon.
fn when(line: &AuthorizationLine, today: Date) -> Chip {
    let words = match days_between(today, line.due_on) {
        ..=-1 => "Over".to_owned(),
        _ if line.authorization.denial.is_none() && line.left <= 0 => "Used up".to_owned(),
        0 => "Today".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    match line.urgency {
        Urgency::Now => chip(Hue::Due, words).icon(Icon::Clock),
        Urgency::ThisWeek => chip(Hue::Remote, words).icon(Icon::Clock),
        Urgency::Later => chip(Hue::Quiet, words),
        Urgency::Past => chip(Hue::Gone, words),
    }
}
