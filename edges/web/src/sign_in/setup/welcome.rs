//! The first page of the walk, and the name of an installation's first person.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::accounts::{Invited, Walk};
use sign_in::SessionToken;

use super::{Step, dead, draw, walking};
use crate::answer;
use crate::app::App;
use crate::component::{Button, Field, Problem, error_summary};
use crate::form::Sent;
use crate::frame::PlainPage;
use crate::sign_in::door::{Door, OpenForm};

pub(super) async fn page(State(app): State<App>, headers: HeaderMap, Path(code): Path<String>) -> Response {
    let Some(token) = SessionToken::from_cookie(&code) else { return dead(&app) };
    match app.work(move |house| house.invited(&token)).await {
        Ok(Some(invited)) if invited.is_taken => go_on(State(app), headers).await,
        Ok(Some(invited)) => greet(&app, &code, &invited).into_response(),
        Ok(None) => dead(&app),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn greet(app: &App, code: &str, invited: &Invited) -> Markup {
    let hello = if invited.is_first { "Welcome".to_owned() } else { format!("Welcome, {}", invited.given_name) };
    PlainPage::new("Welcome", app.0.site.program_name.clone()).render(html! {
        div.card {
            div { h1 { (hello) } p { "Three minutes, and you can sign in to " (app.0.site.program_name) "." } }
            ol.steps {
                @if invited.is_first { li { "Your name." } }
                li { "A password." }
                li { "A second proof that it is you: this device, a security key, or an app on your phone." }
                li { "Ten recovery codes to print, for the day the phone is lost." }
                li { "A PIN, to come back quickly when the screen has locked." }
            }
            form method="post" action=(format!("/setup/{code}")) { (Button::primary("Begin").class("wide")) }
        }
        p.below { "From now on this link works in this browser only." }
    })
}

pub(super) async fn begin(State(app): State<App>, headers: HeaderMap, Path(code): Path<String>, _form: OpenForm) -> Response {
    let Some(token) = SessionToken::from_cookie(&code) else { return dead(&app) };
    match app.work(move |house| house.begin_walk(&token)).await {
        Ok(Some(browser)) => ([(header::SET_COOKIE, Door::Walking.give(&app, &browser))], Redirect::to("/setup")).into_response(),
        Ok(None) => go_on(State(app), headers).await,
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// Leads to the step that comes next.
pub(super) async fn go_on(State(app): State<App>, headers: HeaderMap) -> Response {
    match walking(&app, &headers).await {
        Ok((_, walk)) if walk.needs_name => Redirect::to("/setup/walk/name").into_response(),
        Ok((_, walk)) if !walk.has_password => Redirect::to("/setup/walk/password").into_response(),
        Ok(_) => Redirect::to("/setup/walk/second").into_response(),
        Err(answer) => answer,
    }
}

pub(super) async fn name_page(State(app): State<App>, headers: HeaderMap) -> Response {
    match walking(&app, &headers).await {
        Ok((_, walk)) if walk.needs_name => draw_name(&app, &Sent::default(), &[]).into_response(),
        Ok((_, Walk { .. })) => Redirect::to("/setup").into_response(),
        Err(answer) => answer,
    }
}

fn draw_name(app: &App, sent: &Sent, problems: &[Problem]) -> Markup {
    let content = html! {
        div { h1 { "Who are you?" } p { "You look after this installation. You invite the others." } }
        (error_summary(problems))
        form.form method="post" action="/setup/walk/name" {
            (Field::text("given", "Given name").value(sent.text("given")).autocomplete("given-name").max(100).problems(problems).focus())
            (Field::text("family", "Family name").value(sent.text("family")).autocomplete("family-name").max(100).optional())
            (Field::text("login", "Sign-in name").hint("What you type to sign in, like ana.ferreira.").value(sent.text("login")).autocomplete("username").max(60).problems(problems))
            (Button::primary("Go on").class("wide"))
        }
    };
    draw(app, Step::Password, "Your name", !problems.is_empty(), &content)
}

pub(super) async fn name(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let (token, _) = match walking(&app, &headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    let typed = sent.clone();
    let done =
        app.work(move |house| house.walk_name(&token, typed.text("given"), typed.text("family"), typed.text("login"))).await;
    match done {
        Ok(()) => Redirect::to("/setup/walk/password").into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => (StatusCode::UNPROCESSABLE_ENTITY, draw_name(&app, &sent, &problems)).into_response(),
            None => answer::refused(None, &refusal),
        },
    }
}
