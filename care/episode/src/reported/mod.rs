//! What another provider reports and a person here put into the chart, one record for each item, with the document it stands in
//! (S-06). The least that later lists of problems, medications and allergies can grow from: codes stay as sent, nothing is concluded.
//!
//! | standing | event | next | who may |
//! |---|---|---|---|
//! | – | put into the chart, or set aside | taken, set aside | whoever reads referral documents and may record |
//! | taken, set aside | decided otherwise, or taken back | taken, set aside, undecided | the same |

mod store;

use serde::{Deserialize, Serialize};
use vocabulary::id::{PatientId, ReferralId, ReportedItemId};

pub use store::{find, of_patient, of_referral, save_new, save_next};

/// Something that a document says about a person, as decided here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedItem {
    /// The id.
    pub id: ReportedItemId,
    /// About whom.
    pub patient: PatientId,
    /// What kind of statement it is.
    pub kind: ReportedKind,
    /// In words: the name, or the code where the sender gave none.
    pub words: String,
    /// The codes as sent, the sender's first one first: system (`SNOMED`, `RXNORM`, an address) and code.
    pub codes: Vec<(Option<String>, String)>,
    /// Value, dose, directions, reactions, remarks: what else the sender says, each as words.
    pub details: Vec<String>,
    /// Begin, or the moment, as sent.
    pub low: Option<String>,
    /// End, as sent.
    pub high: Option<String>,
    /// Status as sent: `active`, `resolved`.
    pub status: Option<String>,
    /// The sender says that this is *not* so.
    pub is_negated: bool,
    /// Where it stands.
    pub source: ReportedSource,
    /// What was decided.
    pub standing: Standing,
    /// The record on the inquiry's person that this one was carried over from, at an admission as somebody known.
    pub carried_from: Option<ReportedItemId>,
}

/// Where a reported item stands: the document, kept whole, and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedSource {
    /// The document.
    pub referral: ReferralId,
    /// Which item of what was read: `problems.0`, counted from 0.
    pub item: String,
    /// The place in the document, for people: `section 3 (Problems) / entry 2`.
    pub place: Option<String>,
    /// Who sent it.
    pub sender: Option<String>,
    /// What the document is called.
    pub title: Option<String>,
}

/// What a reported item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportedKind {
    /// A problem or diagnosis.
    Problem,
    /// A medication.
    Medication,
    /// An allergy or intolerance.
    Allergy,
    /// Social history, substance use included.
    SocialHistory,
    /// A person named beside the patient.
    Contact,
    /// An encounter.
    Encounter,
    /// A result.
    Result,
    /// A vital sign.
    VitalSign,
    /// A procedure.
    Procedure,
    /// An immunization.
    Immunization,
    /// Any other statement.
    Other,
}

/// What was decided about a reported item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is in the chart.
    Taken,
    /// It is not, on purpose.
    SetAside,
    /// A decision was taken back.
    Undecided,
}

impl ReportedKind {
    /// All, in the order in which they are worked through.
    pub const ALL: [Self; 11] = [
        Self::Problem,
        Self::Medication,
        Self::Allergy,
        Self::SocialHistory,
        Self::Contact,
        Self::Encounter,
        Self::Result,
        Self::VitalSign,
        Self::Procedure,
        Self::Immunization,
        Self::Other,
    ];

    /// For screens, in the plural.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Problem => "Problems",
            Self::Medication => "Medications",
            Self::Allergy => "Allergies",
            Self::SocialHistory => "Social history and substance use",
            Self::Contact => "People named beside the person",
            Self::Encounter => "Encounters",
            Self::Result => "Results",
            Self::VitalSign => "Vital signs",
            Self::Procedure => "Procedures",
            Self::Immunization => "Immunizations",
            Self::Other => "Other statements",
        }
    }
}

impl Standing {
    /// The stable text, as in forms and records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::SetAside => "set_aside",
            Self::Undecided => "undecided",
        }
    }

    /// The standing with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Taken, Self::SetAside, Self::Undecided].into_iter().find(|one| one.as_str() == text)
    }
}
