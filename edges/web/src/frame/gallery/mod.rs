//! Every component and a few whole screens with invented people, so that a change can be looked at.
//! Only a demonstration or development build mounts it.

mod chart;
mod claims;
mod day;
mod form;
mod note;
mod pieces;
mod sample;

use axum::Router;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::Notice;
use super::plain::PlainPage;
use crate::component::{Button, Card, Field, Toast};

/// The gallery under `/gallery`. Holds no data and changes none.
pub fn gallery<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/gallery", get(async || pieces::page()))
        .route("/gallery/day", get(async || day::page()))
        .route("/gallery/note", get(async || note::page()))
        .route("/gallery/chart", get(async || chart::page()))
        .route("/gallery/claims", get(async || claims::page()))
        .route("/gallery/form", get(async || form::page()))
        .route("/gallery/sign-in", get(async || sign_in()))
        .route("/gallery/not-here", get(async || Notice::NotFound.answer(Some(&sample::frame()))))
        .route("/gallery/arrive", post(arrive))
        .route("/gallery/save", post(async || (StatusCode::NO_CONTENT, [("x-saved-at", "10:22")])))
}

/// All pages of the gallery, for the tests.
#[cfg(test)]
pub(super) fn pages() -> Vec<(&'static str, Markup)> {
    vec![
        ("pieces", pieces::page()),
        ("day", day::page()),
        ("note", note::page()),
        ("chart", chart::page()),
        ("claims", claims::page()),
        ("form", form::page()),
        ("sign-in", sign_in()),
    ]
}

#[derive(Deserialize)]
struct Arrive {
    state: String,
}

/// Answers as the day board does: the row again, and a toast with undo.
async fn arrive(Form(form): Form<Arrive>) -> Markup {
    let mut row = day::row("Nadia F.|texted 9:05|here 9:22||180 180");
    row.arrival.state = day::state(&form.state);
    let words = format!("Nadia F.: {} 9:22", row.arrival.state.word());
    html! { (row) (Toast::new(words).undo("/gallery/arrive", "t").out_of_band()) }
}

fn sign_in() -> Markup {
    let body = html! {
        form.form method="post" action="/sign-in" {
            (Field::text("username", "User name").autocomplete("username").focus())
            (Field::password("password", "Password"))
            (Button::primary("Sign in").class("wide"))
        }
    };
    PlainPage::new("Sign in", "Harbor Street IOP").render(html! {
        div.card { div { h1 { "Good morning" } p { "Sign in to Harbor Street." } } (body) }
    })
}

/// A card of samples under a heading.
fn samples(title: &str, body: Markup) -> Markup {
    html! { (Card::new(title).padded().body(body)) }
}
