//! Refusals as pages: one mapping for all, so that absent and forbidden look the same everywhere.

use access::Refusal;
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

fn incident() -> String {
    let number: u32 = rand::random();
    format!("{number:08x}")
}
