//! What people ask about their record and what the program owes them, on screen (S-26): what is due first, then requests, complaints,
//! breaches, agreements and holds, each with what the law wants in plain words.

mod agreement;
mod agreements;
mod audits;
mod breach;
mod breach_letter_text;
mod breach_letters;
mod breaches;
mod closing;
mod complaints;
mod holds;
mod home;
mod notice;
mod notice_form;
mod presence;
mod public_health;
mod request;
mod request_form;
mod requests;
mod retention;
mod say;

use access::{Action, Kind};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::app::App;
use crate::component::{self, PageHead};
use crate::frame::{Area, Page};
use crate::patients::filled::Trouble;
use crate::signed::{Signed, may};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/rights", get(home::page))
        .route("/rights/written-down", get(home::written_down))
        .route("/rights/requests", get(requests::page))
        .route("/rights/requests/new", get(request_form::form).post(request_form::save))
        .route("/rights/requests/{request}", get(request::page))
        .route("/rights/requests/{request}/answer", post(request::answer))
        .route("/rights/requests/{request}/extend", post(request::extend))
        .route("/rights/complaints", get(complaints::list))
        .route("/rights/complaints/new", get(complaints::form).post(complaints::save))
        .route("/rights/complaints/{complaint}", get(complaints::page).post(complaints::answer))
        .route("/rights/asked", get(presence::list))
        .route("/rights/asked/new", get(presence::form).post(presence::save))
        .route("/rights/notice", get(notice::list))
        .route("/rights/notice/give", post(notice::give))
        .route("/rights/notice/revise", get(notice_form::form).post(notice_form::save))
        .route("/rights/notice/{number}", get(notice::edition))
        .route("/rights/breaches", get(breaches::list))
        .route("/rights/breaches/new", get(breaches::form).post(breaches::save))
        .route("/rights/breaches/{breach}", get(breach::page))
        .route("/rights/breaches/{breach}/count", post(breach::count))
        .route("/rights/breaches/{breach}/judge", post(breach::judge))
        .route("/rights/breaches/{breach}/letter", post(breach::letter))
        .route("/rights/breaches/{breach}/letters", get(breach_letters::page))
        .route("/rights/breaches/{breach}/letters/make", post(breach_letters::make))
        .route("/rights/breaches/{breach}/letters/print", get(breach_letters::print))
        .route("/rights/breaches/{breach}/letters/gone", post(breach_letters::gone))
        .route("/rights/breaches/{breach}/letters/text", get(breach_letter_text::form).post(breach_letter_text::save))
        .route("/rights/letters/{letter}", get(breach_letters::file))
        .route("/rights/agreements", get(agreements::list))
        .route("/rights/agreements/new", get(agreements::form).post(agreements::save))
        .route("/rights/agreements/{agreement}", get(agreement::page))
        .route(
            "/rights/agreements/{agreement}/document",
            post(agreement::keep).layer(DefaultBodyLimit::max(agreement::MOST_BYTES_IN_ALL)),
        )
        .route("/rights/agreements/{agreement}/renew", post(agreement::renew))
        .route("/rights/agreements/{agreement}/file/{number}", get(agreement::file))
        .route("/rights/agreements/{agreement}/end", get(agreements::end_form).post(agreements::end))
        .route("/rights/retention", get(retention::page))
        .route("/rights/closing", get(closing::page).post(closing::save))
        .route("/rights/closing/take-back", post(closing::take_it_back))
        .route("/rights/closing/finish", post(closing::finish))
        .route("/rights/audits", get(audits::list))
        .route("/rights/audits/new", get(audits::form).post(audits::save))
        .route("/rights/audits/{audit}", get(audits::page))
        .route("/rights/audits/{audit}/promise", post(audits::promise))
        .route("/rights/audits/{audit}/people", post(audits::people))
        .route("/rights/audits/{audit}/people/{patient}", get(audits::look).post(audits::show))
        .route("/rights/audits/{audit}/end", post(audits::end))
        .route("/rights/audits/{audit}/destroyed", post(audits::destroyed))
        .route("/rights/public-health", get(public_health::page).post(public_health::act))
        .route("/rights/public-health/{report}/figures.csv", get(public_health::csv))
        .route("/rights/holds", get(holds::page).post(holds::place))
        .route("/rights/holds/{hold}/lift", post(holds::lift))
}

/// The places of this part, in their fixed order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Due,
    Requests,
    Complaints,
    Asked,
    Notice,
    Breaches,
    Agreements,
    Audits,
}

impl Place {
    const ALL: [Self; 8] =
        [Self::Due, Self::Requests, Self::Complaints, Self::Asked, Self::Notice, Self::Breaches, Self::Agreements, Self::Audits];

    const fn words(self) -> &'static str {
        match self {
            Self::Due => "What is due",
            Self::Requests => "Requests",
            Self::Complaints => "Complaints",
            Self::Asked => "Who asked",
            Self::Notice => "Notice",
            Self::Breaches => "Breaches",
            Self::Agreements => "Agreements",
            Self::Audits => "Audits",
        }
    }

    const fn href(self) -> &'static str {
        match self {
            Self::Due => "/rights",
            Self::Requests => "/rights/requests",
            Self::Complaints => "/rights/complaints",
            Self::Asked => "/rights/asked",
            Self::Notice => "/rights/notice",
            Self::Breaches => "/rights/breaches",
            Self::Agreements => "/rights/agreements",
            Self::Audits => "/rights/audits",
        }
    }
}

/// A page of this part that is a list, with the tabs of all lists.
fn list_page(signed: &Signed, here: Place, head: &PageHead, content: &Markup) -> Markup {
    let tabs: Vec<_> =
        Place::ALL.iter().map(|place| component::Tab::new(place.words(), place.href()).current(*place == here)).collect();
    let title = if here == Place::Due { "Privacy" } else { here.words() };
    Page::new(&signed.frame, Area::Privacy, title).style("desk.css").render(html! {
        (head)
        (component::tabs("Privacy", &tabs))
        (content)
    })
}

/// A page of this part that is about one thing, or a form.
fn one_page(signed: &Signed, title: &str, head: &PageHead, trouble: &Trouble, content: &Markup) -> axum::response::Response {
    let page = Page::new(&signed.frame, Area::Privacy, title).style("desk.css").problem(trouble.is_some()).narrow();
    trouble.answer(page.render(html! { (head) (trouble.summary()) (content) }))
}

/// Today, where the program is.
fn today(app: &App) -> jiff::civil::Date {
    app.0.house.zone().day(app.0.house.clock().now())
}

/// Whether somebody may read what they write down here; others see only that it was taken.
fn may_read(app: &App, signed: &Signed, kind: Kind) -> bool {
    may(app, &signed.actor, Action::View, kind)
}
