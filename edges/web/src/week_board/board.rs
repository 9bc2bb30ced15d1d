//! The board: three views of one week, and the same grid while a session is moved.

use access::{Action, Kind, Refusal};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::week_board::{BoardSession, OpenWeekBoard, WeekBoard};
use vocabulary::day::{days_from_to, long_day, parse_day, short_day};
use vocabulary::id::{PatientId, StaffId};

use super::grid::{self, Around, Line};
use super::{people, say};
use crate::app::App;
use crate::component::{Button, Icon, PageHead, csrf_field, empty, segments};
use crate::frame::{Area, Page, View};
use crate::signed::{Signed, may};

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    week: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    track: String,
    #[serde(default)]
    moving: String,
    #[serde(default)]
    view: String,
    /// What was just done: `moved`, `cancelled`, `booked`, `back`.
    #[serde(default)]
    done: String,
    #[serde(default)]
    session: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    patient: String,
}

impl Asked {
    fn view(&self) -> View {
        if self.view == "hallway" { View::Hallway } else { View::Full }
    }

    /// The same board with one thing changed.
    fn with(&self, name: &str, value: &str) -> String {
        let fields =
            [("week", &self.week), ("by", &self.by), ("track", &self.track), ("moving", &self.moving), ("view", &self.view)];
        let given: Vec<String> = fields
            .iter()
            .map(|(known, kept)| (*known, if *known == name { value } else { kept.as_str() }))
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>()))
            .collect();
        if given.is_empty() { "/schedule".to_owned() } else { format!("/schedule?{}", given.join("&")) }
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let sees_people = may(&app, &signed.actor, Action::View, Kind::Patient);
    let ask = OpenWeekBoard {
        day: parse_day(&asked.week).ok(),
        track: asked.track.parse().ok(),
        with_people: asked.by == "people" && asked.moving.is_empty() && sees_people,
        moving: if may(&app, &signed.actor, Action::Amend, Kind::GroupSession) { asked.moving.parse().ok() } else { None },
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &ask)).await {
        Ok(board) => draw(&app, &signed, &asked, &board).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// The board around one session, for the pages that change it.
pub(super) async fn of_session(
    app: &App,
    signed: &Signed,
    moving: vocabulary::id::GroupSessionId,
) -> Result<confidential::Released<WeekBoard>, Refusal> {
    let actor = signed.actor.clone();
    let ask = OpenWeekBoard { moving: Some(moving), ..OpenWeekBoard::default() };
    app.work(move |house| house.ask(&actor, &ask)).await
}

fn draw(app: &App, signed: &Signed, asked: &Asked, board: &WeekBoard) -> Markup {
    let zone = app.0.house.zone();
    let days = days(board);
    let around = Around {
        zone,
        today: board.today,
        days: days.clone(),
        opens: may(app, &signed.actor, Action::Amend, Kind::GroupSession) && asked.view() == View::Full,
        moving: board.moving.as_ref().map(|moving| &moving.session),
    };
    let may_book = may(app, &signed.actor, Action::Record, Kind::GroupSession) && asked.view() == View::Full;
    let body = match asked.by.as_str() {
        "people" if board.moving.is_none() && may(app, &signed.actor, Action::View, Kind::Patient) => {
            people::draw(board, &days, may_book)
        }
        "staff" if board.moving.is_none() => by_staff(&around, board),
        _ => by_room(&around, board),
    };
    let content = html! {
        (head(app, signed, asked, board, may_book))
        (done(app, signed, asked, board))
        (moving(asked, board))
        (body)
        (legend())
    };
    Page::new(&signed.frame, Area::Schedule, "Schedule").style("schedule.css").view(asked.view()).render(content)
}

/// Monday to Friday, and those days of the weekend on which something is planned.
fn days(board: &WeekBoard) -> Vec<Date> {
    let sunday = board.monday.saturating_add(6.days());
    let is_used = |day: &Date| board.sessions.iter().any(|session| session.day == *day);
    let is_workday = |day: &Date| day.weekday().to_monday_one_offset() <= 5;
    days_from_to(board.monday, sunday).filter(|day| is_workday(day) || is_used(day)).collect()
}

fn head(app: &App, signed: &Signed, asked: &Asked, board: &WeekBoard, may_book: bool) -> Markup {
    let other = |days: i64| asked.with("week", &board.monday.saturating_add(days.days()).to_string());
    let (rooms, staff, everybody) = (asked.with("by", ""), asked.with("by", "staff"), asked.with("by", "people"));
    let by = asked.by.as_str();
    let mut sides = vec![("Rooms", rooms.as_str(), by != "staff" && by != "people"), ("Staff", staff.as_str(), by == "staff")];
    if may(app, &signed.actor, Action::View, Kind::Patient) {
        sides.push(("People", everybody.as_str(), by == "people"));
    }
    let is_hallway = asked.view() == View::Hallway;
    let held = board.sessions.iter().filter(|session| session.cancelled.is_none()).count();
    let below = html! {
        (crate::words::count(held, "session", "sessions")) " planned"
        @let cancelled = board.sessions.len() - held;
        @if cancelled > 0 { ", " (cancelled) " cancelled" }
        @if board.moving.is_none() && crate::week::may_plan(app, signed) { " · " a href="/week" { "Who is out, what is closed" } }
        @if board.moving.is_none() && may(app, &signed.actor, Action::View, Kind::WaitlistEntry) { " · " a href="/waitlist" { "Who waits" } }
    };
    let acts = html! {
        @if board.moving.is_none() { (segments("Which board", &sides)) }
        (Button::plain("Earlier").icon(Icon::Left).href(other(-7)).about("week"))
        @if !(board.monday..=board.monday.saturating_add(6.days())).contains(&board.today) { (Button::quiet("This week").href(asked.with("week", ""))) }
        (Button::plain("Later").icon(Icon::Right).href(other(7)).about("week"))
        @if board.moving.is_none() {
            (Button::plain(if is_hallway { "Full view" } else { "Hallway view" }).icon(Icon::Eye).href(asked.with("view", if is_hallway { "" } else { "hallway" })))
            @if may_book { (Button::primary("Book").icon(Icon::Plus).href("/schedule/book").about("an appointment")) }
        }
    };
    let title = format!("Week of {}", long_day(board.monday));
    html! {
        (PageHead::new(title).below(below).acts(acts))
        @if board.tracks.len() > 1 { (tracks(asked, board)) }
    }
}

fn tracks(asked: &Asked, board: &WeekBoard) -> Markup {
    html! {
        form.filters method="get" action="/schedule" {
            @for (name, value) in [("week", &asked.week), ("by", &asked.by), ("moving", &asked.moving), ("view", &asked.view)] {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            label.lab for="track" { "Track" }
            select.in id="track" name="track" {
                option value="" { "All tracks" }
                @for track in &board.tracks { option value=(track.id) selected[track.id.to_string() == asked.track] { (track.name) } }
            }
            (Button::plain("Show").small())
        }
    }
}

/// What was just done, with the way back.
fn done(app: &App, signed: &Signed, asked: &Asked, board: &WeekBoard) -> Markup {
    let words = match asked.done.as_str() {
        "moved" => "Changed for once. The group’s week stays as it is.",
        "cancelled" => "Cancelled.",
        "booked" => "Booked.",
        "make-up" => "A place for this one day.",
        "back" => "Put back as it was.",
        _ => return html! {},
    };
    let session = board.sessions.iter().find(|session| session.session.to_string() == asked.session);
    let is_newest = session.is_some_and(|session| session.version.to_string() == asked.version);
    let may_undo = is_newest
        && may(app, &signed.actor, Action::Amend, Kind::GroupSession)
        && matches!(asked.done.as_str(), "moved" | "cancelled");
    html! {
        div.put-back role="status" {
            p { (Icon::Check) " " (words) @if let Some(session) = session { " " (session.name) ", " (short_day(session.day)) "." } }
            @if let (true, Some(session)) = (may_undo, session) {
                form method="post" action=(format!("/schedule/sessions/{}/put-back", session.session)) {
                    (csrf_field(&signed.frame.csrf))
                    input type="hidden" name="version" value=(asked.version);
                    (Button::plain("Undo").icon(Icon::Undo).small())
                }
            }
            @if let (true, Some(session), Ok(patient)) = (asked.done == "make-up", session, asked.patient.parse::<PatientId>()) {
                form method="post" action=(format!("/schedule/sessions/{}/people/{patient}/withdraw", session.session)) {
                    (csrf_field(&signed.frame.csrf))
                    (Button::plain("Undo").icon(Icon::Undo).small())
                }
            }
            @if asked.done == "booked" && may(app, &signed.actor, Action::Void, Kind::GroupSession) {
                @if let Some(session) = session { (Button::quiet("Cancel it again").small().href(format!("/schedule/sessions/{}/cancel", session.session))) }
            }
        }
    }
}

/// What is being moved, and how to leave it where it is.
fn moving(asked: &Asked, board: &WeekBoard) -> Markup {
    let Some(moving) = &board.moving else { return html! {} };
    let open = moving.places.iter().filter(|place| place.is_open() && !place.is_now).count();
    html! {
        div.put-back.moving role="status" {
            p {
                (Icon::Right) " Moving " b { (moving.session.name) } ", " (short_day(moving.session.day)) ". "
                @if moving.places.is_empty() {
                    @if moving.stays_in_week { "A meeting of a group moves within its week, and only before it begins." } @else { "It has begun or was cancelled." }
                } @else { (crate::words::count(open, "free place", "free places")) ". Choose one: what it would mean is shown before anything changes." }
            }
            (Button::quiet("Leave it where it is").small().href(asked.with("moving", "")))
        }
    }
}

fn by_room(around: &Around<'_>, board: &WeekBoard) -> Markup {
    let leaders = |session: &BoardSession| {
        let names: Vec<String> = session.leaders.iter().filter_map(|id| family(board, *id)).collect();
        say::filled(session)
            .into_iter()
            .chain([names.join(", ")])
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let places = board.moving.as_ref().map(|moving| moving.places.as_slice()).unwrap_or_default();
    let mut lines: Vec<Line<'_>> = board
        .rooms
        .iter()
        .map(|room| Line {
            head: room.name.clone(),
            small: Some(crate::words::count(usize::try_from(room.seats).unwrap_or(0), "seat", "seats")),
            sessions: board.sessions.iter().filter(|session| session.room == Some(room.id)).collect(),
            places: places.iter().filter(|place| place.room == Some(room.id)).collect(),
            beside: &leaders,
        })
        .collect();
    let nowhere: Vec<&BoardSession> = board.sessions.iter().filter(|session| session.room.is_none()).collect();
    let no_room: Vec<_> = places.iter().filter(|place| place.room.is_none()).collect();
    if !nowhere.is_empty() || !no_room.is_empty() {
        lines.push(Line { head: "No room".to_owned(), small: None, sessions: nowhere, places: no_room, beside: &leaders });
    }
    if lines.is_empty() {
        return empty("No rooms yet.", "Rooms of the program appear here with what is planned in them.", None);
    }
    grid::draw(around, "Rooms over the days of the week", "Room", &lines)
}

fn by_staff(around: &Around<'_>, board: &WeekBoard) -> Markup {
    let room = |session: &BoardSession| {
        let room = session.room.and_then(|id| board.rooms.iter().find(|room| room.id == id)).map(|room| room.name.clone());
        room.into_iter().chain(say::filled(session)).collect::<Vec<_>>().join(" · ")
    };
    let lines: Vec<Line<'_>> = board
        .staff
        .iter()
        .map(|one| {
            let sessions: Vec<&BoardSession> =
                board.sessions.iter().filter(|session| session.leaders.contains(&one.id)).collect();
            let small = (!one.credential.is_empty()).then(|| one.credential.clone());
            Line { head: one.name.full(), small, sessions, places: Vec::new(), beside: &room }
        })
        .filter(|line| !line.sessions.is_empty())
        .collect();
    if lines.is_empty() {
        return empty("Nobody leads anything in this week.", "Colleagues appear here with what they lead.", None);
    }
    grid::draw(around, "Colleagues over the days of the week", "Colleague", &lines)
}

fn family(board: &WeekBoard, id: StaffId) -> Option<String> {
    board.staff.iter().find(|staff| staff.id == id).map(|staff| staff.name.family.clone())
}

fn legend() -> Markup {
    html! {
        ul.wb-legend aria-label="What the shapes say" {
            @for (_, icon, word) in say::KINDS { li { (icon) " " (word) } }
            li { (Icon::Undo) " Moved for once" }
            li { (Icon::Dash) " Cancelled" }
        }
    }
}
