//! Refusals as pages: one mapping for all, so that absent and forbidden look the same everywhere.

use access::Refusal;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use crate::component::Problem;
use crate::frame::{Frame, Notice};
use crate::words::sentence;

/// The page for a refusal. Faults get a number that support can find in the log; the page says nothing else.
pub(crate) fn refused(frame: Option<&Frame>, refusal: &Refusal) -> Response {
    notice(refusal).answer(frame)
}

pub(crate) fn notice(refusal: &Refusal) -> Notice {
    match refusal {
        Refusal::NotFound => Notice::NotFound,
        Refusal::Conflict => Notice::Conflict,
        Refusal::Busy => Notice::Busy,
        Refusal::Refused { sentence, remedy, reason, rule } => {
            tracing::info!(reason, rule, "refused");
            Notice::Refused { why: sentence.clone(), next: remedy.clone() }
        }
        Refusal::Invalid(problems) => Notice::Refused {
            why: problems.iter().map(|problem| sentence(&problem.sentence)).collect::<Vec<_>>().join(" "),
            next: "Go back: everything you typed is still there.".to_owned(),
        },
        Refusal::Fault(what) => {
            let incident = incident();
            tracing::error!(incident, what, "fault");
            Notice::Fault { incident }
        }
    }
}

/// The problems of a form, for its summary and fields; nothing for other refusals.
pub(crate) fn problems(refusal: &Refusal) -> Option<Vec<Problem>> {
    match refusal {
        Refusal::Invalid(problems) => {
            Some(problems.iter().map(|problem| Problem::new(problem.field.clone(), sentence(&problem.sentence))).collect())
        }
        _ => None,
    }
}

/// How long "no" takes at least: longer than any of our pages needs to find out.
const EVEN: std::time::Duration = std::time::Duration::from_millis(30);

/// Nobody learns from the time of an answer whether there is something that is not theirs: "not there", "not yours" and "not from
/// here" all take as long as the slowest of them (P2-14; ASVS 6.3.8). The wait runs beside the work and holds nothing.
pub(crate) async fn evenly(request: Request, next: Next) -> Response {
    let enough = tokio::time::sleep(EVEN);
    let answer = next.run(request).await;
    if matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::FORBIDDEN) {
        enough.await;
    }
    answer
}

/// An address or a form that cannot be read is answered in our words: the library's own name what a part of it should have been.
pub(crate) async fn in_our_words(answer: Response) -> Response {
    if answer.status() == StatusCode::BAD_REQUEST { Notice::Unreadable.answer(None) } else { answer }
}

fn incident() -> String {
    let number: u32 = rand::random();
    format!("{number:08x}")
}
