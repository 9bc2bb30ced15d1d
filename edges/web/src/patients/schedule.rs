//! The week of one person: hours against the floor, this week's sessions with how they stood to them, the groups they are in.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::person::{OpenPersonWeek, PersonWeek, PlaceInGroup, WeekSession};
use schedule::therapy_group::Meeting;
use vocabulary::Minutes;
use vocabulary::day::{clock_face, parse_day, short_day};
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open};
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Hue, Icon, Meter, Row, RowList, arrival_words, chip, empty};
use crate::signed::Signed;
use crate::time_words::from_to;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    week: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, Tab::Schedule).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    match load(&open, parse_day(&asked.week).ok()).await {
        Ok(week) => open.page(Tab::Schedule, draw(&open, &week)).into_response(),
        Err(refusal) => open.signed.refused(&refusal),
    }
}

/// The week, asked beside the open chart.
pub(super) async fn load(open: &Open, day: Option<Date>) -> Result<Released<PersonWeek>, access::Refusal> {
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    open.app.work(move |house| house.ask(&actor, &OpenPersonWeek { patient, day })).await
}

fn draw(open: &Open, week: &Released<PersonWeek>) -> Markup {
    html! {
        div.chart-cols {
            div { (sessions(open, week)) }
            div {
                (hours(week)) (groups(open, week))
                @if open.chart.may_keep_apart {
                    p.line { (Button::quiet("Kept apart").icon(Icon::Lock).small().href(format!("/patients/{}/kept-apart", open.patient()))) span.muted { "Who must not meet this person." } }
                }
            }
        }
    }
}

fn hours(week: &PersonWeek) -> Markup {
    let Some(hours) = week.hours else { return html! {} };
    let amount = |minutes: i64| u32::try_from(minutes.max(0)).unwrap_or(0);
    let said = |minutes: i64| Minutes(minutes).as_hours();
    let sentence = match hours.short_minutes {
        _ if hours.attended_minutes >= hours.floor_minutes => "The week’s floor is reached.".to_owned(),
        0 => "Coming to everything that is booked reaches the floor.".to_owned(),
        short => format!("{} more would have to be booked to reach the floor.", Minutes(short).in_words()),
    };
    let body = html! {
        p.amount { span { b { (said(hours.attended_minutes)) } " of " (said(hours.floor_minutes)) " h" } small { (said(hours.booked_minutes)) " h booked in the rest of the week" } }
        (Meter::new(amount(hours.attended_minutes), amount(hours.floor_minutes)).booked(amount(hours.booked_minutes)).tall())
        @if hours.short_minutes > 0 { p.warn.boxed { (Icon::Clock) span { (sentence) } } } @else { p.muted { (sentence) } }
    };
    html! { (Card::new("Hours this week").padded().body(body)) }
}

fn groups(open: &Open, week: &PersonWeek) -> Markup {
    let may = open.may(Action::Amend, Kind::GroupSession);
    let base = format!("/patients/{}/groups", open.patient());
    let row = |place: &PlaceInGroup| {
        let from_to = match place.to {
            Some(last) if place.from == last => format!("only {}", short_day(last)),
            Some(last) => format!("until {}", short_day(last)),
            None if place.from > week.today => format!("from {}", short_day(place.from)),
            None => format!("since {}", short_day(place.from)),
        };
        let row = Row::new(place.name.clone())
            .line(html! { (meetings(&place.meetings)) br; (from_to) " · " (place.leaders.join(", ")) });
        if may && place.to.is_none() {
            row.act(
                Button::quiet("End")
                    .small()
                    .href(format!("{base}/{}/end", place.enrollment))
                    .about(format!("place in {}", place.name)),
            )
        } else {
            row
        }
    };
    let add = may.then(|| Button::plain("Add to a group").icon(Icon::Plus).small().href(format!("{base}/new")));
    let body = html! {
        @if week.places.is_empty() {
            (empty("In no group yet.", "A place in a group puts its meetings on the week.", None))
        } @else { (RowList::new("Groups").rows(week.places.iter().map(row))) }
    };
    html! { (Card::new("Groups").acts(html! { @if let Some(add) = add { (add) } }).body(body)) }
}

