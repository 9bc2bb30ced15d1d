//! Questions: their answers are looked up in the option sets, their skip rules may only name questions above them.

use super::conditions::{Names, Shape};
use crate::file::{FormFile, ItemKind, ItemText, TextStatus};
use crate::form::{FormOption, Item};
use crate::trouble::{BadFile, Slip};

/// So many answers one question may have: each is one bit of a number.
const MOST_OPTIONS: usize = 64;

pub(super) fn compile(file_name: &str, file: &FormFile, names: &mut Names) -> Result<Vec<Item>, BadFile> {
    if file.items.is_empty() {
        return Err(Slip::new("it has no item.", "Add at least one [[item]].").at(file_name, "the file"));
    }
    let mut items = Vec::with_capacity(file.items.len());
    for text in &file.items {
        let at = |slip: Slip| slip.at(file_name, format!("item {}", text.id));
        let item = one(file, text, names).map_err(at)?;
        names.shapes.push(Shape::of(&item));
        if names.items.insert(item.id.clone(), items.len()).is_some() {
            return Err(at(Slip::new("the link id stands twice.", "Give each item a link id of its own.")));
        }
        items.push(item);
    }
    Ok(items)
}

fn one(file: &FormFile, text: &ItemText, names: &Names) -> Result<Item, Slip> {
    let options = match text.kind {
        ItemKind::Choice | ItemKind::Multi => options(file, text)?,
        ItemKind::Integer => Vec::new(),
    };
    let range = match (text.kind, text.min, text.max) {
        (ItemKind::Integer, Some(min), Some(max)) if min <= max => Some((min, max)),
        (ItemKind::Integer, ..) => {
            return Err(Slip::new("a whole number needs min and max.", "Write both, the smaller as min."));
        }
        _ => None,
    };
    let is_worded = text.text_status == TextStatus::Verbatim;
    Ok(Item {
        id: text.id.clone(),
        n: text.n.clone(),
        part: text.part,
        text: is_worded.then(|| text.text.clone()),
        topic: text.topic.clone(),
        set: text.options.clone(),
        options,
        takes_several: text.kind == ItemKind::Multi,
        range,
        unit: text.unit.clone(),
        is_required: text.required,
        loinc: text.loinc.clone(),
        enabled_when: text.enabled_when.as_ref().map(|when| names.any_of(when)).transpose()?,
    })
}

fn options(file: &FormFile, text: &ItemText) -> Result<Vec<FormOption>, Slip> {
    let name = text.options.as_deref().unwrap_or_default();
    let Some(set) = file.option_sets.get(name).filter(|set| !set.is_empty() && set.len() <= MOST_OPTIONS) else {
        let sentence = format!("the option set {name:?} is not there, is empty or has more than {MOST_OPTIONS} options.");
        return Err(Slip::new(sentence, "Write it under [option_sets], or correct the name."));
    };
    for (at, option) in set.iter().enumerate() {
        if set.iter().take(at).any(|earlier| earlier.code == option.code) {
            let sentence = format!("the option set {name:?} has the code {:?} twice.", option.code);
            return Err(Slip::new(sentence, "Give each option a code of its own."));
        }
    }
    let option = |text: &crate::file::OptionText| FormOption {
        code: text.code.clone(),
        label: text.label.clone(),
        score: text.score,
        loinc: text.loinc.clone(),
        is_exclusive: text.exclusive,
    };
    Ok(set.iter().map(option).collect())
}
