//! Published placement cases (`stepdown-placement/1`): people described in a few words, rated in six dimensions under the names of
//! the third edition, with the level that the source gives. They try the advisor; they never make a rule.

mod history;
mod read;
mod words;
pub use read::CaseProblems;

use super::Answers;

/// One published case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The level the source names, when it is given.
    pub expected: Option<String>,
    /// Every level that the source's decision is consistent with.
    pub accept: Vec<String>,
    /// How strong the source is: official, textbook, article, software.
    pub authority: String,
    /// `admission` or `continued stay`.
    pub question: String,
    /// What the advisor is asked.
    pub answers: Answers,
    /// Fields of the history that this program does not know and has not used.
    pub unused: Vec<String>,
}

/// Reads a file of cases.
///
/// # Errors
/// Every problem, each with the case and the field.
pub fn read(text: &str) -> Result<Vec<Case>, CaseProblems> {
    read::read(text)
}
