//! The directory: whom we tell things outside, found by typing.

use access::{Action, Kind};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use privacy::outside_recipient::{FindOutsideRecipients, FoundOutsideRecipients, OutsideRecipient};

use super::HREF;
use crate::app::App;
use crate::component::{Button, Card, Column, Field, Hue, Icon, PageHead, Table, TableRow, Tick, chip, empty};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words::count;

/// What was asked for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    all: String,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    if !asked.q.trim().is_empty()
        && let Err(wait) = signed.may_search(&app)
    {
        return *wait;
    }
    let query = FindOutsideRecipients { words: asked.q.clone(), with_retired: !asked.all.is_empty() };
    let actor = signed.actor.clone();
    let found = match app.work(move |house| house.ask(&actor, &query)).await {
        Ok(found) => found,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_record = may(&app, &signed.actor, Action::Record, Kind::OutsideRecipient);
    let head = PageHead::new("Directory")
        .below(html! { "Whom we tell things outside: who they are, what they are in law, where they are reached. What is sent takes name and address from here." })
        .acts(html! { @if may_record { (Button::primary("Write somebody in").icon(Icon::Plus).href("/recipients/new")) } });
    let content = html! {
        (head)
        form.form.cols method="get" action=(HREF) role="search" {
            (Field::search("q", "Name, town or kind").optional().value(asked.q.clone()).autocomplete("off"))
            (Tick::new("all", "yes", "Also those no longer used").checked(!asked.all.is_empty()))
            div.acts { (Button::plain("Look").icon(Icon::Search)) }
        }
        (Card::new("Who is there").body(body(&found, &asked, may_record)))
    };
    Page::new(&signed.frame, Area::Patients, "Directory").style("desk.css").render(content).into_response()
}

fn body(found: &FoundOutsideRecipients, asked: &Asked, may_record: bool) -> Markup {
    if found.shown.is_empty() {
        let next = may_record.then(|| Button::plain("Write somebody in").href("/recipients/new"));
        return if asked.q.trim().is_empty() {
            empty("The directory is empty.", "Write in the practices, hospitals, courts and families you send things to.", next)
        } else {
            empty("Nobody is found.", "Try fewer letters, or those no longer used.", next)
        };
    }
    let columns = vec![Column::new("Who"), Column::new("What they are"), Column::new("Where"), Column::new("Telephone and fax")];
    html! {
        (Table::new("The directory", columns).silent_caption().rows(found.shown.iter().map(row)))
        @if found.more > 0 { p.pad.muted { (count(found.more, "more is there", "more are there")) ": type a part of the name." } }
    }
}

fn row(one: &OutsideRecipient) -> TableRow {
    let name = html! { (one.name) };
    let kind = html! {
        div {
            (one.status.title())
            @if one.treats { small { "Treats people" } }
        }
        @if one.retired.is_some() { " " (chip(Hue::Gone, "No longer used")) }
    };
    let numbers = [&one.phone, &one.fax].into_iter().filter(|number| !number.is_empty()).cloned().collect::<Vec<_>>();
    let cells = vec![kind, html! { (one.address.join(", ")) }, html! { (numbers.join(" · ")) }];
    TableRow::link(name, format!("{HREF}/{}", one.id), cells)
}
