//! Twins of the FHIR data types in use. Fields that nobody here reads are passed over; a field of a wrong type refuses its resource.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Declares twins: every field may be missing, names are FHIR's in camel case.
macro_rules! twins {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub(super) struct $name { $(pub(super) $field: $type),* }
    )*};
}
pub(super) use twins;

/// A number exactly as written: `5.40` stays `5.40`.
#[derive(Clone, Debug)]
pub(super) struct Decimal(pub(super) String);

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        let text = raw.get();
        if text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(serde::de::Error::custom("a number is expected"))
        }
    }
}

twins! {
    /// A code of one system.
    Coding { system: Option<String>, code: Option<String>, display: Option<String> }
    /// A concept in codes and words.
    CodeableConcept { coding: Vec<Coding>, text: Option<String> }
    /// An identifier of somebody's.
    Identifier { system: Option<String>, value: Option<String> }
    /// Points to another resource.
    Reference { reference: Option<String>, display: Option<String>, identifier: Option<Identifier> }
    /// A person's name. A part may be null where only an extension stands.
    HumanName {
        r#use: Option<String>, text: Option<String>, family: Option<String>, given: Vec<Option<String>>,
        prefix: Vec<Option<String>>, suffix: Vec<Option<String>>,
    }
    /// A telephone number or address.
    ContactPoint { system: Option<String>, value: Option<String>, r#use: Option<String> }
    /// A postal address.
    Address {
        r#use: Option<String>, text: Option<String>, line: Vec<Option<String>>, city: Option<String>, state: Option<String>,
        postal_code: Option<String>, country: Option<String>,
    }
    /// From and to.
    Period { start: Option<String>, end: Option<String> }
    /// An amount.
    Quantity { value: Option<Decimal>, comparator: Option<String>, unit: Option<String>, code: Option<String> }
    /// Two ends of a span of amounts.
    Range { low: Option<Quantity>, high: Option<Quantity> }
    /// A ratio of amounts.
    Ratio { numerator: Option<Quantity>, denominator: Option<Quantity> }
    /// A remark.
    Annotation { text: Option<String> }
    /// Words as a piece of XHTML.
    Narrative { div: Option<String> }
    /// A file within a resource, or where it lies.
    Attachment { content_type: Option<String>, data: Option<String>, url: Option<String>, title: Option<String> }
    /// Something beyond the standard.
    Extension { url: Option<String>, value_string: Option<String>, value_coding: Option<Coding>, extension: Vec<Extension> }
    /// A label of a resource.
    Meta { security: Vec<Coding> }
}

impl CodeableConcept {
    /// In words: what the sender wrote, else the name of the first named code, else the code.
    pub(super) fn words(&self) -> Option<String> {
        let named = self.coding.iter().find_map(|one| said(&one.display));
        said(&self.text).or(named).or_else(|| self.code())
    }

    /// The first code.
    pub(super) fn code(&self) -> Option<String> {
        self.coding.iter().find_map(|one| said(&one.code))
    }
}

/// A text that says something.
pub(super) fn said(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The words of each concept.
pub(super) fn all_words(concepts: &[CodeableConcept]) -> Vec<String> {
    concepts.iter().filter_map(CodeableConcept::words).collect()
}
