//! Puts a person into a group, ends a place, books an appointment. A full group says what to do instead; a booking past an
//! authorization says so before it is made (OP-A13).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use jiff::civil::Time;
use maud::{Markup, html};
use reactions::authorizations::CheckBooking;
use reactions::person::{GroupOffer, PersonWeek};
use schedule::group_session::BookAppointment;
use schedule::therapy_group::{EndEnrollment, EnrollPatient};
use schedule::waitlist::WaitForPlace;
use vocabulary::day::parse_time;
use vocabulary::id::{EnrollmentId, PatientId};

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble, maybe_day, wrong};
use super::schedule::{load, meetings};
use crate::app::App;
use crate::component::{Button, Card, Field, Icon, Problem, Select, csrf_field, wrong_words};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

const JOIN: (Action, Kind) = (Action::Amend, Kind::GroupSession);
const BOOK: (Action, Kind) = (Action::Record, Kind::GroupSession);

async fn with_week(
    app: &App,
    signed: Signed,
    patient: PatientId,
    act: (Action, Kind),
) -> Result<(Open, Released<PersonWeek>), Response> {
    let open = open_to(app, signed, patient, act).await?;
    match load(&open, None).await {
        Ok(week) => Ok((open, week)),
        Err(refusal) => Err(open.signed.refused(&refusal)),
    }
}

pub(super) async fn join_form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match with_week(&app, signed, patient, JOIN).await {
        Ok((open, week)) => {
            let today = open.today.to_string();
            draw_join(&open, &week, &Sent::of([("from", today.as_str())]), &Trouble::default())
        }
        Err(response) => response,
    }
}

pub(super) async fn join(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, week) = match with_week(&app, signed, patient, JOIN).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let chosen = week.offers.iter().find(|offer| offer.group.to_string() == sent.text("group"));
    if chosen.is_none() {
        unread.push(wrong("group", "Choose the group."));
    }
    let (from, to) = (filled::day(&sent, "from", &mut unread), maybe_day(&sent, "to", &mut unread));
    if sent.text("act") == "wait" {
        let group = chosen.or(week.offers.first()).map(|offer| offer.group);
        let words = sent.text("words").to_owned();
        let done = match group {
            Some(group) => {
                filled::perform(&app, &open.signed, WaitForPlace { patient, group, from, words }, unread).await.map(|_| ())
            }
            None => Err(Refusal::Invalid(unread)),
        };
        return match done {
            Ok(()) => Redirect::to(crate::waitlist::HREF).into_response(),
            Err(refusal) => open.again(&refusal, |trouble| draw_join(&open, &week, &sent, trouble)),
        };
    }
    let done = match chosen.or(week.offers.first()).map(|offer| offer.group) {
        Some(group) => filled::perform(&app, &open.signed, EnrollPatient { patient, group, from, to }, unread).await.map(|_| ()),
        None => Err(Refusal::Invalid(unread)),
    };
    match done {
        Ok(()) => Redirect::to(&Tab::Schedule.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw_join(&open, &week, &sent, trouble)),
    }
}

fn draw_join(open: &Open, week: &PersonWeek, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let may_wait = open.may(Action::Record, Kind::WaitlistEntry);
    let form = html! {
        form.form method="post" action=(format!("/patients/{}/groups/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            fieldset.choice {
                legend.lab { "Group" }
                @if let Some(words) = Problem::at(problems, "group") { (wrong_words("group", words)) }
                div.obs { @for (at, offer) in week.offers.iter().enumerate() { (offered(at, offer, sent.text("group"))) } }
            }
            div.two {
                (Field::date("from", "From").value(sent.text("from")).problems(problems))
                (Field::date("to", "Until").optional().hint("The same day for a make-up session").value(sent.text("to")).problems(problems))
            }
            @if may_wait { (Field::text("words", "What they wish, if they wait").optional().autocomplete("off").value(sent.text("words")).problems(problems)) }
            div.acts { (Button::primary("Give them a place").key("Ctrl+Enter")) @if may_wait { (Button::plain("Put on the waiting list").named("act", "wait")) } (Button::quiet("Cancel").href(Tab::Schedule.href(open.patient()))) }
        }
    };
    let below = "Its meetings appear on the week and on the board at once.";
    open.form_page(Tab::Schedule, "Add to a group", below, trouble, html! { (Card::new("Which group").padded().body(form)) })
}

