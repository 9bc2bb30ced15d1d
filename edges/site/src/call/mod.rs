//! "Ask for a call": four short fields become one inquiry in the queue of staff (ux 2.1, 6.2; S-01, S-28). It works without script and
//! without a cookie; a second press is the same request; a flood is slowed without anybody's words being lost.

mod actor;
mod done;
mod form;
mod hour;
mod limit;
mod sender;

pub(crate) use form::empty_form;
pub(crate) use limit::Limits;
pub(crate) use sender::Sender;

use access::Refusal;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use intake::inquiry::{ReachBy, RequestCall};

use crate::frame::View;
use crate::page::Typed;
use crate::site::PublicSite;
use crate::{Language, Page};
use form::{Trouble, Values};
use limit::Admission;

/// A field that people do not see and machines fill in.
const TRAP: &str = "website";

/// Takes the form.
pub(crate) async fn sent(site: PublicSite, language: Language, sender: Sender, typed: Typed) -> Response {
    let values = Values::of(&typed);
    let view = View { site: &site.0, language, page: Page::Call };
    let again = |status: StatusCode, trouble: &Trouble| (status, form::form(&view, &values, trouble)).into_response();
    if !sender.is_from_here {
        return again(StatusCode::FORBIDDEN, &Trouble::Stale);
    }
    let wish = match read(&values, language) {
        Ok(wish) => wish,
        Err(fields) => return again(StatusCode::UNPROCESSABLE_ENTITY, &Trouble::Fields(fields)),
    };
    // Whoever is refused here keeps every word on the page and reads how long to wait.
    let now = site.0.house.clock().now();
    let place = match site.0.limits.admit(&sender.address, now) {
        Admission::Welcome(place) => place,
        Admission::Wait { seconds } => {
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, &Trouble::Busy);
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
            return response;
        }
    };
    let (house, asked) = (site.0.house.clone(), wish.clone());
    let written = tokio::task::spawn_blocking(move || house.perform(&actor::public_site(), &asked)).await;
    drop(place);
    match written.unwrap_or_else(|error| Err(Refusal::Fault(error.to_string()))) {
        Ok(inquiry) => done::page(&view, &wish, inquiry, now).into_response(),
        Err(Refusal::Invalid(problems)) => {
            let fields = problems.into_iter().map(|problem| problem.field).collect();
            again(StatusCode::UNPROCESSABLE_ENTITY, &Trouble::Fields(fields))
        }
        Err(refusal) => {
            tracing::error!(%refusal, "a request for a call could not be written; its sender was told to try again or call");
            again(StatusCode::SERVICE_UNAVAILABLE, &Trouble::Busy)
        }
    }
}

/// The request, or the names of the fields that have to be looked at again.
fn read(values: &Values, language: Language) -> Result<RequestCall, Vec<String>> {
    if !values.trap.is_empty() {
        return Err(vec![TRAP.to_owned()]);
    }
    let reach_by = ReachBy::parse(&values.reach_by);
    let wish = RequestCall {
        given: values.given.clone(),
        phone: values.phone.clone(),
        // Without a choice the rest is judged all the same, so that everything is said at once.
        reach_by: reach_by.unwrap_or(ReachBy::CallOnly),
        line: values.line.clone(),
        language: (language != Language::English).then(|| language.english_name()),
    };
    let mut fields: Vec<String> = match wish.check() {
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        _ => Vec::new(),
    };
    if reach_by.is_none() {
        fields.push("reach_by".to_owned());
    }
    if fields.is_empty() { Ok(wish) } else { Err(fields) }
}
