//! A session led by peers: who was there and for how long, and why there is no note (S-19).

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use treatment::group_note::{AttendanceSheet, OpenAttendanceSheet};
use vocabulary::day::long_day;
use vocabulary::id::{GroupSessionId, PatientId};

use super::note::{leaders, part_2};
use crate::app::App;
use crate::component::{Banner, Card, Crumb, NoteRow, NoteState, PageHead};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::time_words::from_to;

/// A session without notes: who was there, and why that is all.
pub(super) async fn page(app: &App, signed: &Signed, session: GroupSessionId) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenAttendanceSheet { session })).await {
        Ok(sheet) => draw(app, signed, &sheet).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, sheet: &AttendanceSheet) -> Markup {
    let zone = app.0.house.zone();
    let minutes_count = if sheet.counts_toward_hours {
        "Its minutes count toward the week."
    } else {
        "Its minutes do not count toward the week."
    };
    let present = sheet.people.iter().filter(|(_, _, arrival, _)| arrival.is_present()).count();
    let head = PageHead::new(sheet.name.clone())
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::here(long_day(sheet.day)))
        .below(html! { (from_to(zone, sheet.starts_at, sheet.ends_at)) " · " (sheet.place) " · " (leaders(&sheet.leaders)) });
    let words: Vec<(String, NoteState, String, PatientId)> = sheet
        .people
        .iter()
        .map(|(patient, name, arrival, minutes)| {
            let (state, attended) = if arrival.is_present() {
                (NoteState::Ready, format!("Here · {minutes} min"))
            } else {
                (NoteState::Absent, "Not here".to_owned())
            };
            (name.short(), state, attended, *patient)
        })
        .collect();
    let row = |(name, state, attended, patient): &(String, NoteState, String, PatientId)| {
        html! {
            (NoteRow { name, beside: None, href: format!("/patients/{patient}"), state: *state, attended: attended.clone(), took_part: String::new(), line: String::new(), objective: String::new() })
        }
    };
    let list = html! { ul data-rows { @for one in &words { (row(one)) } } };
    let content = html! {
        (head)
        (Banner::info(format!("{}: peers lead it, so it has attendance and no clinical note. {minutes_count} The arrivals on the board are all it needs.", sheet.service)).link("Open the board", format!("/today?day={}", sheet.day)))
        (Card::new(format!("{present} of {} were here", sheet.people.len())).class("list plain-rows").body(list))
    };
    Page::new(&signed.frame, Area::Groups, "Attendance").style("note.css").top(part_2()).render(content)
}
