//! One line of JSON a document, with the keys that scripts compare across readers. The order of keys is fixed.

use serde::Serialize;

use crate::document::{PersonName, ReferralDocument, Section};
use crate::statement::{Allergy, Immunization, Item, Measurement, Medication, SocialHistory, SubstanceSource};

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    title: Option<&'a str>,
    r#type: Option<&'a str>,
    created: Option<&'a str>,
    patient: Patient<'a>,
    author: &'a str,
    problems: Vec<Plain<'a>>,
    medications: Vec<Dosed<'a>>,
    allergies: Vec<Allergic<'a>>,
    results: Vec<Measured<'a>>,
    vitals: Vec<Measured<'a>>,
    procedures: Vec<Plain<'a>>,
    encounters: Vec<Plain<'a>>,
    immunizations: Vec<Dosed<'a>>,
    social: Vec<Social<'a>>,
    sections: Vec<SectionLine<'a>>,
    narrative_only: Vec<Option<&'a str>>,
    substance: Vec<String>,
    substance_in_narrative: usize,
    nullflavors: usize,
}

#[derive(Serialize)]
struct Patient<'a> {
    given: &'a str,
    family: &'a str,
    birth: Option<&'a str>,
    gender: Option<&'a str>,
    ids: &'a [String],
}

#[derive(Serialize)]
struct Plain<'a> {
    display: Option<&'a str>,
    code: Option<&'a str>,
    system: Option<&'a str>,
    low: Option<&'a str>,
    high: Option<&'a str>,
    status: Option<&'a str>,
}

#[derive(Serialize)]
struct Dosed<'a> {
    #[serde(flatten)]
    plain: Plain<'a>,
    dose: Option<&'a str>,
}

#[derive(Serialize)]
struct Allergic<'a> {
    #[serde(flatten)]
    plain: Plain<'a>,
    reactions: Vec<&'a str>,
}

#[derive(Serialize)]
struct Measured<'a> {
    #[serde(flatten)]
    plain: Plain<'a>,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct Social<'a> {
    what: Option<&'a str>,
    code: Option<&'a str>,
    value: Option<&'a str>,
    low: Option<&'a str>,
    high: Option<&'a str>,
}

#[derive(Serialize)]
struct SectionLine<'a> {
    loinc: Option<&'a str>,
    title: Option<&'a str>,
    entries: usize,
    narrative_chars: usize,
}

impl<'a> From<&'a Item> for Plain<'a> {
    fn from(item: &'a Item) -> Self {
        Self {
            display: item.concept.display.as_deref(),
            code: item.concept.code.as_deref(),
            system: item.concept.system.as_deref(),
            low: item.low.as_deref(),
            high: item.high.as_deref(),
            status: if item.is_negated { Some("negated") } else { item.status.as_deref() },
        }
    }
}

impl<'a> From<&'a Medication> for Dosed<'a> {
    fn from(said: &'a Medication) -> Self {
        Self { plain: (&said.item).into(), dose: said.dose.as_deref() }
    }
}

impl<'a> From<&'a Immunization> for Dosed<'a> {
    fn from(said: &'a Immunization) -> Self {
        Self { plain: (&said.item).into(), dose: said.dose.as_deref() }
    }
}

/// Reactions of the line are those that came with the coded value; the document holds the others too.
impl<'a> From<&'a Allergy> for Allergic<'a> {
    fn from(said: &'a Allergy) -> Self {
        let coded = said.reactions.iter().filter(|reaction| reaction.is_coded);
        Self { plain: (&said.item).into(), reactions: coded.map(|reaction| reaction.display.as_str()).collect() }
    }
}

impl<'a> From<&'a Measurement> for Measured<'a> {
    fn from(said: &'a Measurement) -> Self {
        Self { plain: (&said.item).into(), value: said.value.as_deref() }
    }
}

impl<'a> From<&'a SocialHistory> for Social<'a> {
    fn from(said: &'a SocialHistory) -> Self {
        Self {
            what: said.item.concept.display.as_deref(),
            code: said.item.concept.code.as_deref(),
            value: said.value.as_deref(),
            low: said.item.low.as_deref(),
            high: said.item.high.as_deref(),
        }
    }
}

impl<'a> From<&'a Section> for SectionLine<'a> {
    fn from(section: &'a Section) -> Self {
        Self {
            loinc: section.loinc.as_deref(),
            title: section.title.as_deref(),
            entries: section.entries,
            narrative_chars: section.narrative_chars,
        }
    }
}

fn all<'a, From, To>(list: &'a [From]) -> Vec<To>
where
    To: std::convert::From<&'a From>,
{
    list.iter().map(To::from).collect()
}

/// One line of JSON without a line end: what `stepdown referral import FILE --json` prints.
#[must_use]
pub fn to_json_line(file_name: &str, document: &ReferralDocument) -> String {
    let patient = &document.patient;
    let author = document.authors.first().and_then(|author| author.name.as_ref());
    let line = Line {
        file: file_name,
        title: document.title.as_deref(),
        r#type: document.type_code.as_deref(),
        created: document.created.as_deref(),
        patient: Patient {
            given: &patient.given,
            family: &patient.family,
            birth: patient.birth.as_deref(),
            gender: patient.gender.as_deref(),
            ids: &patient.ids,
        },
        author: author.map(|name: &PersonName| name.as_sent.as_str()).unwrap_or_default(),
        problems: document.problems.iter().map(|said| Plain::from(&said.item)).collect(),
        medications: all(&document.medications),
        allergies: all(&document.allergies),
        results: all(&document.results),
        vitals: all(&document.vitals),
        procedures: document.procedures.iter().map(|said| Plain::from(&said.item)).collect(),
        encounters: document.encounters.iter().map(|said| Plain::from(&said.item)).collect(),
        immunizations: all(&document.immunizations),
        social: all(&document.social_history),
        sections: all(&document.sections),
        narrative_only: document.narrative_only().map(|section| section.title.as_deref()).collect(),
        substance: substance(document),
        substance_in_narrative: document.sections.iter().filter(|section| section.mentions_substance_use).count(),
        nullflavors: document.null_flavors,
    };
    // Strings, numbers and lists only: this cannot fail.
    serde_json::to_string(&line).unwrap_or_default()
}

/// "what: value" of social history about substance use; "None" stands for a missing part.
fn substance(document: &ReferralDocument) -> Vec<String> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "None".to_owned());
    let said = document.substance_use.iter().filter(|said| said.source == SubstanceSource::SocialHistory);
    said.map(|said| format!("{}: {}", or_none(&said.what), or_none(&said.value))).collect()
}
