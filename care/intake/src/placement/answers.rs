//! What the advisor is asked: the six dimensions rated 0–4, and the answers that the hard stops and the table look at.
//!
//! Nothing answered is nothing known: `None` never means no. A list that is `Some` and empty was asked and holds nothing.

use serde::{Deserialize, Serialize};

use super::Level;
use crate::coded::coded;

/// A risk rating: 0 none, 1 mild, 2 moderate, 3 severe, 4 imminent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

coded! {
    /// A dimension as it is stored; either edition can be written from it.
    Dimension {
        /// Intoxication, withdrawal, medication need.
        Withdrawal = "W", "Withdrawal and medication need";
        /// Physical health, pregnancy.
        Body = "B", "Physical health";
        /// Psychiatric and cognitive health.
        Psychiatric = "P", "Mental health and thinking";
        /// Motivation and readiness. Never changes the level (step 7).
        Motivation = "M", "Motivation";
        /// Return to use and risky use.
        Use = "U", "Risk of use";
        /// Home, support, work or school, safety.
        Environment = "E", "Home and surroundings";
    }
}

coded! {
    /// What calls for an ambulance now (LC-09).
    EmergencySign {
        /// Cannot be roused.
        Unresponsive = "unresponsive", "cannot be roused";
        /// Trouble breathing.
        Breathing = "breathing", "trouble breathing";
        /// An overdose may be going on.
        Overdose = "overdose", "a suspected overdose in progress";
        /// A seizure now.
        Seizure = "seizure", "a seizure now";
        /// Chest pain.
        ChestPain = "chest_pain", "chest pain";
        /// Delirium.
        Delirium = "delirium", "delirium";
    }
}

coded! {
    /// Danger to others (LC-13).
    HarmSign {
        /// Intends to kill somebody and has a plan.
        HomicidalPlan = "homicidal_plan", "intent to kill somebody, with a plan";
        /// Voices command harm.
        CommandVoices = "command_voices", "voices that command harm";
    }
}

coded! {
    /// An unstable physical state beyond blood pressure and pulse (LC-17).
    MedicalSign {
        /// Diabetes out of control, with symptoms.
        Diabetes = "diabetes", "diabetes out of control with symptoms";
        /// Bleeding now.
        Bleeding = "bleeding", "active bleeding";
        /// Jaundice with confusion.
        Jaundice = "jaundice", "jaundice with confusion";
        /// Vital signs are not stable.
        VitalSigns = "vital_signs", "unstable vital signs";
    }
}

coded! {
    /// What makes home a place of danger (LC-22).
    HomeDanger {
        /// A partner is violent and the person fears to go home.
        PartnerViolence = "partner_violence", "a violent partner and fear to go home";
        /// Trafficking.
        Trafficking = "trafficking", "trafficking";
    }
}

coded! {
    /// Kinds of substances, as far as a rule asks.
    SubstanceClass {
        /// Alcohol.
        Alcohol = "alcohol", "alcohol";
        /// Benzodiazepines, barbiturates and other sedatives.
        Sedative = "sedative", "benzodiazepines or other sedatives";
        /// Opioids.
        Opioid = "opioid", "opioids";
        /// Stimulants.
        Stimulant = "stimulant", "stimulants";
        /// Cannabis.
        Cannabis = "cannabis", "cannabis";
        /// Tobacco and nicotine.
        Tobacco = "tobacco", "tobacco";
        /// Anything else.
        Other = "other", "something else";
    }
}

coded! {
    /// How much nursing the body needs (B3).
    Nursing {
        /// Most days, not around the clock.
        MostDays = "most_days", "nursing on most days";
        /// Around the clock.
        AroundTheClock = "around_the_clock", "nursing around the clock";
    }
}

coded! {
    /// What must be planned around (dimension C); never changes the level (step 7).
    Barrier {
        /// Work.
        Work = "work", "work";
        /// School.
        School = "school", "school";
        /// Care of children or others.
        Care = "care", "care of children or others";
        /// The way here.
        Transport = "transport", "the way here";
        /// Language.
        Language = "language", "language";
        /// Needs or wants telehealth.
        Telehealth = "telehealth", "telehealth";
        /// Culture, faith or identity that care should fit.
        Culture = "culture", "culture, faith or identity";
    }
}

/// A substance that is or was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substance {
    /// Its kind.
    pub class: SubstanceClass,
    /// Whether it was used in the past 72 hours.
    #[serde(default)]
    pub in_72_hours: Option<bool>,
    /// Whether the person depends on it.
    #[serde(default)]
    pub is_dependent: Option<bool>,
}

