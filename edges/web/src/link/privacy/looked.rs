//! Who looked: by role and day, never by name, with what it was for (P2-65).

use axum::extract::{Query, State};
use axum::response::Response;
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::own::{Look, OwnLooks, OwnLooksView};
use serde::Deserialize;

use super::super::visit::Visiting;
use super::super::words as all;
use super::words;
use crate::app::App;

/// How far back.
#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    all: String,
}

pub(super) async fn page(State(app): State<App>, Query(wish): Query<Wish>, visiting: Visiting) -> Response {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let asked = OwnLooks { link, all: wish.all == "yes" };
    match app.work(move |house| house.ask_for_person(&person, &asked)).await {
        Ok(view) => {
            let today = app.0.house.zone().day(app.0.house.clock().now());
            visiting.page("/l/looked", &draw(visiting.language, &view, today))
        }
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}

fn draw(language: Language, view: &OwnLooksView, today: jiff::civil::Date) -> Markup {
    let (from, to) = (plain::day(language, view.from), plain::day(language, today));
    html! {
        p { a href="/l" { (all::BACK.to(language)) } }
        h1 { (words::LOOKED.to(language)) }
        p { (words::LOOKED_BY.to(language)) }
        p { (words::FROM_TO.with(language, &[("{from}", &from), ("{to}", &to)])) }
        @if view.looks.is_empty() { p { (words::LOOKED_NOTHING.to(language)) } }
        @for of_day in view.looks.chunk_by(|one, next| one.day == next.day) {
            @if let Some(first) = of_day.first() {
                article.box {
                    h2 { (plain::day(language, first.day)) }
                    dl { @for look in of_day { div { dt { (roles(language, look)) } dd { (what(language, look)) } } } }
                }
            }
        }
        @if !view.is_all { p { a href="/l/looked?all=yes" { (words::ALL_LOOKS.to(language)) } } }
    }
}

fn roles(language: Language, look: &Look) -> String {
    let said: Vec<String> = look.roles.iter().map(|role| words::role(*role).to(language).to_owned()).collect();
    if said.is_empty() { words::FORMER.to(language).to_owned() } else { said.join(", ") }
}

/// `"notes, to give you care, 3 times"`.
fn what(language: Language, look: &Look) -> String {
    let mut said = format!("{}, {}", words::opened(look.kind).to(language), words::why_looked(look.why).to(language));
    if look.times > 1 {
        said.push_str(&format!(", {}", words::TIMES.with(language, &[("{n}", &look.times.to_string())])));
    }
    said
}
