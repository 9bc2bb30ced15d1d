//! Something wrong with a setting: which one, what, and what to do about it.

use serde::Serialize;

/// One problem or warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    /// The setting's name, or what else it is about.
    pub(crate) key: String,
    /// Whether Stepdown works with it all the same.
    pub(crate) is_warning: bool,
    /// What is wrong.
    pub(crate) sentence: String,
    /// What to do.
    pub(crate) remedy: String,
    /// The rule behind it, where there is one: `MA-02`.
    pub(crate) rule: Option<&'static str>,
}

impl Problem {
    /// Something that must be mended.
    pub(crate) fn new(key: impl Into<String>, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { key: key.into(), is_warning: false, sentence: sentence.into(), remedy: remedy.into(), rule: None }
    }

    /// Something to look at.
    pub(crate) fn warning(key: impl Into<String>, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { is_warning: true, ..Self::new(key, sentence, remedy) }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {} {}", self.key, self.sentence, self.remedy)
    }
}
