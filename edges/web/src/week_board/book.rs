//! Books an appointment from the board: individual, family, medication, case management, a test. What the week then holds, what is left
//! of what a payer approved and when it runs out are shown before anything is booked (OP-A13, OP-50).

use access::{Action, Kind, Refusal};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use jiff::SignedDuration;
use maud::{Markup, html};
use reactions::week_board::{BookingChoices, CheckPlan, OpenBooking, PlanCheck, Planned};
use schedule::group_session::BookAppointment;
use vocabulary::day::{parse_day, parse_time};

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, PageHead, Problem, Select, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::{Signed, may};

const FIELDS: [&str; 7] = ["patient", "service_type", "staff", "room", "day", "start", "minutes"];

pub(super) async fn form(State(app): State<App>, signed: Signed, RawQuery(query): RawQuery) -> Response {
    let choices = match choices(&app, &signed).await {
        Ok(choices) => choices,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (staff, today) = (signed.actor.staff.to_string(), choices.today.to_string());
    let begun = Sent::of([("staff", staff.as_str()), ("day", &today), ("minutes", "50")]);
    let sent = Sent::read(query.unwrap_or_default().as_bytes());
    let is_asked = sent.is_on("start");
    let sent = sent.over(&begun);
    if !is_asked {
        return draw(&signed, &choices, &sent, &Trouble::default(), None).into_response();
    }
    let mut unread = Vec::new();
    let Some(booking) = read(&choices, &sent, &mut unread) else {
        let trouble = Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default();
        return trouble.answer(draw(&signed, &choices, &sent, &trouble, None));
    };
    let (actor, plan) = (signed.actor.clone(), CheckPlan { planned: Planned::Booking(booking) });
    match app.work(move |house| house.ask(&actor, &plan)).await {
        Ok(check) => draw(&signed, &choices, &sent, &Trouble::default(), Some(&check)).into_response(),
        Err(refusal) => again(&signed, &choices, &sent, &refusal),
    }
}

pub(super) async fn book(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let choices = match choices(&app, &signed).await {
        Ok(choices) => choices,
        Err(refusal) => return signed.refused(&refusal),
    };
    let mut unread = Vec::new();
    let Some(booking) = read(&choices, &sent, &mut unread) else {
        return again(&signed, &choices, &sent, &Refusal::Invalid(unread));
    };
    let day = booking.day;
    match filled::perform(&app, &signed, booking, unread).await {
        Ok(session) => Redirect::to(&format!("/schedule?week={day}&done=booked&session={session}&version=1")).into_response(),
        Err(refusal) => again(&signed, &choices, &sent, &refusal),
    }
}

fn again(signed: &Signed, choices: &BookingChoices, sent: &Sent, refusal: &Refusal) -> Response {
    match Trouble::of(refusal) {
        Some(trouble) => trouble.answer(draw(signed, choices, sent, &trouble, None)),
        None => signed.refused(refusal),
    }
}

async fn choices(app: &App, signed: &Signed) -> Result<Released<BookingChoices>, Refusal> {
    if !may(app, &signed.actor, Action::Record, Kind::GroupSession) {
        return Err(Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenBooking)).await
}

/// The booking, when every field can be read; otherwise what is wrong with each.
fn read(choices: &BookingChoices, sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<BookAppointment> {
    let patient =
        choices.people.iter().find(|(patient, _)| patient.to_string() == sent.text("patient")).map(|(patient, _)| *patient);
    let service = choices.services.iter().find(|service| service.id.to_string() == sent.text("service_type")).map(|one| one.id);
    let staff = choices.staff.iter().find(|staff| staff.id.to_string() == sent.text("staff")).map(|staff| staff.id);
    let room = choices.rooms.iter().find(|room| room.id.to_string() == sent.text("room")).map(|room| room.id);
    let missing = [
        (patient.is_none(), "patient", "Choose the person."),
        (service.is_none(), "service_type", "Choose the kind."),
        (staff.is_none(), "staff", "Choose with whom."),
    ];
    unread.extend(missing.into_iter().filter(|(is_missing, ..)| *is_missing).map(|(_, field, words)| wrong(field, words)));
    let day = parse_day(sent.text("day")).map_err(|problem| unread.push(wrong("day", format!("{problem}.")))).ok();
    let start = parse_time(sent.text("start")).map_err(|problem| unread.push(wrong("start", format!("{problem}.")))).ok();
    let minutes = sent.parse::<i64>("minutes").filter(|minutes| (5..=480).contains(minutes));
    if minutes.is_none() {
        unread.push(wrong("minutes", "Write how many minutes it takes: from 5 to 480."));
    }
    let end = start.zip(minutes).and_then(|(start, minutes)| start.checked_add(SignedDuration::from_mins(minutes)).ok());
    if start.is_some() && minutes.is_some() && end.is_none() {
        unread.push(wrong("start", "It would end after midnight. Choose an earlier time."));
    }
    if !unread.is_empty() {
        return None;
    }
    Some(BookAppointment { patient: patient?, service_type: service?, staff: staff?, room, day: day?, start: start?, end: end? })
}

fn draw(signed: &Signed, choices: &BookingChoices, sent: &Sent, trouble: &Trouble, check: Option<&PlanCheck>) -> Markup {
    let problems: &[Problem] = &trouble.problems;
    let people = choices.people.iter().map(|(patient, name)| (patient.to_string(), name.full()));
    let services = choices.services.iter().map(|service| (service.id.to_string(), service.name.clone()));
    let staff = choices.staff.iter().map(|staff| (staff.id.to_string(), staff.signature_name()));
    let rooms = choices.rooms.iter().map(|room| (room.id.to_string(), room.name.clone()));
    let week = parse_day(sent.text("day")).unwrap_or(choices.today);
    let board = format!("/schedule?week={week}");
    let form = html! {
        form.form.cols method="get" action="/schedule/book" novalidate {
            (Select::new("patient", "Person").option("", "Choose").options(people).chosen(sent.text("patient")).problems(problems))
            (Select::new("service_type", "Kind").option("", "Choose").options(services).chosen(sent.text("service_type")).problems(problems))
            (Select::new("staff", "With").option("", "Choose").options(staff).chosen(sent.text("staff")).problems(problems))
            (Select::new("room", "Where").option("", "No room").options(rooms).chosen(sent.text("room")).optional())
            (Field::date("day", "Day").value(sent.text("day")).problems(problems))
            (Field::time("start", "From").value(sent.text("start")).problems(problems))
            (Field::number("minutes", "Minutes").value(sent.text("minutes")).problems(problems))
            div.acts { (Button::plain("See what it would mean")) (Button::quiet("Back to the board").href(board.clone())) }
        }
        @if let Some(check) = check {
            (say::meaning(check))
            @if !check.is_refused() {
                form method="post" action="/schedule/book" {
                    (csrf_field(&signed.frame.csrf))
                    @for field in FIELDS { input type="hidden" name=(field) value=(sent.text(field)); }
                    div.acts { (Button::primary(if check.outlook.is_empty() { "Book" } else { "Book anyway" }).key("Ctrl+Enter")) }
                }
            }
        }
    };
    let head = PageHead::new("Book an appointment")
        .crumb(Crumb::to("Schedule", board.clone()))
        .crumb(Crumb::here("Book"))
        .below(html! { "Hours, units and conflicts are shown before anything is booked." });
    let content = html! { (trouble.summary()) (head) (Card::new("Who, with whom, when").padded().body(form)) };
    Page::new(&signed.frame, Area::Schedule, "Schedule").style("schedule.css").problem(trouble.is_some()).render(content)
}