/// The screen for suicide risk (C-SSRS), as far as a rule asks. The measure itself is answered elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuicideScreen {
    /// Whether the screen was given and recorded (LC-12).
    pub is_recorded: bool,
    /// Question 3, past month: thought of a way, without intent.
    pub method: Option<bool>,
    /// Question 4, past month: some intent.
    pub intent: Option<bool>,
    /// Question 5, past month: a plan and intent.
    pub plan: Option<bool>,
    /// Question 6, past three months: suicidal behavior.
    pub behavior_in_3_months: Option<bool>,
    /// Question 6, ever: suicidal behavior.
    pub behavior_ever: Option<bool>,
}

/// An episode of care that did not help (step 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierEpisode {
    /// The level.
    pub level: Level,
    /// Months since it ended.
    pub months_ago: u16,
    /// Whether the plan was changed in answer to it.
    pub is_plan_changed: bool,
}

/// A discharge from another level (step 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentDischarge {
    /// From which level.
    pub level: Level,
    /// Days since.
    pub days_ago: u16,
}

/// Everything the advisor looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Age in whole years.
    pub age: Option<u8>,
    /// W.
    pub withdrawal: Option<Rating>,
    /// B.
    pub body: Option<Rating>,
    /// P.
    pub psychiatric: Option<Rating>,
    /// M.
    pub motivation: Option<Rating>,
    /// U.
    pub use_risk: Option<Rating>,
    /// E.
    pub environment: Option<Rating>,
    /// C: what must be planned around.
    pub barriers: Vec<Barrier>,
    /// Signs that call for an ambulance.
    pub emergency: Option<Vec<EmergencySign>>,
    /// Body temperature in tenths of a degree Celsius.
    pub temperature_tenths: Option<u16>,
    /// Whether the person is confused.
    pub is_confused: Option<bool>,
    /// The screen for suicide risk.
    pub suicide: SuicideScreen,
    /// PHQ-9 item 9, 0–3.
    pub phq9_item9: Option<u8>,
    /// Danger to others.
    pub harm: Option<Vec<HarmSign>>,
    /// Acute psychosis or mania: cannot take part safely.
    pub cannot_take_part: Option<bool>,
    /// Substances.
    pub substances: Option<Vec<Substance>>,
    /// CIWA-Ar, 0–67.
    pub ciwa: Option<u8>,
    /// COWS, 0–48.
    pub cows: Option<u8>,
    /// PAWSS, 0–10.
    pub pawss: Option<u8>,
    /// A withdrawal seizure or delirium tremens before.
    pub complicated_withdrawal: Option<bool>,
    /// Hallucinations in withdrawal.
    pub hallucinations: Option<bool>,
    /// Somebody sober at home who supports.
    pub has_sober_support: Option<bool>,
    /// Whether a prescriber leads a plan for withdrawal at home.
    pub has_prescriber_plan: Option<bool>,
    /// Systolic blood pressure, mmHg.
    pub systolic: Option<u16>,
    /// Pulse at rest, per minute.
    pub pulse: Option<u16>,
    /// Other signs of an unstable body.
    pub medical: Option<Vec<MedicalSign>>,
    /// A clinician's judgment that it is an emergency (LC-17).
    pub is_medical_emergency: Option<bool>,
    /// How much nursing is needed.
    pub nursing: Option<Nursing>,
    /// Visibly intoxicated: cannot consent or walk safely.
    pub is_intoxicated: Option<bool>,
    /// Breath alcohol in thousandths: 80 is 0.080.
    pub breath_alcohol_thousandths: Option<u16>,
    /// Pregnant.
    pub is_pregnant: Option<bool>,
    /// Injects drugs.
    pub injects: Option<bool>,
    /// An overdose in the past 30 days.
    pub overdose_in_30_days: Option<bool>,
    /// Danger at home.
    pub home: Option<Vec<HomeDanger>>,
    /// Months of remission.
    pub remission_months: Option<u16>,
    /// Earlier episodes that did not help.
    pub earlier: Vec<EarlierEpisode>,
    /// The last discharge from another level.
    pub discharged: Option<RecentDischarge>,
}

impl Rating {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Mild.
    pub const MILD: Self = Self(1);
    /// Moderate.
    pub const MODERATE: Self = Self(2);
    /// Severe.
    pub const SEVERE: Self = Self(3);
    /// Imminent.
    pub const IMMINENT: Self = Self(4);

    /// A rating from 0 to 4.
    #[must_use]
    pub const fn try_new(value: u8) -> Option<Self> {
        if value <= 4 { Some(Self(value)) } else { None }
    }

    /// 0–4.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }

    /// For screens.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self.0 {
            0 => "none",
            1 => "mild",
            2 => "moderate",
            3 => "severe",
            _ => "imminent",
        }
    }
}

impl TryFrom<u8> for Rating {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        Self::try_new(value).ok_or_else(|| format!("a rating is 0 to 4, not {value}"))
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> Self {
        rating.0
    }
}

