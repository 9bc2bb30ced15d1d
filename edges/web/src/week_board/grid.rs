//! The week as lines over days: a table on a desk and on paper, cards by day on a phone.

use jiff::civil::{Date, Time};
use maud::{Markup, html};
use reactions::week_board::{BoardSession, Place};
use vocabulary::ProgramZone;
use vocabulary::day::{clock_face, long_day, short_day};

use super::say;
use crate::component::{Hue, Icon, chip};
use crate::time_words::from_to;

/// What stands around the cells.
pub(super) struct Around<'a> {
    pub(super) zone: &'a ProgramZone,
    pub(super) today: Date,
    pub(super) days: Vec<Date>,
    /// Whether a session can be opened to be moved.
    pub(super) opens: bool,
    /// What is being moved.
    pub(super) moving: Option<&'a BoardSession>,
}

/// One line of the grid: a room or a colleague.
pub(super) struct Line<'a> {
    pub(super) head: String,
    pub(super) small: Option<String>,
    pub(super) sessions: Vec<&'a BoardSession>,
    /// Where the session that is moved could go on this line.
    pub(super) places: Vec<&'a Place>,
    /// What a session on this line says besides its name.
    pub(super) beside: &'a dyn Fn(&BoardSession) -> String,
}

pub(super) fn draw(around: &Around<'_>, caption: &str, corner: &str, lines: &[Line<'_>]) -> Markup {
    html! {
        div.wb-scroll.desk-only tabindex="0" role="region" aria-label=(caption) { table.wb {
            caption.vh { (caption) }
            thead { tr {
                th scope="col" { (corner) }
                @for day in &around.days { th.now[*day == around.today] scope="col" { (short_day(*day)) @if *day == around.today { " " (chip(Hue::Outline, "Today")) } } }
            } }
            tbody { @for line in lines { tr {
                th scope="row" { (line.head) @if let Some(small) = &line.small { small { (small) } } }
                @for day in &around.days { td.now[*day == around.today] { (cell(around, line, *day)) } }
            } } }
        } }
        div.wb-days.phone-only { @for day in &around.days { (day_card(around, lines, *day)) } }
    }
}

/// A day as a card. Today is open, or the first day of another week; every day while something is moved.
fn day_card(around: &Around<'_>, lines: &[Line<'_>], day: Date) -> Markup {
    let is_this_week = around.days.contains(&around.today);
    let is_first = around.moving.is_some() || if is_this_week { day == around.today } else { around.days.first() == Some(&day) };
    let held = lines.iter().flat_map(|line| &line.sessions).filter(|one| one.day == day && one.cancelled.is_none()).count();
    let used: Vec<&Line<'_>> = lines
        .iter()
        .filter(|line| line.sessions.iter().any(|one| one.day == day) || line.places.iter().any(|one| one.day == day))
        .collect();
    html! {
        details.card open[is_first] {
            summary { h2 { (long_day(day)) } @if day == around.today { (chip(Hue::Outline, "Today")) } small { (crate::words::count(held, "session", "sessions")) } }
            @if used.is_empty() { p.empty { "Nothing planned." } }
            @for line in used { div.wb-line { h3 { (line.head) } (cell(around, line, day)) } }
        }
    }
}

fn cell(around: &Around<'_>, line: &Line<'_>, day: Date) -> Markup {
    let places: Vec<&&Place> = line.places.iter().filter(|place| place.day == day).collect();
    let (open, closed): (Vec<&&Place>, Vec<&&Place>) = places.into_iter().partition(|place| place.is_open());
    html! {
        @for session in line.sessions.iter().filter(|session| session.day == day) { (block(around, line, session)) }
        @if let Some(moving) = around.moving {
            @if !open.is_empty() {
                ul.free { @for place in open { li { (free(moving, line, place)) } } }
            }
            @if !closed.is_empty() {
                details.why { summary { "Not free: " (closed.len()) } ul { @for place in closed {
                    li { b { (clock_face(place.start)) } " " @for (_, words) in place.findings.iter().filter(|(is_hard, _)| *is_hard) { (words) " " } }
                } } }
            }
        }
    }
}

/// A place that is free, as a link that shows what it would mean. What is told about it stands beside its time.
fn free(moving: &BoardSession, line: &Line<'_>, place: &Place) -> Markup {
    let (day, head) = (short_day(place.day), &line.head);
    if place.is_now {
        return html! { span.b.sm.here aria-current="true" { (clock_face(place.start)) " now here" } };
    }
    html! {
        a.b.sm href=(address(moving, place.day, place.start, place.room.map(|room| room.to_string()).as_deref())) aria-label=(format!("{day} {}, {head}", clock_face(place.start))) {
            (clock_face(place.start)) @if !place.findings.is_empty() { " (told)" }
        }
    }
}

/// The address that shows what a change would mean.
pub(super) fn address(session: &BoardSession, day: Date, start: Time, room: Option<&str>) -> String {
    let room = room.map(|room| format!("&room={room}")).unwrap_or_default();
    format!("/schedule/sessions/{}?day={day}&start={}{room}#meaning", session.session, start.strftime("%H:%M"))
}

fn block(around: &Around<'_>, line: &Line<'_>, session: &BoardSession) -> Markup {
    let (icon, word) = say::kind(session.kind);
    let is_moving = around.moving.is_some_and(|moving| moving.session == session.session);
    let beside = (line.beside)(session);
    // An appointment is known by whose it is; its kind is the shape before it and a word for who listens.
    let inner = html! {
        (icon) span.vh { (word) ": " }
        @match &session.person { Some(person) => { b { (say::name(person)) } span.vh { ", " (session.name) } } None => { b { (session.name) } } }
    };
    html! {
        div.ses.off[session.cancelled.is_some()].away[session.moved_from.is_some()].picked[is_moving] {
            span.at { (from_to(around.zone, session.starts_at, session.ends_at)) }
            @if around.opens { a href=(format!("/schedule/sessions/{}", session.session)) { (inner) } } @else { span { (inner) } }
            @if !beside.is_empty() { small { (beside) } }
            @if session.cancelled.is_some() { small { (Icon::Dash) " Cancelled" } }
            @else if session.moved_from.is_some() { small { (Icon::Undo) " Moved for once" } }
            @if is_moving { small { (Icon::Right) " Being moved" } }
        }
    }
}
