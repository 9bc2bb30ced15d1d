//! What a payer's answer says, as typed nouns. Codes that we do not know stay as the payer sent them, and are listed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What an answer says about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerContent {
    /// The payer as it names itself.
    pub payer_name: String,
    /// How to reach it: telephone numbers and addresses.
    pub contacts: Vec<String>,
    /// The person, as the payer has them.
    pub person: Option<ToldPerson>,
    /// Whether the person is insured through somebody else.
    pub is_dependent: bool,
    /// First day of the plan.
    pub begins: Option<Date>,
    /// Last day of the plan.
    pub ends: Option<Date>,
    /// What the plan pays and does not, in the payer's order.
    pub statements: Vec<Statement>,
    /// Why the payer does not answer.
    pub rejections: Vec<Rejected>,
    /// What could not be read or is kept as it stood, each with its place.
    pub unread: Vec<String>,
}

/// The person as the payer has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ToldPerson {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Member id.
    pub member_id: String,
    /// Birth date on file.
    pub birth_date: Option<Date>,
    /// Group number.
    pub group_number: Option<String>,
}

/// One statement about the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What it is about.
    pub kind: BenefitKind,
    /// Kinds of service by their codes; none means the plan as a whole.
    #[serde(default)]
    pub services: Vec<String>,
    /// Whether it is about the family as a whole.
    #[serde(default)]
    pub is_family: bool,
    /// The plan in the payer's words.
    #[serde(default)]
    pub plan: Option<String>,
    /// The time it is about.
    #[serde(default)]
    pub period: Period,
    /// An amount, in cents.
    #[serde(default)]
    pub amount_cents: Option<i64>,
    /// A share, in hundredths of a percent.
    #[serde(default)]
    pub basis_points: Option<i64>,
    /// A quantity: what is counted by its code and how many, in hundredths.
    #[serde(default)]
    pub quantity: Option<(String, i64)>,
    /// Whether approval is needed beforehand; nothing when the payer does not say.
    #[serde(default)]
    pub needs_approval: Option<bool>,
    /// Which providers it is about.
    #[serde(default)]
    pub network: Network,
    /// In the payer's words, and what else was said: limits, dates, others.
    #[serde(default)]
    pub messages: Vec<String>,
}

/// What a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BenefitKind {
    /// Insured.
    Active,
    /// Not insured.
    Inactive,
    /// A share of the price.
    Coinsurance,
    /// A fixed amount for each visit or day.
    Copay,
    /// What the person pays before the plan does.
    Deductible,
    /// The most that the person pays in a year.
    OutOfPocket,
    /// A limit.
    Limit,
    /// Not covered.
    NotCovered,
    /// Left out of the plan.
    Excluded,
    /// Without a limit.
    Unlimited,
    /// A description of a benefit.
    Description,
    /// The person's primary care provider.
    PrimaryCare,
    /// Another payer pays too.
    OtherPayer,
    /// Somebody else must be asked.
    AskElsewhere,
    /// Another code, as sent.
    Other(String),
}

/// The time that a statement is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Not said.
    #[default]
    NotSaid,
    /// One visit.
    Visit,
    /// One day.
    Day,
    /// A year of the plan or the calendar.
    Year,
    /// So far this year.
    YearToDate,
    /// What is left.
    Remaining,
    /// One admission or episode.
    Episode,
    /// A life.
    Lifetime,
    /// Another code, as sent.
    Other(String),
}

/// Which providers a statement is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Not said.
    #[default]
    NotSaid,
    /// Those under contract with the payer.
    Inside,
    /// Those without one.
    Outside,
    /// Any.
    Either,
}

/// Why the payer does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The payer's reason, a code.
    pub reason: String,
    /// What to do, a code.
    pub follow_up: String,
}

/// Whether somebody is insured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverStatus {
    /// Insured.
    Active,
    /// Not insured, or no longer.
    Inactive,
    /// The payer did not answer the question.
    Refused,
    /// The answer does not say.
    NotSaid,
}

impl AnswerContent {
    /// Whether the person is insured: an inactive plan and a refusal weigh more than anything active beside them, unless it is about the
    /// plan as a whole.
    #[must_use]
    pub fn status(&self) -> CoverStatus {
        let is_whole =
            |statement: &&Statement| statement.services.is_empty() || statement.services.iter().any(|code| code == "30");
        let says = |kind: BenefitKind| self.statements.iter().filter(is_whole).any(|one| one.kind == kind);
        if says(BenefitKind::Inactive) {
            CoverStatus::Inactive
        } else if says(BenefitKind::Active) {
            CoverStatus::Active
        } else if !self.rejections.is_empty() {
            CoverStatus::Refused
        } else if self.statements.iter().any(|one| one.kind == BenefitKind::Active) {
            CoverStatus::Active
        } else if self.statements.iter().any(|one| one.kind == BenefitKind::Inactive) {
            CoverStatus::Inactive
        } else {
            CoverStatus::NotSaid
        }
    }
}

impl BenefitKind {
    /// What a code of the payer's answer means.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "1" | "2" | "3" | "4" | "5" => Self::Active,
            "6" | "7" | "8" => Self::Inactive,
            "A" => Self::Coinsurance,
            "B" => Self::Copay,
            "C" => Self::Deductible,
            "D" => Self::Description,
            "E" => Self::Excluded,
            "F" => Self::Limit,
            "G" => Self::OutOfPocket,
            "H" => Self::Unlimited,
            "I" => Self::NotCovered,
            "L" => Self::PrimaryCare,
            "R" => Self::OtherPayer,
            "U" => Self::AskElsewhere,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Period {
    /// What a code of the payer's answer means.
    #[must_use]
    pub fn of(code: Option<&str>) -> Self {
        match code {
            None => Self::NotSaid,
            Some("27") => Self::Visit,
            Some("7" | "13") => Self::Day,
            Some("21" | "22" | "23" | "25") => Self::Year,
            Some("24") => Self::YearToDate,
            Some("29" | "33") => Self::Remaining,
            Some("26" | "36") => Self::Episode,
            Some("32") => Self::Lifetime,
            Some(other) => Self::Other(other.to_owned()),
        }
    }
}

impl Network {
    /// What a code of the payer's answer means.
    #[must_use]
    pub fn of(code: Option<&str>) -> Self {
        match code {
            Some("Y") => Self::Inside,
            Some("N") => Self::Outside,
            Some("W") => Self::Either,
            _ => Self::NotSaid,
        }
    }
}
