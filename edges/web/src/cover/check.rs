//! Asks a payer with one click, takes answers in, hands out the files as they were on the wire, and notes that somebody looked.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use billing::eligibility::{AnswerReceipt, RecordEligibilityAnswer, SeeEligibility};
use maud::html;
use reactions::cover::{CheckCover, CoverBeside, OpenCover, OriginalOf};
use vocabulary::id::{EligibilityCheckId, PatientId};

use super::open::{home, open};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::signed::{Signed, may};
use crate::upload::{Broken, NotTaken, SignedFiles, next_file};
use crate::wiring::Delivery;

/// The most bytes of one answer file, as its reader has it.
const MOST_BYTES: usize = 32 << 20;
/// The most bytes of one sending.
pub(super) const MOST_BYTES_IN_ALL: usize = 128 << 20;
/// The most files of one sending.
const MOST_FILES: usize = 50;

/// Asks. The question is recorded before it is sent; one that cannot be sent can be downloaded.
pub(super) async fn ask(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (actor, wiring) = (signed.actor.clone(), app.0.wiring.eligibility.clone());
    let coverage = sent.parse("coverage");
    let asked = app
        .work(move |house| {
            let wish = CheckCover { patient, coverage };
            let (receipt, bytes) =
                house.ask_eligibility(&actor, &wish, wiring.carried_by, |released| (wiring.write)(released))?;
            let name = format!("270-{:06}.x12", receipt.number);
            Ok(match (wiring.send)(&name, &bytes) {
                Err(words) => {
                    tracing::warn!(reason = words, "a question to a payer could not be sent");
                    "not-sent"
                }
                Ok(Delivery::Sent) => "sent",
                Ok(Delivery::ByHand) => "by-hand",
                Ok(Delivery::Answered(bytes)) => match (wiring.read)(&bytes) {
                    Err(words) => {
                        tracing::warn!(reason = words, "a payer's answer could not be read");
                        "unreadable"
                    }
                    Ok(answers) => {
                        let file_name = format!("271-{:06}.x12", receipt.number);
                        house.perform(&actor, &RecordEligibilityAnswer { answers, file_name, original: bytes })?;
                        "answered"
                    }
                },
            })
        })
        .await;
    match asked {
        Ok(outcome) => back(&app, &signed, patient, outcome).await,
        Err(Refusal::Invalid(problems)) => refused_with(&app, signed, patient, &problems).await,
        Err(refusal) => signed.refused(&refusal),
    }
}

/// To where the person's cover is shown.
async fn back(app: &App, signed: &Signed, patient: PatientId, outcome: &str) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &CoverBeside(OpenCover { patient, days: 0 }))).await {
        Ok(view) => Redirect::to(&format!("{}?outcome={outcome}#answers", home(&view))).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// Why the file cannot be written, each reason a line.
async fn refused_with(app: &App, signed: Signed, patient: PatientId, problems: &[access::Problem]) -> Response {
    let open = match open(app, signed, patient, 0).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let content = html! {
        (open.head("The payer cannot be asked yet"))
        (Card::new("What is missing").padded().body(html! {
            ul.lines { @for problem in problems { li { (Icon::Alert) span { (problem.sentence) } } } }
            (Button::plain("Back to the cover").href(home(&open.cover)))
        }))
    };
    (StatusCode::UNPROCESSABLE_ENTITY, open.page("The payer cannot be asked yet", &[], true, content)).into_response()
}

pub(super) async fn seen(
    State(app): State<App>,
    Path((patient, check)): Path<(PatientId, EligibilityCheckId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &SeeEligibility { check, patient })).await {
        Ok(_) => back(&app, &signed, patient, "seen").await,
        Err(refusal) => signed.refused(&refusal),
    }
}

/// A question or an answer as it was on the wire, under a name that says nothing.
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Path((patient, check, file)): Path<(PatientId, EligibilityCheckId, String)>,
) -> Response {
    let is_answer = match file.as_str() {
        "question" => false,
        "answer" => true,
        _ => return signed.refused(&Refusal::NotFound),
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OriginalOf { check, patient, is_answer })).await {
        Ok(original) => {
            let name = format!("{}-{:06}.x12", if is_answer { "271" } else { "270" }, original.number);
            File::kept(name).answer(&original, original.bytes.clone())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// What became of one answer file.
struct Taken {
    name: String,
    outcome: Result<AnswerReceipt, String>,
}

/// Takes answer files in, each answered by itself.
pub(super) async fn receive(State(app): State<App>, SignedFiles(signed, mut sent): SignedFiles) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Coverage) {
        return signed.refused(&Refusal::NotFound);
    }
    let mut all = Vec::new();
    let rest = loop {
        match next_file(&mut sent, MOST_BYTES).await {
            Ok(Some(_)) if all.len() >= MOST_FILES => {
                break Some("More than 50 files were sent. Send the rest by themselves.");
            }
            Ok(Some(file)) => match take(&app, &signed, file.name, file.bytes).await {
                Ok(taken) => all.push(taken),
                Err(refusal) => return signed.refused(&refusal),
            },
            Ok(None) if all.is_empty() => break Some("Choose at least one file."),
            Ok(None) => break None,
            Err(Broken) => break Some("The sending broke off. Send what is not listed here again."),
        }
    };
    let status = if all.iter().any(|one| one.outcome.is_ok()) { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let content = html! {
        (PageHead::new("Answers of payers").crumb(Crumb::to("Cover", "/cover")).crumb(Crumb::here("Answers")))
        @if let Some(rest) = rest { (Banner::due(rest)) }
        @if !all.is_empty() { div role="status" { (Card::new("What became of each file").body(html! { (RowList::new("Files").rows(all.iter().map(row))) })) } }
        p { (Button::plain("To the list").href("/cover")) }
    };
    let page = Page::new(&signed.frame, Area::Inquiries, "Answers of payers").style("people.css").narrow().render(content);
    (status, page).into_response()
}

async fn take(app: &App, signed: &Signed, name: String, bytes: Result<Vec<u8>, NotTaken>) -> Result<Taken, Refusal> {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Taken { name, outcome: Err(why.sentence("The file is larger than 32 MB.")) }),
    };
    let (actor, read, file_name) = (signed.actor.clone(), app.0.wiring.eligibility.read.clone(), name.clone());
    let outcome = app
        .work(move |house| {
            let answers = match read(&bytes) {
                Ok(answers) => answers,
                Err(words) => return Ok(Err(words)),
            };
            match house.perform(&actor, &RecordEligibilityAnswer { answers, file_name, original: bytes }) {
                Ok(receipt) => Ok(Ok(receipt)),
                Err(Refusal::Refused { sentence, remedy, .. }) => Ok(Err(format!("{sentence} {remedy}"))),
                Err(other) => Err(other),
            }
        })
        .await?;
    Ok(Taken { name, outcome })
}

fn row(taken: &Taken) -> Row {
    let row = Row::new(taken.name.clone());
    match &taken.outcome {
        Err(sentence) => row.line(sentence.clone()).chip(chip(Hue::Due, "Refused").icon(Icon::Alert)),
        Ok(done) => row
            .line(format!(
                "{} recorded, {} known already, {} to others’ questions.",
                done.recorded.len(),
                done.known,
                done.unmatched
            ))
            .chip(chip(Hue::Here, "Taken").icon(Icon::Check)),
    }
}