impl std::fmt::Display for Rating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Dimension {
    /// The dimension's name in our words with the number it has in each edition (section 2 of the reference).
    #[must_use]
    pub const fn editions(self) -> (Option<u8>, Option<u8>) {
        match self {
            Self::Withdrawal => (Some(1), Some(1)),
            Self::Body => (Some(2), Some(2)),
            Self::Psychiatric => (Some(3), Some(3)),
            Self::Motivation => (Some(4), None),
            Self::Use => (Some(5), Some(4)),
            Self::Environment => (Some(6), Some(5)),
        }
    }

    /// What each rating means, in our own words, 0 to 4.
    #[must_use]
    pub const fn anchors(self) -> [&'static str; 5] {
        match self {
            Self::Withdrawal => [
                "No withdrawal is expected.",
                "Discomfort, safe at home (CIWA-Ar below 10, COWS 5–12).",
                "Needs outpatient care led by a prescriber (CIWA-Ar 10–18, COWS 13–24, or starting medication for opioid use disorder).",
                "Complications are likely, or CIWA-Ar 19 or more, COWS 25 or more, or withdrawal at home did not work before.",
                "Delirium, a seizure now, cannot be roused, overdose.",
            ],
            Self::Body => [
                "Nothing, or stable.",
                "Stable with usual care.",
                "Active, needs care that is coordinated; can attend.",
                "Needs nursing or medical monitoring on most days.",
                "A medical emergency.",
            ],
            Self::Psychiatric => [
                "Nothing, or stable.",
                "Symptoms do not interfere (PHQ-9 and GAD-7 below 10).",
                "Symptoms interfere, the person can take part (PHQ-9 10–19, passive thoughts of death, stable serious mental illness).",
                "Severe, needs psychiatric attention every day (PHQ-9 20 or more, thoughts of suicide without a plan, recent psychosis settling).",
                "Danger to self or others, acute psychosis or mania, cannot care for themselves.",
            ],
            Self::Motivation => [
                "Engaged.",
                "Willing, of two minds.",
                "Comes mainly under pressure.",
                "Refuses goals; comes only because somebody orders it.",
                "Rejects all help.",
            ],
            Self::Use => [
                "In sustained remission and uses skills.",
                "Urges now and then, uses skills.",
                "Use is likely without several contacts a week; used in the past 30 days.",
                "Uses nearly every day, or returned quickly to use in outpatient care.",
                "Uses in ways that are dangerous now: repeated overdose, injecting fentanyl alone, driving.",
            ],
            Self::Environment => [
                "Supportive.",
                "Mostly supportive.",
                "Mixed: some people who use or stressors, but safe.",
                "Mostly unsupportive: people who use at home, unstable housing.",
                "Unsafe: violence, trafficking, no shelter.",
            ],
        }
    }
}

impl Answers {
    /// The rating of a dimension.
    #[must_use]
    pub const fn rating(&self, dimension: Dimension) -> Option<Rating> {
        match dimension {
            Dimension::Withdrawal => self.withdrawal,
            Dimension::Body => self.body,
            Dimension::Psychiatric => self.psychiatric,
            Dimension::Motivation => self.motivation,
            Dimension::Use => self.use_risk,
            Dimension::Environment => self.environment,
        }
    }

    /// Rates a dimension, or takes its rating away.
    pub const fn rate(&mut self, dimension: Dimension, rating: Option<Rating>) {
        match dimension {
            Dimension::Withdrawal => self.withdrawal = rating,
            Dimension::Body => self.body = rating,
            Dimension::Psychiatric => self.psychiatric = rating,
            Dimension::Motivation => self.motivation = rating,
            Dimension::Use => self.use_risk = rating,
            Dimension::Environment => self.environment = rating,
        }
    }

    /// Whether any substance of these kinds satisfies a question: yes, no, or nobody knows.
    #[must_use]
    pub fn any_substance(&self, classes: &[SubstanceClass], question: impl Fn(&Substance) -> Option<bool>) -> Option<bool> {
        let mut known = true;
        for substance in self.substances.as_ref()?.iter().filter(|one| classes.contains(&one.class)) {
            match question(substance) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = false,
            }
        }
        known.then_some(false)
    }

    /// Whether alcohol or a sedative is among the substances. Not knowing which they are counts as no here; the stops that ask
    /// say that it was not known.
    #[must_use]
    pub fn uses_alcohol_or_sedatives(&self) -> bool {
        self.substances.as_ref().is_some_and(|all| all.iter().any(|one| ALCOHOL_OR_SEDATIVE.contains(&one.class)))
    }
}

/// The substances whose withdrawal can kill (LC-15, LC-16).
pub(crate) const ALCOHOL_OR_SEDATIVE: &[SubstanceClass] = &[SubstanceClass::Alcohol, SubstanceClass::Sedative];

/// Dependence that LC-19 names.
pub(crate) const DANGEROUS_IN_PREGNANCY: &[SubstanceClass] =
    &[SubstanceClass::Opioid, SubstanceClass::Alcohol, SubstanceClass::Sedative];
