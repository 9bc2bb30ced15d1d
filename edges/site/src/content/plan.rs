//! `check.toml`: which instruments the self-check asks, and what is said to which result.

use serde::{Deserialize, Serialize};

/// The plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What is asked, in order.
    pub ask: Vec<Ask>,
    /// What is said, in order.
    pub say: Vec<Say>,
}

/// An instrument, or a part of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Which.
    pub instrument: String,
    /// Only this part of it.
    #[serde(default)]
    pub part: Option<u32>,
    /// Of its scores by rules, only these; all when nothing is said.
    #[serde(default)]
    pub levels: Option<Vec<String>>,
}

/// A text that is shown when every condition holds.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// The text's name.
    pub words: String,
    /// The conditions.
    pub when: Vec<When>,
}

/// Looks at one level, band or score of one instrument.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Of which instrument.
    pub instrument: String,
    /// The level with this name …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// … or the band of this score …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// … or this score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// What the level or band is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// At least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ge: Option<i64>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub le: Option<i64>,
}

impl When {
    /// Whether it holds for what came of the instrument.
    #[must_use]
    pub fn holds(&self, outcome: &forms::Outcome<'_>) -> bool {
        let is = |found: Option<&&str>| found.is_some_and(|found| self.is.as_deref() == Some(*found));
        if let Some(level) = &self.level {
            return is(outcome.levels.get(level));
        }
        if let Some(band) = &self.band {
            return is(outcome.bands.get(band));
        }
        let value = self.score.as_ref().and_then(|score| outcome.scores.get(score)?.as_whole());
        value.is_some_and(|value| self.ge.is_none_or(|least| value >= least) && self.le.is_none_or(|most| value <= most))
    }
}