fn offered(at: usize, offer: &GroupOffer, chosen: &str) -> Markup {
    let id = if at == 0 { "group".to_owned() } else { format!("group-{}", at + 1) };
    let is_full = i64::try_from(offer.taken).unwrap_or(i64::MAX) >= offer.capacity;
    let value = offer.group.to_string();
    html! {
        label.ob {
            input type="radio" id=(id) name="group" value=(value) checked[value == chosen];
            span {
                (offer.name)
                small { (offer.track) " · " (meetings(&offer.meetings)) " · " (offer.taken) " of " (offer.capacity) " places taken" @if is_full { ", full" } }
            }
        }
    }
}

pub(super) async fn end_form(
    State(app): State<App>,
    signed: Signed,
    Path((patient, enrollment)): Path<(PatientId, EnrollmentId)>,
) -> Response {
    match with_week(&app, signed, patient, JOIN).await {
        Ok((open, week)) => {
            let today = open.today.to_string();
            draw_end(&open, &week, enrollment, &Sent::of([("last_day", today.as_str())]), &Trouble::default())
        }
        Err(response) => response,
    }
}

fn draw_end(open: &Open, week: &PersonWeek, enrollment: EnrollmentId, sent: &Sent, trouble: &Trouble) -> Response {
    let Some(place) = week.places.iter().find(|place| place.enrollment == enrollment) else {
        return open.signed.refused(&Refusal::NotFound);
    };
    let form = html! {
        form.form method="post" action=(format!("/patients/{}/groups/{enrollment}/end", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (Field::date("last_day", "Last day").value(sent.text("last_day")).problems(&trouble.problems))
            div.acts { (Button::primary("End this place").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Schedule.href(open.patient()))) }
        }
    };
    let card = Card::new(place.name.clone()).small(meetings(&place.meetings)).padded().body(form);
    let below = "What was attended and written stays. Meetings after the last day leave the week.";
    open.form_page(Tab::Schedule, "End a place in a group", below, trouble, html! { (card) })
}

pub(super) async fn end(
    State(app): State<App>,
    Path((patient, enrollment)): Path<(PatientId, EnrollmentId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, week) = match with_week(&app, signed, patient, JOIN).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    if !week.places.iter().any(|place| place.enrollment == enrollment) {
        return open.signed.refused(&Refusal::NotFound);
    }
    let mut unread = Vec::new();
    let last_day = filled::day(&sent, "last_day", &mut unread);
    match filled::perform(&app, &open.signed, EndEnrollment { enrollment, last_day }, unread).await {
        Ok(_) => Redirect::to(&Tab::Schedule.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw_end(&open, &week, enrollment, &sent, trouble)),
    }
}

pub(super) async fn book_form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match with_week(&app, signed, patient, BOOK).await {
        Ok((open, week)) => {
            let (staff, today) = (open.signed.actor.staff.to_string(), open.today.to_string());
            let begun = Sent::of([("staff", staff.as_str()), ("day", &today)]);
            draw_book(&open, &week, &begun, &Trouble::default(), &[])
        }
        Err(response) => response,
    }
}

pub(super) async fn book(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, week) = match with_week(&app, signed, patient, BOOK).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let Some(wish) = read(patient, &week, &sent, &mut unread) else {
        return draw_book(&open, &week, &sent, &Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default(), &[]);
    };
    if unread.is_empty() && !sent.is_on("accept") {
        match outlook(&open, &wish).await {
            Ok(sentences) if sentences.is_empty() => {}
            Ok(sentences) => return draw_book(&open, &week, &sent, &Trouble::question(), &sentences),
            Err(refusal) => return open.signed.refused(&refusal),
        }
    }
    match filled::perform(&app, &open.signed, wish, unread).await {
        Ok(_) => Redirect::to(&Tab::Schedule.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw_book(&open, &week, &sent, trouble, &[])),
    }
}

