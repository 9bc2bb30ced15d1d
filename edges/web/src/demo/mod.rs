//! The demonstration's telephone and mailbox: what a person at the other end of the networks sees, and a field to write back. It exists
//! only where the sandbox does; a program that serves people has no such address.

use axum::Form;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use intake::paper::{Language, plain};
use maud::{Markup, html};
use vocabulary::{Phone, ProgramZone};

use crate::app::App;
use crate::component::{Button, Field, Icon};
use crate::frame::PlainPage;
use crate::wiring::{OwnPage, SandboxText};
use crate::words;

pub(crate) fn routes(app: &App) -> Router<App> {
    let routes = Router::new();
    if app.0.site.is_demo && app.0.wiring.sandbox.is_some() {
        routes.route("/demo/phone", get(page).post(text_us))
    } else {
        routes
    }
}

#[derive(Debug, Default, serde::Deserialize)]
struct Asked {
    number: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
struct Written {
    number: String,
    words: String,
}

async fn page(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    draw(&app, asked.number.as_deref().unwrap_or_default(), None).into_response()
}

/// A person texts us, over the sandbox's own signed way in.
async fn text_us(State(app): State<App>, Form(written): Form<Written>) -> Response {
    let Some(sandbox) = app.0.wiring.sandbox.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(phone) = Phone::parse(&written.number) else {
        let page = draw(&app, &written.number, Some("Write the number with its area code, like 508 555 0199."));
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    };
    let number = phone.e164.clone();
    let sent = tokio::task::spawn_blocking(move || sandbox.text_us(&phone.e164, written.words.trim())).await;
    match sent {
        Ok(Ok(())) => Redirect::to(&format!("/demo/phone?number={}", number.replace('+', "%2B"))).into_response(),
        _ => (StatusCode::BAD_GATEWAY, draw(&app, &number, Some("The program did not take it."))).into_response(),
    }
}

fn draw(app: &App, number: &str, problem: Option<&str>) -> Markup {
    let Some(sandbox) = &app.0.wiring.sandbox else { return html! {} };
    let zone = app.0.house.zone();
    let texts = sandbox.texts();
    let mut numbers: Vec<&str> = texts.iter().rev().map(|text| text.number.as_str()).collect();
    let mut seen = Vec::new();
    numbers.retain(|one| {
        let is_new = !seen.contains(one);
        seen.push(*one);
        is_new
    });
    let letters = sandbox.letters();
    PlainPage::new("Telephone and mailbox", app.0.site.program_name.clone()).wide().problem(problem.is_some()).render(html! {
        h1 { "The other end of the line" }
        p { "This telephone and this mailbox stand for the networks. Words travel as they would outside, signed and checked, and nothing leaves this computer." }
        section.card {
            header { div { h2 { "Text the program" } small { "As anybody might, from any number" } } }
            div.pad { form.form method="post" action="/demo/phone" {
                @if let Some(problem) = problem { p.wrong role="alert" { (problem) } }
                (Field::tel("number", "From this number").value(number))
                (Field::area("words", "Words", 2))
                div.acts { (Button::primary("Send").icon(Icon::Send)) (Button::quiet("Look again").href("/demo/phone")) }
            } }
        }
        @if let Some(own) = sandbox.own_page() { (own_page(&own)) }
        @if numbers.is_empty() { p.muted { "No text was sent yet." } }
        @for one in &numbers { (telephone(one, &texts, zone)) }
        section.card {
            header { div { h2 { "Mailbox" } small { (words::count(letters.len(), "letter", "letters")) } } }
            div.pad { @for (to, letter) in letters.iter().rev() { h3 { (to) } pre { (letter) } } }
        }
    })
}

/// The page of somebody's own that stands open: a stranger has no such help at its door.
fn own_page(own: &OwnPage) -> Markup {
    let month = usize::try_from(own.month - 1).ok().and_then(|at| plain::months(Language::En).get(at).copied());
    html! {
        section.card {
            header { div { h2 { "A page of their own" } small { "Somebody born on " (month.unwrap_or_default()) " " (own.day) } } }
            div.pad {
                p { "Who may be told about them and how they stop it, what would be sent, who was told, who looked. Its door asks for the month and day of birth." }
                div.acts { a.b.p href=(own.address) data-own data-month=(own.month) data-day=(own.day) { "Open it as they would" } }
            }
        }
    }
}

fn telephone(number: &str, texts: &[SandboxText], zone: &ProgramZone) -> Markup {
    let shown = Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.display());
    html! {
        section.card {
            header { div { h2 { (shown) } small { "What this telephone shows" } } }
            ol.feed {
                @for text in texts.iter().filter(|text| text.number == number) {
                    li { time { (zone.clock_face(text.at)) } (if text.is_theirs { Icon::Send } else { Icon::Message })
                        div { b { @if text.is_theirs { "They write" } @else { "The program" } } p { (text.words) } } }
                }
            }
        }
    }
}
