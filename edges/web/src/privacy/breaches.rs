//! Cases that may be a breach: the list, and a new one. The clock begins on the day somebody first knew of it (P2-55).

use std::collections::BTreeMap;

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::breach::{BreachLine, ListBreaches, OpenBreach};
use vocabulary::day::parse_day;

use super::{Place, list_page, one_page, say, today};
use crate::app::App;
use crate::component::{
    Button, Card, Column, Crumb, Field, Hue, Icon, PageHead, Problem, Table, TableRow, chip, csrf_field, empty,
};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListBreaches)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Breach);
    let head = PageHead::new("Breaches")
        .below(html! { "Something was seen, sent or lost that should not have been. It counts as a breach until the four questions show that the risk is low." })
        .acts(html! { @if may_record { (Button::primary("Something went wrong").icon(Icon::Plus).href("/rights/breaches/new")) } });
    let body = html! {
        @if lines.is_empty() { (empty("No case is known.", "A case appears here with everybody we have to tell and until when.", None)) } @else { (table(&lines)) }
    };
    list_page(&signed, Place::Breaches, &head, &html! { (Card::new("All cases").body(body)) }).into_response()
}

fn table(lines: &[BreachLine]) -> Table {
    let columns = vec![Column::new("Discovered"), Column::number("People"), Column::new("Decision"), Column::new("Next to tell")];
    let row = |line: &BreachLine| {
        let decision = match &line.breach.decision {
            None => chip(Hue::Due, "Not decided").icon(Icon::Ring),
            Some(decision) if decision.is_breach => chip(Hue::Private, "A breach").icon(Icon::Lock),
            Some(_) => chip(Hue::Quiet, "No breach"),
        };
        let next = match line.standing {
            Some(standing) => html! { (say::standing(standing)) },
            None => html! { span.muted { "Nobody" } },
        };
        let people = usize::try_from(line.breach.affected.total()).unwrap_or(0);
        let cells = vec![html! { (count(people, "person", "people")) }, html! { (decision) }, next];
        TableRow::link(full_day(line.breach.discovered_on), format!("/rights/breaches/{}", line.breach.id), cells)
    };
    Table::new("All cases", columns).silent_caption().rows(lines.iter().map(row))
}

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Breach) {
        return signed.refused(&Refusal::NotFound);
    }
    let today = today(&app).to_string();
    draw(&signed, &Sent::of([("discovered_on", today.as_str())]), &Trouble::default())
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let command = OpenBreach {
        discovered_on: parse_day(sent.text("discovered_on")).ok(),
        happened_on: filled::maybe_day(&sent, "happened_on", &mut unread),
        happened: sent.text("happened").to_owned(),
        record_numbers: numbers(&sent, &mut unread),
        by_state: states(&sent, &mut unread),
    };
    let refusal = match filled::perform(&app, &signed, command, unread).await {
        Ok(breach) => return Redirect::to(&format!("/rights/breaches/{breach}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&signed, &sent, &trouble),
        None => signed.refused(&refusal),
    }
}

/// Record numbers, divided by commas, blanks or lines, with or without their "No.". A slip of the finger is a problem, never another
/// person.
pub(super) fn numbers(sent: &Sent, unread: &mut Vec<access::Problem>) -> Vec<i64> {
    let words = sent.text("record_numbers").split(|letter: char| matches!(letter, ',' | ';') || letter.is_whitespace());
    let words = words.map(|word| word.trim_start_matches("No.").trim_start_matches('#')).filter(|word| !word.is_empty());
    let read: Result<Vec<i64>, _> = words.map(str::parse).collect();
    read.unwrap_or_else(|_| {
        unread.push(wrong("record_numbers", "Write record numbers, divided by commas: 1042, 1077."));
        Vec::new()
    })
}

/// States and how many people: `MA 12, RI 3`; a state that stands twice is a problem, because one of the numbers would be lost.
pub(super) fn states(sent: &Sent, unread: &mut Vec<access::Problem>) -> BTreeMap<String, u32> {
    let parts = sent.text("by_state").split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut by_state = BTreeMap::new();
    for part in parts {
        let read = part
            .split_once(char::is_whitespace)
            .and_then(|(state, count)| Some((state.to_ascii_uppercase(), count.trim().parse::<u32>().ok()?)));
        if read.is_none_or(|(state, count)| by_state.insert(state, count).is_some()) {
            unread.push(wrong("by_state", "Write each state once, with its two letters and how many people: MA 12, RI 3."));
            return BTreeMap::new();
        }
    }
    by_state
}

/// The two fields that say whom it concerns.
pub(super) fn affected_fields(sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        (Field::text("record_numbers", "Record numbers, as far as they are known").class("code").autocomplete("off").hint("Divided by commas: 1042, 1077").value(sent.text("record_numbers")).problems(problems).optional())
        (Field::text("by_state", "How many people live where").autocomplete("off").hint("Two letters and a number: MA 12, RI 3. Those with record numbers are part of it.").value(sent.text("by_state")).problems(problems).optional())
    }
}

fn draw(signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let title = "Something went wrong";
    let head = PageHead::new(title).crumb(Crumb::to(Place::Breaches.words(), Place::Breaches.href())).crumb(Crumb::here(title));
    let form = html! {
        form.form method="post" action="/rights/breaches/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::area("happened", "What happened", 4).hint("What was seen, sent or lost, by whom, to whom. No names are needed here.").value(sent.text("happened")).problems(problems).focus())
            (Field::date("discovered_on", "Somebody first knew of it on").hint("Or should have known: every clock begins on this day").value(sent.text("discovered_on")).problems(problems))
            (Field::date("happened_on", "It happened on").value(sent.text("happened_on")).problems(problems).optional())
            (affected_fields(sent, problems))
            div.acts { (Button::primary("Open the case").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Place::Breaches.href())) }
        }
    };
    one_page(signed, title, &head, trouble, &html! { (Card::new("The case").padded().body(form)) })
}
