//! Corrections of one signed note: amend it, or take it out of force. Each asks why and keeps what stood before.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use treatment::progress_note::{AmendNote, NoteDocument, OpenNote, VoidNote};
use vocabulary::day::long_day;
use vocabulary::id::ProgressNoteId;

use super::{with_conflict, with_problems};
use crate::answer;
use crate::app::App;
use crate::component::{Banner, Button, Crumb, Field, PageHead, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::signed::Signed;

/// Reads a note for a correction; what the viewer may not do is not there.
pub(super) async fn open(
    app: &App,
    signed: &Signed,
    note: ProgressNoteId,
    may: fn(&NoteDocument) -> bool,
) -> Result<Released<NoteDocument>, Refusal> {
    let actor = signed.actor.clone();
    let document = app.work(move |house| house.ask(&actor, &OpenNote { note })).await?;
    if may(&document) { Ok(document) } else { Err(Refusal::NotFound) }
}

/// Title, the way above, and the sentence below, alike on every correction.
pub(super) fn head(title: &str, document: &NoteDocument, below: &str) -> PageHead {
    PageHead::new(title)
        .crumb(Crumb::to(document.patient.name().short(), format!("/patients/{}", document.patient.id)))
        .crumb(Crumb::to("Progress note", format!("/notes/{}", document.note.id)))
        .crumb(Crumb::here(long_day(document.note.day)))
        .below(html! { (below) })
}

pub(super) fn page(signed: &Signed, title: &str, document: &NoteDocument, is_problem: bool, content: Markup) -> Markup {
    let title = format!("{title}, {}", document.patient.tab_name());
    Page::new(&signed.frame, Area::Groups, title)
        .style("note.css")
        .problem(is_problem)
        .top(super::note::part_2())
        .narrow()
        .render(content)
}

pub(super) async fn amend_form(State(app): State<App>, signed: Signed, Path(note): Path<ProgressNoteId>) -> Response {
    match open(&app, &signed, note, |document| document.may.amend).await {
        Ok(document) => amend_page(&signed, &document, None, &[], false).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// With `sent`, what was typed stands in the fields; after a change by somebody else the text as it is now stands beside it.
fn amend_page(signed: &Signed, document: &NoteDocument, sent: Option<&Sent>, problems: &[Problem], is_changed: bool) -> Markup {
    let here = format!("/notes/{}", document.note.id);
    let typed = |name: &str, now: &str| sent.map_or_else(|| now.to_owned(), |sent| sent.text(name).to_owned());
    let content = html! {
        (head("Amend", document, "A new version with a new signature. The one that stands now stays readable."))
        (error_summary(problems))
        @if is_changed {
            (Banner::due("Somebody changed this note after you opened it. Both texts are here: look, then save again."))
            section.card { div.pad { h3 { "As it stands now" } p.said { (document.note.own.words) } } }
        }
        form.form method="post" action=(format!("{here}/amend")) {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="version" value=(document.version);
            (Field::area("words", "Only this person", 4).value(typed("words", &document.note.own.words)).problems(problems).focus())
            (Field::number("stated_minutes", "Minutes").optional().hint(format!("Credited now: {}. Leave empty to keep them.", document.note.credited_minutes)).value(typed("stated_minutes", "")).problems(problems))
            (why().value(typed("reason", "")).problems(problems))
            div.acts { (Button::primary("Sign the new version").key("Ctrl+Enter")) (Button::quiet("Cancel").href(here.clone())) }
        }
        p.hint { "Is it the part that everyone has? " a href=(format!("/sessions/{}/signed", document.note.session)) { "Correct it in every note of the session" } "." }
    };
    page(signed, "Amend", document, !problems.is_empty() || is_changed, content)
}

/// The reason field, alike on every correction.
pub(super) fn why() -> Field {
    Field::area("reason", "Why", 2).hint("It stays with the note and can be read in the chart.")
}

pub(super) async fn amend(
    State(app): State<App>,
    Path(note): Path<ProgressNoteId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let minutes = sent.text("stated_minutes");
    let stated_minutes = minutes.parse::<i64>().ok();
    let mut problems = Vec::new();
    if !minutes.is_empty() && stated_minutes.is_none() {
        problems.push(Problem::new("stated_minutes", "Write the minutes as a whole number, or leave them empty."));
    }
    for (field, words) in [("words", "The person's own line cannot be empty."), ("reason", "Write why; it stays with the note.")]
    {
        if sent.text(field).is_empty() {
            problems.push(Problem::new(field, words));
        }
    }
    let command = AmendNote {
        note,
        version: sent.parse("version").unwrap_or(0),
        words: sent.text("words").replace("\r\n", "\n"),
        stated_minutes,
        reason: sent.text("reason").to_owned(),
    };
    let actor = signed.actor.clone();
    let done =
        if problems.is_empty() { app.work(move |house| house.perform(&actor, &command)).await.map(Some) } else { Ok(None) };
    let is_changed = match done {
        Ok(Some(_)) => return Redirect::to(&format!("/notes/{note}")).into_response(),
        Ok(None) => false,
        Err(Refusal::Conflict) => true,
        Err(refusal) => match answer::problems(&refusal) {
            Some(found) => {
                problems = found;
                false
            }
            None => return signed.refused(&refusal),
        },
    };
    match open(&app, &signed, note, |document| document.may.amend).await {
        Ok(document) => {
            let page = amend_page(&signed, &document, Some(&sent), &problems, is_changed);
            if is_changed { with_conflict(page) } else { with_problems(page) }
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn void_form(State(app): State<App>, signed: Signed, Path(note): Path<ProgressNoteId>) -> Response {
    match open(&app, &signed, note, |document| document.may.void).await {
        Ok(document) => void_page(&signed, &document, &Sent::default(), &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn void_page(signed: &Signed, document: &NoteDocument, sent: &Sent, problems: &[Problem]) -> Markup {
    let here = format!("/notes/{}", document.note.id);
    let content = html! {
        (head("Void this note", document, "It is taken out of force and stays readable. The day is counted anew, and what it earned is taken back."))
        (error_summary(problems))
        form.form method="post" action=(format!("{here}/void")) {
            (csrf_field(&signed.frame.csrf))
            (why().value(sent.text("reason")).problems(problems).focus())
            div.acts { (Button::primary("Void the note").key("Ctrl+Enter")) (Button::quiet("Cancel").href(here.clone())) }
        }
    };
    page(signed, "Void", document, !problems.is_empty(), content)
}

pub(super) async fn void(
    State(app): State<App>,
    Path(note): Path<ProgressNoteId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = VoidNote { note, reason: sent.text("reason").to_owned() };
    let actor = signed.actor.clone();
    let refusal = match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => return Redirect::to(&format!("/notes/{note}")).into_response(),
        Err(refusal) => refusal,
    };
    let Some(problems) = answer::problems(&refusal) else { return signed.refused(&refusal) };
    match open(&app, &signed, note, |document| document.may.void).await {
        Ok(document) => with_problems(void_page(&signed, &document, &sent, &problems)),
        Err(refusal) => signed.refused(&refusal),
    }
}