/// What the booking would mean for the authorization, for whoever may see one.
async fn outlook(open: &Open, wish: &BookAppointment) -> Result<Vec<String>, Refusal> {
    if !open.sees(Kind::Authorization) {
        return Ok(Vec::new());
    }
    let minutes = wish.start.duration_until(wish.end).as_mins();
    let check = CheckBooking { patient: wish.patient, service_type: wish.service_type, day: wish.day, minutes };
    let actor = open.signed.actor.clone();
    open.app.work(move |house| house.ask(&actor, &check).map(|outlook| outlook.sentences.clone())).await
}

fn read(patient: PatientId, week: &PersonWeek, sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<BookAppointment> {
    let service = week.services.iter().find(|service| service.id.to_string() == sent.text("service_type"));
    let staff = week.staff.iter().find(|staff| staff.id.to_string() == sent.text("staff"));
    if service.is_none() {
        unread.push(wrong("service_type", "Choose the service."));
    }
    if staff.is_none() {
        unread.push(wrong("staff", "Choose with whom."));
    }
    let mut time = |field: &str| {
        parse_time(sent.text(field)).unwrap_or_else(|problem| {
            unread.push(wrong(field, format!("{problem}.")));
            Time::midnight()
        })
    };
    let (start, end) = (time("start"), time("end"));
    let end = if unread.iter().any(|one| one.field == "start" || one.field == "end") { start.max(end) } else { end };
    Some(BookAppointment {
        patient,
        service_type: service.or(week.services.first())?.id,
        staff: staff.or(week.staff.first())?.id,
        room: week.rooms.iter().find(|room| room.id.to_string() == sent.text("room")).map(|room| room.id),
        day: filled::day(sent, "day", unread),
        start,
        end,
    })
}

fn draw_book(open: &Open, week: &PersonWeek, sent: &Sent, trouble: &Trouble, outlook: &[String]) -> Response {
    let problems = &trouble.problems;
    let services = week.services.iter().map(|service| (service.id.to_string(), service.name.clone()));
    let staff = week.staff.iter().map(|staff| (staff.id.to_string(), staff.signature_name()));
    let rooms = week.rooms.iter().map(|room| (room.id.to_string(), room.name.clone()));
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/appointments/new", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            @if !outlook.is_empty() {
                div.full { div.warn.boxed id="outlook" role="alert" { (Icon::Clock) span {
                    b { "This goes past what the payer approved. " }
                    @for sentence in outlook { (sentence) " " }
                    "Nothing is booked yet."
                } } }
            }
            (Select::new("service_type", "Service").option("", "Choose").options(services).chosen(sent.text("service_type")).problems(problems))
            (Select::new("staff", "With").option("", "Choose").options(staff).chosen(sent.text("staff")).problems(problems))
            (Field::date("day", "Day").value(sent.text("day")).problems(problems))
            (Select::new("room", "Where").option("", "No room").options(rooms).chosen(sent.text("room")).optional())
            (Field::time("start", "From").value(sent.text("start")).problems(problems))
            (Field::time("end", "To").value(sent.text("end")).problems(problems))
            div.acts {
                @if outlook.is_empty() { (Button::primary("Book").key("Ctrl+Enter")) }
                @else { (Button::primary("Book anyway").named("accept", "yes")) }
                (Button::quiet("Cancel").href(Tab::Schedule.href(open.patient())))
            }
        }
    };
    let below = "Individual hours, family sessions, medication visits, case management.";
    open.form_page(
        Tab::Schedule,
        "Book an appointment",
        below,
        trouble,
        html! { (Card::new("When and with whom").padded().body(form)) },
    )
}
