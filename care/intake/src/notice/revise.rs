//! Revises the notice: a new edition in every language, with its first day (P2-48). What was given before is not touched.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::Phone;
use vocabulary::id::NoticeEditionId;

use super::edition::{Contact, NoticeEdition, NoticeText};
use super::{in_force, parts};
use crate::Fact;
use crate::paper::Language;

/// The new edition.
#[derive(Clone, Debug, Default)]
pub struct ReviseNotice {
    /// Its first day.
    pub in_force_from: Option<Date>,
    /// Whether everybody in care gets it.
    pub is_material: Option<bool>,
    /// What changed, in a few words for staff.
    pub what_changed: String,
    /// Whom to talk to about it.
    pub contact: Contact,
    /// The words in every language.
    pub texts: Vec<NoticeText>,
}

impl Command for ReviseNotice {
    type Output = NoticeEditionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<NoticeEditionId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::NoticeEdition)?;
        let all = in_force::all(cx.tx)?;
        let newest = all.last().ok_or(Refusal::NotFound)?;
        let edition = self.judged(cx, newest)?;
        let as_it_was = NoticeEdition { id: edition.id, number: edition.number, ..newest.clone() };
        if as_it_was == edition {
            return Ok(Done::already(newest.id));
        }
        cx.tx.append(&edition, &cx.entry("notice revised"))?;
        Ok(Done::with(edition.id, Fact::NoticeRevised))
    }
}

impl ReviseNotice {
    fn judged(&self, cx: &Context<'_>, newest: &NoticeEdition) -> Result<NoticeEdition, Refusal> {
        let mut problems = Problems::none();
        problems.require("in_force_from", self.in_force_from.is_some(), "Write the first day on which it holds.");
        let day = self.in_force_from;
        problems.require(
            "in_force_from",
            day.is_none_or(|day| cx.today() <= day),
            "A notice holds for nothing that was done before it was written. Choose today or a later day.",
        );
        problems.require(
            "in_force_from",
            day.is_none_or(|day| newest.in_force_from <= day),
            "Another edition begins later than this day. Choose its first day or a later one.",
        );
        problems.require("is_material", self.is_material.is_some(), "Say whether everybody in care gets it.");
        problems.require("what_changed", !self.what_changed.trim().is_empty(), "Write in a few words what changed.");
        let who = vocabulary::name::tidy(&self.contact.who);
        problems.require("contact_who", !who.is_empty(), "Write the name or the title of whom people talk to.");
        let phone = Phone::parse(&self.contact.phone).ok();
        problems.require("contact_phone", phone.is_some(), "Write a telephone number with ten digits.");
        let email = self.contact.email.trim();
        let is_address = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        problems.require("contact_email", is_address, "Write an e-mail address, like privacy@example.org.");
        let texts = self.texts(&mut problems);
        let edition = day.zip(self.is_material).zip(phone).map(|((in_force_from, is_material), phone)| NoticeEdition {
            id: cx.new_id(),
            number: newest.number.saturating_add(1),
            in_force_from,
            is_material,
            what_changed: self.what_changed.trim().to_owned(),
            contact: Contact { who, phone: phone.e164, email: email.to_owned() },
            texts,
        });
        problems.finish(edition)
    }

    /// The words in every language, with one line end whatever a browser sends.
    fn texts(&self, problems: &mut Problems) -> Vec<NoticeText> {
        let mut texts = Vec::new();
        for language in Language::ALL {
            let sent = self.texts.iter().find(|text| text.language == language);
            let words = sent.map(|text| text.words.replace("\r\n", "\n").trim().to_owned()).unwrap_or_default();
            if let Some(sentence) = parts::lacks(&words) {
                problems.add(format!("words_{}", language.tag()), sentence);
            }
            let is_checked = language != Language::En && sent.is_some_and(|text| text.is_checked);
            texts.push(NoticeText { language, words, is_checked });
        }
        texts
    }
}
