//! What a form shows again: a refusal as problems beside its fields, with the status it answers with. Everything typed stays.

use access::{Command, Problem as Wrong, Refusal};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use reactions::Fact;

use crate::app::App;
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

/// Performs a command, or, when the form itself could not be read in places, finds out everything else that is wrong with it and
/// writes nothing.
pub(crate) async fn perform<C>(app: &App, signed: &Signed, command: C, unread: Vec<Wrong>) -> Result<C::Output, Refusal>
where
    C: Command + Send + 'static,
    C::Output: Send + 'static,
    Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    app.work(move |house| {
        if unread.is_empty() {
            return house.perform(&actor, &command);
        }
        match house.judge(&actor, &command) {
            Err(Refusal::Invalid(more)) => {
                let mut all = unread.clone();
                all.extend(more.into_iter().filter(|one| !unread.iter().any(|known| known.field == one.field)));
                Err(Refusal::Invalid(all))
            }
            Ok(()) | Err(Refusal::Refused { .. }) => Err(Refusal::Invalid(unread)),
            Err(other) => Err(other),
        }
    })
    .await
}
