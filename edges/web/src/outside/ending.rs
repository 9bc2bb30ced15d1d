//! Consents that end soon, with the way to a new one.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::html;
use reactions::outside::{EndingConsents, EndingLine};

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Column, Hue, PageHead, Table, TableRow, chip, empty};
use crate::frame::{Area, Page};
use crate::patients::say::recipients_named;
use crate::signed::Signed;
use crate::words::full_day;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let endings = match app.work(move |house| house.ask(&actor, &EndingConsents)).await {
        Ok(endings) => endings,
        Err(refusal) => return signed.refused(&refusal),
    };
    let columns = vec![
        Column::new("Who"),
        Column::new("May tell"),
        Column::new("What"),
        Column::new("Until"),
        Column::new("Written to them"),
        Column::new(""),
    ];
    let row = |line: &EndingLine| {
        let base = format!("/patients/{}/consents", line.patient);
        let hue = if line.within_days <= 7 { Hue::Due } else { Hue::Quiet };
        TableRow::new(
            html! { a href=(base) { (line.name) } },
            vec![
                html! { (recipients_named(&line.consent.recipients, &endings.payers)) },
                html! { (say::categories(line.consent.categories.iter().copied())) },
                html! { (full_day(line.last_day)) " " (chip(hue, format!("within {} days", line.within_days))) },
                html! { (written(&app, line)) },
                html! { (Button::plain("Ask anew").small().href(format!("{base}/build")).about(line.name.clone())) },
            ],
        )
    };
    let content = html! {
        (PageHead::new("Consents that end soon").below(html! { "When one ends, nothing more leaves by it. People are written to at 30, 14 and 7 days in words that say nothing. Ask before it ends, or let it end." }))
        @if endings.lines.is_empty() {
            (Card::new("Within 30 days").body(empty("No consent ends within 30 days.", "", None)))
        } @else {
            (Card::new("Within 30 days, soonest first").body(html! { (Table::new("Consents that end", columns).silent_caption().rows(endings.lines.iter().map(row))) }))
        }
    };
    Page::new(&signed.frame, Area::Patients, "Consents that end soon").render(content).into_response()
}

/// Whether the person knows: they are written to at thirty, fourteen and seven days, where they allowed it.
fn written(app: &App, line: &EndingLine) -> String {
    match line.written_at {
        Some(at) => full_day(app.0.house.zone().day(at)),
        None if line.may_be_written_to => "Not yet".to_owned(),
        None => "They allowed no number: call or ask in person".to_owned(),
    }
}
