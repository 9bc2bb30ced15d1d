//! The screen at the door: large keys, four languages, no name and no list. It can take a code and nothing else, goes back to its first page
//! by itself after each person, and a wrong code tells nothing. It works without a script: each key is a press of a button.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use intake::paper::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use schedule::door::{CheckedIn, DoorQuestion, code::DIGITS};
use sign_in::SessionToken;
use vocabulary::id::DoorKioskId;

use super::sessions::KIOSK;
use super::words;
use crate::app::App;
use crate::form::Sent;
use crate::frame::{Transport, head_of_person_page};

/// After so many seconds without a press it is at its first page again.
const IDLE_SECONDS: u32 = 30;
/// So long an answer stands.
const ANSWER_SECONDS: u32 = 8;
/// So many wrong codes a minute; whoever types the code on their phone needs one.
pub(crate) const MOST_WRONG_IN_A_MINUTE: u32 = 6;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/kiosk", get(first).post(press))
}

/// The cookie of a screen goes to its page only.
pub(crate) fn cookie(app: &App, token: &SessionToken) -> String {
    let secure = if app.0.site.transport == Transport::Tls { "; Secure" } else { "" };
    // A screen stands at the door for a season; it is closed from any other place.
    format!("kiosk={}; Path=/kiosk; HttpOnly; SameSite=Strict; Max-Age=7776000{secure}", token.to_cookie())
}

fn token_of(headers: &HeaderMap) -> Option<SessionToken> {
    CookieJar::from_headers(headers).get("kiosk").and_then(|cookie| SessionToken::from_cookie(cookie.value()))
}

/// A screen at the door, for handlers.
struct AtDoor {
    kiosk: DoorKioskId,
    token: SessionToken,
}

impl FromRequestParts<App> for AtDoor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let closed =
            || (StatusCode::FORBIDDEN, page(language_of(parts, ""), None, &closed_words(language_of(parts, "")))).into_response();
        let token = token_of(&parts.headers).ok_or_else(closed)?;
        let asked = token.clone();
        match app.work(move |house| house.at_kiosk(&asked)).await {
            Ok(Some(kiosk)) => Ok(Self { kiosk, token }),
            Ok(None) => Err(closed()),
            Err(refusal) => Err(crate::answer::refused(None, &refusal)),
        }
    }
}

fn closed_words(language: Language) -> Markup {
    html! { h1 { (KIOSK.closed().to(language)) } }
}

fn language_of(parts: &Parts, sent: &str) -> Language {
    let query = parts.uri.query().unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "in").map(|(_, tag)| tag.into_owned());
    Language::of_tag(asked.as_deref().unwrap_or(sent))
}

/// The document around the screen: no way anywhere else, and no script.
fn page(language: Language, again_after: Option<u32>, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) data-density="touch" {
            (head_of_person_page(words::TITLE.to(language), false))
            @if let Some(seconds) = again_after { (PreEscaped(format!("<meta http-equiv=\"refresh\" content=\"{seconds};url=/kiosk\">"))) }
            body {
                div.person.kiosk {
                    main id="content" tabindex="-1" { (content) }
                    footer { nav aria-label=(words::LANGUAGE.to(language)) {
                        @for other in Language::ALL {
                            @if other == language { span lang=(other.tag()) aria-current="true" { (other.own_name()) } }
                            @else { a href=(format!("/kiosk?in={}", other.tag())) lang=(other.tag()) { (other.own_name()) } }
                        }
                    } }
                }
            }
        }
    }
}

async fn first(State(_): State<App>, at: AtDoor, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let language = language_of(&parts, "");
    // The first page in another language goes back to the first of all by itself.
    let again = (language != Language::En).then_some(IDLE_SECONDS);
    page(language, again, &keys(&at, language, "", None)).into_response()
}

fn hidden(at: &AtDoor, language: Language, typed: &str) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(at.token.csrf().as_str());
        input type="hidden" name="in" value=(language.tag());
        input type="hidden" name="typed" value=(typed);
    }
}

fn keys(at: &AtDoor, language: Language, typed: &str, told: Option<&str>) -> Markup {
    let count = typed.len().to_string();
    html! {
        h1 { (KIOSK.type_it().to(language)) }
        @if let Some(told) = told { div.told role="alert" { p { (told) } } }
        p.dots role="status" aria-label=(KIOSK.typed().with(language, &[("{count}", &count)])) {
            @for at in 0..DIGITS { span.on[at < typed.len()] {} }
        }
        form.keypad method="post" action="/kiosk" autocomplete="off" {
            (hidden(at, language, typed))
            @for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] { button.key type="submit" name="key" value=(key) { (key) } }
            button.key.plain type="submit" name="key" value="back" aria-label=(KIOSK.back().to(language)) disabled[typed.is_empty()] { "⌫" }
            button.key type="submit" name="key" value="0" { "0" }
        }
    }
}

