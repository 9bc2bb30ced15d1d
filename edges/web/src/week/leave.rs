//! Somebody is out: who, which days, which hours. What cannot be held then is proposed on the page after.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Time;
use maud::{Markup, html};
use reactions::program_week::StaffTime;
use schedule::leave::{EnterLeave, Leave, LeaveKind, TakeBackLeave};
use vocabulary::day::{next_day, parse_time};
use vocabulary::id::LeaveId;

use super::{days, one_page, proposal_address, staff_time};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Hue, PageHead, Row, RowList, Select, chip, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::Signed;
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let time = match staff_time(&app, &signed).await {
        Ok(time) => time,
        Err(response) => return response,
    };
    let tomorrow = next_day(time.today).to_string();
    let sent = Sent::of([("from", tomorrow.as_str()), ("to", tomorrow.as_str()), ("kind", "called_out")]);
    draw(&signed, &time, &sent, &Trouble::default())
}

pub(super) async fn enter(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let to = if sent.text("to").is_empty() { from } else { filled::day(&sent, "to", &mut unread) };
    let hours = read_hours(&sent, &mut unread);
    let kind = LeaveKind::read(sent.text("kind")).unwrap_or(LeaveKind::CalledOut);
    let command = EnterLeave { staff: sent.parse("staff"), from, to, hours, kind };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&proposal_address(from, to)).into_response(),
        Err(refusal) => again(&app, &signed, &sent, &refusal).await,
    }
}

pub(super) async fn take_back(
    State(app): State<App>,
    Path(leave): Path<LeaveId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match filled::perform(&app, &signed, TakeBackLeave { leave }, Vec::new()).await {
        Ok(_) => Redirect::to("/week/leave").into_response(),
        Err(refusal) => again(&app, &signed, &sent, &refusal).await,
    }
}

async fn again(app: &App, signed: &Signed, sent: &Sent, refusal: &Refusal) -> Response {
    let Some(trouble) = Trouble::of(refusal) else { return signed.refused(refusal) };
    match staff_time(app, signed).await {
        Ok(time) => draw(signed, &time, sent, &trouble),
        Err(response) => response,
    }
}

/// Hours of each day; both or none.
fn read_hours(sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<(Time, Time)> {
    let mut time = |name: &str| match sent.text(name) {
        "" => None,
        typed => parse_time(typed).map_err(|problem| unread.push(wrong(name, format!("{problem}.")))).ok(),
    };
    match (time("start"), time("until")) {
        (None, None) => None,
        (start, until) => Some((start.unwrap_or(Time::midnight()), until.unwrap_or(Time::constant(23, 59, 0, 0)))),
    }
}

/// On which days and hours, in a line.
pub(super) fn when(leave: &Leave) -> String {
    let hours = leave.hours.map(|(from, until)| format!(", {}", words::span(from, until))).unwrap_or_default();
    format!("{}{hours}", days(leave.from, leave.to))
}

fn draw(signed: &Signed, time: &StaffTime, sent: &Sent, trouble: &Trouble) -> Response {
    let title = "Somebody is out";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Week", "/week"))
        .crumb(Crumb::here(title))
        .below(html! { "Enter it, and see at once which sessions cannot be held and what could be done. Nothing changes before you accept it." });
    let content = html! {
        (Card::new("Who, and when").padded().body(form(signed, time, sent, trouble)))
        (Card::new("Out").small("Leave that has not ended").body(list(signed, time)))
    };
    one_page(signed, title, &head, trouble, &content)
}

fn form(signed: &Signed, time: &StaffTime, sent: &Sent, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let staff = std::iter::once((String::new(), "Choose".to_owned()))
        .chain(time.staff.iter().map(|one| (one.id.to_string(), one.name.full())));
    let kinds = LeaveKind::ALL.map(|(_, value, words)| (value, words));
    html! {
        form.form.cols method="post" action="/week/leave" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Select::new("staff", "Who is out").options(staff).chosen(sent.text("staff")).problems(problems))
            div.full { (ChoiceRow::one("kind", "Kind").choices(kinds).chosen(sent.text("kind")).hint("Why somebody is ill or away is not written here").problems(problems)) }
            (Field::date("from", "First day").value(sent.text("from")).problems(problems))
            (Field::date("to", "Last day").optional().hint("Empty: the same day").value(sent.text("to")).problems(problems))
            (Field::time("start", "From").optional().hint("Empty: from morning").value(sent.text("start")).problems(problems))
            (Field::time("until", "Until").optional().hint("Empty: to the end of the day").value(sent.text("until")).problems(problems))
            div.acts { (Button::primary("Enter, and see what could be done").key("Ctrl+Enter")) (Button::quiet("Cancel").href("/week")) }
        }
    }
}

fn list(signed: &Signed, time: &StaffTime) -> Markup {
    let row = |leave: &Leave| {
        let take_back = html! {
            form method="post" action=(format!("/week/leave/{}/take-back", leave.id)) {
                (csrf_field(&signed.frame.csrf))
                (Button::plain("Take back").small().about(format!("the leave of {}", time.name(leave.staff))))
            }
        };
        Row::new(time.name(leave.staff)).line(when(leave)).chip(chip(Hue::Quiet, leave.kind.title())).act(take_back)
    };
    html! {
        @if time.leaves.is_empty() { (empty("Nobody is out.", "", None)) } @else { (RowList::new("Out").rows(time.leaves.iter().map(row))) }
    }
}
