//! The visit of a browser on a link, for handlers: who it is, in which language, and forms that carry its token. A visit that is over
//! answers with one page that says nothing about anyone.

use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use intake::paper::Language;
use maud::html;
use reactions::link::OnLink;
use sign_in::SessionToken;

use super::page::PersonPage;
use super::words;
use crate::app::App;
use crate::form::Sent;
use crate::frame::Transport;

/// The cookie of a visit goes to these pages only; its name says nothing.
fn cookie_name(app: &App) -> &'static str {
    match app.0.site.transport {
        Transport::Tls => "__Secure-l",
        Transport::Plain => "l",
    }
}

/// The most bytes a form here may have: a drawn mark is the largest thing in one.
const LONGEST: usize = 256 * 1024;

/// Where "leave now" leads: a public page about nothing in particular.
const ELSEWHERE: &str = "https://www.weather.gov/";

/// Somebody on their own link.
pub(super) struct Visiting {
    pub(super) on: OnLink,
    pub(super) token: SessionToken,
    pub(super) language: Language,
}

impl Visiting {
    pub(super) fn csrf(&self) -> String {
        self.token.csrf().as_str().to_owned()
    }

    /// A page of this visit.
    pub(super) fn page(&self, address: &str, content: &maud::Markup) -> Response {
        let csrf = self.csrf();
        let page = PersonPage { language: self.language, csrf: Some(&csrf), address };
        // A chosen language stays for the visit.
        let keep = format!("lang={}; Path=/l; HttpOnly; SameSite=Lax; Max-Age=7200", self.language.tag());
        ([(header::SET_COOKIE, keep)], page.render(content)).into_response()
    }
}

/// The header value that gives a browser its visit; empty takes it away.
pub(super) fn cookie(app: &App, token: Option<&SessionToken>) -> String {
    let secure = if app.0.site.transport == Transport::Tls { "; Secure" } else { "" };
    let (value, age) = token.map_or((String::new(), 0), |token| (token.to_cookie(), 7200));
    format!("{}={value}; Path=/l; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", cookie_name(app))
}

pub(super) fn token_of(app: &App, headers: &HeaderMap) -> Option<SessionToken> {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(app)).and_then(|cookie| SessionToken::from_cookie(cookie.value()))
}

/// The language asked for in the address, chosen before, or sent by the browser.
pub(super) fn language_of(parts: &Parts, begins: Option<&str>) -> Language {
    let query = parts.uri.query().unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "in").map(|(_, tag)| tag.into_owned());
    let jar = CookieJar::from_headers(&parts.headers);
    let chosen = jar.get("lang").map(|cookie| cookie.value().to_owned());
    let sent = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|all| all.split(',').next()).map(|first| first.split(';').next().unwrap_or_default().to_owned());
    let tag = asked.or(chosen).or_else(|| begins.map(str::to_owned)).or(sent).unwrap_or_default();
    Language::of_tag(&tag)
}

impl FromRequestParts<App> for Visiting {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let closed = |parts: &Parts| closed(language_of(parts, None));
        let token = token_of(app, &parts.headers).ok_or_else(|| closed(parts))?;
        let visiting = token.clone();
        let found = app.work(move |house| house.on_link(&visiting)).await;
        match found {
            Ok(Some(on)) => {
                let language = language_of(parts, Some(&on.link.language));
                Ok(Self { on, token, language })
            }
            Ok(None) => Err(closed(parts)),
            Err(refusal) => Err(crate::answer::refused(None, &refusal)),
        }
    }
}

/// Somebody on their own link with the form they sent, its token checked.
pub(super) struct VisitForm(pub(super) Visiting, pub(super) Sent);

impl FromRequest<App> for VisitForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visiting = Visiting::from_request_parts(&mut parts, app).await?;
        let language = visiting.language;
        let body = axum::body::to_bytes(body, LONGEST).await.map_err(|_| closed(language))?;
        let sent = Sent::read(&body);
        if visiting.token.accepts_csrf(sent.text("csrf")) { Ok(Self(visiting, sent)) } else { Err(closed(language)) }
    }
}

/// The page of a visit that is over, or never was: one page for all.
pub(super) fn closed(language: Language) -> Response {
    let page = PersonPage { language, csrf: None, address: "/l" };
    let content = html! { h1 { (words::CLOSED.to(language)) } p { (words::CLOSED_WHY.to(language)) } };
    (StatusCode::FORBIDDEN, page.render(&content)).into_response()
}

/// Ends the visit and goes somewhere that says nothing.
pub(super) async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(token) = token_of(&app, &headers)
        && let Err(refusal) = app.work(move |house| house.leave_link(&token)).await
    {
        tracing::warn!(%refusal, "a visit was not ended");
    }
    let gone = [(header::SET_COOKIE, cookie(&app, None)), (header::LOCATION, ELSEWHERE.to_owned())];
    (StatusCode::SEE_OTHER, gone).into_response()
}

/// The person is still there.
pub(super) async fn stay(VisitForm(_, sent): VisitForm) -> Redirect {
    let back = sent.text("back");
    Redirect::to(if back == "/l" || back.starts_with("/l/") { back } else { "/l" })
}