async fn press(State(app): State<App>, at: AtDoor, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 8 * 1024).await.unwrap_or_default();
    let sent = Sent::read(&body);
    let language = language_of(&parts, sent.text("in"));
    if !at.token.accepts_csrf(sent.text("csrf")) {
        return page(language, Some(IDLE_SECONDS), &keys(&at, language, "", None)).into_response();
    }
    let mut typed: String = sent.text("typed").chars().filter(char::is_ascii_digit).take(DIGITS).collect();
    match sent.text("key") {
        "back" => {
            typed.pop();
        }
        key if key.len() == 1 && key.chars().all(|key| key.is_ascii_digit()) && typed.len() < DIGITS => typed.push_str(key),
        _ => {}
    }
    if typed.len() < DIGITS {
        return page(language, Some(IDLE_SECONDS), &keys(&at, language, &typed, None)).into_response();
    }
    take(&app, &at, language, &typed, &sent).await
}

/// A whole code is taken.
async fn take(app: &App, at: &AtDoor, language: Language, typed: &str, sent: &Sent) -> Response {
    let now = app.0.house.clock().now();
    if app.0.door_tries.is_full(&at.kiosk, now) {
        let content = keys(at, language, "", Some(KIOSK.slow().to(language)));
        return (StatusCode::TOO_MANY_REQUESTS, page(language, Some(ANSWER_SECONDS), &content)).into_response();
    }
    let (kiosk, code) = (at.kiosk, typed.to_owned());
    let answers: Vec<(String, bool)> =
        sent.pairs().filter_map(|(name, value)| name.strip_prefix("q.").map(|key| (key.to_owned(), value == "yes"))).collect();
    let was_asked = sent.is_on("asked");
    let done = app
        .work(move |house| {
            let said = house.check_in(kiosk, &code, answers)?;
            let asked = if said == CheckedIn::Questions { house.asked_at_the_door()? } else { Vec::new() };
            Ok((said, asked))
        })
        .await;
    let (said, asked) = match done {
        Ok(done) => done,
        Err(refusal) => {
            tracing::warn!(%refusal, "the screen at the door could not take a code");
            (CheckedIn::NotKnown, Vec::new())
        }
    };
    let answer = |words: &str, more: Option<&str>| html! { div.answer role="status" { h1 { (words) } @if let Some(more) = more { p { (more) } } } };
    let content = match said {
        // A code that is wrong and a day without anything look alike: the screen tells nothing about anybody.
        CheckedIn::NotKnown | CheckedIn::NothingToday => {
            let _counted = app.0.door_tries.count(at.kiosk, now);
            return (
                StatusCode::OK,
                page(language, Some(ANSWER_SECONDS), &keys(at, language, "", Some(KIOSK.wrong().to(language)))),
            )
                .into_response();
        }
        CheckedIn::Questions => {
            let form = questions(at, language, typed, &asked, sent, was_asked);
            return page(language, Some(2 * IDLE_SECONDS), &form).into_response();
        }
        CheckedIn::Here => answer(KIOSK.here().to(language), None),
        CheckedIn::Wait => answer(KIOSK.wait().to(language), Some(KIOSK.wait_why().to(language))),
    };
    page(language, Some(ANSWER_SECONDS), &content).into_response()
}

fn questions(at: &AtDoor, language: Language, typed: &str, asked: &[DoorQuestion], sent: &Sent, was_asked: bool) -> Markup {
    html! {
        h1 { (KIOSK.ask().to(language)) }
        @if was_asked { div.told role="alert" { p { (KIOSK.each().to(language)) } } }
        form.question method="post" action="/kiosk" autocomplete="off" {
            (hidden(at, language, typed))
            input type="hidden" name="asked" value="yes";
            @for question in asked {
                @let name = format!("q.{}", question.key);
                fieldset {
                    legend { b { (question.words(language.tag())) } }
                    @for (value, say) in [("no", KIOSK.no()), ("yes", KIOSK.yes())] {
                        label.choice { input type="radio" name=(name) value=(value) checked[sent.text(&name) == value]; span { (say.to(language)) } }
                    }
                }
            }
            button.big type="submit" { (KIOSK.done().to(language)) }
        }
    }
}
