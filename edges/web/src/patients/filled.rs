//! A form that was sent: performed, or shown again with everything that is wrong at once and everything typed kept.

use access::{Problem as Wrong, Refusal};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use vocabulary::day::parse_day;

use crate::component::{Banner, Problem, error_summary};
use crate::form::Sent;
pub(crate) use crate::kept::perform;

/// Why a form comes back; nothing when it is shown for the first time.
#[derive(Default)]
pub(crate) struct Trouble {
    pub(crate) problems: Vec<Problem>,
    refused: Option<(String, String)>,
    status: StatusCode,
}

impl Trouble {
    /// The trouble that a form can show; other refusals have their own page.
    pub(crate) fn of(refusal: &Refusal) -> Option<Self> {
        match refusal {
            Refusal::Invalid(_) => {
                let problems = crate::answer::problems(refusal).unwrap_or_default();
                Some(Self { problems, refused: None, status: StatusCode::UNPROCESSABLE_ENTITY })
            }
            Refusal::Refused { sentence, remedy, .. } => Some(Self {
                problems: Vec::new(),
                refused: Some((sentence.clone(), remedy.clone())),
                status: StatusCode::CONFLICT,
            }),
            _ => None,
        }
    }

    /// A question before something is done.
    pub(crate) fn question() -> Self {
        Self { status: StatusCode::CONFLICT, ..Self::default() }
    }

    /// Whether the page says that something is wrong.
    pub(crate) fn is_some(&self) -> bool {
        self.status != StatusCode::OK
    }

    /// The box at the top of the form.
    pub(crate) fn summary(&self) -> Markup {
        html! {
            (error_summary(&self.problems))
            @if let Some((sentence, remedy)) = &self.refused { (Banner::due(format!("{sentence} {remedy}"))) }
        }
    }

    /// The answer around the page.
    pub(crate) fn answer(&self, page: Markup) -> Response {
        (self.status, page).into_response()
    }
}

/// A day that must be there; a placeholder where it is not, with the problem noted.
pub(crate) fn day(sent: &Sent, field: &str, unread: &mut Vec<Wrong>) -> Date {
    parse_day(sent.text(field)).unwrap_or_else(|_| {
        unread.push(wrong(field, "Write the day as year-month-day, like 2026-03-12."));
        Date::default()
    })
}

/// A day that may be left out; anything else that is no day is a problem.
pub(crate) fn maybe_day(sent: &Sent, field: &str, unread: &mut Vec<Wrong>) -> Option<Date> {
    if sent.text(field).is_empty() { None } else { Some(day(sent, field, unread)) }
}

/// A problem of a field.
pub(crate) fn wrong(field: impl Into<String>, sentence: impl Into<String>) -> Wrong {
    Wrong { field: field.into(), sentence: sentence.into() }
}
