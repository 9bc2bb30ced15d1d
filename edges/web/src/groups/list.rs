//! The list of groups: what is to chart, today and the last days, with what is late first in words.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use treatment::group_note::{GroupList, ListedSession, OpenGroupList};
use vocabulary::ProgramZone;
use vocabulary::day::{days_between, long_day};

use crate::app::App;
use crate::component::{Banner, Button, Card, Chip, Hue, Icon, PageHead, Row, RowList, chip, empty, segments};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::time_words::from_to;
use crate::words;

/// Seconds of hands for one note of a group, by the step budget; an hour alone takes longer.
const SECONDS_A_PERSON: usize = 25;
const SECONDS_A_GROUP: usize = 40;
const SECONDS_AN_HOUR_ALONE: usize = 180;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    all: Option<String>,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let actor = signed.actor.clone();
    let only_mine = asked.all.is_none();
    match app.work(move |house| house.ask(&actor, &OpenGroupList { only_mine })).await {
        Ok(list) => {
            let left = crate::settings::reminder(&app, &signed).await;
            draw(&app, &signed, &list, only_mine, &left).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, list: &GroupList, only_mine: bool, left: &Markup) -> Markup {
    let zone = app.0.house.zone();
    let sides = [("My groups", "/groups", only_mine), ("Whole program", "/groups?all=1", !only_mine)];
    let acts = html! {
        @if list.to_cosign > 0 { (Button::plain(format!("Co-sign {}", list.to_cosign)).icon(Icon::Pen).href("/groups/cosign").key("S")) }
        @if list.sees_all { (segments("Whose groups", &sides)) }
    };
    let mut days: Vec<Date> = list.sessions.iter().map(|session| session.day).collect();
    days.dedup();
    let content = html! {
        (PageHead::new("Groups").below(html! { (sum(list)) }).acts(acts))
        (late(list))
        (left)
        @if list.sessions.is_empty() { (nothing(only_mine && list.sees_all)) }
        @for day in days { (day_card(zone, list, day)) }
    };
    Page::new(&signed.frame, Area::Groups, "Groups").style("note.css").render(content)
}

/// One sentence that adds up.
fn sum(list: &GroupList) -> String {
    let open: usize = list.sessions.iter().map(ListedSession::open).sum();
    let ready: usize = list.sessions.iter().map(|session| session.ready).sum();
    match (open, ready) {
        (0, _) if list.sessions.is_empty() => "The last two weeks.".to_owned(),
        (0, _) => words::CLEAR.to_owned(),
        (open, 0) => format!("{} to chart.", words::count(open, "note", "notes")),
        (open, ready) => format!("{} to chart, {ready} of them ready to sign.", words::count(open, "note", "notes")),
    }
}

/// "Two notes from yesterday. About 6 minutes."
fn late(list: &GroupList) -> Markup {
    let from_before: Vec<&ListedSession> =
        list.sessions.iter().filter(|session| session.day < list.today && session.open() > 0).collect();
    let Some(oldest) = from_before.iter().map(|session| session.day).min() else { return html! {} };
    let notes: usize = from_before.iter().map(|session| session.open()).sum();
    let when = match (days_between(oldest, list.today), from_before.iter().all(|session| session.day == oldest)) {
        (1, _) => "from yesterday".to_owned(),
        (_, true) => format!("from {}", long_day(oldest)),
        (_, false) => format!("since {}", long_day(oldest)),
    };
    let seconds: usize = from_before.iter().map(|session| hands(session)).sum();
    let minutes = seconds.div_ceil(60);
    let about = if minutes == 1 { "About a minute.".to_owned() } else { format!("About {minutes} minutes.") };
    let sentence = format!("{} {} {when}. {about}", number(notes), if notes == 1 { "note" } else { "notes" });
    let is_over = from_before.iter().any(|session| session.due < list.today);
    let more = if is_over { " Some are past their two business days and will be late entries." } else { "" };
    let first = from_before.last().map(|session| format!("/sessions/{}/note", session.session)).unwrap_or_default();
    html! { (Banner::due(format!("{sentence}{more}")).icon(Icon::Clock).link("Start with the oldest", first)) }
}

/// Seconds that the open notes of a session take.
fn hands(session: &ListedSession) -> usize {
    if session.person.is_some() { SECONDS_AN_HOUR_ALONE } else { SECONDS_A_GROUP + SECONDS_A_PERSON * session.open() }
}

/// Small numbers as words at the start of a sentence.
fn number(count: usize) -> String {
    let words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn day_card(zone: &ProgramZone, list: &GroupList, day: Date) -> Markup {
    let title = match days_between(day, list.today) {
        0 => format!("Today, {}", long_day(day)),
        1 => format!("Yesterday, {}", long_day(day)),
        _ => long_day(day),
    };
    let rows = list.sessions.iter().filter(|session| session.day == day).map(|session| row(zone, list, session));
    html! { (Card::new(title).class("list").body(html! { (RowList::new(long_day(day)).rows(rows)) })) }
}

fn row(zone: &ProgramZone, list: &GroupList, session: &ListedSession) -> Row {
    let name = match &session.person {
        Some(person) => format!("{}, {}", session.name, person.short()),
        None => session.name.clone(),
    };
    let href = format!("/sessions/{}/note", session.session);
    let mut place = vec![from_to(zone, session.starts_at, session.ends_at), session.room.clone(), session.leaders.join(", ")];
    place.retain(|part| !part.is_empty());
    let mut row = Row::new(name).href(href.clone()).line(format!("{}. {}", place.join(" · "), counted(list, session)));
    for chip in chips(list, session) {
        row = row.chip(chip);
    }
    let is_waiting = session.open() > 0 && session.starts_at <= list.as_of;
    if is_waiting {
        let words = if session.ready == session.open() { "Review and sign" } else { "Open note" };
        let href = if session.ready == session.open() { format!("/sessions/{}/sign", session.session) } else { href };
        row = row.act(Button::plain(words).about(format!("of {}", session.name)).href(href).small());
    }
    row
}

/// Who came and how far the notes are.
fn counted(list: &GroupList, session: &ListedSession) -> String {
    if let Some(reason) = &session.cancelled {
        return format!("Cancelled: {reason}.");
    }
    if session.starts_at > list.as_of {
        return format!("{} expected.", session.expected);
    }
    let came = format!("{} of {} here", session.present, session.expected);
    if !session.has_notes {
        return format!("{came}. Attendance only, no note.");
    }
    if session.present == 0 {
        return format!("{came}. No note.");
    }
    format!("{came}, {} of {} signed.", session.signed.min(session.present), session.present.max(session.signed))
}

fn chips(list: &GroupList, session: &ListedSession) -> Vec<Chip> {
    let mut chips = Vec::new();
    let has_begun = session.starts_at <= list.as_of;
    if session.cancelled.is_some() {
        return vec![chip(Hue::Gone, "Cancelled")];
    }
    if !has_begun {
        return vec![chip(Hue::Outline, "Later today")];
    }
    if !session.has_notes {
        return vec![chip(Hue::Quiet, "Attendance")];
    }
    if session.open() > 0 && session.due < list.today {
        chips.push(chip(Hue::Due, "Late entry").icon(Icon::Clock));
    }
    if session.open() > 0 {
        chips.push(chip(Hue::Due, format!("{} to chart", session.open())).icon(Icon::Note));
    } else if session.signed > 0 {
        chips.push(chip(Hue::Here, "Signed").icon(Icon::Check));
    }
    if session.awaiting_cosignature > 0 {
        chips.push(chip(Hue::Due, format!("{} to co-sign", session.awaiting_cosignature)).icon(Icon::Pen));
    }
    chips
}

fn nothing(could_see_all: bool) -> Markup {
    let act = could_see_all.then(|| Button::plain("See the whole program").href("/groups?all=1"));
    let body = empty(
        "No groups of yours in the last two weeks.",
        "Groups and hours that you lead appear here from the minute they begin.",
        act,
    );
    html! { section.card { (body) } }
}
