//! The second proof, the recovery codes it ends with, and the PIN.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use reactions::accounts::Walked;
use sign_in::Enrolment;

use super::password::new_password;
use super::{Step, draw, past_password};
use crate::answer;
use crate::app::App;
use crate::component::{Banner, Button, Field, Icon, Problem, csrf_field, error_summary};
use crate::form::SignedForm;
use crate::sign_in::door::{Door, OpenForm};
use crate::sign_in::enter::entered;
use crate::signed::Signed;

pub(super) async fn page(State(app): State<App>, headers: HeaderMap) -> Response {
    match past_password(&app, &headers).await {
        Ok(_) => draw_choice(&app, &[]).into_response(),
        Err(answer) => answer,
    }
}

fn draw_choice(app: &App, problems: &[Problem]) -> Markup {
    let content = html! {
        div { h1 { "A second proof" } p { "A password can be seen or guessed. Something you hold makes the difference." } }
        (error_summary(problems))
        @if app.0.passkeys.is_ok() {
            form.form method="post" action="/setup/walk/passkey" data-passkey="create" data-question="/setup/walk/passkey/question" data-needs-passkey hidden {
                input type="hidden" name="answer";
                (Field::text("passkey", "Name of this device").hint("A passkey is the quickest: your fingerprint, your face or the PIN of the device, and no code to type.").value("").placeholder("Work laptop").optional().max(60).problems(problems))
                (Button::primary("Make a passkey").icon(Icon::Shield).class("wide"))
                p.says data-says role="status" {}
                p.or { "or" }
            }
        }
        (Button::plain("Use an authenticator app").icon(Icon::Phone).href("/setup/walk/app").class("wide"))
        p.hint { "The other one can be added later under Your account." }
    };
    draw(app, Step::Second, "A second proof", !problems.is_empty(), &content)
}

pub(super) async fn question(State(app): State<App>, headers: HeaderMap, _form: OpenForm) -> Response {
    let (token, _) = match past_password(&app, &headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    let asking = app.clone();
    match app.work(move |house| house.walk_passkey_question(&token, asking.passkeys()?)).await {
        Ok(question) => axum::Json(question).into_response(),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

pub(super) async fn passkey(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let (token, _) = match past_password(&app, &headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    let asking = app.clone();
    let done = app
        .work(move |house| house.walk_with_passkey(&token, asking.passkeys()?, sent.text("answer"), sent.text("passkey")))
        .await;
    match done {
        Ok(walked) => finished(&app, &walked),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => (StatusCode::UNPROCESSABLE_ENTITY, draw_choice(&app, &problems)).into_response(),
            None => answer::refused(None, &refusal),
        },
    }
}

pub(super) async fn app_page(State(app): State<App>, headers: HeaderMap) -> Response {
    draw_app(&app, &headers, &[]).await
}

async fn draw_app(app: &App, headers: &HeaderMap, problems: &[Problem]) -> Response {
    let (token, _) = match past_password(app, headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    let program = app.0.site.program_name.clone();
    match app.work(move |house| house.walk_authenticator(&token, &program)).await {
        Ok(enrolment) => {
            let content = html! {
                div { h1 { "Authenticator app" } }
                (error_summary(problems))
                (enrol(&enrolment))
                form.form method="post" action="/setup/walk/app" { (code_field(problems)) (Button::primary("Go on").class("wide")) }
                p.below { a href="/setup/walk/second" { "Go another way" } }
            };
            let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            (status, draw(app, Step::Second, "Authenticator app", !problems.is_empty(), &content)).into_response()
        }
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// How to set up an authenticator app: the picture, and the same to type.
pub(in crate::sign_in) fn enrol(enrolment: &Enrolment) -> Markup {
    html! {
        ol.steps {
            li { "Open the authenticator app on your phone. Any will do." }
            li { "Let it read this picture." }
            li { "Type the six digits it shows." }
        }
        div.qr role="img" aria-label="The picture for the app. The same can be typed: see below." { (PreEscaped(&enrolment.qr_svg)) }
        details { summary { a { "No camera? Type this instead" } } p.secret { (enrolment.typed_secret) } }
    }
}

/// The field for the code that confirms the app.
pub(in crate::sign_in) fn code_field(problems: &[Problem]) -> Field {
    Field::code("code", "The six digits").max(7).problems(problems)
}

pub(super) async fn app(State(app): State<App>, headers: HeaderMap, OpenForm(sent): OpenForm) -> Response {
    let (token, _) = match past_password(&app, &headers).await {
        Ok(walking) => walking,
        Err(answer) => return answer,
    };
    match app.work(move |house| house.walk_with_authenticator(&token, sent.text("code"))).await {
        Ok(walked) => finished(&app, &walked),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => draw_app(&app, &headers, &problems).await,
            None => answer::refused(None, &refusal),
        },
    }
}

/// The account is ready: the codes are shown this once, and the person is signed in.
fn finished(app: &App, walked: &Walked) -> Response {
    let content = html! {
        div { h1 { "Recovery codes" } p { "For the day the phone is lost. Each works once, in place of the code. They are shown now and never again." } }
        (codes(&walked.recovery_codes))
        div.acts.no-print {
            button.b type="button" data-print { (Icon::Print) "Print" }
            (Button::primary("They are in a safe place. Go on").href("/setup/walk/pin"))
        }
    };
    entered(app, &walked.session, Door::Walking, draw(app, Step::Codes, "Recovery codes", false, &content))
}

/// The codes, to print or write down.
pub(in crate::sign_in) fn codes(codes: &[String]) -> Markup {
    html! { ul.codes aria-label="Recovery codes" { @for code in codes { li { (code) } } } }
}

pub(super) async fn pin_page(State(app): State<App>, signed: Signed) -> Response {
    draw_pin(&app, &signed, &[]).into_response()
}

fn draw_pin(app: &App, signed: &Signed, problems: &[Problem]) -> Markup {
    let content = html! {
        div { h1 { "A PIN for a locked screen" } p { "The screen locks after five minutes without touch. The PIN opens it and your work is where you left it." } }
        (error_summary(problems))
        form.form method="post" action="/setup/walk/pin" {
            (csrf_field(&signed.frame.csrf))
            (pin_fields(problems))
            (Button::primary("Save and start").class("wide"))
        }
        p.below { a href=(crate::site::DESK) { "Without a PIN: use the password" } }
        (Banner::info("The PIN works only on a screen that is signed in already."))
    };
    draw(app, Step::Pin, "A PIN", !problems.is_empty(), &content)
}

/// The two fields of a new PIN.
pub(in crate::sign_in) fn pin_fields(problems: &[Problem]) -> Markup {
    html! {
        (new_password("pin", "PIN", problems).hint("4 to 8 digits.").class("medium").max(8).focus())
        (new_password("pin_again", "The same again", problems).class("medium").max(8))
    }
}

pub(super) async fn pin(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token) = (signed.actor.clone(), signed.token.clone());
    match app.work(move |house| house.set_pin(&actor, &token, sent.text("pin"), sent.text("pin_again"))).await {
        Ok(()) => Redirect::to(crate::site::DESK).into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => (StatusCode::UNPROCESSABLE_ENTITY, draw_pin(&app, &signed, &problems)).into_response(),
            None => signed.refused(&refusal),
        },
    }
}
