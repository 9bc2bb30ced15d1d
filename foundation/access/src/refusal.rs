//! Why something did not happen, in the kinds an edge can answer with. Nothing was written, nothing is lost.

use store::{Retry, StoreError};

/// One thing wrong with one field, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name as in the form.
    pub field: String,
    /// A sentence that names the remedy; never a patient's data.
    pub sentence: String,
}

/// Collects every problem of a form before anything is refused, so that a person sees them all at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

/// Why something did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The input cannot be understood: all problems at once.
    #[error("{} fields need attention", .0.len())]
    Invalid(Vec<Problem>),
    /// A rule says no.
    #[error("{sentence}")]
    Refused {
        /// Stable code for logs and tests: `note_without_objective`.
        reason: &'static str,
        /// The rule: `OP-10`.
        rule: &'static str,
        /// What and why, in words.
        sentence: String,
        /// What the person can do next.
        remedy: String,
    },
    /// Absent, or not theirs to see: the same words, so that nobody learns which.
    #[error("There is nothing here, or it is not yours to see.")]
    NotFound,
    /// Changed by somebody else meanwhile.
    #[error("This was changed by somebody else meanwhile. Nothing was lost: look at both and choose.")]
    Conflict,
    /// Not now.
    #[error("The program is busy. Nothing was lost; try again in a moment.")]
    Busy,
    /// A fault of ours or of the machine, for the log; people get an incident number.
    #[error("fault: {0}")]
    Fault(String),
}

impl Refusal {
    /// A rule says no.
    #[must_use]
    pub fn refused(reason: &'static str, rule: &'static str, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused { reason, rule, sentence: sentence.into(), remedy: remedy.into() }
    }

    /// One wrong field.
    #[must_use]
    pub fn invalid(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self::Invalid(vec![Problem { field: field.into(), sentence: sentence.into() }])
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Conflict,
            StoreError::Busy => Self::Busy,
            other => Self::Fault(other.to_string()),
        }
    }
}

impl Retry for Refusal {
    fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

impl Problems {
    /// Nothing wrong yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes a problem with a field.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.0.push(Problem { field: field.into(), sentence: sentence.into() });
    }

    /// Keeps the value, or notes the error's own words as the problem of this field.
    pub fn check<T, E: std::fmt::Display>(&mut self, field: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// Requires something to be there.
    pub fn require(&mut self, field: &str, present: bool, sentence: &str) {
        if !present {
            self.add(field, sentence);
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value when nothing is wrong; everything that is wrong otherwise.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all problems. A missing value without a problem is a fault.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Refusal> {
        match value {
            _ if !self.0.is_empty() => Err(Refusal::Invalid(self.0)),
            Some(value) => Ok(value),
            None => Err(Refusal::Fault("a form was incomplete without a problem".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_form_says_everything_that_is_wrong_at_once() {
        let mut problems = Problems::none();
        let day = problems.check("birth_date", "x".parse::<i32>());
        problems.require("name", false, "Write a name.");
        let Err(Refusal::Invalid(all)) = problems.finish(day) else { unreachable!() };
        assert_eq!(all.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["birth_date", "name"]);
    }
}
