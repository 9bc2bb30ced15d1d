//! Writes and amends a counseling note. There is no field for anything that belongs in the chart, and what looks like it is asked
//! about before it is kept (P2-11).

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use treatment::counseling_note::read::OpenedNote;
use treatment::counseling_note::{AmendCounselingNote, OrdinaryItem, ReadCounselingNote, WriteCounselingNote, ordinary};
use vocabulary::id::{CounselingNoteId, GroupSessionId, PatientId};

use super::super::chart::{Open, Tab};
use super::super::filled::{self, Trouble};
use super::{base, explained, open_room};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, Problem, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    session: Option<GroupSessionId>,
    day: Option<Date>,
}

/// What a form is for.
struct Wish<'a> {
    action: String,
    back: String,
    title: &'a str,
    is_new: bool,
}

pub(super) async fn new_form(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    match open_room(&app, signed, patient).await {
        Ok(open) => {
            let day = asked.day.unwrap_or(open.today).to_string();
            let session = asked.session.map(|session| session.to_string()).unwrap_or_default();
            let sent = Sent::default().with("day", day).with("session", session);
            draw(&open, &new(patient), &sent, &Trouble::default(), None)
        }
        Err(response) => response,
    }
}

pub(super) async fn keep(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_room(&app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let day = filled::day(&sent, "day", &mut unread);
    let words = sent.text("words").to_owned();
    let command = WriteCounselingNote { patient, session: sent.parse("session"), day, words, left_in: left_in(&sent) };
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(note) => Redirect::to(&format!("{}/{note}", base(patient))).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &new(patient), &sent, trouble, None)),
    }
}

fn new(patient: PatientId) -> Wish<'static> {
    Wish { action: format!("{}/new", base(patient)), back: base(patient), title: "Write a counseling note", is_new: true }
}

fn amending(patient: PatientId, note: CounselingNoteId) -> Wish<'static> {
    let back = format!("{}/{note}", base(patient));
    Wish { action: format!("{back}/amend"), back, title: "Amend a counseling note", is_new: false }
}

pub(super) async fn amend_form(
    State(app): State<App>,
    signed: Signed,
    Path((patient, note)): Path<(PatientId, CounselingNoteId)>,
) -> Response {
    let stands = match standing(&app, &signed, patient, note).await {
        Ok(stands) => stands,
        Err(refusal) => return signed.refused(&refusal),
    };
    match open_room(&app, signed, patient).await {
        Ok(open) => {
            let version = stands.version.to_string();
            let mut sent = Sent::of([("words", stands.words.as_str()), ("version", version.as_str())]);
            for item in &stands.note.left_in {
                sent = sent.with(item.field(), "yes");
            }
            draw(&open, &amending(patient, note), &sent, &Trouble::default(), None)
        }
        Err(response) => response,
    }
}

pub(super) async fn amend(
    State(app): State<App>,
    Path((patient, note)): Path<(PatientId, CounselingNoteId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_room(&app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let version = sent.parse("version").unwrap_or(0);
    let command = AmendCounselingNote { note, version, words: sent.text("words").to_owned(), left_in: left_in(&sent) };
    match filled::perform(&app, &open.signed, command, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("{}/{note}", base(patient))).into_response(),
        Err(Refusal::Conflict) => match standing(&app, &open.signed, patient, note).await {
            Ok(stands) => conflict(&open, note, sent, &stands),
            Err(refusal) => open.signed.refused(&refusal),
        },
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &amending(patient, note), &sent, trouble, None)),
    }
}

/// The note as it stands, for its originator; the look is written down.
async fn standing(app: &App, signed: &Signed, patient: PatientId, note: CounselingNoteId) -> Result<OpenedNote, Refusal> {
    let actor = signed.actor.clone();
    let opened = app.work(move |house| house.ask(&actor, &ReadCounselingNote { note, purpose: None })).await?;
    if opened.patient.id == patient && opened.is_own { Ok((*opened).clone()) } else { Err(Refusal::NotFound) }
}

/// Written in two places at once: both are shown, and what was typed stays in the form.
fn conflict(open: &Open, note: CounselingNoteId, sent: Sent, stands: &OpenedNote) -> Response {
    let above = html! {
        (Banner::due("You changed this note in another place meanwhile. Nothing was saved over; look at both and save again."))
        h3 { "As it stands now" }
        div.read { @for part in stands.words.lines() { p { (part) } } }
    };
    let sent = sent.with("version", stands.version.to_string());
    let mut response = draw(open, &amending(open.patient(), note), &sent, &Trouble::question(), Some(above));
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// What the writer says is meant to stay.
fn left_in(sent: &Sent) -> Vec<OrdinaryItem> {
    OrdinaryItem::ALL.into_iter().filter(|item| sent.is_on(item.field())).collect()
}

fn draw(open: &Open, wish: &Wish<'_>, sent: &Sent, trouble: &Trouble, above: Option<Markup>) -> Response {
    let problems = &trouble.problems;
    let form = html! {
        @if let Some(above) = above { (above) }
        form.form method="post" action=(wish.action) autocomplete="off" novalidate {
            (csrf_field(&open.signed.frame.csrf))
            @if wish.is_new {
                @if !sent.text("session").is_empty() { input type="hidden" name="session" value=(sent.text("session")); }
                @if let Some(words) = Problem::at(problems, "session") { p.warn { (Icon::Info) span { (words) } } }
                (Field::date("day", "Day of the conversation").value(sent.text("day")).problems(problems))
            } @else {
                input type="hidden" name="version" value=(sent.text("version"));
            }
            (Field::area("words", "What was said, and what you make of it", 12).value(sent.text("words")).problems(problems))
            (questions(sent, problems))
            div.acts { (Button::primary("Keep this note").icon(Icon::Lock).key("Ctrl+Enter")) (Button::quiet("Cancel").href(wish.back.clone())) }
        }
    };
    let below = "Sealed before it is stored. You alone can read it.";
    let content = html! { (Card::new("Counseling note").padded().body(form)) (explained()) };
    open.form_page(Tab::Notes, wish.title, below, trouble, content)
}

/// For each thing that looks like an item of the chart: what was found, and the way to say that it is part of what was said.
fn questions(sent: &Sent, problems: &[Problem]) -> Markup {
    let found = ordinary::find(sent.text("words"));
    let asked = found.iter().filter(|one| Problem::at(problems, one.item.field()).is_some() || sent.is_on(one.item.field()));
    html! {
        @for one in asked {
            div.obs {
                @if let Some(words) = Problem::at(problems, one.item.field()) { p.warn { (Icon::Info) span { "“" (one.words) "”: " (words) } } }
                (Tick::new(one.item.field(), "yes", format!("It is part of what was said: {}", one.item.title())).id(one.item.field()).checked(sent.is_on(one.item.field())))
            }
        }
    }
}
