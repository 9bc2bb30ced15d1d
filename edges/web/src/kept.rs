//! What a form shows again: a refusal as problems beside its fields, with the status it answers with. Everything typed stays.

use access::Refusal;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::component::Problem;
use crate::signed::Signed;

/// The field name of what concerns the form as a whole; forms that use this carry it as their id.
pub(crate) const WHOLE: &str = "form";

/// The problems to show beside the fields; nothing for refusals that are a page of their own.
pub(crate) fn problems(refusal: &Refusal) -> Option<(StatusCode, Vec<Problem>)> {
    match refusal {
        Refusal::Invalid(_) => Some((StatusCode::UNPROCESSABLE_ENTITY, crate::answer::problems(refusal)?)),
        Refusal::Refused { sentence, remedy, reason, rule } => {
            tracing::info!(reason, rule, "refused");
            Some((StatusCode::CONFLICT, vec![Problem::new(WHOLE, format!("{sentence} {remedy}"))]))
        }
        _ => None,
    }
}

/// The form again with its problems, or the page for the refusal.
pub(crate) fn again(signed: &Signed, refusal: &Refusal, page: impl FnOnce(&[Problem]) -> Markup) -> Response {
    match problems(refusal) {
        Some((status, problems)) => (status, page(&problems)).into_response(),
        None => signed.refused(refusal),
    }
}
