//! `stepdown gate`: cases of the gate in, decisions out, without a database. A case that cannot be read refuses the whole file, with its
//! number: a misspelled word must not look like a rule that held.

use confidential::case::{self, Answer, Case};
use serde_json::Value;

use crate::command_line::GateCases;
use crate::outcome::{Exit, Failure};
use crate::say;

/// Decides every case of the file.
pub(crate) fn run(wish: &GateCases) -> Result<Exit, Failure> {
    let Some(file) = &wish.file else {
        say::line(case::worked_file().trim_end().to_owned())?;
        return Ok(Exit::Done);
    };
    let text = super::read_text(file)?;
    let remedy = "Write a list of cases; `stepdown gate --example` prints one, docs/gate-cases.md explains it.";
    let refused = |what: String| Failure::refused(format!("{} cannot be decided: {what}.", file.display())).remedy(remedy);
    let entries: Vec<Value> = serde_json::from_str(&text).map_err(|error| refused(error.to_string()))?;
    let decided = entries.into_iter().enumerate().map(|(at, entry)| answer(at + 1, entry).map_err(refused));
    let answers = decided.collect::<Result<Vec<Answer>, Failure>>()?;
    if wish.pretty {
        let text = serde_json::to_string_pretty(&answers).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
        say::line(text)?;
    } else {
        say::json(&answers)?;
    }
    Ok(Exit::Done)
}

/// A case, or one of the program's own examples, which carry their case inside.
fn answer(number: usize, entry: Value) -> Result<Answer, String> {
    let inner = match entry {
        Value::Object(mut fields) if fields.contains_key("case") => fields.remove("case").unwrap_or_default(),
        plain => plain,
    };
    let case: Case = serde_json::from_value(inner).map_err(|error| format!("case {number}: {error}"))?;
    Ok(case.answer())
}
