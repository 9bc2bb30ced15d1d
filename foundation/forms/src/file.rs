//! An instrument file as it is written: `schema = 1` of `data/README.md`. A key that the schema does not know is refused, so that a
//! slip of the pen is never a rule that silently does not hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Answers, KeptOutcome};

/// A whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFile {
    /// The schema's number; this interpreter reads 1.
    pub schema: u32,
    /// The instrument's id, which is the file's name.
    pub id: String,
    /// The full title.
    pub title: String,
    /// What the field calls it.
    pub short: String,
    /// Which edition.
    pub version: String,
    /// What it is for: `screen`, `severity`, `monitor`, `motivation`, `triage`, `social-needs`.
    pub purpose: Vec<String>,
    /// Who may answer.
    pub respondent: Respondent,
    /// How far back the questions look, as an ISO 8601 duration.
    pub lookback: String,
    /// The same in words.
    pub lookback_text: String,
    /// The sentence that stands above the questions.
    #[serde(default)]
    pub stem: Option<String>,
    /// Which context keys the file uses.
    pub context: Vec<String>,
    /// Where it was read.
    pub sources: Vec<String>,
    /// What public sources get wrong.
    #[serde(default)]
    pub traps: Vec<String>,
    /// What could not be verified, or is the project's own choice.
    #[serde(default)]
    pub caveats: Vec<String>,
    /// Who may use it how.
    pub licence: LicenceText,
    /// Its LOINC panel.
    pub loinc: LoincText,
    /// How often.
    pub readminister: ReadministerText,
    /// What counts as a change.
    #[serde(default)]
    pub change: Vec<ChangeText>,
    /// Answers to choose from, by name.
    pub option_sets: BTreeMap<String, Vec<OptionText>>,
    /// The questions.
    #[serde(rename = "item")]
    pub items: Vec<ItemText>,
    /// The scores, in the order in which they are computed.
    #[serde(default, rename = "score")]
    pub scores: Vec<ScoreText>,
    /// What a score means.
    #[serde(default, rename = "band")]
    pub bands: Vec<BandText>,
    /// What must reach a person.
    #[serde(default, rename = "alert")]
    pub alerts: Vec<AlertText>,
    /// Answers with what must come of them; a file whose vectors do not hold is not loaded (IN-02).
    #[serde(default, rename = "vector")]
    pub vectors: Vec<Vector>,
}

/// Who may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Respondent {
    /// The person themself.
    #[serde(rename = "self")]
    Person,
    /// A clinician, who asks or observes.
    Clinician,
    /// Either.
    Either,
}

/// `[licence]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceText {
    /// Under which terms.
    pub terms: Terms,
    /// Whether the file carries the wording: `verbatim`, `mixed`, `placeholder`.
    pub item_text: String,
    /// Whether the file may be handed on.
    pub redistribute: Redistribute,
    /// Whose it is.
    pub holder: String,
    /// What must stand on every form, print and export (IN-08); may be empty.
    pub notice: String,
    /// Where the terms were read.
    pub basis: String,
}

/// Under which terms an instrument may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Terms {
    /// By anybody.
    PublicDomain,
    /// By anybody who names the holder.
    FreeAttribution,
    /// Without commercial purpose (IN-09).
    FreeNoncommercial,
    /// Only with the holder's permission.
    PermissionRequired,
}

/// Whether a file may be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redistribute {
    /// Yes.
    Yes,
    /// Without commercial purpose.
    Noncommercial,
    /// No wording of it.
    No,
}

/// `[loinc]`. LOINC codes and names are copyright Regenstrief Institute, Inc. and the LOINC Committee.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoincText {
    /// The panel's code; empty when none was found.
    pub panel: String,
    /// The panel's name.
    pub panel_name: String,
    /// From how many sources.
    pub confidence: String,
    /// What else to know.
    pub note: String,
}

/// `[readminister]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadministerText {
    /// After how long it is due again, ISO 8601.
    pub default: String,
    /// Before which time a repeat says little, ISO 8601.
    pub not_before: String,
    /// Published or ours.
    pub basis: Basis,
    /// In words.
    pub note: String,
}

/// Whether a publication says so, or the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A publication.
    Published,
    /// The project; the medical director may switch it off.
    Project,
}

/// `[[change]]`: how much of a difference says something.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeText {
    /// Of which score.
    pub score: String,
    /// Which kind of figure: `reliable`, `mcic`, `mcic-relative`, `mdc`.
    pub kind: String,
    /// Which way is better.
    pub direction: Direction,
    /// In points.
    #[serde(default)]
    pub points: Option<i64>,
    /// Or in percent of the first value.
    #[serde(default)]
    pub percent: Option<i64>,
    /// Who says so.
    pub source: String,
}

/// Which way a score goes when things get better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Down.
    Decrease,
    /// Up.
    Increase,
}

/// One answer of a set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionText {
    /// The code that answers hold.
    pub code: String,
    /// The words that are shown.
    pub label: String,
    /// What it scores; not its place in the list.
    pub score: i64,
    /// LOINC answer code.
    #[serde(default)]
    pub loinc: Option<String>,
    /// Whether it stands alone among several.
    #[serde(default)]
    pub exclusive: bool,
}

