//! The person's own side of confidentiality, behind a link that was made for it: who may be told and how that is stopped in one act, what
//! would be sent, who was told, who looked (P2-27, P2-28, P2-49, P2-52, P2-65). Plain words, four languages, no script.

mod account_file;
mod looked;
mod may_know;
mod sent;
mod stop;
mod told;
mod words;

pub(crate) use account_file::sheet as account_sheet;

use access::Refusal;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use confidential::{Released, ToPatient};
use maud::{Markup, html};
use reactions::own::{OwnConsents, OwnConsentsView};

use super::list::digits;
use super::visit::Visiting;
use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/l/may-know", get(may_know::page))
        .route("/l/may-know/{consent}/stop", get(stop::ask).post(stop::stop))
        .route("/l/may-know/{consent}/sent", get(sent::page))
        .route("/l/told", get(told::page))
        .route("/l/told/account.pdf", get(account_file::pdf))
        .route("/l/told/account.csv", get(account_file::csv))
        .route("/l/looked", get(looked::page))
}

/// The ways to these pages, on the first page of a link.
pub(super) fn ways(visiting: &Visiting) -> Markup {
    let language = visiting.language;
    let ways = [
        ("/l/may-know", &words::MAY_KNOW, &words::MAY_KNOW_WHY),
        ("/l/told", &words::TOLD, &words::TOLD_WHY),
        ("/l/looked", &words::LOOKED, &words::LOOKED_WHY),
    ];
    html! {
        ul.todo { li { a href="/l/times" { span { (super::words::TIMES.to(language)) } small { (super::words::TIMES_WHY.to(language)) } } } }
        h2 { (words::PRIVACY.to(language)) }
        ul.todo { @for (to, what, why) in ways { li { a href=(to) { span { (what.to(language)) } small { (why.to(language)) } } } } }
    }
}

/// What stands above what waits on such a link.
pub(super) fn waiting(visiting: &Visiting) -> &'static str {
    words::WAITING.to(visiting.language)
}

/// Their consents, as the gate lets them see them.
async fn consents(app: &App, visiting: &Visiting) -> Result<Released<OwnConsentsView, ToPatient>, Response> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let found = app.work(move |house| house.ask_for_person(&person, &OwnConsents { link })).await;
    found.map_err(|refusal| refused(visiting, &refusal))
}

/// What is not there, or not theirs, or not on this link, closes the page as the end of a visit does.
pub(super) fn refused(visiting: &Visiting, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::NotFound => super::visit::closed(visiting.language),
        other => crate::answer::refused(None, other),
    }
}

/// How to call the program, at the foot of a page.
pub(super) fn call(visiting: &Visiting, phone: &str) -> Markup {
    html! {
        @if !phone.is_empty() {
            p.call { (super::words::CALL_US.to(visiting.language)) ": " a href=(format!("tel:{}", digits(phone))) { (phone) } }
        }
    }
}
