//! What the advisor says: a level or none, and everything that led there (LC-24).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::answers::{Barrier, Dimension};
use super::priority::PriorityClass;
use super::{Answers, Level};
use crate::coded::coded;

coded! {
    /// What happens first, most urgent first.
    Disposition {
        /// An ambulance or emergency department now; no level.
        Emergency = "EMERGENCY", "Call 911 now";
        /// 988, a mobile team or a psychiatric evaluation today; no level.
        Crisis = "CRISIS", "Crisis: evaluation today";
        /// A prescriber looks today; a level may be shown, locked until then.
        MedicalToday = "MEDICAL_TODAY", "Evaluation today";
        /// Look again later.
        Defer = "DEFER", "Not now: look again when it is safe";
        /// The pathway for adolescents; the table for adults is not applied.
        Adolescent = "ADOLESCENT_PATHWAY", "Pathway for adolescents";
        /// Comes first; nothing is locked.
        Priority = "PRIORITY", "Comes first";
        /// Something needed is not known.
        InsufficientData = "INSUFFICIENT_DATA", "Not enough is known";
        /// No stop fired.
        None = "NONE", "No stop";
    }
}

coded! {
    /// How a stop was found.
    Found {
        /// It fired.
        Fired = "fired", "fired";
        /// It was asked and does not hold.
        Clear = "clear", "asked, does not hold";
        /// Not all of it was asked.
        NotAsked = "not_asked", "not fully asked";
    }
}

/// A hard stop, looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The rule.
    pub rule: Cow<'static, str>,
    /// What it looks for.
    pub looks_for: Cow<'static, str>,
    /// How it was found.
    pub found: Found,
    /// What it leads to when it fires.
    pub leads_to: Disposition,
    /// The answers that fired it.
    pub because: Vec<String>,
}

/// A rule that led to the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// The rule.
    pub rule: Cow<'static, str>,
    /// What it says.
    pub says: String,
    /// The answers that fired it.
    pub because: Vec<String>,
}

/// Something that goes with a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The services of another level, at the same time.
    ServicesOf(Level),
    /// A recovery residence.
    RecoveryResidence,
    /// A program that can treat both conditions.
    CoOccurringCapable,
    /// A program made for both conditions.
    CoOccurringEnhanced,
    /// Medical care is coordinated.
    CoordinateMedicalCare,
    /// Withdrawal care at home, led by a prescriber.
    WithdrawalCareAtHome,
    /// Motivational enhancement and an outreach plan.
    MotivationalEnhancement,
    /// Naloxone is offered.
    Naloxone,
    /// Medication for opioid use disorder and obstetric care; no taper by default.
    PregnancyCare,
    /// A plan for safety.
    SafetyPlan,
    /// A private way to be reached.
    PrivateContact,
}

/// A level with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The level.
    pub level: Level,
    /// What goes with it.
    pub services: Vec<Service>,
}

/// A next-best level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The level.
    pub level: Level,
    /// The rule that names it.
    pub rule: Cow<'static, str>,
    /// When it comes into question.
    pub says: String,
}

coded! {
    /// What is missing.
    Need {
        /// W is not rated.
        Withdrawal = "W", "a rating of withdrawal and medication need (W)";
        /// B is not rated.
        Body = "B", "a rating of physical health (B)";
        /// P is not rated.
        Psychiatric = "P", "a rating of mental health and thinking (P)";
        /// U is not rated.
        Use = "U", "a rating of the risk of use (U)";
        /// E is not rated.
        Environment = "E", "a rating of home and surroundings (E)";
        /// The age decides which table holds.
        Age = "age", "the age";
        /// Whether somebody sober is at home.
        SoberSupport = "sober_support", "whether somebody sober at home supports them";
        /// Whether a prescriber leads withdrawal at home.
        PrescriberPlan = "prescriber_plan", "whether a prescriber leads a plan for withdrawal at home";
        /// How much nursing.
        Nursing = "nursing", "whether nursing is needed on most days or around the clock";
        /// When alcohol or a sedative was last used.
        LastUse = "last_use", "when alcohol or a sedative was last used";
        /// How long remission lasts.
        Remission = "remission_months", "how many months remission has lasted";
        /// A clinician's judgment on an unstable body.
        EmergencyJudgment = "medical_emergency", "a clinician's judgment: an emergency, or an evaluation today";
        /// The suicide screen.
        SuicideScreen = "c_ssrs", "the suicide screen (C-SSRS), because PHQ-9 item 9 is above zero";
    }
}

coded! {
    /// What must have happened before the result can be signed or used.
    Lock {
        /// A prescriber has evaluated the person today.
        PrescriberClears = "prescriber_clears", "A prescriber evaluates the person today and clears the level.";
        /// A clinician has assessed the risk and made a plan.
        RiskAssessment = "risk_assessment", "A clinician assesses the risk and makes a safety plan with the person today.";
        /// The suicide screen is recorded.
        SuicideScreen = "suicide_screen", "The suicide screen (C-SSRS) is answered and recorded.";
    }
}

