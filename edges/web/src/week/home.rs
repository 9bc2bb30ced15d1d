//! The week at a glance: whether anything no longer holds, who is out, what is closed, when colleagues work, what was changed.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use reactions::program_week::StaffTime;
use schedule::staff_hours::{WorkKind, holding};
use vocabulary::id::StaffId;

use super::{days, one_page, proposal_address, staff_time};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip, empty};
use crate::patients::filled::Trouble;
use crate::signed::Signed;
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let time = match staff_time(&app, &signed).await {
        Ok(time) => time,
        Err(response) => return response,
    };
    let zone = app.0.house.zone();
    let changes = time.changes.iter().map(|(change, at, sessions, is_put_back)| {
        let title = format!("{} changed", words::count(*sessions, "session", "sessions"));
        let row = Row::new(title).href(format!("/week/changes/{change}"));
        let row = row.when(format!("{}, {}", words::short_day(zone.day(*at)), zone.clock_face(*at)));
        if *is_put_back { row.chip(chip(Hue::Gone, "Put back")) } else { row }
    });
    let head = PageHead::new("The program’s week")
        .crumb(Crumb::to("Schedule", "/schedule".to_owned()))
        .below(html! { "Who works when, who is out, what is closed. What cannot be held as it stands is put in order in a few changes." })
        .acts(html! { (Button::primary("Somebody is out").icon(Icon::People).href("/week/leave")) });
    let content = html! {
        (standing(&time))
        (Card::new("Out").small("Leave that has not ended").acts(html! { (Button::plain("Enter leave").small().href("/week/leave")) }).body(out(&time)))
        (Card::new("Closed").small("Holidays, and rooms that cannot be used").acts(html! { (Button::plain("Enter or take back").small().href("/week/closures")) }).body(closed(&time)))
        (Card::new("Hours of colleagues").small("Where none are written down, they are taken to be there whenever they are not out").body(html! {
            (RowList::new("Hours of colleagues").rows(time.staff.iter().map(|one| {
                Row::new(one.name.full()).href(format!("/week/hours/{}", one.id)).line(hours_words(&time, one.id))
            })))
        }))
        @if !time.changes.is_empty() {
            (Card::new("Changed in the last two weeks").body(html! { (RowList::new("Changes").rows(changes)) }))
        }
    };
    one_page(&signed, "Week", &head, &Trouble::default(), &content)
}

/// Whether the next two weeks hold.
pub(super) fn standing(time: &StaffTime) -> Markup {
    match time.broken {
        None => html! { (Banner::done("Every session of this week and the next can be held as it stands.")) },
        Some((sessions, first, last)) => {
            let verb = if sessions == 1 { "session cannot" } else { "sessions cannot" };
            let words = format!("{sessions} {verb} be held as it stands: {}.", days(first, last));
            html! { (Banner::due(words.replace("sessions cannot be held as it stands", "sessions cannot be held as they stand")).link("See what could be done", proposal_address(first, last))) }
        }
    }
}

fn out(time: &StaffTime) -> Markup {
    html! {
        @if time.leaves.is_empty() { (empty("Nobody is out.", "", None)) } @else {
            (RowList::new("Out").rows(time.leaves.iter().map(|leave| {
                Row::new(time.name(leave.staff)).line(super::leave::when(leave)).chip(chip(Hue::Quiet, leave.kind.title()))
            })))
        }
    }
}

fn closed(time: &StaffTime) -> Markup {
    html! {
        @if time.closures.is_empty() { (empty("Nothing is closed.", "", None)) } @else {
            (RowList::new("Closed").rows(time.closures.iter().map(|closure| super::closures::row(time, closure))))
        }
    }
}

/// When somebody works, in a line.
pub(super) fn hours_words(time: &StaffTime, staff: StaffId) -> String {
    let all: Vec<_> = time.hours.iter().map(|(hours, _)| hours.clone()).collect();
    let Some(hours) = holding(&all, staff, time.today) else { return "Not written down".to_owned() };
    let work: Vec<_> = hours.week.iter().filter(|one| one.what == WorkKind::Work).collect();
    if work.is_empty() {
        return "No fixed hours".to_owned();
    }
    let meetings: Vec<schedule::therapy_group::Meeting> = work
        .into_iter()
        .map(|one| schedule::therapy_group::Meeting { weekday: one.weekday, start: one.start, end: one.end, breaks: Vec::new() })
        .collect();
    crate::time_words::meeting_words(&meetings)
}
