//! What the self-check asks: the instruments of the plan, held to their licenses, and the same as data for the script.

use std::collections::BTreeSet;

use forms::{Answers, ContextValues, Form, Item, Library, Redistribute, Terms};

use crate::content::{Ask, Plan, Say};

/// The instruments, ready to be asked.
pub(crate) struct Asked {
    pub(crate) groups: Vec<Group>,
    pub(crate) say: Vec<Say>,
    /// Definitions and what is said, as JSON for the script.
    pub(crate) data: String,
}

/// One instrument, or a part of one.
pub(crate) struct Group {
    pub(crate) form: &'static Form,
    /// The questions that are asked. Whose sex is not said gets the wording for it (IN-15), so no question depends on it.
    pub(crate) items: Vec<&'static Item>,
}

impl Asked {
    /// Reads the plan.
    ///
    /// # Errors
    /// Each instrument that is not there, that may not be shown to everybody, or that has no wording (IN-07, IN-09).
    pub(crate) fn of(plan: &Plan) -> Result<Self, Vec<String>> {
        let (mut groups, mut data, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for ask in &plan.ask {
            match group(ask) {
                Ok(group) => {
                    data.extend(definition(ask));
                    groups.push(group);
                }
                Err(problem) => problems.push(format!("check.toml: {problem}")),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let data = serde_json::json!({ "forms": data, "say": plan.say }).to_string();
        // Nothing in it can end the script element that carries it.
        Ok(Self { groups, say: plan.say.clone(), data: data.replace('<', "\\u003c") })
    }

    /// How many questions there are.
    pub(crate) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.items.len()).sum()
    }
}

fn group(ask: &Ask) -> Result<Group, String> {
    let id = &ask.instrument;
    let form = Library::standard().form(id).ok_or_else(|| format!("there is no instrument `{id}`."))?;
    if form.licence.terms != Terms::PublicDomain || form.licence.redistribute != Redistribute::Yes {
        return Err(format!("`{id}` may not be shown to everybody: {}", form.licence.basis));
    }
    let blank = form.read_answers(&Answers::default(), &ContextValues::new()).map_err(|fault| fault.to_string())?;
    let is_meant = |item: &Item| ask.part.is_none_or(|part| item.part == Some(part));
    let questions = form.questions(&blank).into_iter().filter(|question| question.asked != forms::Asked::No);
    let items: Vec<&'static Item> = questions.map(|question| question.item).filter(|item| is_meant(item)).collect();
    match items.iter().find(|item| item.text.is_none()) {
        Some(item) => Err(format!("`{id}` has no wording for its question {}.", item.n)),
        None => Ok(Group { form, items }),
    }
}

/// The definition of an instrument as the script reads it: its file, without what only staff need.
fn definition(ask: &Ask) -> Option<serde_json::Value> {
    let file = format!("{}.toml", ask.instrument);
    let text = Library::files().iter().find(|(name, _)| *name == file).map(|(_, text)| *text)?;
    let mut table: toml::Table = toml::from_str(text).ok()?;
    let kept: BTreeSet<&str> = ["id", "option_sets", "item", "score", "band"].into();
    table.retain(|key, _| kept.contains(key));
    let retain = |table: &mut toml::Table, key: &str, is_kept: &dyn Fn(&toml::Table) -> bool| {
        if let Some(rows) = table.get_mut(key).and_then(toml::Value::as_array_mut) {
            rows.retain(|row| row.as_table().is_some_and(is_kept));
        }
    };
    if let Some(part) = ask.part {
        retain(&mut table, "item", &|item: &toml::Table| {
            item.get("part").and_then(toml::Value::as_integer) == Some(i64::from(part))
        });
    }
    if let Some(levels) = &ask.levels {
        let is_meant = |score: &toml::Table, key: &str| {
            score.get(key).and_then(toml::Value::as_str).is_some_and(|id| levels.iter().any(|level| level == id))
        };
        retain(&mut table, "score", &|score: &toml::Table| is_meant(score, "id"));
        retain(&mut table, "band", &|band: &toml::Table| is_meant(band, "score"));
    }
    serde_json::to_value(table).ok()
}
