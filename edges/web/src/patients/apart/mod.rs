//! Who is kept apart from somebody, for those who keep the guards. Stands beside the chart, because whoever hears of protective orders
//! need not open it. Nobody who plans sees any of it.

mod end;
mod list;
mod write;

use access::{Kind, Refusal};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use episode::Patient;
use maud::{Markup, html};
use reactions::apart::KeptGuard;
use vocabulary::id::PatientId;

use super::filled::Trouble;
use crate::app::App;
use crate::component::{Crumb, PageHead};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/kept-apart", get(list::page))
        .route("/patients/{patient}/kept-apart/new", get(write::form).post(write::save))
        .route("/patients/{patient}/kept-apart/{guard}/end", get(end::form).post(end::save))
}

fn base(patient: PatientId) -> String {
    format!("/patients/{patient}/kept-apart")
}

/// A page of this room; a form that comes back says so.
fn page(
    app: &App,
    signed: &Signed,
    patient: &Patient,
    title: &str,
    (acts, trouble): (Markup, &Trouble),
    content: Markup,
) -> Response {
    let chart = format!("/patients/{}", patient.id);
    let sees_chart = super::chart::Tab::Timeline.is_open_to(app, signed);
    let name = patient.name().full();
    let first = if sees_chart { Crumb::to(name, chart) } else { Crumb::here(name) };
    let head = PageHead::new(title)
        .crumb(first)
        .crumb(Crumb::here("Kept apart"))
        .below(html! { "Whoever plans hears only “choose another group”. Never from whom, and never why." })
        .acts(acts);
    let page = Page::new(&signed.frame, Area::Patients, format!("{title}, {}", patient.tab_name()))
        .style("people.css")
        .problem(trouble.is_some())
        .narrow()
        .render(html! { (head) (trouble.summary()) (content) });
    trouble.answer(page)
}

/// Whether somebody keeps guards at all; otherwise there is nothing here for them.
/// Why two people are kept apart, as far as it can be opened here.
fn why_in_words(one: &KeptGuard) -> &'static str {
    one.why.as_ref().map_or("Why is locked: the key is not on this computer", |why| why.reason.title())
}

fn may_enter(app: &App, signed: &Signed) -> Result<(), Refusal> {
    if may(app, &signed.actor, access::Action::View, Kind::NoContact) { Ok(()) } else { Err(Refusal::NotFound) }
}
