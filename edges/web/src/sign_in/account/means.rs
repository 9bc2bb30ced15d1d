//! Password, PIN, recovery codes and authenticator app: one small page each.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::{below, confirmed, done, refused};
use crate::app::App;
use crate::component::{Button, Icon, Problem, csrf_field};
use crate::form::SignedForm;
use crate::sign_in::setup::{code_field, codes as list_codes, enrol, new_password, pin_fields};
use crate::signed::Signed;

/// Asks for the password once more unless it was said just now, then goes on.
macro_rules! confirmed_page {
    ($name:ident, $to:literal, $draw:ident) => {
        pub(super) async fn $name(State(app): State<App>, signed: Signed) -> Response {
            match confirmed(&app, &signed, $to).await {
                Ok(()) => $draw(&signed, &[]),
                Err(answer) => answer,
            }
        }
    };
}

confirmed_page!(password_page, "/account/password", draw_password);
confirmed_page!(pin_page, "/account/pin", draw_pin);
confirmed_page!(codes_page, "/account/codes", draw_codes);

fn draw_password(signed: &Signed, problems: &[Problem]) -> Response {
    let body = html! {
        form.form method="post" action="/account/password" {
            (csrf_field(&signed.frame.csrf))
            (new_password("password", "New password", problems).hint("At least 12 characters. Four or five words that do not belong together.").class("medium").focus())
            (new_password("again", "The same again", problems).class("medium"))
            div.acts { (Button::primary("Change the password")) (Button::quiet("Leave it").href("/account")) }
        }
    };
    below(signed, "Password", problems, body)
}

pub(super) async fn password(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token, program) = (signed.actor.clone(), signed.token.clone(), app.0.site.program_name.clone());
    let changed =
        app.work(move |house| house.change_password(&actor, &token, &program, sent.raw("password"), sent.raw("again"))).await;
    match changed {
        Ok(()) => done("password"),
        Err(refusal) => refused(&signed, &refusal, "/account/password", |problems| draw_password(&signed, problems)),
    }
}

fn draw_pin(signed: &Signed, problems: &[Problem]) -> Response {
    let body = html! {
        form.form method="post" action="/account/pin" {
            (csrf_field(&signed.frame.csrf))
            (pin_fields(problems))
            div.acts { (Button::primary("Set the PIN")) (Button::quiet("Leave it").href("/account")) }
        }
        form method="post" action="/account/pin/remove" { (csrf_field(&signed.frame.csrf)) (Button::quiet("Go without a PIN")) }
    };
    below(signed, "PIN", problems, body)
}

pub(super) async fn pin(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.set_pin(&actor, &token, sent.text("pin"), sent.text("pin_again"))).await {
        Ok(()) => done("pin"),
        Err(refusal) => refused(&signed, &refusal, "/account/pin", |problems| draw_pin(&signed, problems)),
    }
}

pub(super) async fn remove_pin(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.remove_pin(&actor, &token)).await {
        Ok(()) => done("no-pin"),
        Err(refusal) => refused(&signed, &refusal, "/account/pin", |problems| draw_pin(&signed, problems)),
    }
}

fn draw_codes(signed: &Signed, problems: &[Problem]) -> Response {
    let body = html! {
        p { "Ten new codes take the place of those you have. They are shown once: have the printer or a pen ready." }
        form method="post" action="/account/codes" {
            (csrf_field(&signed.frame.csrf))
            div.acts { (Button::primary("Show ten new codes")) (Button::quiet("Leave it").href("/account")) }
        }
    };
    below(signed, "Recovery codes", problems, body)
}

pub(super) async fn codes(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.new_recovery_codes(&actor, &token)).await {
        Ok(new) => {
            let body = html! {
                p { "Each works once, in place of the code of the app. The earlier ones do not work any more. These are not shown again." }
                (list_codes(&new))
                div.acts.no-print {
                    button.b type="button" data-print { (Icon::Print) "Print" }
                    (Button::primary("They are in a safe place").href("/account"))
                }
            };
            below(&signed, "Recovery codes", &[], body)
        }
        Err(refusal) => refused(&signed, &refusal, "/account/codes", |problems| draw_codes(&signed, problems)),
    }
}

pub(super) async fn app_page(State(app): State<App>, signed: Signed) -> Response {
    match confirmed(&app, &signed, "/account/app").await {
        Ok(()) => draw_app(&app, &signed, &[]).await,
        Err(answer) => answer,
    }
}

async fn draw_app(app: &App, signed: &Signed, problems: &[Problem]) -> Response {
    let (actor, token, program) = (signed.actor.clone(), signed.token.clone(), app.0.site.program_name.clone());
    let shown = app
        .work(move |house| {
            let has_app = house.own_account(&actor)?.is_some_and(|account| account.has_authenticator);
            Ok((house.start_authenticator(&actor, &token, &program)?, has_app))
        })
        .await;
    match shown {
        Ok((enrolment, has_app)) => {
            let body = html! {
                @if has_app { p { "When the new app is confirmed, the one before does not count any more." } }
                (enrol(&enrolment))
                form.form method="post" action="/account/app" {
                    (csrf_field(&signed.frame.csrf))
                    (code_field(problems))
                    div.acts { (Button::primary("Confirm")) (Button::quiet("Leave it").href("/account")) }
                }
                @if has_app {
                    form method="post" action="/account/app/remove" { (csrf_field(&signed.frame.csrf)) (Button::quiet("Go without an authenticator app")) }
                }
            };
            below(signed, "Authenticator app", problems, body)
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn app(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.finish_authenticator(&actor, &token, sent.text("code"))).await {
        Ok(()) => done("app"),
        Err(refusal) => match crate::answer::problems(&refusal) {
            Some(problems) => draw_app(&app, &signed, &problems).await,
            None => {
                refused(&signed, &refusal, "/account/app", |problems| below(&signed, "Authenticator app", problems, html! {}))
            }
        },
    }
}

pub(super) async fn remove_app(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.remove_authenticator(&actor, &token)).await {
        Ok(()) => done("no-app"),
        Err(refusal) => {
            refused(&signed, &refusal, "/account/app", |problems| below(&signed, "Authenticator app", problems, html! {}))
        }
    }
}
