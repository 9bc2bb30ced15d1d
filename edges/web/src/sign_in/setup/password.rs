//! The password, with advice in words instead of rules.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Step, draw, walking};
use crate::answer;
use crate::app::App;
use crate::component::{Button, Field, Problem, error_summary};
use crate::sign_in::door::OpenForm;

pub(super) async fn page(State(app): State<App>, headers: HeaderMap) -> Response {
    match walking(&app, &headers).await {
        Ok((_, walk)) if walk.needs_name && walk.staff.login == "installer" => Redirect::to("/setup").into_response(),
        Ok((_, walk)) => draw_page(&app, &walk.staff.login, &[]).into_response(),
        Err(answer) => answer,
    }
}

fn draw_page(app: &App, login: &str, problems: &[Problem]) -> Markup {
    let content = html! {
        div { h1 { "Choose a password" } p { "Four or five words that do not belong together are easy to remember and hard to guess. Capitals and signs are not needed." } }
        (error_summary(problems))
        form.form method="post" action="/setup/walk/password" {
            (Field::text("login", "Sign-in name").value(login).autocomplete("username").read_only())
            (new_password("password", "Password", problems).hint("At least 12 characters.").focus())
            (new_password("again", "The same again", problems))
            (Button::primary("Go on").class("wide"))
        }
    };
    draw(app, Step::Password, "Choose a password", !problems.is_empty(), &content)
}

/// A field for a new password.
pub(in crate::sign_in) fn new_password(name: &str, label: &str, problems: &[Problem]) -> Field {
    Field::password(name, label).autocomplete("new-password").problems(problems)
}

pub(super) async fn choose(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let (token, walk) = match walking(&app, &headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    let program = app.0.site.program_name.clone();
    let done = app.work(move |house| house.walk_password(&token, &program, sent.raw("password"), sent.raw("again"))).await;
    match done {
        Ok(()) => Redirect::to("/setup/walk/second").into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => (StatusCode::UNPROCESSABLE_ENTITY, draw_page(&app, &walk.staff.login, &problems)).into_response(),
            None => answer::refused(None, &refusal),
        },
    }
}
