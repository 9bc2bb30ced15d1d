//! The nouns of a clinical document: one coded statement each, with what it shares in [`Item`].

use jiff::civil::Date;
use serde::Serialize;

/// A coded concept as sent: words, code, and the same in other code systems.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Concept {
    /// Words: display name of the code, else of a translation, else the original text (followed into the narrative).
    pub display: Option<String>,
    /// Code; of the first coded translation when the main code is null.
    pub code: Option<String>,
    /// Short name of the code system where known (`SNOMED`, `RXNORM`, `LOINC`, `ICD10CM`, …), else its OID.
    pub system: Option<String>,
    /// Null flavor of the main code.
    pub null_flavor: Option<String>,
    /// The same concept in other systems: (code, system, words).
    pub translations: Vec<(String, Option<String>, Option<String>)>,
}

/// What every statement has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is about.
    pub concept: Concept,
    /// Begin (or moment) as sent.
    pub low: Option<String>,
    /// End as sent.
    pub high: Option<String>,
    /// Begin as a day, when it names one that exists.
    pub low_day: Option<Date>,
    /// End as a day, when it names one that exists.
    pub high_day: Option<Date>,
    /// Status code of the statement as sent (`completed`, `active`, `aborted`). Says little about the problem itself.
    pub status: Option<String>,
    /// The sender says that this is *not* so (no known allergy, vaccine not given).
    pub is_negated: bool,
    /// Mood as sent: `EVN` happened, `INT` intended, `RQO` requested.
    pub mood: Option<String>,
    /// The statement's own words, followed into the narrative.
    pub text: Option<String>,
    /// Place in the document.
    pub path: String,
}

impl Item {
    /// Words for the concept: display, else the code itself, else empty.
    #[must_use]
    pub fn name(&self) -> &str {
        self.concept.display.as_deref().or(self.concept.code.as_deref()).unwrap_or_default()
    }
}

/// A problem or diagnosis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The problem itself.
    pub item: Item,
    /// What the sender says about its course (Active, Resolved), where said.
    pub clinical_status: Option<String>,
    /// Title of the section it stood in (problem list, admission or discharge diagnosis).
    pub section: Option<String>,
}

/// A medication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Medication {
    /// The product.
    pub item: Item,
    /// Dose as sent, "value unit"; empty when a dose is named without a value.
    pub dose: Option<String>,
    /// Route in words.
    pub route: Option<String>,
    /// How often, where coded ("every 6 h").
    pub frequency: Option<String>,
    /// The directions in words.
    pub sig: Option<String>,
    /// Why it is taken.
    pub indications: Vec<String>,
    /// Title of the section it stood in (medications, admission, discharge, administered).
    pub section: Option<String>,
}

/// An allergy or intolerance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Allergy {
    /// The substance.
    pub item: Item,
    /// Kind (drug allergy, food intolerance), in words.
    pub kind: Option<String>,
    /// Reactions.
    pub reactions: Vec<Reaction>,
    /// Severity or criticality in words.
    pub severity: Option<String>,
    /// What the sender says about its course (Active), where said.
    pub clinical_status: Option<String>,
}

/// A reaction to an allergen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// In words.
    pub display: String,
    /// Whether the words come with the coded value; else they stand only in the text beside a null value.
    pub is_coded: bool,
    /// Severity in words.
    pub severity: Option<String>,
}

/// A result or a vital sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measurement {
    /// What was measured.
    pub item: Item,
    /// Value as sent, "value unit" or words.
    pub value: Option<String>,
    /// Interpretation codes or words (`H`, `N`).
    pub interpretation: Option<String>,
    /// Reference range in words.
    pub reference_range: Option<String>,
    /// The panel it belongs to.
    pub panel: Option<String>,
}

/// A procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// The procedure.
    pub item: Item,
}

/// An encounter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Encounter {
    /// Kind of visit.
    pub item: Item,
    /// Diagnoses made there.
    pub diagnoses: Vec<String>,
    /// The place.
    pub place: Option<String>,
}

/// An immunization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Immunization {
    /// The vaccine.
    pub item: Item,
    /// Dose as sent.
    pub dose: Option<String>,
    /// Lot number.
    pub lot: Option<String>,
}

/// A social history observation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SocialHistory {
    /// What was asked or observed; often only "Assertion".
    pub item: Item,
    /// The answer in words, else as code.
    pub value: Option<String>,
    /// The answer as a concept, where coded.
    pub value_concept: Concept,
}

/// Something said about substance use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SubstanceUse {
    /// What was asked or observed.
    pub what: Option<String>,
    /// What was said.
    pub value: Option<String>,
    /// Begin as sent.
    pub low: Option<String>,
    /// End as sent.
    pub high: Option<String>,
    /// Where it stood.
    pub source: SubstanceSource,
    /// The sender says that this is not so.
    pub is_negated: bool,
}

/// Where something about substance use stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum SubstanceSource {
    /// Social history.
    #[default]
    SocialHistory,
    /// A problem or diagnosis.
    Problem,
}

/// A coded statement that is none of the nouns above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OtherStatement {
    /// What it is about.
    pub item: Item,
    /// Its value, where it has one.
    pub value: Option<String>,
    /// Title of the section.
    pub section: Option<String>,
    /// Element name (`observation`, `act`, …).
    pub class: String,
}
