//! What a document says, in plain words and codes as the sender put them. Whoever reads a wire format fills this in; times and
//! values stay texts, because an interpretation would be ours and not the sender's.

use episode::patient::Address;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What was read from a document. Order is the order of the document; repeats are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralContent {
    /// The sender's id of the document.
    pub document_id: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// LOINC code of the kind of document.
    pub type_code: Option<String>,
    /// When it was made, as sent.
    pub created: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The organisation that keeps the original.
    pub custodian: Option<String>,
    /// Whom it is about.
    pub patient: PatientAsSent,
    /// Problems and diagnoses.
    pub problems: Vec<ReferralItem>,
    /// Medications.
    pub medications: Vec<ReferralItem>,
    /// Allergies and intolerances.
    pub allergies: Vec<ReferralItem>,
    /// Laboratory and other results.
    pub results: Vec<ReferralItem>,
    /// Vital signs.
    pub vitals: Vec<ReferralItem>,
    /// Procedures.
    pub procedures: Vec<ReferralItem>,
    /// Encounters.
    pub encounters: Vec<ReferralItem>,
    /// Immunizations.
    pub immunizations: Vec<ReferralItem>,
    /// Social history.
    pub social_history: Vec<ReferralItem>,
    /// What is said about substance use, wherever it stands.
    pub substance_use: Vec<ReferralItem>,
    /// People named beside the patient: name, relation and how to reach them.
    pub contacts: Vec<ReferralItem>,
    /// Coded statements of any other kind.
    pub others: Vec<ReferralItem>,
    /// Every section with its words.
    pub sections: Vec<ReferralSection>,
    /// Files inside that are no text, each kept as a file of its own beside the original.
    pub attachments: Vec<ReferralAttachment>,
    /// What could not be read, each with its place and why.
    pub unread: Vec<String>,
}

/// Who the document is about, as the sender wrote it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PatientAsSent {
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth, when what was sent names a day that exists.
    pub birth_date: Option<Date>,
    /// Date of birth as sent.
    pub birth_as_sent: Option<String>,
    /// Administrative gender code as sent: `F`, `M`, `UN`.
    pub gender: Option<String>,
    /// The sender's ids of the person.
    pub ids: Vec<String>,
    /// Telephone numbers as sent.
    pub phones: Vec<String>,
    /// E-mail addresses as sent.
    pub emails: Vec<String>,
    /// Where the person lives.
    pub address: Option<Address>,
    /// Preferred language tag.
    pub language: Option<String>,
}

/// One statement. Which fields are filled depends on what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralItem {
    /// In words.
    pub display: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// Of which code system: `SNOMED`, `RXNORM`, `LOINC`, `ICD10CM`.
    pub system: Option<String>,
    /// The same in other code systems, each as system and code.
    pub also: Vec<(String, String)>,
    /// Begin, or the moment, as sent.
    pub low: Option<String>,
    /// End, as sent.
    pub high: Option<String>,
    /// Status as sent.
    pub status: Option<String>,
    /// The value or answer, with its unit.
    pub value: Option<String>,
    /// The dose, with its unit.
    pub dose: Option<String>,
    /// Reactions to an allergen.
    pub reactions: Vec<String>,
    /// The sender says that this is *not* so: no known allergy, vaccine not given.
    pub is_negated: bool,
    /// What else the sender says about it: route, directions, severity, section.
    pub note: Option<String>,
    /// The place in the document: `section 3 (Problems) / entry 2`.
    pub path: Option<String>,
}

/// A file inside a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralAttachment {
    /// What the sender calls it.
    pub title: Option<String>,
    /// What it is, by its first bytes where they are known, else as sent.
    pub media_type: String,
    /// The hash under which it is kept.
    pub sha256: String,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// A section with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralSection {
    /// LOINC code.
    pub loinc: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The words.
    pub text: String,
}

impl ReferralContent {
    /// Who sent it, in words: the organisation, else the author.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        self.custodian.as_deref().or(self.author.as_deref()).map(str::trim).filter(|name| !name.is_empty())
    }
}
