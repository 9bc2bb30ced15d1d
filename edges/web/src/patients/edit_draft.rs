//! The form about a person as text: from the record, from what was sent, and into a command; everything typed is kept.

use episode::Patient;
use episode::patient::{Address, AdministrativeSex, AmendPatient, Channel, ContactPoint, PatientInput};
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;
use vocabulary::{PersonName, Phone};

use super::filled::wrong;
use crate::form::Sent;
use crate::words::capital;

/// How many ways to reach somebody the form holds at most.
const MOST_CONTACTS: usize = 8;

/// Everything on the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) version: i64,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) chosen_given: String,
    pub(super) pronouns: String,
    pub(super) birth_date: String,
    pub(super) sex: String,
    pub(super) contacts: Vec<ContactDraft>,
    pub(super) lines: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
    pub(super) language: String,
    pub(super) needs_interpreter: bool,
    pub(super) billing_given: String,
    pub(super) billing_family: String,
}

/// One way to reach the person, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ContactDraft {
    pub(super) value: String,
    pub(super) may_leave_message: bool,
    pub(super) may_text: bool,
    pub(super) call_as: String,
}

impl Draft {
    /// The form as the record stands, with one empty line to add a way to reach the person.
    pub(super) fn of(patient: &Patient, version: i64) -> Self {
        let address = patient.address.clone();
        let billing = patient.billing_name.clone().unwrap_or_default();
        let mut contacts: Vec<ContactDraft> = patient.contact_points.iter().map(ContactDraft::of).collect();
        contacts.push(ContactDraft::default());
        Self {
            version,
            given: patient.legal_name.given.clone(),
            family: patient.legal_name.family.clone(),
            chosen_given: patient.chosen_given.clone().unwrap_or_default(),
            pronouns: patient.pronouns.clone().unwrap_or_default(),
            birth_date: patient.birth_date.to_string(),
            sex: match patient.sex {
                AdministrativeSex::Female => "female",
                AdministrativeSex::Male => "male",
                AdministrativeSex::Unknown => "unknown",
            }
            .to_owned(),
            contacts,
            lines: address.as_ref().map(|address| address.lines.join("\n")).unwrap_or_default(),
            city: address.as_ref().map(|address| address.city.clone()).unwrap_or_default(),
            state: address.as_ref().map(|address| address.state.clone()).unwrap_or_default(),
            zip: address.map(|address| address.zip).unwrap_or_default(),
            language: patient.language.clone(),
            needs_interpreter: patient.needs_interpreter,
            billing_given: billing.given,
            billing_family: billing.family,
        }
    }

    /// The form as it was sent.
    pub(super) fn sent(sent: &Sent) -> Self {
        let text = |name: &str| sent.text(name).to_owned();
        let contacts = (0..MOST_CONTACTS).take_while(|at| sent.is_on(&format!("contact{at}.value")));
        Self {
            version: sent.parse("version").unwrap_or(0),
            given: text("given"),
            family: text("family"),
            chosen_given: text("chosen_given"),
            pronouns: text("pronouns"),
            birth_date: text("birth_date"),
            sex: text("sex"),
            contacts: contacts.map(|at| ContactDraft::sent(sent, at)).collect(),
            lines: text("lines").replace("\r\n", "\n"),
            city: text("city"),
            state: text("state"),
            zip: text("zip"),
            language: text("language"),
            needs_interpreter: sent.is_on("needs_interpreter"),
            billing_given: text("billing_given"),
            billing_family: text("billing_family"),
        }
    }

    /// The command, and what of the form could not be read.
    pub(super) fn command(&self, patient: PatientId) -> (AmendPatient, Vec<access::Problem>) {
        let mut unread = Vec::new();
        let mut contact_points = Vec::new();
        for (at, contact) in self.contacts.iter().enumerate().filter(|(_, contact)| !contact.value.is_empty()) {
            match contact.point() {
                Ok(point) => contact_points.push(point),
                Err(sentence) => unread.push(wrong(format!("contact{at}.value"), sentence)),
            }
        }
        let input = PatientInput {
            given: self.given.clone(),
            family: self.family.clone(),
            chosen_given: self.chosen_given.clone(),
            pronouns: self.pronouns.clone(),
            birth_date: parse_day(&self.birth_date).ok(),
            sex: match self.sex.as_str() {
                "female" => AdministrativeSex::Female,
                "male" => AdministrativeSex::Male,
                _ => AdministrativeSex::Unknown,
            },
            contact_points,
            address: self.address(&mut unread),
            language: self.language.clone(),
            needs_interpreter: self.needs_interpreter,
        };
        let billing_name = PersonName::parse(&self.billing_given, &self.billing_family).ok();
        (AmendPatient { patient, version: self.version, input, billing_name }, unread)
    }

