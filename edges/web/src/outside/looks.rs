//! Looks that somebody should ask about, for the compliance officer. By record numbers, not by names.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::html;
use reactions::person::{UnusualLook, UnusualLooks};

use crate::app::App;
use crate::component::{Card, Column, Hue, PageHead, Table, TableRow, chip, empty};
use crate::frame::{Area, Page};
use crate::patients::say;
use crate::signed::Signed;
use crate::words::capital;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let looks = match app.work(move |house| house.ask(&actor, &UnusualLooks)).await {
        Ok(looks) => looks,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let today = zone.day(app.0.house.clock().now());
    let columns = vec![
        Column::new("Who"),
        Column::new("What is unusual"),
        Column::new("What for"),
        Column::new("Record"),
        Column::new("Last time"),
        Column::new("Times"),
    ];
    let row = |look: &UnusualLook| {
        TableRow::new(
            html! { div { (look.who) small { (look.roles) } } },
            vec![
                html! { @for why in &look.why { (chip(Hue::Due, why.words())) " " } },
                html! { (capital(&look.purposes.iter().map(|why| why.words()).collect::<Vec<_>>().join(", "))) },
                html! { a.code href=(format!("/patients/{}/who-looked", look.patient)) { (look.record_number) } },
                html! { (say::moment(zone, look.at, today)) },
                html! { (look.times) },
            ],
        )
    };
    let content = html! {
        (PageHead::new("Unusual looks").below(html! { "Of the last 30 days. A reason to ask is no accusation: family names repeat, and people help out." }))
        @if looks.is_empty() {
            (Card::new("Looks to ask about").body(empty("Nothing unusual.", "Every look at a chart is written down; what stands out comes here.", None)))
        } @else {
            (Card::new("Looks to ask about").body(html! { (Table::new("Unusual looks", columns).silent_caption().rows(looks.iter().map(row))) }))
        }
    };
    Page::new(&signed.frame, Area::Audit, "Unusual looks").render(content).into_response()
}
