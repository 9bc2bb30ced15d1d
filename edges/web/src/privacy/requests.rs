//! Every request that waits, by its last day, and the last that were answered.

use access::{Action, Kind};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use privacy::request::{ListRequests, RequestLine};

use super::{Place, list_page, say};
use crate::app::App;
use crate::component::{Button, Card, Column, Icon, PageHead, Table, TableRow, empty};
use crate::signed::{Signed, may};
use crate::words::full_day;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListRequests)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (answered, open): (Vec<&RequestLine>, Vec<&RequestLine>) = lines.iter().partition(|line| line.request.answer.is_some());
    let may_record = may(&app, &signed.actor, Action::Record, Kind::PrivacyRequest);
    let head = PageHead::new("Requests")
        .below(html! { "What people ask about their record. The clock begins on the day it reached us." })
        .acts(html! { @if may_record { (Button::primary("They ask for something").icon(Icon::Plus).href("/rights/requests/new")) } });
    let content = html! {
        @if open.is_empty() {
            (Card::new("Open").body(empty("Nobody waits for an answer.", "What people ask about their record appears here with its last day.", None)))
        } @else { (Card::new("Open").body(table("Open", &open))) }
        @if !answered.is_empty() { (Card::new("Answered").small("The newest first").body(table("Answered", &answered))) }
    };
    list_page(&signed, Place::Requests, &head, &content).into_response()
}

/// Who asks for what.
pub(super) fn title(line: &RequestLine) -> String {
    let who = line.name.as_ref().map_or_else(|| "Somebody who inquired".to_owned(), vocabulary::PersonName::full);
    format!("{who}: {}", line.request.kind.words())
}

fn table(caption: &str, lines: &[&RequestLine]) -> Markup {
    let columns =
        vec![Column::new("Who and what"), Column::new("Received"), Column::new("Last day"), Column::new("How it stands")];
    let row = |line: &&RequestLine| {
        let stands = match &line.request.answer {
            Some(answer) => html! { (answer.outcome.words()) small { " told " (full_day(answer.told_on)) } },
            None => html! { (say::standing(line.standing)) },
        };
        let cells = vec![
            html! { (full_day(line.request.received_on)) },
            html! { (say::maybe_day(line.request.last_day(), "none")) },
            stands,
        ];
        TableRow::link(title(line), format!("/rights/requests/{}", line.request.id), cells)
    };
    html! { (Table::new(caption, columns).silent_caption().rows(lines.iter().map(row))) }
}
