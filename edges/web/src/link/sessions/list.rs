//! Their next times, each with the way in.

use axum::extract::State;
use axum::response::Response;
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::remote::{Joining, OwnSession, OwnSessionsView};
use schedule::modality::Modality;
use vocabulary::ProgramZone;

use super::super::list::digits;
use super::super::visit::Visiting;
use super::super::words as all;
use super::words;
use crate::app::App;

/// The ways to these pages, on the first page of a link.
pub(in crate::link) fn lines(visiting: &Visiting) -> Markup {
    let language = visiting.language;
    let ways = [
        ("/l/sessions", &words::SESSIONS, &words::SESSIONS_WHY),
        ("/l/door", &words::CODE, &words::CODE_WHY),
        ("/l/video", &words::VIDEO, &words::VIDEO_WHY),
    ];
    html! {
        ul.todo { @for (to, what, why) in ways { li { a href=(to) { span { (what.to(language)) } small { (why.to(language)) } } } } }
    }
}

/// How these pages begin, for whoever has nothing else on their link.
pub(in crate::link) fn first(language: Language) -> &'static str {
    words::SESSIONS_WHY.to(language)
}

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match super::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/sessions", &draw(app.0.house.zone(), &visiting, &view)),
        Err(response) => response,
    }
}

fn draw(zone: &ProgramZone, visiting: &Visiting, view: &OwnSessionsView) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::SESSIONS.to(language)) }
        @if view.sessions.is_empty() { p { (words::NONE.to(language)) } }
        @else {
            ol.todo { @for one in &view.sessions { li { (line(zone, language, view, one)) } } }
        }
        (call(visiting, &view.phone))
    }
}

fn line(zone: &ProgramZone, language: Language, view: &OwnSessionsView, one: &OwnSession) -> Markup {
    let when = html! {
        span { (plain::day(language, zone.day(one.starts_at))) ", " (zone.clock_short(one.starts_at)) "–" (zone.clock_face(one.ends_at)) }
    };
    let how = match one.modality {
        Modality::InPerson => &words::IN_PERSON,
        Modality::Remote => &words::BY_VIDEO,
        Modality::Hybrid => &words::BOTH,
    };
    match (one.joining, view.consent) {
        (Joining::Now, Some(true)) => html! {
            a href=(format!("/l/sessions/{}/join", one.id)) { (when) small { (how.to(language)) " · " b { (words::JOIN.to(language)) } } }
        },
        (Joining::Now | Joining::From(_), None | Some(false)) => html! {
            a href="/l/video" { (when) small { (how.to(language)) " · " (words::NOT_YET.to(language)) } }
        },
        (Joining::From(opens), Some(true)) => {
            let opens = words::OPENS.with(language, &[("{time}", &zone.clock_face(opens))]);
            html! { div { (when) small { (how.to(language)) " · " (opens) } } }
        }
        (Joining::InPerson, _) => html! { div { (when) small { (how.to(language)) } } },
    }
}

/// How to call the program, at the foot of a page.
pub(super) fn call(visiting: &Visiting, phone: &str) -> Markup {
    html! {
        @if !phone.is_empty() {
            p.call { (all::CALL_US.to(visiting.language)) ": " a href=(format!("tel:{}", digits(phone))) { (phone) } }
        }
    }
}
