//! Files that leave as an answer, all of them made here: out of what the gate released, or out of something that is about nobody. A
//! handler that has neither in hand cannot hand out a file, and `cargo xtask tidy` finds a handler that goes around this one.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use billing::claim::release::ReleasedBatch;
use confidential::Released;

/// What shows that a file may be handed out.
pub(crate) trait Passed {}

/// It was released, for whatever channel.
impl<T, Channel> Passed for Released<T, Channel> {}
/// Every claim in it was released to its payer.
impl Passed for ReleasedBatch {}

/// It holds nothing about any patient. What is named so stands in the list of the ways out (`tests/src/ways_out.rs`), with its reason.
pub(crate) struct AboutNobody;
impl Passed for AboutNobody {}

/// How a browser takes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// It shows it.
    Shown,
    /// It keeps it.
    Kept,
}

/// A file on its way out. Its name says nothing to whoever looks through the downloads.
pub(crate) struct File {
    kind: String,
    name: Option<String>,
    how: How,
}

impl File {
    /// A file that is kept, never shown: what somebody outside wrote, or what another program reads.
    pub(crate) fn kept(name: impl Into<String>) -> Self {
        Self { kind: "application/octet-stream".to_owned(), name: Some(name.into()), how: How::Kept }
    }

    /// A paper, shown where it is.
    pub(crate) fn pdf(name: &str) -> Self {
        Self::shown("application/pdf").named(format!("{name}.pdf"))
    }

    /// A file of a kind that browsers show and never run.
    pub(crate) fn shown(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), name: None, how: How::Shown }
    }

    /// Of another kind than any bytes.
    pub(crate) fn of_kind(mut self, kind: &str) -> Self {
        kind.clone_into(&mut self.kind);
        self
    }

    /// Under this name.
    pub(crate) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The answer. Its kind is said and never guessed.
    pub(crate) fn answer(self, _passed: &impl Passed, bytes: impl Into<Vec<u8>>) -> Response {
        let how = if self.how == How::Shown { "inline" } else { "attachment" };
        let disposition = match &self.name {
            Some(name) => format!("{how}; filename=\"{name}\""),
            None => how.to_owned(),
        };
        let headers = [
            (header::CONTENT_TYPE, self.kind),
            (header::CONTENT_DISPOSITION, disposition),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (headers, bytes.into()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'a>(answer: &'a Response, name: &str) -> &'a str {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[test]
    fn a_file_says_its_kind_and_a_name_that_tells_nothing() {
        let answer = File::kept("837-000001.x12").answer(&AboutNobody, "ISA*".as_bytes());
        assert_eq!(said(&answer, "content-type"), "application/octet-stream");
        assert_eq!(said(&answer, "content-disposition"), "attachment; filename=\"837-000001.x12\"");
        assert_eq!(said(&answer, "x-content-type-options"), "nosniff");
        let shown = File::pdf("account").answer(&AboutNobody, Vec::new());
        assert_eq!(said(&shown, "content-disposition"), "inline; filename=\"account.pdf\"");
    }
}
