//! `stepdown score`: answers to instruments in, results out, without a database. What the answers themselves get wrong is a result
//! (`error`, `item`); what is no list of answered instruments at all is refused whole, with the entry's number.

use std::collections::BTreeMap;
use std::fmt;

use forms::{Answers, ContextValues, Fault, Library, Outcome};
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::command_line::Score;
use crate::outcome::{Exit, Failure};
use crate::say;

/// One answered instrument.
#[derive(Deserialize)]
struct Entry {
    instrument: String,
    answers: Answers,
    #[serde(default)]
    context: Option<BTreeMap<String, serde_json::Value>>,
}

/// The file: a list of them.
struct Entries(Vec<Entry>);

/// What comes of one.
#[derive(Serialize)]
#[serde(untagged)]
enum Scored {
    Outcome(Outcome<'static>),
    Fault { error: &'static str, item: String },
}

/// Scores every entry of the file.
pub(crate) fn run(wish: &Score) -> Result<Exit, Failure> {
    let text = super::read_text(&wish.file)?;
    let remedy = "Write a list of objects with instrument, answers and context; `stepdown score --help` shows one.";
    let Entries(entries) = serde_json::from_str(&text)
        .map_err(|error| Failure::refused(format!("{} cannot be scored: {error}.", wish.file.display())).remedy(remedy))?;
    let scored = entries.iter().enumerate().map(|(at, entry)| score(at + 1, entry)).collect::<Result<Vec<_>, Failure>>()?;
    if wish.pretty {
        let text = serde_json::to_string_pretty(&scored).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
        say::line(text)?;
    } else {
        say::json(&scored)?;
    }
    Ok(Exit::Done)
}

fn score(number: usize, entry: &Entry) -> Result<Scored, Failure> {
    let library = Library::standard();
    let Some(form) = library.form(&entry.instrument) else {
        let known: Vec<&str> = library.forms().iter().map(|form| form.id.as_str()).collect();
        let sentence = format!("Entry {number}: there is no instrument {:?}.", entry.instrument);
        return Err(Failure::refused(sentence).remedy(format!("Name one of {}.", known.join(", "))));
    };
    match form.read_answers(&entry.answers, &context(entry)) {
        Ok(filled) => Ok(Scored::Outcome(form.score(&filled))),
        Err(Fault::InvalidContext { key, allowed }) => {
            let sentence = format!("Entry {number}: the context {key:?} of {:?} has a value it cannot have.", form.id);
            Err(Failure::refused(sentence).remedy(format!("Write one of {allowed}, or leave it out.")))
        }
        Err(fault) => Ok(Scored::Fault { error: fault.code(), item: fault.about().to_owned() }),
    }
}

/// Texts as they are; what is no text cannot be a value that a form knows, and one that says nothing is not given.
fn context(entry: &Entry) -> ContextValues {
    let given = entry.context.iter().flatten().filter(|(_, value)| !value.is_null());
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    given.map(|(key, value)| (key.clone(), text(value))).collect()
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(EntriesReader)
    }
}

/// Reads entry by entry, so that what is wrong is told with the entry's number.
struct EntriesReader;

impl<'de> Visitor<'de> for EntriesReader {
    type Value = Entries;
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of answered instruments")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        loop {
            let number = entries.len() + 1;
            match list.next_element() {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => return Ok(Entries(entries)),
                Err(error) => return Err(A::Error::custom(format!("entry {number}: {error}"))),
            }
        }
    }
}
