//! The program's own week, for whoever plans it: who is out, what is closed, when colleagues work; a proposal for what no longer holds,
//! and what was changed.

mod changed;
mod closures;
mod home;
mod hours;
mod leave;
mod proposal;

use access::{Action, Kind};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::program_week::{OpenStaffTime, StaffTime};

use crate::app::App;
use crate::component::PageHead;
use crate::frame::{Area, Page};
use crate::patients::filled::Trouble;
use crate::signed::{Signed, may};
use crate::words;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/week", get(home::page))
        .route("/week/leave", get(leave::page).post(leave::enter))
        .route("/week/leave/{leave}/take-back", post(leave::take_back))
        .route("/week/closures", get(closures::page).post(closures::enter))
        .route("/week/closures/{closure}/take-back", post(closures::take_back))
        .route("/week/hours/{staff}", get(hours::page).post(hours::keep))
        .route("/week/proposal", get(proposal::page).post(proposal::accept))
        .route("/week/changes/{week_change}", get(changed::page))
        .route("/week/changes/{week_change}/put-back", post(changed::put_back))
}

/// Whether somebody plans the program's own week: a director, not whoever only sets the program up.
pub(crate) fn may_plan(app: &App, signed: &Signed) -> bool {
    may(app, &signed.actor, Action::Configure, Kind::Program) && may(app, &signed.actor, Action::Void, Kind::GroupSession)
}

/// Who works when, who is out, what is closed.
async fn staff_time(app: &App, signed: &Signed) -> Result<Released<StaffTime>, Response> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenStaffTime)).await.map_err(|refusal| signed.refused(&refusal))
}

/// A page of the week, with its problems.
fn one_page(signed: &Signed, title: &str, head: &PageHead, trouble: &Trouble, content: &Markup) -> Response {
    let page = Page::new(&signed.frame, Area::Schedule, title).style("week.css").problem(trouble.is_some());
    trouble.answer(page.render(html! { (head) (trouble.summary()) (content) }))
}

/// `Thursday, March 12`, or `March 12 to March 15`.
fn days(from: Date, to: Date) -> String {
    if from == to { words::long_day(from) } else { format!("{} to {}", words::short_day(from), words::short_day(to)) }
}

/// Where what no longer holds on these days is put in order.
fn proposal_address(from: Date, to: Date) -> String {
    format!("/week/proposal?from={from}&to={to}")
}
