//! The person's own week on their phone (S-04): today, this week, the next; and the address of a calendar that says nothing.

mod calendar;
mod feed;
mod page;
mod words;

use axum::Router;
use axum::routing::{get, post};
use confidential::{Released, ToPatient};
use maud::{Markup, html};
use reactions::own::{OwnWeek, OwnWeekView};

use super::visit::Visiting;
use crate::app::App;

/// How often a calendar, or an address at calendars that are none, may be asked for in a minute.
pub(crate) const MOST_CALENDARS_IN_A_MINUTE: u32 = 30;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/l/week", get(page::page))
        .route("/l/week/place/{offer}", post(page::answer))
        .route("/l/week/calendar", get(calendar::page).post(calendar::save))
        .route("/calendar/{token}", get(feed::answer))
}

/// The way to it, on the first page of a link.
pub(super) fn way(visiting: &Visiting) -> Markup {
    let language = visiting.language;
    html! {
        ul.todo { li { a href="/l/week" { span { (words::WEEK.to(language)) } small { (words::WEEK_WHY.to(language)) } } } }
    }
}

/// Their week, as the gate lets them see it; what is not on this link closes the page.
async fn own(app: &App, visiting: &Visiting) -> Result<Released<OwnWeekView, ToPatient>, axum::response::Response> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let found = app.work(move |house| house.ask_for_person(&person, &OwnWeek { link })).await;
    found.map_err(|refusal| super::privacy::refused(visiting, &refusal))
}
