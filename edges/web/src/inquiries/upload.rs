//! Documents from other providers, several at once, each answered by itself: taken, known already, or refused with the reason. One
//! file that cannot be read never keeps the others out.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use intake::referral::{CameBy, ReceiveReferral, ReferralReceipt};
use maud::{Markup, html};

use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip, csrf_field};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::upload::{Broken, SentFile, SignedFiles, next_file};
use crate::words;

/// The most bytes of one document, as the reader of documents has it.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The most bytes of one sending; what is over is never held.
pub(super) const MOST_BYTES_IN_ALL: usize = 512 * 1024 * 1024;
/// The most files of one sending.
const MOST_FILES: usize = 50;

/// What became of one file.
struct Answer {
    name: String,
    outcome: Result<ReferralReceipt, String>,
}

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if may_file(&app, &signed) { page(&signed, &[], None).into_response() } else { signed.refused(&Refusal::NotFound) }
}

pub(super) async fn receive(State(app): State<App>, SignedFiles(signed, mut sent): SignedFiles) -> Response {
    if !may_file(&app, &signed) {
        return signed.refused(&Refusal::NotFound);
    }
    let mut answers = Vec::new();
    let rest = loop {
        match next_file(&mut sent, MOST_BYTES).await {
            Ok(Some(_)) if answers.len() >= MOST_FILES => {
                break Some("More than 50 files were sent. Send the rest by themselves.");
            }
            Ok(Some(file)) => match take(&app, &signed, file).await {
                Ok(answer) => answers.push(answer),
                Err(refusal) => return signed.refused(&refusal),
            },
            Ok(None) if answers.is_empty() => break Some("Choose at least one file."),
            Ok(None) => break None,
            Err(Broken) => break Some("The sending broke off. Send what is not listed here again."),
        }
    };
    let status = if answers.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, page(&signed, &answers, rest)).into_response()
}

fn may_file(app: &App, signed: &Signed) -> bool {
    may(app, &signed.actor, Action::Record, Kind::ReferralDocument)
}

async fn take(app: &App, signed: &Signed, file: SentFile) -> Result<Answer, Refusal> {
    let name = file.name.clone();
    let bytes = match file.bytes {
        Ok(bytes) => bytes,
        Err(why) => {
            let words =
                "The file is larger than 20 MB. Ask the sender for the summary document (C-CDA) without scans or pictures.";
            return Ok(Answer { name, outcome: Err(why.sentence(words)) });
        }
    };
    let (actor, read) = (signed.actor.clone(), app.0.wiring.read_referral.clone());
    let done = app
        .work(move |house| match read(&bytes) {
            Err((reason, sentence)) => {
                tracing::info!(reason, "document refused");
                Ok(Err(sentence))
            }
            Ok(read) => {
                let command = ReceiveReferral::of(read, file.name, bytes, CameBy::Hand);
                match house.perform(&actor, &command) {
                    Err(Refusal::Invalid(problems)) => Ok(Err(sentences(&problems))),
                    done => done.map(Ok),
                }
            }
        })
        .await?;
    Ok(Answer { name, outcome: done })
}

fn sentences(problems: &[access::Problem]) -> String {
    problems.iter().map(|problem| problem.sentence.as_str()).collect::<Vec<_>>().join(" ")
}

fn page(signed: &Signed, answers: &[Answer], rest: Option<&str>) -> Markup {
    let head = PageHead::new("Referral documents")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::here("Documents"))
        .below(html! { "C-CDA (XML) and FHIR (JSON) documents from hospitals and offices open an inquiry each; nothing is typed twice. Fax pages (PDF, TIFF, JPEG, PNG) wait to be indexed by hand. Everything is kept whole." });
    let body = html! {
        form.form method="post" action="/inquiries/referrals" enctype="multipart/form-data" id="form" {
            (csrf_field(&signed.frame.csrf))
            div.fld {
                label.lab for="files" { "Files" }
                p.hint id="files-hint" { "Several at once are fine, up to 20 MB each. Each is answered by itself." }
                input.in type="file" id="files" name="files" multiple accept=".xml,.json,.pdf,.tif,.tiff,.jpg,.jpeg,.png,application/xml,text/xml,application/json,application/fhir+json,application/pdf,image/tiff,image/jpeg,image/png" aria-describedby="files-hint";
            }
            div.acts { (Button::primary("Take them in").icon(Icon::Inbox)) (Button::quiet("Back to inquiries").href("/inquiries")) }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, "Referral documents")
        .style("desk.css")
        .problem(answers.is_empty() && rest.is_some())
        .narrow()
        .render(html! {
            (head)
            @if let Some(rest) = rest { (Banner::due(rest)) }
            @if !answers.is_empty() { (result(answers)) }
            (Card::new(if answers.is_empty() { "Choose files" } else { "More files" }).padded().body(body))
        })
}

fn result(answers: &[Answer]) -> Markup {
    let count = |test: fn(&Answer) -> bool| answers.iter().filter(|answer| test(answer)).count();
    let parts = [
        (count(|answer| matches!(answer.outcome, Ok(receipt) if receipt.is_new)), "taken"),
        (count(|answer| matches!(answer.outcome, Ok(receipt) if !receipt.is_new)), "known already"),
        (count(|answer| answer.outcome.is_err()), "refused"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    let rows = RowList::new("What became of each file").rows(answers.iter().map(row));
    html! { div role="status" { (Card::new(format!("{}: {}", words::count(answers.len(), "file", "files"), words::list(&said))).body(html! { (rows) })) } }
}

fn row(answer: &Answer) -> Row {
    let row = Row::new(answer.name.clone());
    match &answer.outcome {
        Ok(receipt) => {
            let is_pages = receipt.awaits_index;
            let to = if is_pages {
                format!("/referrals/{}/index", receipt.referral)
            } else {
                format!("/inquiries/{}", receipt.inquiry)
            };
            let words = if is_pages { "Index by hand" } else { "Open inquiry" };
            let open = Button::plain(words).href(to).about(answer.name.clone()).small();
            match (receipt.is_new, receipt.is_same_file) {
                (true, _) if is_pages => row
                    .line("Kept whole; somebody has to read it and write down whom it is about.")
                    .chip(chip(Hue::Due, "To be indexed").icon(Icon::Form))
                    .act(open),
                (true, _) => row
                    .line("Kept whole; an inquiry waits in the queue.")
                    .chip(chip(Hue::Here, "Taken").icon(Icon::Check))
                    .act(open),
                (false, true) => {
                    row.line("This file came before; nothing was written.").chip(chip(Hue::Quiet, "Known already")).act(open)
                }
                (false, false) => row
                    .line("The same document came before in another file. Only the first file is kept; compare them if in doubt.")
                    .chip(chip(Hue::Due, "Known already"))
                    .act(open),
            }
        }
        Err(sentence) => row.line(sentence.clone()).chip(chip(Hue::Due, "Refused").icon(Icon::Alert)),
    }
}
