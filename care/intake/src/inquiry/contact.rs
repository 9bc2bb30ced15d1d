//! Logs a talk with somebody who asked, or an attempt (S-28: the clock of the queue starts anew). Whoever talks first looks
//! after the inquiry from then on. The same words twice within a minute are one contact.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::{SignedDuration, Timestamp};
use vocabulary::id::InquiryId;

use super::{Contact, ContactResult, Inquiry, Outcome, store};
use crate::Fact;

/// Logs a contact.
#[derive(Clone, Debug)]
pub struct LogContact {
    /// With whom.
    pub inquiry: InquiryId,
    /// When; now, when nothing is said.
    pub at: Option<Timestamp>,
    /// How it went, as it is counted.
    pub result: Option<ContactResult>,
    /// How it went, in words; may be empty when the result says it.
    pub words: String,
}

impl Command for LogContact {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = store::load(cx.tx, self.inquiry)?;
        let contact = Contact { at: self.at.unwrap_or(cx.now), by: cx.actor.staff, words: self.in_words(), result: self.result };
        if current.contacts.last().is_some_and(|last| is_same(last, &contact)) {
            return Ok(Done::already(self.inquiry));
        }
        let next = decide(&current, contact, cx.now)?;
        store::save_next(cx.tx, &next, current.version, &cx.entry("contact logged"))?;
        Ok(Done::with(self.inquiry, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

impl LogContact {
    /// The result before the words, so that the thread reads as a sentence.
    fn in_words(&self) -> String {
        let own = self.words.trim();
        match self.result {
            Some(result) if own.is_empty() => format!("{}.", result.title()),
            Some(result) => format!("{}. {own}", result.title()),
            None => own.to_owned(),
        }
    }
}

/// The inquiry with this contact in it.
pub(super) fn decide(inquiry: &Inquiry, contact: Contact, now: Timestamp) -> Result<Inquiry, Refusal> {
    refuse_when_ended(inquiry, "Log it as outreach in the chart.")?;
    let mut problems = Problems::none();
    problems.require("words", !contact.words.is_empty(), "Write in a few words how it went.");
    if contact.at > now.saturating_add(SignedDuration::from_mins(1)).unwrap_or(now) {
        problems.add("at", "This time is still to come. Write when it happened.");
    }
    problems.require("at", contact.at >= inquiry.received_at, "This is before the inquiry reached us. Check the day and time.");
    let mut next = inquiry.clone();
    next.owner = inquiry.owner.or(Some(contact.by));
    let talked_at = contact.was_a_talk().then_some(contact.at);
    next.desk.first_answer_at = [next.desk.first_answer_at, talked_at].into_iter().flatten().min();
    next.contacts.push(contact);
    next.contacts.sort_by_key(|contact| contact.at);
    problems.finish(Some(next))
}

/// Refuses what only an open inquiry allows.
pub(super) fn refuse_when_ended(inquiry: &Inquiry, once_admitted: &str) -> Result<(), Refusal> {
    let refused = |reason, sentence: &str, remedy: &str| Err(Refusal::refused(reason, "S-28", sentence, remedy));
    match &inquiry.outcome {
        None => Ok(()),
        Some(Outcome::Admitted { .. }) => refused("already_admitted", "This person is in care already.", once_admitted),
        Some(Outcome::Closed { .. }) => refused("inquiry_closed", "This inquiry is closed.", "Open it again first."),
    }
}

fn is_same(known: &Contact, contact: &Contact) -> bool {
    known.words == contact.words && known.by == contact.by && known.at.duration_until(contact.at).as_secs().abs() < 60
}
