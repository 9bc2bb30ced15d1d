//! Somebody outside who may receive something.

use access::{Problems, Refusal};
use confidential::recipient::{LegalStatus, is_same_name};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::OutsideRecipientId;
use vocabulary::name::tidy;
use vocabulary::{Phone, search};

/// The most letters of a name.
const LONGEST_NAME: usize = 120;

/// Since when somebody is not used any more, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// Since which day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// Somebody outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideRecipient {
    /// The id.
    pub id: OutsideRecipientId,
    /// The name; nobody else in use has the same.
    pub name: String,
    /// By which other names consents may call them: what they were named before, a short form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_named: Vec<String>,
    /// What they are in law; it decides what they may do with what they receive (P2-35 to P2-38).
    pub status: LegalStatus,
    /// The lines of the envelope below the name.
    pub address: Vec<String>,
    /// The telephone, as it is read.
    pub phone: String,
    /// The fax, as it is read.
    pub fax: String,
    /// The e-mail address.
    pub email: String,
    /// Whether they treat people.
    pub treats: bool,
    /// The intermediary through which they can be reached (P2-09).
    pub intermediary: Option<OutsideRecipientId>,
    /// Since when they are not used any more.
    pub retired: Option<Retired>,
}

impl OutsideRecipient {
    /// Where they are reached, on one line: the postal address, or else the fax, the telephone, the e-mail; empty when nothing is known.
    #[must_use]
    pub fn reached_at(&self) -> String {
        let of = |what: &str, value: &str| (!value.is_empty()).then(|| format!("{what} {value}"));
        if self.address.is_empty() {
            let other = of("fax", &self.fax).or_else(|| of("telephone", &self.phone)).or_else(|| of("e-mail", &self.email));
            return other.unwrap_or_default();
        }
        self.address.join(", ")
    }

    /// Whether somebody who wrote this name means them.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        is_same_name(name, &self.name) || self.also_named.iter().any(|other| is_same_name(name, other))
    }

    /// What is found by typing.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {} {} {}", self.name, self.also_named.join(" "), self.address.join(" "), self.status.title())
    }
}

/// The name as it is compared.
#[must_use]
pub(super) fn key(name: &str) -> String {
    search::tokens(name).join(" ")
}

/// What is written down about somebody outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutsideRecipientInput {
    /// The name.
    pub name: String,
    /// Other names.
    pub also_named: Vec<String>,
    /// What they are in law.
    pub status: Option<LegalStatus>,
    /// The lines of the envelope below the name.
    pub address: Vec<String>,
    /// The telephone.
    pub phone: String,
    /// The fax.
    pub fax: String,
    /// The e-mail address.
    pub email: String,
    /// Whether they treat people.
    pub treats: bool,
    /// The intermediary through which they can be reached.
    pub intermediary: Option<OutsideRecipientId>,
}

impl OutsideRecipientInput {
    /// Judges it beside everybody else in use; says all problems at once.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub(super) fn judged(&self, id: OutsideRecipientId, others: &[&OutsideRecipient]) -> Result<OutsideRecipient, Refusal> {
        let mut problems = Problems::none();
        let name = tidy(&self.name);
        problems.require("name", !key(&name).is_empty(), "Write the name of the person or organization.");
        problems.require("name", name.chars().count() <= LONGEST_NAME, "Write a shorter name, of 120 letters at most.");
        let also_named = other_names(&self.also_named, &name);
        let is_free = |name: &String| !others.iter().any(|other| other.is_called(name));
        let taken = "This name is in the directory already. Add what tells them apart: the town, the department.";
        problems.require("name", is_free(&name), taken);
        problems.require("also_named", also_named.iter().all(is_free), "One of these names is somebody else in the directory.");
        problems.require("status", self.status.is_some(), "Choose what they are in law.");
        let phone = number("phone", &self.phone, &mut problems);
        let fax = number("fax", &self.fax, &mut problems);
        let email = self.email.trim().to_owned();
        let is_email =
            email.is_empty() || email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        problems.require("email", is_email && !email.contains(char::is_whitespace), "Write an address like desk@example.org.");
        let through =
            |id: OutsideRecipientId| others.iter().any(|other| other.id == id && other.status == LegalStatus::Intermediary);
        let is_through = self.intermediary.is_none_or(through);
        problems.require("intermediary", is_through, "Choose an intermediary of the directory.");
        let direct = self.intermediary.is_none() || self.status != Some(LegalStatus::Intermediary);
        problems.require("intermediary", direct, "An intermediary is not reached through another one.");
        let lines = self.address.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect();
        problems.finish(self.status.map(|status| OutsideRecipient {
            id,
            name,
            also_named,
            status,
            address: lines,
            phone,
            fax,
            email,
            treats: self.treats,
            intermediary: self.intermediary,
            retired: None,
        }))
    }
}

/// Other names, each once, none of them the name itself.
fn other_names(typed: &[String], name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for other in typed.iter().map(|one| tidy(one)) {
        let is_known = is_same_name(&other, name) || all.iter().any(|known| is_same_name(known, &other));
        if !key(&other).is_empty() && !is_known {
            all.push(other);
        }
    }
    all
}

fn number(field: &'static str, typed: &str, problems: &mut Problems) -> String {
    if typed.trim().is_empty() {
        return String::new();
    }
    let read = Phone::parse(typed);
    problems.require(field, read.is_ok(), "Write a number with its area code, like 508 555 0142.");
    read.map(|phone| phone.display()).unwrap_or_default()
}
