//! Who looked at a chart, for whoever may ask. The page names nobody in care: the record number is enough to ask about it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::html;
use reactions::person::WhoLooked;
use vocabulary::id::PatientId;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Column, Icon, PageHead, Table, TableRow, empty};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::words::capital;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let actor = signed.actor.clone();
    let looked = match app.work(move |house| house.ask(&actor, &WhoLooked { patient })).await {
        Ok(looked) => looked,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let today = zone.day(app.0.house.clock().now());
    let columns = vec![
        Column::new("Who"),
        Column::new("Role"),
        Column::new("What was opened"),
        Column::new("What for"),
        Column::new("When"),
    ];
    let rows = looked.views.iter().map(|look| {
        let cells = vec![
            html! { (look.roles) },
            html! { (opened(look.kind)) },
            html! { (capital(look.why.words())) },
            html! { (say::moment(zone, look.at, today)) },
        ];
        TableRow::new(html! { (look.who) }, cells)
    });
    let table = Table::new("Who looked", columns).silent_caption().rows(rows);
    let is_keeper = super::chart::sees(&app, &signed, access::Kind::NoContact);
    let apart = Button::plain("Kept apart").icon(Icon::Lock).href(format!("/patients/{patient}/kept-apart"));
    let acts = html! { @if is_keeper { (apart) } };
    let content = html! {
        (PageHead::new("Who looked").acts(acts).below(html! { "At record " span.code { (looked.record_number) } ". The list is part of the record; nobody can change it. What for follows from what was opened and by whom; where a purpose had to be stated first, it is that." }))
        @if looked.views.is_empty() {
            (Card::new("Looks").body(empty("Nobody has opened this chart.", "", None)))
        } @else {
            (Card::new("Looks, newest first").body(html! { (table) }))
        }
    };
    Page::new(&signed.frame, Area::Audit, format!("Who looked, {}", looked.record_number)).render(content).into_response()
}

fn opened(kind: access::Kind) -> &'static str {
    match kind {
        access::Kind::Patient => "the chart",
        other => other.title(),
    }
}
