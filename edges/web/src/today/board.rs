//! The page everybody lands on: who to look at first, who is here, what is due, what comes later. Kept fresh by itself.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::today::{LookFirst, LookFirstKind, OpenTodayBoard, TodayBoard};
use vocabulary::day::{long_day, parse_day, short_day};

use super::lanes::{Around, lane};
use super::show;
use crate::app::App;
use crate::component::{
    Banner, Button, DueLine, Icon, LaterLine, PageHead, ReasonCard, due_list, empty, fragment, later_list, reason_cards, segments,
};
use crate::frame::{Area, Page, View};
use crate::signed::{Signed, may};

/// How many lines of what comes later: groups, and what the viewer leads.
const LATER: usize = 9;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    day: Option<String>,
    mine: Option<String>,
    view: Option<String>,
}

impl Asked {
    pub(super) fn view(&self) -> View {
        if self.view.as_deref() == Some("hallway") { View::Hallway } else { View::Full }
    }

    pub(super) fn address(&self, base: &str) -> String {
        let fields = [("day", &self.day), ("mine", &self.mine), ("view", &self.view)];
        let given: Vec<String> =
            fields.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}"))).collect();
        if given.is_empty() { base.to_owned() } else { format!("{base}?{}", given.join("&")) }
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let board = match load(&app, &signed, &asked).await {
        Ok(board) => board,
        Err(refusal) => return signed.refused(&refusal),
    };
    let part = draw(&app, &signed, &asked, &board);
    let page = Page::new(&signed.frame, Area::Today, "Today").view(asked.view()).live("/live/today");
    page.render(html! { (fragment("today-part", &asked.address("/today/part"), part)) }).into_response()
}

/// The part alone, for the page that keeps itself fresh.
pub(super) async fn part(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, &asked).await {
        Ok(board) => draw(&app, &signed, &asked, &board).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed, asked: &Asked) -> Result<Released<TodayBoard>, access::Refusal> {
    let actor = signed.actor.clone();
    let asked = asked.clone();
    app.work(move |house| {
        let today = house.zone().day(house.clock().now());
        let day = asked.day.as_deref().and_then(|text| parse_day(text).ok()).unwrap_or(today);
        house.ask(&actor, &OpenTodayBoard { day, only_mine: asked.mine.is_some() })
    })
    .await
}

fn draw(app: &App, signed: &Signed, asked: &Asked, board: &Released<TodayBoard>) -> Markup {
    let zone = app.0.house.zone();
    let around = Around {
        zone,
        csrf: &signed.frame.csrf,
        view: asked.view(),
        may_open: may(app, &signed.actor, access::Action::Record, access::Kind::GroupNoteDraft),
        may_see_chart: may_see_chart(app, signed),
    };
    let is_hallway = asked.view() == View::Hallway;
    let is_now = |ends: Timestamp, starts: Timestamp| {
        ends > board.as_of && starts <= board.as_of.saturating_add(jiff::SignedDuration::from_mins(45)).unwrap_or(starts)
    };
    let now: Vec<_> = board.lanes.iter().filter(|l| l.people.len() > 1 && is_now(l.ends_at, l.starts_at)).collect();
    let shown = if now.is_empty() { board.lanes.iter().filter(|l| l.people.len() > 1).take(2).collect() } else { now };
    let later: Vec<LaterLine> = board
        .lanes
        .iter()
        .filter(|lane| lane.starts_at > board.as_of && !shown.iter().any(|s| s.session == lane.session))
        .filter(|lane| lane.people.len() > 1 || lane.is_mine)
        .take(LATER)
        .map(|lane| LaterLine {
            time: zone.clock_face(lane.starts_at),
            words: lane.name.clone(),
            small: format!("{} · {}", lane.room, lane.leaders.join(", ")),
            count: lane.people.len(),
        })
        .collect();
    html! {
        (head(asked, board, may(app, &signed.actor, access::Action::Record, access::Kind::PresenceQuestion), places(app, signed)))
        @if board.waits_at_door > 0 && !is_hallway {
            @let words = if board.waits_at_door == 1 { "Somebody waits at the door." } else { "People wait at the door." };
            (Banner::due(words).link("Go to the door", "/door"))
        }
        @if !is_hallway { (look_first(app, signed, board)) }
        @if board.lanes.is_empty() { (nothing(board)) } @else {
            div.board {
                div.lanes { @for one in shown { (lane(&around, one)) } }
                @if !is_hallway {
                    div.side { (due_list(&due(signed, board))) (later_list(&later)) }
                }
            }
        }
    }
}

/// The places beside the board: where sessions are, and the door, for whoever may.
fn places(app: &App, signed: &Signed) -> Markup {
    html! {
        @if may(app, &signed.actor, access::Action::View, access::Kind::GroupSession) {
            (Button::plain("By video").icon(Icon::Screen).href("/remote"))
        }
        @if may(app, &signed.actor, access::Action::MarkArrival, access::Kind::Attendance) {
            (Button::plain("Door").href("/door"))
        }
    }
}

