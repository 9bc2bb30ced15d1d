//! Shows pages: those that are written, the self-check, the form. One address shape serves all, so that a language switch keeps the place.

mod written;

use axum::extract::{Form, OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::call::{self, Sender};
use crate::frame::{View, language_asked};
use crate::site::{PublicSite, language_of};
use crate::{Language, Page, check};

/// What a form sends, every value as typed.
pub(crate) type Typed = Vec<(String, String)>;

pub(crate) async fn home(State(site): State<PublicSite>, OriginalUri(uri): OriginalUri) -> Response {
    let language = language_of(uri.path()).unwrap_or(Language::English);
    draw(&site, language, Page::Home)
}

pub(crate) async fn show(State(site): State<PublicSite>, OriginalUri(uri): OriginalUri, Path(slug): Path<String>) -> Response {
    let language = language_of(uri.path()).unwrap_or(Language::English);
    match Page::with_slug(&slug).filter(|page| *page != Page::Home) {
        Some(page) => draw(&site, language, page),
        None => nowhere(&site, language),
    }
}

/// An address without a language: in the one the browser asks for.
pub(crate) async fn in_their_language(
    State(site): State<PublicSite>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let language = language_asked(&site.0, &headers);
    let page = Page::with_slug(uri.path().trim_matches('/')).unwrap_or(Page::Home);
    let mut response = draw(&site, language, page);
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("accept-language"));
    response
}

/// The two pages that take a form. What is in a body is looked at here and nowhere else, and written to no log.
pub(crate) async fn sent(
    State(site): State<PublicSite>,
    OriginalUri(uri): OriginalUri,
    Path(slug): Path<String>,
    sender: Sender,
    Form(typed): Form<Typed>,
) -> Response {
    let language = language_of(uri.path()).unwrap_or(Language::English);
    match Page::with_slug(&slug) {
        Some(Page::Check) => check::answered(&view(&site, language, Page::Check), &typed).into_response(),
        Some(Page::Call) => call::sent(site.clone(), language, sender, typed).await,
        _ => nowhere(&site, language),
    }
}

/// Machines that search may read everything; there is nothing that they should not.
pub(crate) async fn robots() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nAllow: /\n")
}

fn view(site: &PublicSite, language: Language, page: Page) -> View<'_> {
    View { site: &site.0, language, page }
}

fn draw(site: &PublicSite, language: Language, page: Page) -> Response {
    let view = view(site, language, page);
    let document = match page {
        Page::Check => check::questions(&view),
        Page::Call => call::empty_form(&view),
        _ => written::page(&view),
    };
    ([(header::CONTENT_LANGUAGE, language.code())], document).into_response()
}

/// Nothing is there: the first page, with help on it, under a status that says so.
fn nowhere(site: &PublicSite, language: Language) -> Response {
    (StatusCode::NOT_FOUND, written::page(&view(site, language, Page::Home))).into_response()
}
