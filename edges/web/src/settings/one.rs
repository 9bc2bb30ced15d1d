//! One item as it stands, and every version it had: what changed, who did it, when, why.

use ::access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::accounts::OrganisationAccount;
use schedule::program::{Item, ItemVersion, OpenItem, OpenProgram, ProgramOverview};
use vocabulary::id::StaffId;

use super::item::{self, Lines, SESSION};
use super::part::{Part, SettingsPage};
use super::{access, leaving, organisation, preview};
use crate::app::App;
use crate::component::{Button, Card, Fact, Icon, Problem, Row, RowList, error_summary, facts};
use crate::form::Sent;
use crate::kept;
use crate::signed::Signed;
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path((word, id)): Path<(String, String)>) -> Response {
    show(&app, &signed, &word, &id, &Kept::default()).await
}

/// What a form of the page was sent with, and what was wrong with it.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) sent: Sent,
    pub(super) problems: Vec<Problem>,
}

/// The page of a member of staff after a form of it: done, or once more with everything that is wrong.
pub(super) async fn after(app: &App, signed: &Signed, staff: StaffId, sent: Sent, done: Result<(), Refusal>) -> Response {
    let refusal = match done {
        Ok(()) => return Redirect::to(&format!("/settings/staff/{staff}")).into_response(),
        Err(refusal) => refusal,
    };
    let Some((status, problems)) = kept::problems(&refusal) else { return signed.refused(&refusal) };
    let page = show(app, signed, Part::Staff.word(), &staff.to_string(), &Kept { sent, problems }).await;
    if page.status().is_success() { (status, page).into_response() } else { page }
}

async fn show(app: &App, signed: &Signed, word: &str, id: &str, kept: &Kept) -> Response {
    let asked = Part::with_items(word).and_then(|part| Some((part, part.sort()?, id.parse().ok()?)));
    let Some((part, sort, uuid)) = asked else { return signed.refused(&Refusal::NotFound) };
    let (actor, manages) = (signed.actor.clone(), part == Part::Staff && part.may_change_one(app, signed, id));
    let loaded = app.work(move |house| {
        let item = house.ask(&actor, &OpenItem { part: sort, id: uuid })?;
        let program = house.ask(&actor, &OpenProgram { day: house.zone().day(house.clock().now()) })?;
        let account = if manages { house.organisation_account(&actor, StaffId(uuid))? } else { None };
        Ok((item, program, house.staff_with_access()?, account))
    });
    match loaded.await {
        Ok((history, program, ready, account)) => {
            let can_enter = ready.iter().any(|staff| staff.to_string() == id);
            draw(&Drawing {
                app,
                signed,
                part,
                id,
                program: &program,
                versions: &history.versions,
                can_enter,
                account: account.as_ref(),
                kept,
            })
            .into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

struct Drawing<'a> {
    app: &'a App,
    signed: &'a Signed,
    part: Part,
    id: &'a str,
    program: &'a ProgramOverview,
    versions: &'a [ItemVersion],
    can_enter: bool,
    account: Option<&'a OrganisationAccount>,
    kept: &'a Kept,
}

fn draw(drawing: &Drawing<'_>) -> Markup {
    let Drawing { app, signed, part, id, program, versions, can_enter, account, kept } = *drawing;
    let Some(newest) = versions.last() else { return html! {} };
    let may_change = part.may_change_one(app, signed, id);
    let acts = html! {
        @if may_change { (Button::primary("Change").icon(Icon::Edit).href(format!("/settings/{}/{id}/change", part.word())).key("E")) }
    };
    let lines = item::lines(&newest.item, program);
    let topics: Vec<&str> = lines.iter().filter(|(what, _)| what.starts_with(SESSION)).map(|(_, topic)| topic.as_str()).collect();
    let said = |value: &str| html! { @if value.is_empty() { span.muted { "None" } } @else { (value) } };
    let rest = lines.iter().filter(|(what, _)| !what.starts_with(SESSION));
    let stands: Vec<Fact> = rest.map(|(what, value)| Fact::new(what.clone(), said(value))).collect();
    let content = html! {
        (Card::new("As it stands").body(facts(&stands)))
        @if !topics.is_empty() { (curriculum(&topics)) }
        @if let Item::Staff(staff) = &newest.item { @if may_change {
            @if !kept.problems.is_empty() { (error_summary(&kept.problems)) }
            @if leaving::works(app, staff) {
                (access::card(app, signed, staff, can_enter))
                (organisation::card(app, signed, staff, account, kept))
            }
            (leaving::card(app, signed, staff, kept))
        } }
        (history(drawing))
    };
    let title = item::name(&newest.item);
    // a name of a colleague is no name of a patient, yet tabs and logs carry neither
    let tab = if part == Part::Staff { "Member of staff".to_owned() } else { title.clone() };
    let problem = !kept.problems.is_empty();
    SettingsPage { title, tab: Some(tab), crumb: Some("Details"), acts, problem, ..SettingsPage::of(part) }
        .render(app, signed, content)
}

fn curriculum(topics: &[&str]) -> Card {
    let small = words::count(topics.len(), "session, starting over at the end", "sessions, starting over at the end");
    Card::new("Curriculum").small(small).body(html! { ol.topics { @for topic in topics { li { (topic) } } } })
}

fn history(drawing: &Drawing<'_>) -> Card {
    let zone = drawing.app.0.house.zone();
    let lines: Vec<Lines> = drawing.versions.iter().map(|version| item::lines(&version.item, drawing.program)).collect();
    let before = std::iter::once(None).chain(lines.iter().map(Some));
    let all: Vec<_> = drawing.versions.iter().zip(&lines).zip(before).collect();
    let rows = all.into_iter().rev().map(|((version, now), before)| {
        let when = format!("{}, {}", words::full_day(zone.day(version.at)), zone.clock_face(version.at));
        Row::new(format!("Version {}", version.version)).line(html! { (by(version)) (what(before, now)) }).when(when)
    });
    let small = match drawing.versions.len() {
        1 => "It was never changed.".to_owned(),
        count => format!("{count} versions. Nothing is overwritten."),
    };
    Card::new("History").small(small).class("list").body(html! { (RowList::new("Versions").rows(rows)) })
}

fn by(version: &ItemVersion) -> Markup {
    html! {
        (version.by)
        @match version.why.as_str() {
            "configured" => {}
            "imported from a file" => { ", imported from a file" }
            why => { ". " q { (why) } }
        }
    }
}

/// What changed against the version before.
fn what(before: Option<&Lines>, now: &Lines) -> Markup {
    let Some(before) = before else { return html! {} };
    let said = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
    html! {
        ul.changes {
            @for (what, was, is) in preview::changes(Some(before), now) { li { span.muted { (what) ": " } (said(&was)) " became " (said(&is)) } }
        }
    }
}
