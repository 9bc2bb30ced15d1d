//! What is held, by cause: how many days, what they would bring, for whom they wait, and the screen on which each is put right.

use access::{Action, Kind};
use billing::claim::ClaimsWorklist;
use billing::claim::worklist::{HeldCause, HeldDay};
use maud::{Markup, html};

use super::list::View;
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Icon, Row, RowList, empty};
use crate::signed::{Signed, may};
use crate::words;

pub(super) fn list(app: &App, signed: &Signed, _: &View, work: &ClaimsWorklist) -> Markup {
    let total: usize = work.held.iter().map(|cause| cause.days.len()).sum();
    let twice = total > usize::try_from(work.held_days).unwrap_or(0);
    let body = html! {
        @if work.held.is_empty() { (empty("Nothing is held.", "A day that cannot go out yet stands here with its reason, its owner and the place where it is put right.", None)) }
        @for (at, cause) in work.held.iter().enumerate() { (one_cause(app, signed, cause, at == 0)) }
        @if twice { p.pad.hint { "A day with two causes stands under both; its money counts once." } }
    };
    html! { (Card::new("Held, by cause").small("Each hold is one sentence, one owner, one place to put it right").body(body)) }
}

fn one_cause(app: &App, signed: &Signed, cause: &HeldCause, open: bool) -> Markup {
    let rows = RowList::new(say::cause(&cause.cause)).rows(cause.days.iter().map(|day| row(app, signed, day)));
    html! {
        details.hold open[open] {
            summary {
                (Icon::Right)
                b { (say::cause(&cause.cause)) }
                span.muted { (words::count(cause.days.len(), "day", "days")) " · " (owner(cause)) }
                @if cause.expected.0 > 0 { span.money { (say::whole_money(cause.expected)) } }
            }
            (rows)
        }
    }
}

/// "Jo Alvarez 12, Ken Osei 6", or the role where nobody is known by name.
fn owner(cause: &HeldCause) -> String {
    if cause.waits_for.is_empty() {
        return words::capital(&cause.owner);
    }
    let one = |(name, count): &(String, i64)| if cause.waits_for.len() == 1 { name.clone() } else { format!("{name} {count}") };
    cause.waits_for.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn row(app: &App, signed: &Signed, day: &HeldDay) -> Row {
    let title = format!("{} · {}", day.name.full(), words::short_day(day.day));
    // A sentence about minutes says which of them count for the code; all of the day beside it would only confuse.
    let counted = Some(day.minutes).filter(|minutes| *minutes > 0 && !day.sentence.contains("minutes"));
    let line = html! { (day.sentence) @if let Some(minutes) = counted { " " (minutes) " minutes counted." } };
    let row = Row::new(title).href(format!("/patients/{}", day.patient)).line(line);
    match fix(app, signed, day) {
        Some((words, href)) => row.act(Button::plain(words).href(href).about(day.name.short()).small()),
        // It is put right on this very page, or nowhere: there is no other place to send them to.
        None if day.screen == "claims" => row,
        None => row.when(format!("on {}", with_article(&day.screen))),
    }
}

/// The place where it is put right, for those who may go there.
fn fix(app: &App, signed: &Signed, day: &HeldDay) -> Option<(&'static str, String)> {
    let person = day.patient;
    let (words, href, action, kind) = match day.screen.as_str() {
        "note" => ("Open note", format!("/sessions/{}/note", day.session?), Action::Record, Kind::GroupNoteDraft),
        "coverage" => ("Open coverage", format!("/patients/{person}/coverage"), Action::View, Kind::Coverage),
        "consents" => ("Open consents", format!("/patients/{person}/consents"), Action::View, Kind::Consent),
        "authorizations" => ("Open authorizations", format!("/patients/{person}/coverage"), Action::View, Kind::Authorization),
        "schedule" => ("Open schedule", format!("/patients/{person}/schedule"), Action::View, Kind::GroupSession),
        "payer rules" => ("Open payer rules", "/settings/payers".to_owned(), Action::View, Kind::Payer),
        "stays" => ("Open chart", format!("/patients/{person}"), Action::View, Kind::Stay),
        _ => return None,
    };
    may(app, &signed.actor, action, kind).then_some((words, href))
}

fn with_article(screen: &str) -> String {
    match screen {
        "consents" | "authorizations" | "payer rules" | "stays" | "claims" => format!("the {screen} page"),
        other => format!("the {other}"),
    }
}
