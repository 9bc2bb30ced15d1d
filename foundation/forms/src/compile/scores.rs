//! Scores: each may use items and the scores above it.

use super::conditions::Names;
use crate::file::{FormFile, LevelRule, ScoreText};
use crate::form::{Item, RuleText, Score, ScoreKind, Term};
use crate::trouble::{BadFile, Slip};

pub(super) fn compile(file_name: &str, file: &FormFile, items: &[Item], names: &mut Names) -> Result<Vec<Score>, BadFile> {
    let mut scores = Vec::with_capacity(file.scores.len());
    for text in &file.scores {
        let at = |slip: Slip| slip.at(file_name, format!("score {}", text.id));
        if names.scores.iter().any(|(known, _)| *known == text.id) {
            return Err(at(Slip::new("the id stands twice.", "Give each score an id of its own.")));
        }
        let kind = kind(text, items, names).map_err(at)?;
        let levels = match &kind {
            ScoreKind::Levels { names, .. } => Some(names.clone()),
            _ => None,
        };
        names.scores.push((text.id.clone(), levels));
        let range = text.range.map(|[min, max]| (min, max));
        scores.push(Score { id: text.id.clone(), title: text.title.clone(), range, loinc: text.loinc.clone(), kind });
    }
    Ok(scores)
}

fn kind(text: &ScoreText, items: &[Item], names: &Names) -> Result<ScoreKind, Slip> {
    let known = Known { text, items, names };
    match text.kind.as_str() {
        "sum" => Ok(ScoreKind::Sum { terms: known.terms()?, prorate: known.prorate()? }),
        "max" => known.terms().map(ScoreKind::Max),
        "count" => known.count(),
        "groups" => known.groups(),
        "levels" => known.levels(),
        "percent" => known.percent(),
        other => {
            let remedy = "Use sum, count, max, groups, levels or percent.";
            Err(Slip::new(format!("the kind {other:?} is not known."), remedy))
        }
    }
}

struct Known<'a> {
    text: &'a ScoreText,
    items: &'a [Item],
    names: &'a Names,
}

impl Known<'_> {
    /// An item that has one raw score.
    fn item(&self, id: &str) -> Result<(usize, &Item), Slip> {
        let at = self.names.item(id)?;
        match self.items.get(at) {
            Some(item) if !item.takes_several => Ok((at, item)),
            _ => Err(Slip::new(format!("{id:?} takes several answers and has no one score."), "Leave it out of the score.")),
        }
    }

    fn listed(&self) -> Result<&[String], Slip> {
        let items = self.text.items.as_deref().filter(|items| !items.is_empty());
        items.ok_or_else(|| Slip::new("it names no items.", "List them under items."))
    }

    fn terms(&self) -> Result<Vec<Term>, Slip> {
        let listed = self.listed()?;
        if let Some(stranger) = self.text.points.keys().find(|id| !listed.contains(id)) {
            let sentence = format!("points are given for {stranger:?}, which is not among its items.");
            return Err(Slip::new(sentence, "Add it to items or take the points away."));
        }
        listed.iter().map(|id| self.term(id)).collect()
    }

    fn term(&self, id: &str) -> Result<Term, Slip> {
        let (at, item) = self.item(id)?;
        let Some(points) = self.text.points.get(id) else { return Ok(Term { item: at, points: None }) };
        let is_covered = |raw: i64| usize::try_from(raw).is_ok_and(|raw| raw < points.len());
        let whole = item.range.is_none_or(|(min, max)| is_covered(min) && is_covered(max));
        if !whole || !item.options.iter().all(|option| is_covered(option.score)) {
            let sentence = format!("the points for {id:?} do not cover each of its raw scores.");
            return Err(Slip::new(sentence, "Write one number for every raw score from 0 up."));
        }
        Ok(Term { item: at, points: Some(points.clone()) })
    }

    fn prorate(&self) -> Result<usize, Slip> {
        match &self.text.missing {
            None => Ok(0),
            Some(missing) if missing.policy == "prorate" => Ok(missing.max_missing),
            Some(missing) => {
                let sentence = format!("the policy {:?} for missing answers is not known.", missing.policy);
                Err(Slip::new(sentence, "Use prorate, or leave it out: then a missing answer leaves no score."))
            }
        }
    }

    fn count(&self) -> Result<ScoreKind, Slip> {
        let from =
            self.text.at_least.ok_or_else(|| Slip::new("a count needs at_least.", "Write from which score an item counts."))?;
        let one = |id: &String| Ok((self.item(id)?.0, self.text.at_least_for.get(id).copied().unwrap_or(from)));
        self.listed()?.iter().map(one).collect::<Result<_, _>>().map(ScoreKind::Count)
    }

    fn groups(&self) -> Result<ScoreKind, Slip> {
        let groups = self.text.groups.as_deref().filter(|groups| !groups.is_empty());
        let groups = groups.ok_or_else(|| Slip::new("it names no groups.", "List the items of each group under groups."))?;
        let one = |group: &Vec<String>| group.iter().map(|id| Ok(self.item(id)?.0)).collect::<Result<_, Slip>>();
        groups.iter().map(one).collect::<Result<_, _>>().map(ScoreKind::Groups)
    }

    fn levels(&self) -> Result<ScoreKind, Slip> {
        let remedy = "Write rules, the most serious first, and otherwise.";
        let (Some(rules), Some(otherwise)) = (&self.text.rules, &self.text.otherwise) else {
            return Err(Slip::new("a level needs rules and otherwise.", remedy));
        };
        let mut levels: Vec<String> = Vec::new();
        let mut place = |name: &String| {
            levels.iter().position(|known| known == name).unwrap_or_else(|| {
                levels.push(name.clone());
                levels.len() - 1
            })
        };
        let mut rule = |rule: &LevelRule| Ok((place(&rule.level), RuleText(self.names.any_of(&rule.when)?)));
        let rules = rules.iter().map(&mut rule).collect::<Result<_, Slip>>()?;
        let otherwise = place(otherwise);
        Ok(ScoreKind::Levels { names: levels, rules, otherwise })
    }

    fn percent(&self) -> Result<ScoreKind, Slip> {
        let (Some(of), Some(whole)) = (&self.text.of, self.text.max.filter(|max| *max > 0)) else {
            return Err(Slip::new("a percentage needs of and max.", "Name the score and what is a hundred percent."));
        };
        let decimals = self.text.decimals.unwrap_or(0);
        if decimals > 6 {
            return Err(Slip::new("more than six decimals are not kept.", "Write a smaller number."));
        }
        Ok(ScoreKind::Percent { of: self.names.score(of)?, whole, decimals })
    }
}
