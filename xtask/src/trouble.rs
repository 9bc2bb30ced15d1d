//! What went wrong in a chore: one sentence for the person at the terminal, with what was being done.

use std::fmt;

/// A sentence that says what could not be done and why.
#[derive(Debug)]
pub struct Trouble(String);

impl Trouble {
    /// A trouble in the given words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to an error of the standard library or of a dependency.
pub trait While<T> {
    /// Turns the error into a [`Trouble`] that begins with `doing`.
    fn doing(self, doing: &str) -> Result<T, Trouble>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn doing(self, doing: &str) -> Result<T, Trouble> {
        self.map_err(|error| Trouble(format!("{doing}: {error}")))
    }
}