/// Everything the advisor says. Two runs on the same answers and table are equal (LC-24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The version of the table.
    pub table_version: String,
    /// What happens first.
    pub disposition: Disposition,
    /// The level, or none.
    pub suggestion: Option<Suggestion>,
    /// Next-best levels that a rule names, best first.
    pub alternatives: Vec<Alternative>,
    /// The next more intensive level, when the suggested one is not to be had.
    pub if_unavailable: Option<Level>,
    /// The medical floor, when it was reached.
    pub medical_floor: Option<Level>,
    /// The psychosocial floor with the psychiatric modifier, when it was reached.
    pub psychosocial_floor: Option<Level>,
    /// Every stop that was looked at, fired or not.
    pub checks: Vec<Check>,
    /// Every rule that led here, in order.
    pub fired: Vec<Fired>,
    /// What is missing.
    pub needs: Vec<Need>,
    /// What must happen before it is signed or used.
    pub locks: Vec<Lock>,
    /// The order of the waiting list (LC-23), when it is known.
    pub priority: Option<PriorityClass>,
    /// What the schedule works around (step 7).
    pub barriers: Vec<Barrier>,
    /// Ratings that lie below what a measure says.
    pub doubts: Vec<String>,
}

impl Advice {
    /// The first choice and the alternatives, best first.
    pub fn levels(&self) -> impl Iterator<Item = Level> {
        self.suggestion.iter().map(|one| one.level).chain(self.alternatives.iter().map(|one| one.level))
    }

    /// The ids of the rules that led here, in order, each once.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.fired.iter().map(|one| one.rule.as_ref())
    }

    /// Whether a rule fired.
    #[must_use]
    pub fn has_fired(&self, rule: &str) -> bool {
        self.rules().any(|one| one == rule)
    }
}

impl Service {
    /// For screens and paper.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::ServicesOf(level) => format!("with the services of {level} ({})", level.title().to_lowercase()),
            Self::RecoveryResidence => "with a recovery residence, by the person's choice".to_owned(),
            Self::CoOccurringCapable => "in a program that can treat mental health beside".to_owned(),
            Self::CoOccurringEnhanced => "in a program made for both conditions, or a psychiatric day program".to_owned(),
            Self::CoordinateMedicalCare => "medical care is coordinated".to_owned(),
            Self::WithdrawalCareAtHome => "withdrawal care at home, led by a prescriber".to_owned(),
            Self::MotivationalEnhancement => "motivational enhancement and a plan for outreach".to_owned(),
            Self::Naloxone => "naloxone is offered".to_owned(),
            Self::PregnancyCare => {
                "medication for opioid use disorder and obstetric care; opioids are not tapered by default".to_owned()
            }
            Self::SafetyPlan => "a safety plan".to_owned(),
            Self::PrivateContact => "a private way to be reached".to_owned(),
        }
    }
}

impl Need {
    /// The need to have a dimension rated; none for M, which never changes the level.
    #[must_use]
    pub const fn of(dimension: Dimension) -> Option<Self> {
        match dimension {
            Dimension::Withdrawal => Some(Self::Withdrawal),
            Dimension::Body => Some(Self::Body),
            Dimension::Psychiatric => Some(Self::Psychiatric),
            Dimension::Use => Some(Self::Use),
            Dimension::Environment => Some(Self::Environment),
            Dimension::Motivation => None,
        }
    }

    /// Whether no level is given without it (step 8).
    #[must_use]
    pub const fn withholds_the_level(self) -> bool {
        matches!(self, Self::Withdrawal | Self::Body | Self::Psychiatric | Self::Use | Self::Environment | Self::Age)
    }
}

/// Ratings that lie below what a measure says by its bands, for the clinician to look at; nothing is changed by it.
pub(super) fn doubts(answers: &Answers) -> Vec<String> {
    let mut found = Vec::new();
    let least = |score: Option<u8>, bands: [(u8, u8); 3]| {
        score.and_then(|score| bands.into_iter().find(|(from, _)| score >= *from).map(|(_, rating)| (score, rating)))
    };
    for (name, measured) in
        [("CIWA-Ar", least(answers.ciwa, [(19, 3), (10, 2), (1, 1)])), ("COWS", least(answers.cows, [(25, 3), (13, 2), (5, 1)]))]
    {
        if let (Some((score, rating)), Some(rated)) = (measured, answers.withdrawal)
            && rated.value() < rating
        {
            found.push(format!("{name} {score} fits a rating of W{rating}; W is rated {rated}."));
        }
    }
    found
}