/// `"Mon, Wed 9:00 am to 10:30 am"`.
pub(crate) fn meetings(all: &[Meeting]) -> String {
    let mut slots: Vec<(String, Vec<&str>)> = Vec::new();
    for meeting in all {
        let time = format!(
            "{} to {}",
            clock_face(meeting.start).trim_end_matches(" am").trim_end_matches(" pm"),
            clock_face(meeting.end)
        );
        let day = weekday(meeting.weekday);
        match slots.iter_mut().find(|(known, _)| *known == time) {
            Some((_, days)) => days.push(day),
            None => slots.push((time, vec![day])),
        }
    }
    slots.iter().map(|(time, days)| format!("{} {time}", days.join(", "))).collect::<Vec<_>>().join("; ")
}

fn weekday(number: i8) -> &'static str {
    match number {
        1 => "Mon",
        2 => "Tue",
        3 => "Wed",
        4 => "Thu",
        5 => "Fri",
        6 => "Sat",
        _ => "Sun",
    }
}

fn sessions(open: &Open, week: &PersonWeek) -> Markup {
    let base = Tab::Schedule.href(open.patient());
    let other = |days: i64| format!("{base}?week={}", week.monday.saturating_add(days.days()));
    let is_this = week.monday <= week.today && week.today <= week.monday.saturating_add(6.days());
    let title = if is_this { "This week".to_owned() } else { format!("Week of {}", short_day(week.monday)) };
    let acts = html! {
        (Button::quiet("Back").icon(Icon::Left).small().href(other(-7)).about("one week"))
        @if !is_this { (Button::quiet("This week").small().href(base.clone())) }
        (Button::quiet("Next").icon(Icon::Right).small().href(other(7)).about("week"))
        @if open.may(Action::View, Kind::Availability) {
            (Button::plain("Find a week that fits").icon(Icon::Grid).small().href(format!("/patients/{}/week", open.patient())))
        }
        @if open.may(Action::View, Kind::WaitlistEntry) { (Button::quiet("Who waits").small().href(crate::waitlist::HREF).about("for a place")) }
        @if open.may(Action::Record, Kind::GroupSession) {
            (Button::plain("Book").icon(Icon::Plus).small().href(format!("/patients/{}/appointments/new", open.patient())).about("an appointment"))
        }
    };
    let mut days: Vec<(Date, Vec<&WeekSession>)> = Vec::new();
    for session in &week.sessions {
        match days.last_mut() {
            Some((day, all)) if *day == session.day => all.push(session),
            _ => days.push((session.day, vec![session])),
        }
    }
    let body = html! {
        @if days.is_empty() { (empty("Nothing is booked in this week.", "Sessions of their groups and their own appointments appear here.", None)) }
        @for (day, sessions) in days {
            div.group-head { b { (say::day_words(day, week.today)) } @if day == week.today { span { (short_day(day)) } } }
            ul.rows.slots { @for session in sessions { (session_line(open, session)) } }
        }
    };
    html! { (Card::new(title).acts(acts).body(body)) }
}

fn session_line(open: &Open, session: &WeekSession) -> Markup {
    let zone = open.app.0.house.zone();
    let (state, time) = crate::today::arrival(zone, &session.arrival);
    let mut small: Vec<String> = session.room.clone().into_iter().collect();
    small.extend(session.leaders.iter().cloned());
    html! {
        li {
            span.when { (from_to(zone, session.starts_at, session.ends_at)) }
            div.txt { b { (session.name) } @if session.is_appointment { " " (chip(Hue::Outline, "Appointment")) } p { (small.join(" · ")) } }
            (arrival_words(state, time.as_deref()))
        }
    }
}
