//! Days on which the program is closed, or a room cannot be used.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use reactions::program_week::StaffTime;
use schedule::closure::{Closure, EnterClosure, TakeBackClosure};
use vocabulary::id::ClosureId;

use super::{days, one_page, proposal_address, staff_time};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, PageHead, Row, RowList, Select, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match staff_time(&app, &signed).await {
        Ok(time) => draw(&signed, &time, &Sent::default(), &Trouble::default()),
        Err(response) => response,
    }
}

pub(super) async fn enter(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let to = if sent.text("to").is_empty() { from } else { filled::day(&sent, "to", &mut unread) };
    let command = EnterClosure { from, to, room: sent.parse("room"), why: sent.text("why").to_owned() };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&proposal_address(from, to)).into_response(),
        Err(refusal) => again(&app, &signed, &sent, &refusal).await,
    }
}

pub(super) async fn take_back(
    State(app): State<App>,
    Path(closure): Path<ClosureId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match filled::perform(&app, &signed, TakeBackClosure { closure }, Vec::new()).await {
        Ok(_) => Redirect::to("/week/closures").into_response(),
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

/// What is closed, and when.
pub(super) fn row(time: &StaffTime, closure: &Closure) -> Row {
    let room = closure.room.map(|room| time.rooms.iter().find(|one| one.id == room).map_or("A room", |one| one.name.as_str()));
    Row::new(room.unwrap_or("The program")).line(format!("{}: {}", days(closure.from, closure.to), closure.why))
}

fn draw(signed: &Signed, time: &StaffTime, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let title = "Closed days and rooms";
    let rooms = std::iter::once((String::new(), "The whole program".to_owned()))
        .chain(time.rooms.iter().map(|room| (room.id.to_string(), room.name.clone())));
    let with_act = |closure: &Closure| {
        row(time, closure).act(html! {
            form method="post" action=(format!("/week/closures/{}/take-back", closure.id)) {
                (csrf_field(&signed.frame.csrf))
                (Button::plain("Take back").small().about(format!("{}, {}", closure.why, days(closure.from, closure.to))))
            }
        })
    };
    let form = html! {
        form.form.cols method="post" action="/week/closures" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Select::new("room", "What is closed").options(rooms).chosen(sent.text("room")).problems(problems))
            (Field::text("why", "Why").hint("Everybody may read it: Patriots’ Day, the floor is renewed").value(sent.text("why")).max(80).problems(problems))
            (Field::date("from", "First day").value(sent.text("from")).problems(problems))
            (Field::date("to", "Last day").optional().hint("Empty: the same day").value(sent.text("to")).problems(problems))
            div.acts { (Button::primary("Enter, and see what could be done").key("Ctrl+Enter")) (Button::quiet("Cancel").href("/week")) }
        }
    };
    let head = PageHead::new(title)
        .crumb(Crumb::to("Week", "/week"))
        .crumb(Crumb::here(title))
        .below(html! { "Sessions that stand on these days stay until you accept what to do about them." });
    let content = html! {
        (Card::new("Enter").padded().body(form))
        (Card::new("Closed").body(html! {
            @if time.closures.is_empty() { (empty("Nothing is closed.", "", None)) }
            @else { (RowList::new("Closed").rows(time.closures.iter().map(with_act))) }
        }))
    };
    one_page(signed, title, &head, trouble, &content)
}
