//! The statements that go with every disclosure made with consent (42 CFR 2.32; P2-33): dated reference data, never code.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

const FILE: &str = include_str!("../data/part2-notices.toml");

static LIST: LazyLock<Result<Vec<Notice>, String>> = LazyLock::new(|| read(FILE));

/// A prescribed statement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Notice {
    /// Its id, as in the accounting: `part2-short`.
    pub id: String,
    /// Where it is prescribed.
    pub cite: String,
    /// From which day.
    pub valid_from: Date,
    /// How well its words are known.
    pub mark: String,
    /// The words.
    pub text: String,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line: in a header, a label, at the foot of a page.
    Short,
    /// The whole: a page of its own.
    Long,
}

impl Form {
    const fn id(self) -> &'static str {
        match self {
            Self::Short => "part2-short",
            Self::Long => "part2-long",
        }
    }
}

#[derive(Deserialize)]
struct File {
    format: String,
    notice: Vec<Notice>,
}

/// The statement of this form that is prescribed on a day.
///
/// # Errors
/// When there is none: then nothing may leave.
pub fn on(form: Form, day: Date) -> Result<&'static Notice, String> {
    let all = LIST.as_ref().map_err(Clone::clone)?;
    let valid = all.iter().filter(|notice| notice.id == form.id() && notice.valid_from <= day);
    valid.max_by_key(|notice| notice.valid_from).ok_or_else(|| format!("no notice `{}` is prescribed on {day}", form.id()))
}

fn read(file: &str) -> Result<Vec<Notice>, String> {
    let File { format, mut notice } = toml::from_str(file).map_err(|error| error.to_string())?;
    if format != "stepdown-notices/1" {
        return Err(format!("`{format}` is not a list of notices"));
    }
    for one in &mut notice {
        one.text.truncate(one.text.trim_end().len());
    }
    Ok(notice)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn p2_33_both_statements_are_there_from_the_day_of_the_rule() {
        let short = on(Form::Short, day("2026-03-12")).unwrap();
        assert_eq!(short.text, "42 CFR part 2 prohibits unauthorized use or disclosure of these records.");
        let long = on(Form::Long, day("2026-03-12")).unwrap();
        assert!(long.text.contains("42 CFR 2.12(c)(5)") && long.text.contains("is NOT sufficient"));
        assert!(on(Form::Long, day("2024-04-15")).is_err(), "before that day nothing leaves by it");
    }
}
