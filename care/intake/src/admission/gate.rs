//! The gates between an inquiry and an admission: met, not met, or waived with a reason. What is known comes in, the standing of each
//! gate comes out; nothing is looked up here, so that every case can be said in a test.

use std::sync::LazyLock;

use access::{Refusal, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Name, date of birth and a way to reach them are confirmed.
    Identity,
    /// The assessment is complete and signed (MA-10, MA-11).
    Assessment,
    /// The level of care is decided.
    Placement,
    /// The notice was given: acknowledged, or declined and written down (P2-48).
    Notice,
    /// The papers that are needed are signed.
    Consents,
    /// Coverage with a consent to bill it, or self-pay agreed.
    Coverage,
    /// All medication choices were explained (MA-21).
    MedicationOptions,
    /// Something is booked in the first seven days.
    FirstWeek,
}

/// A gate as the program's file has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateRule {
    /// Which.
    #[serde(rename = "key")]
    pub gate: Gate,
    /// For screens.
    pub title: String,
    /// The rules it serves.
    pub rules: Vec<String>,
    /// Who may waive it.
    pub may_be_waived: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    gate: Vec<GateRule>,
}

static RULES: LazyLock<Result<Vec<GateRule>, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../data/gates.toml")).map_err(|error| error.to_string())?;
    if file.format == "stepdown-gates/1" { Ok(file.gate) } else { Err(format!("the format is {}", file.format)) }
});

/// The gates in the order of the page.
///
/// # Errors
/// [`Refusal::Fault`] when the file cannot be read: a broken build.
pub fn rules() -> Result<&'static [GateRule], Refusal> {
    RULES.as_deref().map_err(|why| Refusal::Fault(format!("gates.toml: {why}")))
}

/// How a paper stands, for a gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperFact {
    /// Nobody was given it.
    #[default]
    NotGiven,
    /// It waits for a signature.
    Waiting,
    /// Signed, or acknowledged.
    Signed,
    /// Declined, and care may go on.
    Declined,
}

/// What a record of the clinical side says, for a gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClinicalFact {
    /// There is none.
    #[default]
    Missing,
    /// It is begun and not signed or decided.
    Begun,
    /// It is signed or decided.
    Done,
}

/// Everything the gates rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GateFacts {
    /// Whether the person is registered: name and date of birth confirmed.
    pub is_registered: bool,
    /// Whether there is a way to reach them.
    pub can_be_reached: bool,
    /// The assessment.
    pub assessment: ClinicalFact,
    /// The placement.
    pub placement: ClinicalFact,
    /// The notice of privacy.
    pub notice: PaperFact,
    /// The papers everybody needs, by title.
    pub papers: Vec<(String, PaperFact)>,
    /// The coverage in force today, by the payer's name.
    pub payer: Option<String>,
    /// Whether the payer of that coverage may be told.
    pub may_bill: bool,
    /// What the payer last said about that coverage.
    pub insured: InsuredFact,
    /// The agreement of somebody who pays alone.
    pub self_pay: PaperFact,
    /// The medication choices.
    pub medication_options: PaperFact,
    /// How many groups are chosen that meet in the first seven days.
    pub groups_in_first_week: usize,
}

/// What a payer last said about a coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InsuredFact {
    /// Nobody has asked.
    #[default]
    NotAsked,
    /// Asked and not answered.
    Waiting,
    /// Insured.
    Yes,
    /// Not insured, not found, or the answer does not say.
    No,
}

/// How a gate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is met.
    Met,
    /// It is not, and why, each as a sentence.
    NotMet(Vec<String>),
    /// It was waived.
    Waived(Waived),
}

/// A waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// Why.
    pub reason: String,
    /// By whom, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A gate as it stands. A gate that is met stays met, whatever was waived before.
#[must_use]
pub fn standing(gate: Gate, facts: &GateFacts, waived: Option<Waived>) -> Standing {
    let missing = missing(gate, facts);
    match waived {
        _ if missing.is_empty() => Standing::Met,
        Some(waived) => Standing::Waived(waived),
        None => Standing::NotMet(missing),
    }
}

/// What a gate still lacks, in the words of the page.
fn missing(gate: Gate, facts: &GateFacts) -> Vec<String> {
    let unless = |holds: bool, words: &str| (!holds).then(|| words.to_owned());
    let all: Vec<Option<String>> = match gate {
        Gate::Identity => vec![
            unless(facts.is_registered, "Name and date of birth are not confirmed."),
            unless(facts.can_be_reached, "There is no way to reach the person."),
        ],
        Gate::Assessment => vec![match facts.assessment {
            ClinicalFact::Missing => Some("There is no assessment.".to_owned()),
            ClinicalFact::Begun => Some("The assessment is not signed.".to_owned()),
            ClinicalFact::Done => None,
        }],
        Gate::Placement => vec![match facts.placement {
            ClinicalFact::Missing => Some("No level of care was worked out.".to_owned()),
            ClinicalFact::Begun => Some("The level of care is not decided.".to_owned()),
            ClinicalFact::Done => None,
        }],
        Gate::Notice => vec![paper("The notice", facts.notice)],
        Gate::Consents => facts.papers.iter().map(|(title, fact)| paper(&format!("“{title}”"), *fact)).collect(),
        Gate::Coverage => vec![coverage(facts)],
        Gate::MedicationOptions => vec![paper("The sheet of medication choices", facts.medication_options)],
        Gate::FirstWeek => vec![unless(facts.groups_in_first_week > 0, "No group is chosen that meets in the first seven days.")],
    };
    all.into_iter().flatten().collect()
}

fn paper(title: &str, fact: PaperFact) -> Option<String> {
    match fact {
        PaperFact::NotGiven => Some(format!("{title} was not given yet.")),
        PaperFact::Waiting => Some(format!("{title} waits for an answer.")),
        PaperFact::Signed | PaperFact::Declined => None,
    }
}

/// Either the payer may be told and says that the person is insured, or the person pays and has said so. Whoever does not let us tell their payer pays alone (P2-50).
fn coverage(facts: &GateFacts) -> Option<String> {
    if facts.self_pay == PaperFact::Signed {
        return None;
    }
    if let Some(payer) = facts.payer.as_ref().filter(|_| facts.may_bill) {
        return match facts.insured {
            InsuredFact::Yes => None,
            InsuredFact::NotAsked => Some(format!("{payer} was not asked yet whether the person is insured.")),
            InsuredFact::Waiting => Some(format!("{payer} was asked and has not answered yet.")),
            InsuredFact::No => Some(format!("{payer} does not say that the person is insured. Look at its answer.")),
        };
    }
    Some(match (&facts.payer, facts.self_pay) {
        (_, PaperFact::Waiting) => "The agreement to pay alone waits for an answer.".to_owned(),
        (Some(payer), _) => format!("Nobody has let us tell {payer}, and no self-pay is agreed."),
        (None, _) => "There is no coverage, and no self-pay is agreed.".to_owned(),
    })
}

impl Gate {
    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Assessment => "assessment",
            Self::Placement => "placement",
            Self::Notice => "notice",
            Self::Consents => "consents",
            Self::Coverage => "coverage",
            Self::MedicationOptions => "medication_options",
            Self::FirstWeek => "first_week",
        }
    }

    /// The gate with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        rules().ok()?.iter().map(|rule| rule.gate).find(|gate| gate.as_str() == text)
    }
}