fn head(asked: &Asked, board: &Released<TodayBoard>, takes_calls: bool, places: Markup) -> Markup {
    let mine = asked.mine.is_some();
    let leads = board.lanes.iter().any(|lane| lane.is_mine) || mine;
    let sides = [("My groups", "/today?mine=1", mine), ("Whole program", "/today", !mine)];
    let hallway = if asked.view() == View::Hallway {
        Button::plain("Full view").icon(Icon::Eye).href("/today")
    } else {
        Button::plain("Hallway view").icon(Icon::Eye).href("/today?view=hallway")
    };
    let acts = html! {
        @if leads { (segments("Whose groups", &sides)) }
        (hallway)
        @if takes_calls && asked.view() != View::Hallway { (Button::quiet("Somebody asks for a person").href("/rights/asked/new")) }
        @if asked.view() != View::Hallway { (places) }
        (Button::plain("Paper sheet").icon(Icon::Print).href(asked.address("/today/sheet")))
    };
    html! { (PageHead::new(long_day(board.day)).below(sum(board)).acts(acts)) }
}

/// One sentence that adds up.
fn sum(board: &TodayBoard) -> Markup {
    let tally = board.tally;
    let rest = [
        (tally.on_the_way, "on the way", false),
        (tally.not_accounted_for, "not accounted for", true),
        (tally.excused, "excused", false),
        (tally.left, "left", false),
        (tally.later, "later", false),
    ];
    html! {
        (tally.people) @if tally.people == 1 { " person today: " } @else { " people today: " }
        (tally.here) " here"
        @for (count, words, is_first) in rest {
            @if count > 0 { ", " @if is_first { b { (count) " " (words) } } @else { (count) " " (words) } }
        }
    }
}

fn look_first(app: &App, signed: &Signed, board: &TodayBoard) -> Markup {
    let cards: Vec<ReasonCard> = board.look_first.iter().map(|one| card(app, signed, one, board)).collect();
    let others = board.tally.people - i64::try_from(board.look_first.len()).unwrap_or(0);
    let rest = match (cards.len(), others) {
        (0, _) => "Nobody. Nothing is open for anyone expected today.".to_owned(),
        (1, others) => format!("1 person. Nothing open for the other {}.", others.max(0)),
        (count, others) => format!("{count} people. Nothing open for the other {}.", others.max(0)),
    };
    reason_cards(&cards, &rest)
}

fn card(app: &App, signed: &Signed, one: &LookFirst, board: &TodayBoard) -> ReasonCard {
    let zone = app.0.house.zone();
    let owner = one.owner.clone().unwrap_or_else(|| "Nobody yet".to_owned());
    let due = match one.due_at {
        Some(at) if zone.day(at) == board.day => format!("by {}", zone.clock_short(at)),
        Some(at) if at < board.as_of => "now".to_owned(),
        Some(at) => format!("by {}", short_day(zone.day(at))),
        None => "now".to_owned(),
    };
    let outreach = format!("/patients/{}/outreach", one.patient);
    let sees_chart = may_see_chart(app, signed);
    let (words, href) = match (one.kind, one.concern) {
        (LookFirstKind::Safety, Some(concern)) => ("Write outcome", format!("/concerns/{concern}/close")),
        (_, Some(concern)) => ("Write outcome", format!("/concerns/{concern}/close")),
        (LookFirstKind::Missing, None) => ("Log outreach", outreach),
        (LookFirstKind::Deadline, None) if may(app, &signed.actor, access::Action::View, access::Kind::Authorization) => {
            ("Open authorization", format!("/authorizations?patient={}", one.patient))
        }
        (_, None) if sees_chart => ("Open chart", format!("/patients/{}", one.patient)),
        (_, None) => ("Log outreach", outreach),
    };
    let is_safety = one.kind == LookFirstKind::Safety;
    let act = if is_safety { Button::safety(words) } else { Button::plain(words) };
    ReasonCard {
        name: one.name.short(),
        href: match one.inquiry {
            Some(inquiry) => Some(format!("/inquiries/{inquiry}")),
            None => sees_chart.then(|| format!("/patients/{}", one.patient)),
        },
        kind: show::kind(one.kind),
        sentence: one.sentence.clone(),
        owner: format!("{owner} · {due}"),
        act: act.href(href).small(),
        safety: is_safety,
    }
}

/// Peers lead groups and open no chart (S-19).
pub(super) fn may_see_chart(app: &App, signed: &Signed) -> bool {
    may(app, &signed.actor, access::Action::View, access::Kind::Patient)
}

fn due(signed: &Signed, board: &TodayBoard) -> Vec<DueLine> {
    let line = |due: &reactions::today::Due| {
        let (icon, words, href) = show::due(due.kind);
        DueLine {
            icon,
            words: words.to_owned(),
            href: href.filter(|href| leads_somewhere(signed, href)).map(str::to_owned),
            count: usize::try_from(due.count).unwrap_or(0),
            line: due.words.clone(),
        }
    };
    board.due.iter().map(line).collect()
}

/// Whether the viewer's rail has the place an address belongs to.
fn leads_somewhere(signed: &Signed, href: &str) -> bool {
    signed.frame.rail.iter().any(|item| href.starts_with(&item.href))
}

fn nothing(board: &TodayBoard) -> Markup {
    let (words, act) = match board.next_day {
        Some(day) => {
            (format!("Next: {}.", long_day(day)), Some(Button::plain("Open that day").href(format!("/today?day={day}"))))
        }
        None => ("Nothing is planned for the next two weeks.".to_owned(), None),
    };
    empty("No groups today.", &words, act)
}
