//! Complaints: the register, a new one, one with its answer, and what the program promises whoever complains (P2-53).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::clock::Clocks;
use privacy::complaint::{AnswerComplaint, ComplaintLine, ListComplaints, NO_RETALIATION, OpenComplaint, ReceiveComplaint};
use privacy::request::Way;
use vocabulary::day::parse_day;
use vocabulary::id::ComplaintId;

use super::{Place, list_page, may_read, one_page, say, today};
use crate::app::App;
use crate::component::{
    Button, Card, ChoiceRow, Column, Crumb, Fact, Field, Hue, Icon, PageHead, Table, TableRow, chip, csrf_field, empty, facts,
};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::full_day;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListComplaints)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Complaint);
    let head = PageHead::new("Complaints")
        .below(html! { "Anybody may complain, to us or to the federal office." })
        .acts(html! { @if may_record { (Button::primary("A complaint").icon(Icon::Plus).href("/rights/complaints/new")) } });
    let body = html! {
        @if lines.is_empty() { (empty("Nobody has complained.", "Every complaint appears here with what came of it.", None)) } @else { (table(&lines)) }
    };
    let content = html! { (Card::new("All complaints").small("The open ones first").body(body)) (promise(&app)) };
    list_page(&signed, Place::Complaints, &head, &content).into_response()
}

/// Who complains, as far as they said; the words stay on the page of the complaint.
pub(super) fn title(line: &ComplaintLine) -> String {
    let from = if line.complaint.from.is_empty() { "Somebody who gave no name" } else { &line.complaint.from };
    match &line.name {
        Some(name) => format!("{from}, about the record of {}", name.full()),
        None => from.to_owned(),
    }
}

fn table(lines: &[ComplaintLine]) -> Table {
    let columns = vec![Column::new("Who"), Column::new("Received"), Column::new("How it stands")];
    let row = |line: &ComplaintLine| {
        let stands = match &line.complaint.answer {
            None => chip(Hue::Due, "Open").icon(Icon::Ring),
            Some(_) => chip(Hue::Here, "Answered").icon(Icon::Check),
        };
        let cells = vec![html! { (full_day(line.complaint.received_on)) }, html! { (stands) }];
        TableRow::link(title(line), format!("/rights/complaints/{}", line.complaint.id), cells)
    };
    Table::new("All complaints", columns).silent_caption().rows(lines.iter().map(row))
}

/// What the program promises, and where else somebody may go.
fn promise(app: &App) -> Markup {
    let address = Clocks::standard().complaint_address(today(app));
    html! {
        (Card::new("What to tell whoever complains").padded().body(html! {
            p { (NO_RETALIATION) }
            @if let Some(address) = address {
                p { "They may also write to the federal office, before, after or instead of us:" }
                address {
                    (address.name) br; @for line in &address.lines { (line) br; }
                    (address.phone) br; (address.web)
                }
                p.muted { (address.source) "; " (address.mark.words()) "." }
            }
        }))
    }
}

/// Whose record it is about, when it is about one.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    patient: String,
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Complaint) {
        return signed.refused(&Refusal::NotFound);
    }
    let today = today(&app).to_string();
    let begun = Sent::of([("received_on", today.as_str()), ("patient", asked.patient.as_str())]);
    draw_form(&app, &signed, &begun, &Trouble::default())
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let command = ReceiveComplaint {
        patient: sent.parse("patient"),
        received_on: parse_day(sent.text("received_on")).ok(),
        from: sent.text("from").to_owned(),
        way: sent.parse("way"),
        words: sent.text("words").to_owned(),
    };
    let refusal = match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(complaint) if may_read(&app, &signed, Kind::Complaint) => {
            return Redirect::to(&format!("/rights/complaints/{complaint}")).into_response();
        }
        Ok(_) => return Redirect::to("/rights/written-down").into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw_form(&app, &signed, &sent, &trouble),
        None => signed.refused(&refusal),
    }
}

fn head(app: &App, signed: &Signed, title: &str) -> PageHead {
    let crumb = if may_read(app, signed, Kind::Complaint) {
        Crumb::to(Place::Complaints.words(), Place::Complaints.href())
    } else {
        Crumb::to("Today", "/today")
    };
    PageHead::new(title).crumb(crumb).crumb(Crumb::here("One complaint"))
}

fn draw_form(app: &App, signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let ways = Way::ALL.iter().map(|way| (way.as_str(), way.words()));
    let problems = &trouble.problems;
    let is_about = !sent.text("patient").is_empty();
    let form = html! {
        form.form method="post" action="/rights/complaints/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            @if is_about { input type="hidden" name="patient" value=(sent.text("patient")); p.muted { "About the record whose chart you came from." } }
            (Field::area("words", "About what, in their words", 4).value(sent.text("words")).problems(problems).focus())
            (Field::text("from", "Who complains").hint("Empty when they do not want to say").value(sent.text("from")).problems(problems).optional())
            (Field::date("received_on", "It reached us on").value(sent.text("received_on")).problems(problems))
            (ChoiceRow::one("way", "How").choices(ways).chosen(sent.text("way")).problems(problems))
            div.acts { (Button::primary("Write it down").key("Ctrl+Enter")) (Button::quiet("Cancel").href(if may_read(app, signed, Kind::Complaint) { Place::Complaints.href() } else { "/today" })) }
        }
    };
    let content = html! { (Card::new("What they say").padded().body(form)) (promise(app)) };
    one_page(signed, "A complaint", &head(app, signed, "A complaint"), trouble, &content)
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(complaint): Path<ComplaintId>) -> Response {
    let today = today(&app).to_string();
    shown(&app, &signed, complaint, &Sent::of([("told_on", today.as_str())]), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, complaint: ComplaintId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let line = match app.work(move |house| house.ask(&actor, &OpenComplaint { complaint })).await {
        Ok(line) => line,
        Err(refusal) => return signed.refused(&refusal),
    };
    let one = &line.complaint;
    let may_answer = one.answer.is_none() && may(app, &signed.actor, Action::Amend, Kind::Complaint);
    let mut told = vec![
        Fact::new("In their words", one.words.as_str()),
        Fact::new("Received", full_day(one.received_on)).value_small(one.way.words()),
    ];
    if let Some(answer) = &one.answer {
        let small = format!("told: {}", say::maybe_day(answer.told_on, "nobody is known"));
        told.push(Fact::new("What came of it", answer.outcome.as_str()).value_small(small));
    }
    let content = html! {
        (Card::new("What they say").padded().body(facts(&told)))
        @if may_answer { (Card::new("What came of it").padded().body(answer_form(signed, complaint, sent, trouble))) }
        (promise(app))
    };
    one_page(signed, "A complaint", &head(app, signed, &title(&line)), trouble, &content)
}

fn answer_form(signed: &Signed, complaint: ComplaintId, sent: &Sent, trouble: &Trouble) -> Markup {
    html! {
        form.form method="post" action=(format!("/rights/complaints/{complaint}")) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::area("outcome", "What was found and what was done", 4).value(sent.text("outcome")).problems(&trouble.problems))
            (Field::date("told_on", "They were told on").hint("May stay empty only when nobody knows who it was").value(sent.text("told_on")).problems(&trouble.problems))
            div.acts { (Button::primary("Save the answer")) }
        }
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    Path(complaint): Path<ComplaintId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut unread = Vec::new();
    let told_on = filled::maybe_day(&sent, "told_on", &mut unread);
    let command = AnswerComplaint { complaint, outcome: sent.text("outcome").to_owned(), told_on };
    let refusal = match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => return Redirect::to(&format!("/rights/complaints/{complaint}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(&app, &signed, complaint, &sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}
