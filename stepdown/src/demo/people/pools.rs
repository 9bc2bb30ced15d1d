//! The pools of `people.toml`, as they are read.

use serde::Deserialize;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pools {
    /// The form: `stepdown-demo-people/1`.
    pub format: String,
    /// Area codes of telephone numbers; the rest is 555-01xx, which nobody has.
    pub area_codes: Vec<String>,
    /// Names that belong together.
    pub culture: Vec<Culture>,
    /// Where people live.
    pub town: Vec<Town>,
    /// Streets and units of addresses.
    pub streets: Streets,
    /// Who pays.
    pub payer: Vec<PayerPool>,
    /// Substance use disorders.
    pub diagnosis: Vec<Weighted>,
    /// What comes with them.
    pub co_occurring: Vec<Weighted>,
    /// Problems with goals and objectives, by diagnosis.
    pub problem: Vec<ProblemPool>,
    /// Who refers people here.
    pub referrers: Referrers,
}

/// Names that belong together, with the languages spoken at home.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Culture {
    pub key: String,
    pub weight: usize,
    pub languages: Vec<String>,
    pub she: Vec<String>,
    pub he: Vec<String>,
    pub they: Vec<String>,
    pub family: Vec<String>,
}

/// A town and the minutes it is away.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    pub city: String,
    pub zip: String,
    pub minutes: i64,
    pub weight: usize,
}

/// Street names and units.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streets {
    pub names: Vec<String>,
    pub units: Vec<String>,
}

/// A payer of the payer rules; `units` days are authorized at a time where it asks for authorization.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayerPool {
    pub key: String,
    pub weight: usize,
    pub member: String,
    pub units: Option<i64>,
}

/// A diagnosis.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighted {
    pub code: String,
    pub words: String,
    pub weight: usize,
}

/// A problem with its goal and objectives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemPool {
    pub for_code: String,
    pub words: String,
    pub goal: String,
    pub objective: Vec<ObjectivePool>,
}

/// An objective that can be measured, and the services in which it is worked on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectivePool {
    pub words: String,
    pub measure: String,
    pub baseline: i64,
    pub target: i64,
    pub serves: Vec<String>,
}

/// Who refers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referrers {
    /// Names of places and ways.
    pub names: Vec<String>,
}

impl Pools {
    /// The embedded file, read.
    ///
    /// # Errors
    /// A sentence with line and column of what cannot be understood.
    pub fn load() -> Result<Self, String> {
        toml::from_str(include_str!("../../../data/people.toml")).map_err(|error| error.to_string())
    }
}
