//! Passkeys: adding one, naming it, removing it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::html;
use reactions::accounts::PasskeyLine;

use super::{below, confirmed, done, refused};
use crate::app::App;
use crate::component::{Button, Field, Icon, Problem, csrf_field};
use crate::form::SignedForm;
use crate::frame::Notice;
use crate::signed::Signed;

const HERE: &str = "/account/passkeys";

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match confirmed(&app, &signed, HERE).await {
        Ok(()) => draw(&signed, "", &[]),
        Err(answer) => answer,
    }
}

fn draw(signed: &Signed, name: &str, problems: &[Problem]) -> Response {
    let body = html! {
        noscript { p { "Passkeys need JavaScript, which is switched off in this browser." } }
        form.form method="post" action=(HERE) data-passkey="create" data-question="/account/passkeys/question" data-needs-passkey hidden {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="answer";
            (Field::text("passkey", "Name of the device").hint("So that you know which one to remove when it is lost.").value(name).placeholder("Work laptop").class("medium").max(60).problems(problems).focus())
            div.acts { (Button::primary("Add this device").icon(Icon::Shield)) (Button::quiet("Leave it").href("/account")) }
            p.says data-says role="status" {}
        }
    };
    below(signed, "Add a passkey", problems, body)
}

pub(super) async fn question(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token, asking) = (signed.actor.clone(), signed.token.clone(), app.clone());
    match app.work(move |house| house.passkey_question(&actor, &token, asking.passkeys()?)).await {
        Ok(question) => axum::Json(question).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn add(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token, asking, name) = (signed.actor.clone(), signed.token.clone(), app.clone(), sent.text("passkey").to_owned());
    let added = app
        .work(move |house| house.add_passkey(&actor, &token, asking.passkeys()?, sent.text("answer"), sent.text("passkey")))
        .await;
    match added {
        Ok(()) => done("passkey"),
        Err(refusal) => refused(&signed, &refusal, HERE, |problems| draw(&signed, &name, problems)),
    }
}

pub(super) async fn one_page(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Response {
    if let Err(answer) = confirmed(&app, &signed, &format!("{HERE}/{id}")).await {
        return answer;
    }
    let actor = signed.actor.clone();
    let found = match app.work(move |house| house.own_account(&actor)).await {
        Ok(account) => account.and_then(|account| account.passkeys.into_iter().find(|passkey| passkey.id == id)),
        Err(refusal) => return signed.refused(&refusal),
    };
    found.map_or_else(|| Notice::NotFound.answer(Some(&signed.frame)), |passkey| draw_one(&signed, &passkey))
}

fn draw_one(signed: &Signed, passkey: &PasskeyLine) -> Response {
    let here = format!("{HERE}/{}", passkey.id);
    let body = html! {
        form.form method="post" action=(here) {
            (csrf_field(&signed.frame.csrf))
            (Field::text("passkey", "Name of the device").value(passkey.name.clone()).class("medium").max(60).focus())
            div.acts { (Button::primary("Save the name")) (Button::quiet("Leave it").href("/account")) }
        }
        form.form method="post" action=(format!("{here}/remove")) {
            (csrf_field(&signed.frame.csrf))
            p.hint { "Lost the device, or somebody else has it now? Without the passkey here, it opens nothing." }
            div.acts { (Button::plain("Remove this passkey")) }
        }
    };
    below(signed, "Passkey", &[], body)
}

pub(super) async fn rename(State(app): State<App>, Path(id): Path<String>, SignedForm(signed, sent): SignedForm) -> Response {
    let (actor, token, here) = (signed.actor.clone(), signed.token.clone(), format!("{HERE}/{id}"));
    match app.work(move |house| house.rename_passkey(&actor, &token, &id, sent.text("passkey"))).await {
        Ok(()) => done("renamed"),
        Err(refusal) => refused(&signed, &refusal, &here, |problems| below(&signed, "Passkey", problems, html! {})),
    }
}

pub(super) async fn remove(State(app): State<App>, Path(id): Path<String>, SignedForm(signed, _): SignedForm) -> Response {
    let (actor, token, here) = (signed.actor.clone(), signed.token.clone(), format!("{HERE}/{id}"));
    match app.work(move |house| house.remove_passkey(&actor, &token, &id)).await {
        Ok(()) => done("no-passkey"),
        Err(refusal) => refused(&signed, &refusal, &here, |problems| below(&signed, "Passkey", problems, html! {})),
    }
}
