//! Moves a note that was signed into the wrong chart. The right person is found by name or record number and chosen by two
//! identifiers; neither chart names the other person (OP-12).

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::patient::{FindPatients, FoundPatient};
use maud::{Markup, html};
use treatment::progress_note::{MoveNote, NoteDocument};
use vocabulary::id::{PatientId, ProgressNoteId};

use super::correct::{head, open, page, why};
use super::with_problems;
use crate::answer;
use crate::app::App;
use crate::component::{Button, Field, Icon, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words::full_day;

/// How many people are offered at once.
const OFFERED: i64 = 8;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
}

type Found = Option<Released<Vec<FoundPatient>>>;

async fn find(app: &App, signed: &Signed, words: &str) -> Result<Found, access::Refusal> {
    if words.trim().is_empty() {
        return Ok(None);
    }
    let (actor, words) = (signed.actor.clone(), words.to_owned());
    app.work(move |house| house.ask(&actor, &FindPatients { words, limit: OFFERED })).await.map(Some)
}

pub(super) async fn form(
    State(app): State<App>,
    signed: Signed,
    Path(note): Path<ProgressNoteId>,
    Query(asked): Query<Asked>,
) -> Response {
    let words = asked.q.unwrap_or_default();
    let document = open(&app, &signed, note, |document| document.may.r#move).await;
    match (document, find(&app, &signed, &words).await) {
        (Ok(document), Ok(found)) => draw(&signed, &document, &words, &found, &Sent::default(), &[]).into_response(),
        (Err(refusal), _) | (_, Err(refusal)) => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, document: &NoteDocument, words: &str, found: &Found, sent: &Sent, problems: &[Problem]) -> Markup {
    let here = format!("/notes/{}/move", document.note.id);
    let offered: Vec<&FoundPatient> =
        found.iter().flat_map(|found| found.iter()).filter(|person| person.id != document.note.patient).collect();
    let content = html! {
        (head("Move to the right chart", document, "It goes out of force here and stands there as a new note with your signature. Both charts keep the reason; neither names the other person."))
        (error_summary(problems))
        form.find-person method="get" action=(here) role="search" {
            (Field::search("q", "Whose chart does it belong to? Name, record number or end of telephone").value(words))
            (Button::plain("Find").icon(Icon::Search))
        }
        @if found.is_some() {
            form.form method="post" action=(here) {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="q" value=(words);
                (choices(&offered, sent, problems))
                @if !offered.is_empty() {
                    (why().value(sent.text("reason")).problems(problems))
                    div.acts { (Button::primary("Move the note").key("Ctrl+Enter")) (Button::quiet("Cancel").href(format!("/notes/{}", document.note.id))) }
                }
            }
        }
    };
    page(signed, "Move", document, !problems.is_empty(), content)
}

/// People to choose from, each with two identifiers.
fn choices(offered: &[&FoundPatient], sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        fieldset.choice {
            legend.lab { "Choose by two identifiers" }
            @if let Some(words) = Problem::at(problems, "to") { (crate::component::wrong_words("to", words)) }
            @if offered.is_empty() { p.hint { "Nobody is found by these words." } }
            div.obs {
                @for (at, person) in offered.iter().enumerate() {
                    label.ob {
                        input type="radio" id=[(at == 0).then_some("to")] name="to" value=(person.id) checked[sent.text("to") == person.id.to_string()];
                        span {
                            (person.name.full())
                            small {
                                "Born " (full_day(person.birth_date)) " · Record " (person.record_number)
                                @if let Some(legal) = &person.legal_name { " · legal name " (legal.full()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) async fn perform(
    State(app): State<App>,
    Path(note): Path<ProgressNoteId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let to = sent.parse::<PatientId>("to");
    let mut problems = Vec::new();
    if to.is_none() {
        problems.push(Problem::new("to", "Choose the person whose chart it belongs to."));
    }
    if sent.text("reason").is_empty() {
        problems.push(Problem::new("reason", "Write why; it stays with the note."));
    }
    if let Some(to) = to.filter(|_| problems.is_empty()) {
        let command = MoveNote { note, to, reason: sent.text("reason").to_owned() };
        let actor = signed.actor.clone();
        match app.work(move |house| house.perform(&actor, &command)).await {
            Ok(moved) => return Redirect::to(&format!("/notes/{moved}")).into_response(),
            Err(refusal) => match answer::problems(&refusal) {
                Some(found) => problems = found,
                None => return signed.refused(&refusal),
            },
        }
    }
    let words = sent.text("q").to_owned();
    let document = open(&app, &signed, note, |document| document.may.r#move).await;
    match (document, find(&app, &signed, &words).await) {
        (Ok(document), Ok(found)) => with_problems(draw(&signed, &document, &words, &found, &sent, &problems)),
        (Err(refusal), _) | (_, Err(refusal)) => signed.refused(&refusal),
    }
}
