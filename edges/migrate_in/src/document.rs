//! What a referral document said: header, people, sections, and what could not be read. Plain public data, as sent.

use jiff::civil::Date;
use serde::Serialize;

use crate::statement::{
    Allergy, Encounter, Immunization, Measurement, Medication, OtherStatement, Problem, Procedure, SocialHistory, SubstanceUse,
};

/// One clinical document, read. Order within every list is the order of the document; duplicates are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReferralDocument {
    /// SHA-256 of the original bytes, in hex: the document's identity beside [`Self::id`].
    pub sha256: String,
    /// Document id, `root|extension`; the extension may be empty.
    pub id: String,
    /// Set id, `root|extension`: the same for all versions of one document.
    pub set_id: Option<String>,
    /// Version number within the set, as sent.
    pub version: Option<String>,
    /// Title as sent, white space collapsed.
    pub title: Option<String>,
    /// LOINC code of the document type (`34133-9` continuity of care, `57113-1` referral note, …).
    pub type_code: Option<String>,
    /// The sender's words for the type.
    pub type_display: Option<String>,
    /// Creation time as sent (HL7 time stamp).
    pub created: Option<String>,
    /// Confidentiality code as sent (`N`, `R`, `V`): the receiver decides what it means here.
    pub confidentiality: Option<String>,
    /// Language code as sent.
    pub language: Option<String>,
    /// Ids of the documents that this one replaces or amends, `root|extension`.
    pub replaces: Vec<String>,
    /// Whom it is about.
    pub patient: PatientSaid,
    /// Who wrote it, in the document's order; people and devices.
    pub authors: Vec<Author>,
    /// The organization that keeps the original.
    pub custodian: Option<String>,
    /// Guardians, next of kin and other people named beside the patient.
    pub contacts: Vec<Contact>,
    /// The visit or stay that the document came out of.
    pub stay: Option<Stay>,
    /// Problems and diagnoses of problem, history, admission and discharge sections.
    pub problems: Vec<Problem>,
    /// Medications: current, on admission, on discharge, administered.
    pub medications: Vec<Medication>,
    /// Allergies and intolerances.
    pub allergies: Vec<Allergy>,
    /// Laboratory and other results.
    pub results: Vec<Measurement>,
    /// Vital signs.
    pub vitals: Vec<Measurement>,
    /// Procedures done.
    pub procedures: Vec<Procedure>,
    /// Encounters.
    pub encounters: Vec<Encounter>,
    /// Immunizations.
    pub immunizations: Vec<Immunization>,
    /// Social history, substance use included.
    pub social_history: Vec<SocialHistory>,
    /// What the document says about substance use: from social history and from problems.
    pub substance_use: Vec<SubstanceUse>,
    /// Coded statements of other sections (functional and mental status, family history, plan, payers, …).
    pub others: Vec<OtherStatement>,
    /// Every section, with its words; nested sections follow their parent.
    pub sections: Vec<Section>,
    /// The content of an unstructured document (a PDF in an envelope, mostly).
    pub embedded: Option<Embedded>,
    /// Files inside that are no text: scans, pictures, PDFs.
    pub attachments: Vec<Attachment>,
    /// Elements that the sender marked as unknown or withheld.
    pub null_flavors: usize,
    /// What could not be read, with its place and why. Never empty by dropping: what is not above is here.
    pub unread: Vec<Unread>,
}

impl ReferralDocument {
    /// The sections that hold words and no coded entries: a person has to read them.
    pub fn narrative_only(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.is_narrative_only)
    }
}

