//! Answers that somebody should look at, and questions that wait for one; the person is one click away.

use access::{Action, Kind};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use billing::eligibility::CheckState;
use maud::{Markup, html};
use reactions::cover::{CoverLine, ListCover, Standing};

use super::said;
use crate::app::App;
use crate::component::{Button, Card, Hue, Icon, PageHead, Row, RowList, chip, empty};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words::count;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListCover)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let of = |state: CheckState| lines.iter().filter(move |line| line.check.state() == state).collect::<Vec<_>>();
    let (look, wait) = (of(CheckState::NeedsAttention), of(CheckState::Asked));
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Coverage);
    let rows = |lines: &[&CoverLine], words: &'static str| {
        html! { (RowList::new(words).rows(lines.iter().map(|line| row(line, zone)))) }
    };
    let content = html! {
        (PageHead::new("Cover").below(html! { (count(look.len(), "answer", "answers")) " to look at, " (count(wait.len(), "question", "questions")) " without an answer." }))
        (Card::new("To look at").small("Refused, ended or changed to the worse").body(html! {
            @if look.is_empty() { (empty("Nothing to look at.", "What payers answer is compared with their last answer; changes appear here.", None)) }
            @else { (rows(&look, "Answers to look at")) }
        }))
        (Card::new("Waiting").small("Asked and not answered").body(html! {
            @if wait.is_empty() { (empty("No question waits.", "Everybody who was asked has answered.", None)) } @else { (rows(&wait, "Questions that wait")) }
            @if may_record { div.pad { (said::answer_form(&signed)) } }
        }))
    };
    Page::new(&signed.frame, Area::Inquiries, "Cover").style("people.css").render(content).into_response()
}

fn row(line: &CoverLine, zone: &vocabulary::ProgramZone) -> Row {
    let check = &line.check;
    let href = match line.who.standing {
        Standing::Registered(_) => format!("/patients/{}/coverage", check.patient),
        Standing::Asked(_) => format!("/cover/{}", check.patient),
    };
    let (chip, words) = match &check.answer {
        None => (chip(Hue::Outline, "Waiting").icon(Icon::Clock), format!("Asked {}.", said::moment(zone, check.asked_at))),
        Some(answer) => {
            let alarms: Vec<&str> = answer.changes.iter().filter(|one| one.is_alarm).map(|one| one.sentence.as_str()).collect();
            let words = if alarms.is_empty() { answer.content.summary().join(" ") } else { alarms.join(" ") };
            (said::status(answer.content.status()), words)
        }
    };
    let name = line.who.name.full();
    let open: Markup = html! { (Button::plain("Open").href(href).small().about(name.clone())) };
    Row::new(name).line(html! { (check.payer_name) ": " (words) }).chip(chip).act(open)
}
