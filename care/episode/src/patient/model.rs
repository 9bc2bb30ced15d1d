//! What is known about a person.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::PatientId;
use vocabulary::{PersonName, Phone};

/// A person in care.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Patient {
    /// The id.
    pub id: PatientId,
    /// A short number for browser titles and paper: it says nothing about the person.
    pub record_number: i64,
    /// The name on identity documents and claims.
    pub legal_name: PersonName,
    /// The given name the person wants to be called by, when it differs.
    pub chosen_given: Option<String>,
    /// How to speak of the person: `they/them`.
    pub pronouns: Option<String>,
    /// The name as it must stand on a claim, when the legal name has no Latin letters.
    pub billing_name: Option<PersonName>,
    /// Date of birth.
    pub birth_date: Date,
    /// Sex as the payer holds it; needed on claims only.
    pub sex: AdministrativeSex,
    /// Ways to reach the person, each with its own permission.
    pub contact_points: Vec<ContactPoint>,
    /// Where the person lives; nothing for people without a fixed address.
    pub address: Option<Address>,
    /// Preferred language, a BCP 47 tag: `en`, `es`, `pt`, `ht`.
    pub language: String,
    /// Whether an interpreter is needed.
    pub needs_interpreter: bool,
}

/// Sex as recorded by a payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdministrativeSex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Unknown or not said.
    Unknown,
}

/// A way to reach a person and what may be said through it (P2-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// How.
    pub channel: Channel,
    /// Whether a message may be left or sent there.
    pub may_leave_message: bool,
    /// Whether texts may be sent; for telephones.
    pub may_text: bool,
    /// The name to say we are, when the person chose one.
    pub call_as: Option<String>,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A telephone number.
    Phone(Phone),
    /// An e-mail address.
    Email(String),
}

impl Channel {
    /// The number in E.164, or the e-mail address.
    #[must_use]
    pub fn address(&self) -> &str {
        match self {
            Self::Phone(phone) => &phone.e164,
            Self::Email(address) => address,
        }
    }
}

/// A postal address in the United States.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street lines as written; none for people without a fixed address.
    pub lines: Vec<String>,
    /// City or town.
    pub city: String,
    /// Two-letter state.
    pub state: String,
    /// Five or nine digits, leading zeros kept; may be empty.
    pub zip: String,
}

impl Patient {
    /// The name on screens: chosen given name where there is one.
    #[must_use]
    pub fn name(&self) -> PersonName {
        PersonName {
            given: self.chosen_given.clone().unwrap_or_else(|| self.legal_name.given.clone()),
            family: self.legal_name.family.clone(),
        }
    }

    /// For a browser tab: enough to tell tabs apart, useless to a passer-by. `"MD 417"`.
    #[must_use]
    pub fn tab_name(&self) -> String {
        format!("{} {:03}", self.name().initials(), self.record_number % 1000)
    }

    /// The telephone numbers on file.
    pub fn phones(&self) -> impl Iterator<Item = &Phone> {
        self.contact_points.iter().filter_map(|point| match &point.channel {
            Channel::Phone(phone) => Some(phone),
            Channel::Email(_) => None,
        })
    }

    /// Every text by which somebody may look for the person.
    #[must_use]
    pub fn search_text(&self) -> String {
        let chosen = self.chosen_given.as_deref().unwrap_or_default();
        let phones: String = self.phones().map(|phone| format!(" {}", phone.last_four())).collect();
        format!("{} {chosen} {}{phones}", self.legal_name.full(), self.record_number)
    }
}
