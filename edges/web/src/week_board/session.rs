//! One session: what it is, who is expected, and a change of this one meeting, looked at before it is made.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::week_board::{CheckPlan, Moving, PlanCheck, Planned, WeekBoard};
use schedule::group_session::{ChangeSession, SessionWish};
use vocabulary::day::{long_day, parse_day, parse_time};
use vocabulary::id::{GroupSessionId, StaffId};

use super::{board, say};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Field, Icon, PageHead, Problem, Row, RowList, Select, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::{Signed, may};
use crate::time_words::from_to;

/// Who may change one meeting.
const CHANGE: (Action, Kind) = (Action::Amend, Kind::GroupSession);

/// The fields of a change.
const FIELDS: [&str; 6] = ["day", "start", "minutes", "room", "staff", "second"];

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(session): Path<GroupSessionId>,
    RawQuery(query): RawQuery,
) -> Response {
    let board = match open(&app, &signed, session).await {
        Ok(board) => board,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(moving) = &board.moving else { return signed.refused(&Refusal::NotFound) };
    let sent = Sent::read(query.unwrap_or_default().as_bytes());
    let begun = begun(&app, moving);
    if !FIELDS.iter().any(|field| sent.is_on(field)) {
        return draw(&app, &signed, &board, moving, &begun, &Trouble::default(), None).into_response();
    }
    let sent = sent.over(&begun);
    let mut unread = Vec::new();
    let wish = read(moving, &sent, &mut unread);
    if !unread.is_empty() {
        let trouble = Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default();
        return trouble.answer(draw(&app, &signed, &board, moving, &sent, &trouble, None));
    }
    let (actor, plan) = (signed.actor.clone(), CheckPlan { planned: Planned::Change { session, wish } });
    match app.work(move |house| house.ask(&actor, &plan)).await {
        Ok(check) => draw(&app, &signed, &board, moving, &sent, &Trouble::default(), Some(&check)).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => trouble.answer(draw(&app, &signed, &board, moving, &sent, &trouble, None)),
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn change(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let board = match open(&app, &signed, session).await {
        Ok(board) => board,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(moving) = &board.moving else { return signed.refused(&Refusal::NotFound) };
    let sent = sent.over(&begun(&app, moving));
    let mut unread = Vec::new();
    let wish = read(moving, &sent, &mut unread);
    let week = wish.begins.map_or(moving.session.day, |(day, _)| day);
    let command = ChangeSession { session, wish, based_on: sent.parse("version") };
    match filled::perform(&app, &signed, command, unread).await {
        Ok((session, version)) => {
            Redirect::to(&format!("/schedule?week={week}&done=moved&session={session}&version={version}")).into_response()
        }
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => trouble.answer(draw(&app, &signed, &board, moving, &sent, &trouble, None)),
            None => signed.refused(&refusal),
        },
    }
}

async fn open(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Released<WeekBoard>, Refusal> {
    if !may(app, &signed.actor, CHANGE.0, CHANGE.1) {
        return Err(Refusal::NotFound);
    }
    board::of_session(app, signed, session).await
}

/// The form as the session stands.
fn begun(app: &App, moving: &Moving) -> Sent {
    let session = &moving.session;
    let local = app.0.house.zone().local(session.starts_at);
    let minutes = session.starts_at.duration_until(session.ends_at).as_mins();
    let mut leaders = session.leaders.iter().map(StaffId::to_string);
    Sent::default()
        .with("day", local.date().to_string())
        .with("start", local.time().strftime("%H:%M").to_string())
        .with("minutes", minutes.to_string())
        .with("room", session.room.map(|room| room.to_string()).unwrap_or_default())
        .with("staff", leaders.next().unwrap_or_default())
        .with("second", leaders.next().unwrap_or_default())
        .with("version", session.version.to_string())
}

/// What is wished. Leaders beyond the two of the form stay, as long as those two do.
fn read(moving: &Moving, sent: &Sent, unread: &mut Vec<access::Problem>) -> SessionWish {
    let day = parse_day(sent.text("day")).map_err(|problem| unread.push(wrong("day", format!("{problem}."))));
    let start = parse_time(sent.text("start")).map_err(|problem| unread.push(wrong("start", format!("{problem}."))));
    let minutes: Option<i64> = sent.parse("minutes");
    if minutes.is_none() {
        unread.push(wrong("minutes", "Write how many minutes it takes, like 50."));
    }
    let mut leaders: Vec<StaffId> = ["staff", "second"].iter().filter_map(|field| sent.parse(field)).collect();
    leaders.dedup();
    if leaders.is_empty() {
        unread.push(wrong("staff", "Choose who leads it."));
    }
    let leaders = (!moving.session.leaders.iter().take(2).eq(&leaders)).then_some(leaders);
    SessionWish { begins: day.ok().zip(start.ok()), minutes, room: sent.parse("room"), leaders }
}

fn draw(
    app: &App,
    signed: &Signed,
    board: &WeekBoard,
    moving: &Moving,
    sent: &Sent,
    trouble: &Trouble,
    check: Option<&PlanCheck>,
) -> Markup {
    let (session, zone) = (&moving.session, app.0.house.zone());
    let when = format!("{}, {}", long_day(session.day), from_to(zone, session.starts_at, session.ends_at));
    let (icon, word) = say::kind(session.kind);
    let is_open = session.starts_at > board.as_of && session.cancelled.is_none();
    let acts = html! {
        @if is_open {
            (Button::plain("Show free places").icon(Icon::Grid).href(format!("/schedule?week={}&moving={}", session.day, session.session)))
            @if may(app, &signed.actor, Action::Void, Kind::GroupSession) { (Button::quiet("Cancel").href(format!("/schedule/sessions/{}/cancel", session.session)).about("this session")) }
        }
    };
    let head = PageHead::new(session.name.clone())
        .crumb(Crumb::to("Schedule", format!("/schedule?week={}", session.day)))
        .crumb(Crumb::here(long_day(session.day)))
        .below(html! { (icon) " " (word) " · " (when) @if let Some(person) = &session.person { " · " (say::name(person)) } })
        .acts(acts);
    let content = html! {
        (trouble.summary())
        (head)
        @if let Some(reason) = &session.cancelled { (Banner::info(format!("Cancelled: {reason}")).icon(Icon::Dash)) }
        @else if !is_open { (Banner::info("This session has begun or is over. What was held stays; its note can be corrected.").icon(Icon::Clock)) }
        div.wb-two {
            @if is_open { (change_card(signed, board, moving, sent, trouble, check)) }
            (people_card(app, signed, moving))
        }
    };
    Page::new(&signed.frame, Area::Schedule, "Schedule").style("schedule.css").problem(trouble.is_some()).render(content)
}

fn change_card(
    signed: &Signed,
    board: &WeekBoard,
    moving: &Moving,
    sent: &Sent,
    trouble: &Trouble,
    check: Option<&PlanCheck>,
) -> Markup {
    let problems: &[Problem] = &trouble.problems;
    let action = format!("/schedule/sessions/{}", moving.session.session);
    let rooms = board.rooms.iter().map(|room| (room.id.to_string(), format!("{}, {} seats", room.name, room.seats)));
    let staff = || board.staff.iter().map(|one| (one.id.to_string(), one.signature_name()));
    let form = html! {
        form.form.cols method="get" action=(action) novalidate {
            (Field::date("day", "Day").value(sent.text("day")).problems(problems))
            (Field::time("start", "From").value(sent.text("start")).problems(problems))
            (Field::number("minutes", "Minutes").value(sent.text("minutes")).problems(problems))
            (Select::new("room", "Where").option("", "As it is").options(rooms).chosen(sent.text("room")).problems(problems))
            (Select::new("staff", "Led by").option("", "Choose").options(staff()).chosen(sent.text("staff")).problems(problems))
            (Select::new("second", "And by").option("", "Nobody else").options(staff()).chosen(sent.text("second")).optional())
            div.acts { (Button::plain("See what it would mean")) }
        }
        @if let Some(check) = check {
            (say::meaning(check))
            @if !check.is_refused() {
                form method="post" action=(action) {
                    (csrf_field(&signed.frame.csrf))
                    @for field in FIELDS { input type="hidden" name=(field) value=(sent.text(field)); }
                    input type="hidden" name="version" value=(check.version.unwrap_or(moving.session.version));
                    div.acts { (Button::primary("Change this one").key("Ctrl+Enter")) }
                }
            }
        }
    };
    html! { (Card::new("Change this one").small("The pattern behind it stays.").padded().body(form)) }
}

fn people_card(app: &App, signed: &Signed, moving: &Moving) -> Markup {
    let sees_charts = may(app, &signed.actor, Action::View, Kind::Patient);
    let row = |(patient, name): &(vocabulary::id::PatientId, vocabulary::PersonName)| {
        let row = Row::new(name.short());
        if sees_charts {
            let is_group = moving.session.group.is_some();
            let make_up = format!("/schedule/sessions/{}/people/{patient}", moving.session.session);
            let row = row.href(format!("/patients/{patient}/schedule"));
            if is_group {
                row.act(Button::quiet("Another meeting").small().href(make_up).about(format!("for {}", name.short())))
            } else {
                row
            }
        } else {
            row
        }
    };
    let title = format!("Expected: {}", moving.session.expected);
    let body = html! {
        @if moving.people.is_empty() { (empty("Nobody to name.", "People with a place in the group appear here.", None)) }
        @else { (RowList::new("Expected").rows(moving.people.iter().map(row))) }
    };
    html! { (Card::new(title).body(body)) }
}
