//! `stepdown place`: what the Placement Advisor says about each case of a file (`stepdown-placement/1`). Nothing is kept.

use std::collections::HashSet;

use intake::placement::{Advice, Level, Table, advise, case};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

use super::read_text;
use crate::command_line::PlaceCases;
use crate::outcome::{Exit, Failure};
use crate::say;

/// Reads every case, then prints one object; a file with a problem prints nothing.
pub(crate) fn run(wish: &PlaceCases) -> Result<Exit, Failure> {
    let name = wish.file.display();
    let text = read_text(&wish.file)?;
    let cases = case::read(&text).map_err(|problems| {
        let sentences = problems.0.into_iter().map(|problem| format!("{name}: {problem}"));
        let mut failure = Failure::refused("");
        failure.sentences = sentences.collect();
        failure.remedy("Mend the file and run the command again.")
    })?;
    for case in &cases {
        for field in &case.unused {
            say::note(format!("{name}: case {}: {field} is not a field this program knows; it was not used.", case.id));
        }
    }
    let table = Table::supplied().map_err(|problems| Failure::new(Exit::Fault, problems.to_string()))?;
    let placed = Placed(cases.iter().map(|case| (case.id.as_str(), advise(&case.answers, table))).collect());
    if wish.pretty {
        let text = serde_json::to_string_pretty(&placed).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
        say::line(text)?;
    } else {
        say::json(&placed)?;
    }
    Ok(Exit::Done)
}

/// The cases in the order of the file.
struct Placed<'a>(Vec<(&'a str, Advice)>);

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, advice) in &self.0 {
            map.serialize_entry(id, &said(advice))?;
        }
        map.end()
    }
}

/// Levels are written as the form writes them: `1` and `4` without a fraction.
fn said(advice: &Advice) -> serde_json::Value {
    let mut seen = HashSet::new();
    json!({
        "levels": advice.levels().filter(|level| seen.insert(*level)).map(Level::short_code).collect::<Vec<_>>(),
        "disposition": advice.disposition.as_str(),
        "rules": advice.rules().collect::<Vec<_>>(),
        "needs": advice.needs.iter().map(|need| need.as_str()).collect::<Vec<_>>(),
    })
}
