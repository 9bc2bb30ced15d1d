//! The door for staff: a code that somebody says at the desk, the screens that stand there, the questions that are asked, and who waits for
//! somebody (S-25).

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use confidential::Released;
use maud::{Markup, html};
use reactions::remote::{DoorView, KioskLine, OpenDoor, WaitingAtDoor};
use schedule::door::{CheckIn, CheckedIn, CloseKiosk, OpenKiosk, SeeDoorAnswer, SeenAs, SetDoorQuestions, standard};
use sign_in::SessionToken;
use vocabulary::id::{DoorAnswerId, DoorKioskId};

use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, PageHead, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::link::kiosk;
use crate::patients::filled::{self, Trouble};
use crate::sign_in::gone;
use crate::signed::{Signed, cookie_name, token_of};
use crate::words;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/door", get(page).post(take_code))
        .route("/door/questions", post(set_questions))
        .route("/door/screens", post(open_screen))
        .route("/door/screens/{kiosk}/close", post(close_screen))
        .route("/door/answers/{answer}", post(see))
}

async fn page(State(app): State<App>, signed: Signed) -> Response {
    draw(&app, &signed, &Sent::default(), &Trouble::default(), None).await
}

async fn load(app: &App, signed: &Signed) -> Result<Released<DoorView>, access::Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenDoor)).await
}

async fn draw(app: &App, signed: &Signed, sent: &Sent, trouble: &Trouble, told: Option<(bool, &str)>) -> Response {
    let view = match load(app, signed).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let asked = if view.asked.today.is_empty() { "No questions are asked today" } else { "Questions are asked today" };
    let content = html! {
        (PageHead::new("Door").below(html! { (asked) ". " (words::count(view.answered, "person has", "people have")) " answered and gone on." }))
        @if let Some((is_good, told)) = told { @if is_good { (Banner::done(told)) } @else { (Banner::due(told)) } }
        (trouble.summary())
        (Card::new("Somebody waits").small("They said yes to a question at the door").body(waiting(app, signed, &view.waiting)))
        (Card::new("A code from their phone").padded().body(html! {
            form.form method="post" action="/door" autocomplete="off" {
                (csrf_field(&signed.frame.csrf))
                (Field::code("code", "Six digits").value(sent.text("code")).problems(&trouble.problems))
                div.acts { (Button::primary("Check in").icon(Icon::Check)) }
            }
        }))
        (Card::new("Screens at the door").padded().body(screens(app, signed, &view.kiosks, sent, trouble)))
        @if view.may_configure { (Card::new("Questions at the door").padded().body(questions(signed, &view, sent, trouble))) }
    };
    let page = Page::new(&signed.frame, Area::Today, "Door").problem(trouble.is_some()).live("/live/today").render(content);
    trouble.answer(page)
}

fn waiting(app: &App, signed: &Signed, waiting: &[WaitingAtDoor]) -> Markup {
    if waiting.is_empty() {
        return empty("Nobody waits.", "Whoever says yes to a question at the door is asked to wait and stands here.", None);
    }
    let zone = app.0.house.zone();
    html! { ul.rows { @for one in waiting { li { div.row {
        span { b { (one.name.short()) } " " small { "since " (zone.clock_face(one.since)) " · " (one.session) } br; small { (one.said_yes.join(" ")) } }
        form method="post" action=(format!("/door/answers/{}", one.answer)) {
            (csrf_field(&signed.frame.csrf))
            div.acts {
                (Button::plain("Let them in").small().named("as", "in").about(one.name.short()))
                (Button::plain("By video today").small().named("as", "video").about(one.name.short()))
                (Button::quiet("Went home").small().named("as", "home").about(one.name.short()))
            }
        }
    } } } } }
}

fn screens(app: &App, signed: &Signed, kiosks: &[KioskLine], sent: &Sent, trouble: &Trouble) -> Markup {
    let zone = app.0.house.zone();
    html! {
        @if !kiosks.is_empty() { ul.rows { @for one in kiosks { li { div.row {
            span { b { (one.name) } " " small { "since " (zone.day(one.since)) } }
            form method="post" action=(format!("/door/screens/{}/close", one.id)) {
                (csrf_field(&signed.frame.csrf))
                (Button::plain("Close").small().about(one.name.clone()))
            }
        } } } } }
        form.form method="post" action="/door/screens" {
            (csrf_field(&signed.frame.csrf))
            p { "This device becomes a screen that takes codes and shows nobody. You are signed out here; close the screen from any other device." }
            (Field::text("name", "What you call it").autocomplete("off").value(sent.text("name")).problems(&trouble.problems))
            div.acts { (Button::plain("Make this device the screen")) }
        }
    }
}

