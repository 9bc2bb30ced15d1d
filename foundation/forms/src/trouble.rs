//! What is wrong with a file: which file, where in it, and what to do.

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {sentence} {remedy}")]
pub struct BadFile {
    /// The file's name.
    pub file: String,
    /// Where: `item phq9-3`, `score total`, `vector all zero`.
    pub place: String,
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub remedy: String,
}

impl BadFile {
    pub(crate) fn new(file: &str, place: impl Into<String>, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place: place.into(), sentence: sentence.into(), remedy: remedy.into() }
    }
}

/// What is wrong inside a form whose file and place are added further up.
pub(crate) struct Slip {
    pub(crate) sentence: String,
    pub(crate) remedy: &'static str,
}

impl Slip {
    pub(crate) fn new(sentence: impl Into<String>, remedy: &'static str) -> Self {
        Self { sentence: sentence.into(), remedy }
    }

    pub(crate) fn at(self, file: &str, place: impl Into<String>) -> BadFile {
        BadFile::new(file, place, self.sentence, self.remedy)
    }
}