/// Whom the document is about, as the sender wrote it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PatientSaid {
    /// Given names of the main name (the legal one where marked, else the first), joined by spaces.
    pub given: String,
    /// Family name of the main name.
    pub family: String,
    /// Every name in the document, main one included.
    pub names: Vec<PersonName>,
    /// Birth date as sent.
    pub birth: Option<String>,
    /// Birth date, when what was sent names a day that exists.
    pub birth_day: Option<Date>,
    /// Administrative gender code as sent (`F`, `M`, `UN`).
    pub gender: Option<String>,
    /// The sender's ids, `root|extension`. May hold a social security number.
    pub ids: Vec<String>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// Telephone numbers and electronic addresses.
    pub telecoms: Vec<Telecom>,
    /// Language codes as sent, the preferred one first.
    pub languages: Vec<String>,
    /// Marital status in words, else as code.
    pub marital_status: Option<String>,
    /// Race in words, else as codes.
    pub races: Vec<String>,
    /// Ethnicity in words, else as codes.
    pub ethnicities: Vec<String>,
    /// Religion in words, else as code.
    pub religion: Option<String>,
    /// Date of death or "true" when the sender says that the person has died.
    pub deceased: Option<String>,
    /// The organization whose patient this is.
    pub provider_organization: Option<String>,
}

/// A person's name with its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PersonName {
    /// Given names in order, as sent.
    pub given: Vec<String>,
    /// Family names in order, as sent.
    pub family: Vec<String>,
    /// Prefixes (Dr., Ms.).
    pub prefix: Vec<String>,
    /// Suffixes (Jr., MD).
    pub suffix: Vec<String>,
    /// Use code as sent (`L` legal, `P` pseudonym, `SRCH`, …).
    pub use_code: Option<String>,
    /// The parts in the document's order, separated by spaces.
    pub readable: String,
    /// The text exactly as it stands, white space collapsed; parts may touch.
    pub as_sent: String,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Street lines.
    pub lines: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Use code as sent (`HP` primary home, `WP` work, …).
    pub use_code: Option<String>,
}

/// A telephone number or electronic address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Telecom {
    /// Scheme in lower case (`tel`, `mailto`, `fax`), empty when none was sent.
    pub scheme: String,
    /// The number or address after the scheme, trimmed.
    pub value: String,
    /// Use code as sent (`HP` home, `MC` mobile, `WP` work).
    pub use_code: Option<String>,
}

/// Who wrote the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The person's name; none for a device.
    pub name: Option<PersonName>,
    /// The device's or software's name.
    pub device: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// When, as sent.
    pub time: Option<String>,
    /// The author's ids, `root|extension`.
    pub ids: Vec<String>,
    /// How to reach the author.
    pub telecoms: Vec<Telecom>,
}

/// A person or organization named beside the patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The relation in the sender's words or code (guardian, next of kin, caregiver).
    pub relation: Option<String>,
    /// The name.
    pub name: Option<PersonName>,
    /// How to reach them.
    pub telecoms: Vec<Telecom>,
    /// Where they live.
    pub addresses: Vec<Address>,
}

/// The visit or stay that the document came out of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stay {
    /// Kind in words, else as code.
    pub kind: Option<String>,
    /// Begin as sent.
    pub low: Option<String>,
    /// End as sent.
    pub high: Option<String>,
    /// Discharge disposition in words, else as code.
    pub disposition: Option<String>,
    /// The place.
    pub facility: Option<String>,
}

/// One section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// LOINC code as sent.
    pub loinc: Option<String>,
    /// Title as sent, white space collapsed.
    pub title: Option<String>,
    /// Entries directly in this section.
    pub entries: usize,
    /// The words, one line a row or paragraph, cells separated by ` | `.
    pub narrative: String,
    /// Characters of the words with white space collapsed and nothing added.
    pub narrative_chars: usize,
    /// Whether there are words and no entries, here or in nested sections.
    pub is_narrative_only: bool,
    /// Whether the words mention substance use.
    pub mentions_substance_use: bool,
}

/// The body of an unstructured document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Embedded {
    /// Media type as sent (`application/pdf`).
    pub media_type: Option<String>,
    /// The decoded content; empty when it could not be decoded (see `unread`).
    #[serde(skip)]
    pub content: Vec<u8>,
}

/// A file inside a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// What the sender calls it.
    pub title: Option<String>,
    /// Media type as sent (`application/pdf`).
    pub media_type: Option<String>,
    /// Place in the document.
    pub path: String,
    /// The decoded content.
    #[serde(skip)]
    pub content: Vec<u8>,
}

/// One thing that was not read, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Where: section and entry counted from 1, or the part of the header.
    pub path: String,
    /// Why, and what was kept.
    pub why: String,
}