fn questions(signed: &Signed, view: &DoorView, sent: &Sent, trouble: &Trouble) -> Markup {
    let is_on = !view.asked.today.is_empty();
    let from = if sent.text("from").is_empty() { view.asked.day.to_string() } else { sent.text("from").to_owned() };
    html! {
        ul { @for question in standard() { li { (question.en) } } }
        p.hint { "A yes asks the person to wait, and this page and the board say so. It decides nothing. The translations wait for a native reader." }
        form.form method="post" action="/door/questions" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("from", "From").value(from).problems(&trouble.problems))
            div.acts {
                (Button::plain("Ask them").named("is_on", "yes"))
                @if is_on { (Button::quiet("Stop asking").named("is_on", "no")) }
            }
        }
    }
}

async fn take_code(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let now = app.0.house.clock().now();
    if app.0.desk_tries.is_full(&signed.actor.staff, now) {
        return draw(
            &app,
            &signed,
            &sent,
            &Trouble::question(),
            Some((false, "Too many codes that are not there. Wait a minute.")),
        )
        .await;
    }
    let actor = signed.actor.clone();
    // At the desk somebody looks at the person; the questions are for the screen.
    let answers = standard().iter().map(|question| (question.key.clone(), false)).collect();
    let command = CheckIn { code: sent.text("code").to_owned(), kiosk: None, answers };
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(CheckedIn::Here) => draw(&app, &signed, &Sent::default(), &Trouble::default(), Some((true, "Checked in."))).await,
        Ok(CheckedIn::NothingToday) => {
            draw(&app, &signed, &sent, &Trouble::question(), Some((false, "There is nothing more for them today."))).await
        }
        Ok(_) => {
            let _counted = app.0.desk_tries.count(signed.actor.staff, now);
            let told = "This code opens nothing. It dies after ten minutes and with its use; ask them for a new one.";
            draw(&app, &signed, &sent, &Trouble::question(), Some((false, told))).await
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn set_questions(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let command = SetDoorQuestions { is_on: sent.text("is_on") == "yes", from };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to("/door").into_response(),
        Err(refusal) => again(&app, &signed, &sent, &refusal).await,
    }
}

async fn again(app: &App, signed: &Signed, sent: &Sent, refusal: &access::Refusal) -> Response {
    match Trouble::of(refusal) {
        Some(trouble) => draw(app, signed, sent, &trouble, None).await,
        None => signed.refused(refusal),
    }
}

/// Makes this browser a screen: whoever stands here is signed out, so that nothing of theirs is behind it.
async fn open_screen(State(app): State<App>, headers: HeaderMap, SignedForm(signed, sent): SignedForm) -> Response {
    let Ok(token) = SessionToken::generate() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let actor = signed.actor.clone();
    let command = OpenKiosk { name: sent.text("name").to_owned(), token_sha256: token.fingerprint().as_str().to_owned() };
    let own = token_of(&app, &headers);
    let opened = app.work(move |house| {
        house.perform(&actor, &command)?;
        own.map_or(Ok(()), |own| house.end_session(&own))
    });
    match opened.await {
        Ok(()) => {
            let mut answer = Redirect::to("/kiosk").into_response();
            for cookie in [kiosk::cookie(&app, &token), gone(&app, cookie_name(&app.0))] {
                if let Ok(value) = cookie.parse() {
                    answer.headers_mut().append(header::SET_COOKIE, value);
                }
            }
            answer
        }
        Err(refusal) => again(&app, &signed, &sent, &refusal).await,
    }
}

async fn close_screen(State(app): State<App>, Path(kiosk): Path<DoorKioskId>, SignedForm(signed, _): SignedForm) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &CloseKiosk { kiosk })).await {
        Ok(_) => Redirect::to("/door").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn see(State(app): State<App>, Path(answer): Path<DoorAnswerId>, SignedForm(signed, sent): SignedForm) -> Response {
    let as_what = match sent.text("as") {
        "in" => SeenAs::LetIn,
        "video" => SeenAs::ByVideo,
        "home" => SeenAs::WentHome,
        _ => return Redirect::to("/door").into_response(),
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &SeeDoorAnswer { answer, as_what })).await {
        Ok(_) => Redirect::to("/door").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