/// `[[item]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemText {
    /// The link id.
    pub id: String,
    /// The printed number.
    pub n: String,
    /// Which part of the form.
    #[serde(default)]
    pub part: Option<u32>,
    /// The question.
    pub text: String,
    /// Whether that is the wording.
    pub text_status: TextStatus,
    /// In a few words of our own, what it asks.
    #[serde(default)]
    pub topic: Option<String>,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: ItemKind,
    /// Which set of answers.
    #[serde(default)]
    pub options: Option<String>,
    /// The smallest number.
    #[serde(default)]
    pub min: Option<i64>,
    /// The largest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// What is counted, as a UCUM unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whether it enters a score.
    #[serde(default = "yes")]
    pub scored: bool,
    /// Whether the form is partial without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// When it is asked; always, when nothing is said.
    #[serde(default)]
    pub enabled_when: Option<AnyOf>,
    /// LOINC code.
    #[serde(default)]
    pub loinc: Option<String>,
}

fn yes() -> bool {
    true
}

/// Whether a text is the instrument's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextStatus {
    /// The wording.
    Verbatim,
    /// Only what it is about: never shown to a person as a question (IN-07).
    Placeholder,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One of a set.
    Choice,
    /// A whole number.
    Integer,
    /// Any of a set.
    Multi,
}

/// Any of these lists, all of whose tests hold.
pub type AnyOf = Vec<Vec<TestText>>;

/// One test of a condition.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TestText {
    /// About an item.
    pub item: Option<String>,
    /// About a score.
    pub score: Option<String>,
    /// About a level.
    pub level: Option<String>,
    /// About a context key.
    pub context: Option<String>,
    /// Is this code or level.
    pub is: Option<String>,
    /// Is one of these.
    #[serde(rename = "in")]
    pub is_in: Option<Vec<String>>,
    /// Is none of these.
    pub not_in: Option<Vec<String>>,
    /// Any chosen one is among these.
    pub any_in: Option<Vec<String>>,
    /// At least.
    pub ge: Option<i64>,
    /// More than.
    pub gt: Option<i64>,
    /// At most.
    pub le: Option<i64>,
    /// Less than.
    pub lt: Option<i64>,
    /// Exactly.
    pub eq: Option<i64>,
    /// Was asked, or may have been, and has no answer.
    pub missing: Option<bool>,
}

/// `[[score]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreText {
    /// The score's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How it is computed: `sum`, `count`, `max`, `groups`, `levels`, `percent`.
    pub kind: String,
    /// Of which items.
    #[serde(default)]
    pub items: Option<Vec<String>>,
    /// Points for each raw score of an item.
    #[serde(default)]
    pub points: BTreeMap<String, Vec<i64>>,
    /// From which raw score an item counts.
    #[serde(default)]
    pub at_least: Option<i64>,
    /// The same for single items.
    #[serde(default)]
    pub at_least_for: BTreeMap<String, i64>,
    /// Groups of items, each counted once.
    #[serde(default)]
    pub groups: Option<Vec<Vec<String>>>,
    /// Rules of a level, the most serious first.
    #[serde(default)]
    pub rules: Option<Vec<LevelRule>>,
    /// The level when no rule holds.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// The score it is a percentage of.
    #[serde(default)]
    pub of: Option<String>,
    /// What is a hundred percent.
    #[serde(default)]
    pub max: Option<i64>,
    /// Digits behind the point.
    #[serde(default)]
    pub decimals: Option<u8>,
    /// The smallest and the largest value.
    #[serde(default)]
    pub range: Option<[i64; 2]>,
    /// LOINC code.
    #[serde(default)]
    pub loinc: Option<String>,
    /// What happens when an answer is missing.
    #[serde(default)]
    pub missing: Option<MissingText>,
    /// Why.
    #[serde(default)]
    pub missing_note: Option<String>,
}

/// One rule of a level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// The level.
    pub level: String,
    /// When.
    pub when: AnyOf,
}

/// What happens when an answer is missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingText {
    /// Only `prorate` is known.
    pub policy: String,
    /// Up to how many open items.
    pub max_missing: usize,
}

/// `[[band]]`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandText {
    /// Of which score.
    pub score: String,
    /// The name of a second table.
    #[serde(default)]
    pub set: Option<String>,
    /// Its code.
    pub code: String,
    /// Its words.
    pub label: String,
    /// From.
    pub min: i64,
    /// To, inclusive.
    pub max: i64,
    /// For which context values only.
    #[serde(default)]
    pub context: BTreeMap<String, Vec<String>>,
}

/// `[[alert]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertText {
    /// Its id.
    pub id: String,
    /// How serious.
    pub severity: Severity,
    /// Published or ours.
    pub basis: Basis,
    /// What was seen.
    pub text: String,
    /// What to do.
    pub action: String,
    /// When.
    pub when: AnyOf,
}

/// How serious an alert is, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// At the next visit.
    Attention,
    /// The same day.
    Urgent,
    /// Now.
    Critical,
}

/// `[[vector]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// What it shows.
    pub name: String,
    /// The context.
    pub context: BTreeMap<String, String>,
    /// The answers.
    pub answers: Answers,
    /// What must come of them.
    pub expect: Expect,
}

/// What must come of a vector.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Expect {
    /// A fault in the answers.
    Fault(ExpectedFault),
    /// A result.
    Outcome(KeptOutcome),
}

/// A fault in the answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFault {
    /// `unknown-item` or `invalid-answer`.
    pub error: String,
    /// The item.
    pub item: String,
}
