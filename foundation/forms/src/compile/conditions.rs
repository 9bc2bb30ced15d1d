//! Names of items, scores, levels and context keys become places; conditions become tests on places.

use std::collections::HashMap;

use crate::condition::{AnyOf, Compare, Test};
use crate::file::{self, TestText};
use crate::form::{ContextKey, Item};
use crate::trouble::Slip;

/// What is known so far while a file is read from top to bottom.
#[derive(Default)]
pub(super) struct Names {
    pub(super) context: Vec<ContextKey>,
    pub(super) items: HashMap<String, usize>,
    /// What each item is, in order.
    pub(super) shapes: Vec<Shape>,
    /// Every score so far, with its levels if it is one of levels.
    pub(super) scores: Vec<(String, Option<Vec<String>>)>,
}

/// What conditions need to know about an item.
pub(super) struct Shape {
    codes: Vec<String>,
    takes_several: bool,
}

impl Shape {
    pub(super) fn of(item: &Item) -> Self {
        Self { codes: item.options.iter().map(|option| option.code.clone()).collect(), takes_several: item.takes_several }
    }
}

impl Names {
    pub(super) fn item(&self, id: &str) -> Result<usize, Slip> {
        let remedy = "Correct the name; a rule may only name what stands above it.";
        self.items.get(id).copied().ok_or_else(|| Slip::new(format!("there is no item {id:?} above it."), remedy))
    }

    pub(super) fn score(&self, id: &str) -> Result<usize, Slip> {
        let remedy = "Correct the name; a rule may only name what stands above it.";
        let at = self.scores.iter().position(|(name, _)| name == id);
        at.ok_or_else(|| Slip::new(format!("there is no score {id:?} above it."), remedy))
    }

    pub(super) fn any_of(&self, text: &file::AnyOf) -> Result<AnyOf, Slip> {
        if text.is_empty() || text.iter().any(Vec::is_empty) {
            return Err(Slip::new("a condition is empty.", "Write at least one test in each list, or leave the condition out."));
        }
        let lists = text.iter().map(|all| all.iter().map(|test| self.test(test)).collect());
        lists.collect::<Result<_, _>>().map(AnyOf)
    }

    fn test(&self, text: &TestText) -> Result<Test, Slip> {
        match (&text.item, &text.score, &text.level, &text.context) {
            (Some(id), None, None, None) => self.item_test(id, text),
            (None, Some(id), None, None) => {
                let score = self.score(id)?;
                if self.scores.get(score).is_some_and(|(_, levels)| levels.is_some()) {
                    return Err(Slip::new(format!("{id:?} is a level, not a number."), "Ask for it with level and is."));
                }
                let (how, with) = comparison(text)?;
                Ok(Test::Score { score, how, with })
            }
            (None, None, Some(id), None) => self.level_test(id, text),
            (None, None, None, Some(key)) => match (&text.is_in, &text.not_in) {
                (Some(values), None) => self.context_among(key, values, true),
                (None, Some(values)) => self.context_among(key, values, false),
                _ => Err(Slip::new(format!("a test on {key:?} needs in or not_in."), "Write one of the two.")),
            },
            _ => Err(Slip::new("a test must name one item, score, level or context key.", "Write one test for each.")),
        }
    }

    fn item_test(&self, id: &str, text: &TestText) -> Result<Test, Slip> {
        let item = self.item(id)?;
        let takes_several = self.shapes.get(item).is_some_and(|shape| shape.takes_several);
        if text.missing == Some(true) {
            return Ok(Test::Missing { item });
        }
        let one = text.is.as_ref().map(std::slice::from_ref);
        let chosen = |codes: &[String], wanted| Ok(Test::Chosen { item, among: self.options(item, codes)?, wanted });
        match (one.or(text.is_in.as_deref()), text.not_in.as_deref(), text.any_in.as_deref()) {
            (Some(codes), None, None) if !takes_several => chosen(codes, true),
            (None, Some(codes), None) if !takes_several => chosen(codes, false),
            (None, None, Some(codes)) if takes_several => Ok(Test::AnyChosen { item, among: self.options(item, codes)? }),
            (None, None, None) if !takes_several => comparison(text).map(|(how, with)| Test::Raw { item, how, with }),
            _ => Err(Slip::new(
                format!("this test does not fit the item {id:?}."),
                "Use is, in, not_in or a comparison for one answer, and any_in for several.",
            )),
        }
    }

    fn level_test(&self, id: &str, text: &TestText) -> Result<Test, Slip> {
        let score = self.score(id)?;
        let levels = self.scores.get(score).and_then(|(_, levels)| levels.as_ref());
        let level = text.is.as_ref().and_then(|name| levels?.iter().position(|known| known == name));
        let remedy = "Name one of the levels of that score.";
        level.map(|level| Test::Level { score, level }).ok_or_else(|| Slip::new(format!("{id:?} has no such level."), remedy))
    }

    pub(super) fn context_among(&self, key: &str, values: &[String], wanted: bool) -> Result<Test, Slip> {
        let place = self.context.iter().position(|known| known.key == key);
        let Some((place, known)) = place.and_then(|place| Some((place, self.context.get(place)?))) else {
            let sentence = format!("the file does not list the context key {key:?}.");
            return Err(Slip::new(sentence, "Add it to context at the top of the file."));
        };
        let among = bits(&known.values, values)?;
        Ok(Test::Context { key: place, among, wanted })
    }

    fn options(&self, item: usize, codes: &[String]) -> Result<u64, Slip> {
        bits(self.shapes.get(item).map_or(&[], |shape| shape.codes.as_slice()), codes)
    }
}

/// One bit for each wanted name among the known ones.
fn bits(known: &[String], wanted: &[String]) -> Result<u64, Slip> {
    let mut among = 0;
    for name in wanted {
        let Some(at) = known.iter().position(|known| known == name) else {
            let sentence = format!("{name:?} is not one of {}.", known.join(", "));
            return Err(Slip::new(sentence, "Correct the code."));
        };
        among |= 1 << at;
    }
    Ok(among)
}

fn comparison(text: &TestText) -> Result<(Compare, i64), Slip> {
    let given =
        [(Compare::Ge, text.ge), (Compare::Gt, text.gt), (Compare::Le, text.le), (Compare::Lt, text.lt), (Compare::Eq, text.eq)];
    let mut given = given.into_iter().filter_map(|(how, with)| Some((how, with?)));
    match (given.next(), given.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(Slip::new("a test needs exactly one comparison.", "Write one of ge, gt, le, lt and eq.")),
    }
}
