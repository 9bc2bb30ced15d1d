//! What the license does not let a public name or a public page say, as problems of the settings (MA-02, MA-05).

use schedule::program::public_name::WrongWord;

use super::Problem;

/// The problem that a wrong word is.
pub(crate) fn problem(wrong: &WrongWord) -> Problem {
    Problem { rule: Some(wrong.rule), ..Problem::new(wrong.field.clone(), wrong.sentence(), wrong.remedy()) }
}