    fn address(&self, unread: &mut Vec<access::Problem>) -> Option<Address> {
        let lines: Vec<String> = self.lines.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() && [&self.city, &self.state, &self.zip].iter().all(|part| part.is_empty()) {
            return None;
        }
        let state = self.state.to_uppercase();
        let is_state = matches!(state.len(), 0 | 2) && state.bytes().all(|letter| letter.is_ascii_uppercase());
        if !is_state {
            unread.push(wrong("state", "Write the state with two letters, like MA."));
        }
        let digits: String = self.zip.chars().filter(|letter| *letter != '-').collect();
        let is_zip = matches!(digits.len(), 0 | 5 | 9) && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !is_zip {
            unread.push(wrong("zip", "Write five digits, or nine, like 02540 or 02540-1234."));
        }
        Some(Address { lines, city: self.city.clone(), state, zip: digits })
    }

    /// What differs: the field in words, one value, the other.
    pub(super) fn differences(&self, other: &Self) -> Vec<(&'static str, String, String)> {
        let pairs = [
            ("Called", self.chosen_given.clone(), other.chosen_given.clone()),
            ("Pronouns", self.pronouns.clone(), other.pronouns.clone()),
            ("Legal given name", self.given.clone(), other.given.clone()),
            ("Legal family name", self.family.clone(), other.family.clone()),
            ("Birth date", self.birth_date.clone(), other.birth_date.clone()),
            ("How to reach them", self.reaching(), other.reaching()),
            ("Where they live", self.home(), other.home()),
            ("Language", self.speaks(), other.speaks()),
            ("Name on claims", self.on_claims(), other.on_claims()),
            ("Sex as the payer holds it", self.sex.clone(), other.sex.clone()),
        ];
        pairs.into_iter().filter(|(_, now, typed)| now != typed).collect()
    }

    fn reaching(&self) -> String {
        let one = |contact: &ContactDraft| {
            let message = if contact.may_leave_message { "message" } else { "no message" };
            let text = if contact.may_text { "text" } else { "no text" };
            format!("{} ({message}, {text}) {}", contact.value, contact.call_as).trim().to_owned()
        };
        let given = self.contacts.iter().filter(|contact| !contact.value.is_empty());
        given.map(one).collect::<Vec<_>>().join("; ")
    }

    fn home(&self) -> String {
        let parts = [self.lines.replace('\n', ", "), self.city.clone(), self.state.clone(), self.zip.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn speaks(&self) -> String {
        format!("{}{}", self.language, if self.needs_interpreter { ", with an interpreter" } else { "" })
    }

    fn on_claims(&self) -> String {
        format!("{} {}", self.billing_given, self.billing_family).trim().to_owned()
    }
}

impl ContactDraft {
    fn of(point: &ContactPoint) -> Self {
        Self {
            value: super::say::channel(point),
            may_leave_message: point.may_leave_message,
            may_text: point.may_text,
            call_as: point.call_as.clone().unwrap_or_default(),
        }
    }

    fn sent(sent: &Sent, at: usize) -> Self {
        let name = |field: &str| format!("contact{at}.{field}");
        Self {
            value: sent.text(&name("value")).to_owned(),
            may_leave_message: sent.is_on(&name("may_leave_message")),
            may_text: sent.is_on(&name("may_text")),
            call_as: sent.text(&name("call_as")).to_owned(),
        }
    }

    fn point(&self) -> Result<ContactPoint, String> {
        let channel = if self.value.contains('@') {
            let (name, place) = self.value.split_once('@').unwrap_or_default();
            if name.is_empty() || !place.contains('.') || self.value.contains(char::is_whitespace) {
                return Err("Write the address whole, like name@example.org.".to_owned());
            }
            Channel::Email(self.value.clone())
        } else {
            let said = |problem: vocabulary::phone::NotAPhone| capital(&format!("{problem}."));
            Channel::Phone(Phone::parse(&self.value).map_err(said)?)
        };
        let is_phone = matches!(channel, Channel::Phone(_));
        Ok(ContactPoint {
            channel,
            may_leave_message: self.may_leave_message,
            may_text: self.may_text && is_phone,
            call_as: Some(self.call_as.clone()).filter(|name| !name.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn patient() -> PatientId {
        "0190a0b0-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named() {
        let sent = Sent::of([
            ("given", "Marcus"),
            ("contact0.value", "555"),
            ("contact1.value", "marcus@"),
            ("contact2.value", "508 555 0144"),
            ("city", "Falmouth"),
            ("state", "Mass"),
            ("zip", "0254"),
        ]);
        let (command, unread) = Draft::sent(&sent).command(patient());
        let fields: Vec<&str> = unread.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["contact0.value", "contact1.value", "state", "zip"]);
        assert_eq!(command.input.contact_points.len(), 1, "the good line is kept");
    }

    #[test]
    fn a_person_without_a_fixed_address_has_none() {
        let (command, unread) = Draft::sent(&Sent::of([("given", "Marcus")])).command(patient());
        assert!(command.input.address.is_none() && unread.is_empty());
    }

    #[test]
    fn only_what_differs_is_shown_beside_each_other() {
        let one = Draft { pronouns: "he/him".into(), city: "Falmouth".into(), ..Draft::default() };
        let other = Draft { pronouns: "they/them".into(), ..one.clone() };
        assert_eq!(one.differences(&other), [("Pronouns", "he/him".to_owned(), "they/them".to_owned())]);
    }
}
