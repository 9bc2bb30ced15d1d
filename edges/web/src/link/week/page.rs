//! Today, this week, the next week: when, where, with whom; hours met and planned in plain words; what to do when they cannot come.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::own::{OwnAppointment, OwnOffer, OwnWeekOf, OwnWeekView};
use schedule::waitlist::{AnswerOffer, Answered};
use serde::Deserialize;
use vocabulary::ProgramZone;
use vocabulary::day::clock_face;
use vocabulary::id::PlaceOfferId;

use super::super::privacy::{call, refused};
use super::super::visit::{VisitForm, Visiting};
use super::super::words as all;
use super::words::{self, hours};
use crate::app::App;

/// What was just done, to be told once.
#[derive(Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(State(app): State<App>, Query(just): Query<Just>, visiting: Visiting) -> Response {
    match super::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/week", &draw(&visiting, app.0.house.zone(), &view, &just)),
        Err(response) => response,
    }
}

fn draw(visiting: &Visiting, zone: &ProgramZone, view: &OwnWeekView, just: &Just) -> Markup {
    let language = visiting.language;
    let [this, next] = &view.weeks;
    let today: Vec<&OwnAppointment> = this.appointments.iter().filter(|one| one.day == view.today).collect();
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::WEEK.to(language)) }
        @match just.done.as_str() {
            "yes" => { div.told role="status" tabindex="-1" { p { (words::PLACE_YES.to(language)) } } }
            "no" => { div.told role="status" tabindex="-1" { p { (words::PLACE_NO.to(language)) } } }
            "late" => { div.told role="status" tabindex="-1" { p { (words::PLACE_LATE.to(language)) } } }
            _ => {}
        }
        @for offer in &view.offers { (offered(visiting, zone, offer)) }
        h2 { (words::TODAY.to(language)) ", " (words::weekday(language, view.today.weekday().to_monday_one_offset())) }
        @if today.is_empty() { p { (words::NOTHING_TODAY.to(language)) } }
        @for one in today { (appointment(language, zone, one)) }
        h2 { (words::THIS_WEEK.to(language)) }
        p { (words::MET.with(language, &[("{met}", &hours(language, this.met_minutes))])) " "
            (words::PLANNED.with(language, &[("{planned}", &hours(language, this.planned_minutes))]))
            @if let Some(floor) = view.floor_minutes { " " (words::NEEDED.with(language, &[("{needed}", &hours(language, floor))])) } }
        (week(language, zone, this))
        h2 { (words::NEXT_WEEK.to(language)) }
        @if next.planned_minutes > 0 { p { (words::PLANNED.with(language, &[("{planned}", &hours(language, next.planned_minutes))])) } }
        (week(language, zone, next))
        article.box {
            h2 { (words::CANNOT.to(language)) }
            p { (words::CANNOT_HOW.to(language)) }
            (call(visiting, &view.phone))
        }
        @if !view.street.is_empty() { p { (view.street) } }
        @if view.may_have_calendar || view.calendar.is_some() {
            ul.todo { li { a href="/l/week/calendar" { span { (words::CALENDAR.to(language)) } small { (words::CALENDAR_WHY.to(language)) } } } }
        }
    }
}

fn offered(visiting: &Visiting, zone: &ProgramZone, offer: &OwnOffer) -> Markup {
    let language = visiting.language;
    let until = format!("{}, {}", plain::day(language, zone.day(offer.until)), zone.clock_face(offer.until));
    html! {
        article.box {
            h2 { (words::PLACE_FREE.to(language)) }
            p { b { (offer.name) } }
            ul { @for meeting in &offer.meetings { li { (words::weekday(language, meeting.weekday)) ", " (clock_face(meeting.start)) " – " (clock_face(meeting.end)) } } }
            p { (words::PLACE_FROM.with(language, &[("{day}", &plain::day(language, offer.from))])) " " (words::PLACE_UNTIL.with(language, &[("{until}", &until)])) }
            form method="post" action=(format!("/l/week/place/{}", offer.offer)) {
                input type="hidden" name="csrf" value=(visiting.csrf());
                button.big type="submit" name="answer" value="yes" { (words::TAKE_IT.to(language)) }
                button.big.plain type="submit" name="answer" value="no" { (words::NOT_NOW.to(language)) }
            }
        }
    }
}

/// Yes or no to a place.
pub(super) async fn answer(
    State(app): State<App>,
    Path(offer): Path<PlaceOfferId>,
    VisitForm(visiting, sent): VisitForm,
) -> Response {
    // A link that was made for something else answers nothing, and nobody answers what is not theirs.
    match super::own(&app, &visiting).await {
        Ok(view) if view.offers.iter().any(|one| one.offer == offer) => {}
        Ok(_) => return Redirect::to("/l/week?done=late").into_response(),
        Err(response) => return response,
    }
    let (person, is_yes) = (visiting.on.person.clone(), sent.text("answer") == "yes");
    match app.work(move |house| house.perform(&person, &AnswerOffer { offer, is_yes })).await {
        Ok(Answered::Placed) => Redirect::to("/l/week?done=yes").into_response(),
        Ok(Answered::Declined) => Redirect::to("/l/week?done=no").into_response(),
        Ok(Answered::TooLate) | Err(Refusal::Refused { .. } | Refusal::Invalid(_)) => {
            Redirect::to("/l/week?done=late").into_response()
        }
        Err(refusal) => refused(&visiting, &refusal),
    }
}

fn week(language: Language, zone: &ProgramZone, week: &OwnWeekOf) -> Markup {
    html! {
        @if week.appointments.is_empty() { p { (words::NOTHING.to(language)) } }
        @for of_day in week.appointments.chunk_by(|one, next| one.day == next.day) {
            @if let Some(first) = of_day.first() {
                h3 { (words::weekday(language, first.day.weekday().to_monday_one_offset())) ", " (plain::day(language, first.day)) }
                @for one in of_day { (appointment(language, zone, one)) }
            }
        }
    }
}

fn appointment(language: Language, zone: &ProgramZone, one: &OwnAppointment) -> Markup {
    let time = format!("{} – {}", zone.clock_face(one.starts_at), zone.clock_face(one.ends_at));
    let mut more = vec![one.name.clone()];
    more.extend(one.room.clone());
    if one.has_video {
        more.push(words::BY_VIDEO.to(language).to_owned());
    }
    if !one.with.is_empty() {
        more.push(words::WITH.with(language, &[("{name}", &one.with.join(", "))]));
    }
    html! {
        article.box {
            @if one.is_cancelled { p { s { (time) } " " b { (words::CANCELLED.to(language)) } } }
            @else { p { b { (time) } } }
            p { (more.join(" · ")) }
        }
    }
}
