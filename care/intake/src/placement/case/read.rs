//! Reads the form `stepdown-placement/1` and says every problem with its case and field.

use toml::{Table, Value};

use super::{Case, history};
use crate::placement::answers::{Answers, Dimension, Rating};

/// What is wrong with a file of cases: one sentence each, with the case and the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct CaseProblems(pub Vec<String>);

const FORMAT: &str = "stepdown-placement/1";

/// The third edition's names and the fields they are stored in.
const DIMENSIONS: [(&str, Dimension); 6] = [
    ("withdrawal", Dimension::Withdrawal),
    ("biomedical", Dimension::Body),
    ("emotional", Dimension::Psychiatric),
    ("readiness", Dimension::Motivation),
    ("relapse", Dimension::Use),
    ("environment", Dimension::Environment),
];

const CASE_FIELDS: &[&str] =
    &["id", "expected", "accept", "authority", "edition", "question", "source", "summary", "note", "dimensions", "history"];

pub(super) fn read(text: &str) -> Result<Vec<Case>, CaseProblems> {
    let file: Table = toml::from_str(text).map_err(|problem| CaseProblems(vec![format!("not TOML: {problem}")]))?;
    match file.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(other) => return Err(CaseProblems(vec![format!("format: this program reads `{FORMAT}`, not `{other}`")])),
        None => return Err(CaseProblems(vec![format!("format: is missing; the file must say format = \"{FORMAT}\"")])),
    }
    let mut problems = Vec::new();
    let rows = match file.get("case") {
        Some(Value::Array(rows)) => rows.as_slice(),
        None => &[],
        Some(_) => return Err(CaseProblems(vec!["case: must be written as [[case]]".to_owned()])),
    };
    let mut cases: Vec<Case> = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let mut fields = Fields { named: format!("case {}", place + 1), problems: &mut problems };
        let Some(row) = row.as_table() else {
            fields.problem("case", "must be a table");
            continue;
        };
        if let Some(case) = case(row, &mut fields) {
            if cases.iter().any(|known| known.id == case.id) {
                fields.problem("id", "stands there twice");
            }
            cases.push(case);
        }
    }
    if problems.is_empty() { Ok(cases) } else { Err(CaseProblems(problems)) }
}

fn case(row: &Table, fields: &mut Fields<'_>) -> Option<Case> {
    let id = fields.text(row, "id")?;
    if id.trim().is_empty() {
        fields.problem("id", "is empty");
        return None;
    }
    fields.named = format!("case {id}");
    for key in row.keys().filter(|key| !CASE_FIELDS.contains(&key.as_str())) {
        fields.problem(key, "is not a field of a case");
    }
    let question = fields.optional_text(row, "question").unwrap_or_else(|| "admission".to_owned());
    let mut answers = Answers::default();
    dimensions(row, &mut answers, fields);
    let mut unused = Vec::new();
    if let Some(value) = row.get("history") {
        match value.as_table() {
            Some(table) => unused = history::read(table, &question, &mut answers, fields),
            None => fields.problem("history", "must be a table"),
        }
    }
    Some(Case {
        id,
        expected: fields.optional_text(row, "expected"),
        accept: fields.texts(row, "accept", "accept").unwrap_or_default(),
        authority: fields.optional_text(row, "authority").unwrap_or_default(),
        question,
        // The form gives an age wherever somebody is or may be a minor; a case without one is about an adult.
        answers: Answers { age: answers.age.or(Some(ADULT)), ..answers },
        unused,
    })
}

/// Stands for "an adult whose age is not given".
const ADULT: u8 = 18;

fn dimensions(row: &Table, answers: &mut Answers, fields: &mut Fields<'_>) {
    let Some(value) = row.get("dimensions") else { return };
    let Some(table) = value.as_table() else {
        fields.problem("dimensions", "must be a table");
        return;
    };
    for (key, value) in table {
        if key == "ratings_by" {
            continue;
        }
        let name = format!("dimensions.{key}");
        let Some((_, dimension)) = DIMENSIONS.iter().find(|(known, _)| known == key) else {
            let known = DIMENSIONS.map(|(known, _)| known).join(", ");
            fields.problem(&name, &format!("is not a dimension; they are {known}"));
            continue;
        };
        match value.as_integer().and_then(|number| u8::try_from(number).ok()).and_then(Rating::try_new) {
            Some(rating) => answers.rate(*dimension, Some(rating)),
            None => fields.problem(&name, &format!("must be a whole number from 0 to 4, not {value}")),
        }
    }
}

/// Reads fields and collects problems under the name of the case.
pub(super) struct Fields<'a> {
    named: String,
    problems: &'a mut Vec<String>,
}

impl Fields<'_> {
    pub(super) fn problem(&mut self, field: &str, problem: &str) {
        self.problems.push(format!("{}: {field} {problem}", self.named));
    }

    fn text(&mut self, row: &Table, key: &str) -> Option<String> {
        let found = self.optional_text(row, key);
        if found.is_none() && !row.contains_key(key) {
            self.problem(key, "is missing");
        }
        found
    }

    pub(super) fn optional_text(&mut self, row: &Table, key: &str) -> Option<String> {
        match row.get(key)? {
            Value::String(text) => Some(text.clone()),
            other => {
                self.problem(key, &format!("must be text, not {other}"));
                None
            }
        }
    }

    pub(super) fn texts(&mut self, row: &Table, key: &str, name: &str) -> Option<Vec<String>> {
        let value = row.get(key)?;
        let texts =
            value.as_array().and_then(|all| all.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>());
        if texts.is_none() {
            self.problem(name, &format!("must be a list of texts, not {value}"));
        }
        texts
    }

    pub(super) fn number(&mut self, row: &Table, key: &str, most: u16) -> Option<u16> {
        let value = row.get(key)?;
        let number = value.as_integer().and_then(|number| u16::try_from(number).ok()).filter(|number| *number <= most);
        if number.is_none() {
            self.problem(&format!("history.{key}"), &format!("must be a whole number from 0 to {most}, not {value}"));
        }
        number
    }

    /// A decimal in units of its last digit: 38.5 in tenths is 385.
    pub(super) fn decimal(&mut self, row: &Table, key: &str, scale: f64) -> Option<u16> {
        let value = row.get(key)?;
        let number = value.as_float().or_else(|| value.as_integer().and_then(|one| i32::try_from(one).ok()).map(f64::from));
        let scaled = number.map(|number| (number * scale).round()).filter(|scaled| (0.0..=60_000.0).contains(scaled));
        if scaled.is_none() {
            self.problem(&format!("history.{key}"), &format!("must be a number, not {value}"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to 0..=60000 above")]
        scaled.map(|scaled| scaled as u16)
    }

    pub(super) fn yes_or_no(&mut self, row: &Table, key: &str) -> Option<bool> {
        let value = row.get(key)?;
        if value.as_bool().is_none() {
            self.problem(&format!("history.{key}"), &format!("must be true or false, not {value}"));
        }
        value.as_bool()
    }
}
