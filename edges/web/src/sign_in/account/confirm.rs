//! The password once more, before the means of signing in are changed: a screen left open is not enough.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use reactions::accounts::Proof;

use super::below;
use crate::app::App;
use crate::component::{Button, Field, Problem, csrf_field};
use crate::form::SignedForm;
use crate::sign_in::door::gone;
use crate::signed::{Signed, cookie_name};

#[derive(serde::Deserialize)]
pub(super) struct To {
    #[serde(default)]
    to: String,
}

/// The address of the page that asks and then leads on.
pub(super) fn address(to: &str) -> String {
    format!("/account/confirm?{}", url::form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish())
}

/// Only pages of one's own account.
fn inside(to: &str) -> &str {
    let is_plain = to.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte));
    if to.starts_with("/account/") && is_plain { to } else { "/account" }
}

pub(super) async fn page(signed: Signed, Query(to): Query<To>) -> Response {
    draw(&signed, inside(&to.to), &[])
}

fn draw(signed: &Signed, to: &str, problems: &[Problem]) -> Response {
    let body = html! {
        form.form method="post" action="/account/confirm" {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="to" value=(to);
            (Field::password("secret", "Password").hint("Asked once more before anything about signing in is changed. It holds for 15 minutes.").class("medium").problems(problems).focus())
            div.acts { (Button::primary("Go on")) (Button::quiet("Leave it").href("/account")) }
        }
    };
    below(signed, "Your password, please", problems, body)
}

pub(super) async fn confirm(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (staff, token, secret) = (signed.actor.staff, signed.token.clone(), sent.raw("secret").to_owned());
    let to = inside(sent.text("to"));
    match app.work(move |house| house.confirm(&token, staff, &secret)).await {
        Ok(Proof::Right) => Redirect::to(to).into_response(),
        Ok(Proof::Wrong { tries_left }) => {
            let words = format!("That was not it. Tries left before you are signed out: {tries_left}.");
            draw(&signed, to, &[Problem::new("secret", words)])
        }
        Ok(Proof::SignInAgain) => {
            ([(header::SET_COOKIE, gone(&app, cookie_name(&app.0)))], Redirect::to("/sign-in")).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}
