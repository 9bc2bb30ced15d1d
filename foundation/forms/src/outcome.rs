//! What came of a form: exactly the keys of a vector's expectation (IN-17, 8). Once borrowed from the form, for speed; once owned,
//! to be kept with the answers (IN-03).

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::form::Alert;
use crate::{Number, Severity};

/// Whether everything that had to be answered was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Yes.
    Complete,
    /// Something is missing.
    Partial,
}

/// What came of a form. A score without value is absent.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome<'f> {
    /// Whether it is whole.
    pub status: Status,
    /// Scores with a value, by id.
    pub scores: Named<'f, Number>,
    /// A lower bound of scores without one.
    pub at_least: Named<'f, i64>,
    /// Levels by score id.
    pub levels: Named<'f, &'f str>,
    /// Band codes by `score` or `score/set`.
    pub bands: Named<'f, &'f str>,
    /// Alerts in the file's order.
    #[serde(serialize_with = "ids")]
    pub alerts: Vec<&'f Alert>,
    /// Link ids without the answer they need.
    pub missing: Vec<&'f str>,
    /// Link ids that were answered although not to be asked.
    pub unexpected: Vec<&'f str>,
    /// Scores in which a missing answer was filled.
    pub imputed: Vec<&'f str>,
    /// Levels that are a lower bound: "at least".
    pub floor: Vec<&'f str>,
}

/// Values by name, in the file's order.
#[derive(Clone, Debug)]
pub struct Named<'f, V>(Vec<(&'f str, V)>);

impl<'f, V> Named<'f, V> {
    pub(crate) fn empty() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn push(&mut self, name: &'f str, value: V) {
        self.0.push((name, value));
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Every name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'f str, &V)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

impl<V: Serialize> Serialize for Named<'_, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

fn ids<S: Serializer>(alerts: &Vec<&Alert>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(alerts.iter().map(|alert| alert.id.as_str()))
}

impl Outcome<'_> {
    /// The most serious of its alerts.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.alerts.iter().map(|alert| alert.severity).max()
    }

    /// The same, owned.
    #[must_use]
    pub fn keep(&self) -> KeptOutcome {
        let texts = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let named = |names: &Named<'_, &str>| names.iter().map(|(name, value)| (name.to_owned(), (*value).to_owned())).collect();
        KeptOutcome {
            status: self.status,
            scores: self.scores.iter().map(|(name, value)| (name.to_owned(), *value)).collect(),
            at_least: self.at_least.iter().map(|(name, value)| (name.to_owned(), *value)).collect(),
            levels: named(&self.levels),
            bands: named(&self.bands),
            alerts: self.alerts.iter().map(|alert| alert.id.clone()).collect(),
            missing: texts(&self.missing),
            unexpected: texts(&self.unexpected),
            imputed: texts(&self.imputed),
            floor: texts(&self.floor),
        }
    }
}

/// What came of a form, to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptOutcome {
    /// Whether it is whole.
    pub status: Status,
    /// Scores with a value.
    pub scores: BTreeMap<String, Number>,
    /// A lower bound of scores without one.
    pub at_least: BTreeMap<String, i64>,
    /// Levels by score id.
    pub levels: BTreeMap<String, String>,
    /// Band codes by `score` or `score/set`.
    pub bands: BTreeMap<String, String>,
    /// Alert ids in the file's order.
    pub alerts: Vec<String>,
    /// Link ids without the answer they need.
    pub missing: Vec<String>,
    /// Link ids that were answered although not to be asked.
    pub unexpected: Vec<String>,
    /// Scores in which a missing answer was filled.
    pub imputed: Vec<String>,
    /// Levels that are a lower bound.
    pub floor: Vec<String>,
}
