//! Writes to somebody who asked: own words or a text that is ready, by text or e-mail, into the one thread (S-01). It counts as an
//! answer, and whoever writes first looks after the inquiry from then on.

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::language::Language;
use conversation::message::model::Channel as Network;
use conversation::message::{self, Letter};
use episode::patient::Channel;
use vocabulary::id::InquiryId;

use super::{Inquiry, reach, store};
use crate::Fact;

/// The subject of every e-mail: nothing but the neutral name stands before it.
const SUBJECT: &str = "a message for you";

/// Writes to the person.
#[derive(Clone, Debug)]
pub struct WriteToInquiry {
    /// To whom.
    pub inquiry: InquiryId,
    /// To which of their numbers or addresses.
    pub address: String,
    /// The words.
    pub words: String,
    /// What leaves in place of [`PLACE`](conversation::message::enclosure::PLACE) in the words and is not kept.
    pub enclosed: Option<String>,
    /// The template they come from.
    pub template: Option<String>,
    /// In which language.
    pub language: Language,
}

impl Command for WriteToInquiry {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        cx.require(Action::Record, Kind::Message)?;
        let current = store::load(cx.tx, self.inquiry)?;
        let channel = network(&current, &self.address)?;
        let letter = Letter {
            patient: current.person(),
            channel,
            address: self.address.clone(),
            subject: (channel == Network::Email).then(|| subject(cx)).transpose()?,
            words: self.words.clone(),
            enclosed: self.enclosed.clone(),
            language: self.language,
            template: self.template.clone(),
            answers_them: false,
        };
        let written = message::write(cx, &letter)?;
        if written.facts.is_empty() {
            return Ok(Done::already(self.inquiry));
        }
        let mut next = current.record.clone();
        next.desk.first_answer_at.get_or_insert(cx.now);
        next.desk.our_word_at = Some(cx.now);
        next.owner = next.owner.or(Some(cx.actor.staff));
        store::save_next(cx.tx, &next, current.version, &cx.entry("wrote to them"))?;
        let mut facts: Vec<Fact> = written.facts.into_iter().map(Fact::Conversation).collect();
        facts.push(Fact::InquiryChanged { inquiry: self.inquiry });
        Ok(Done { output: self.inquiry, facts })
    }
}

/// The subject of an e-mail to a person.
///
/// # Errors
/// The database's own.
pub fn subject(cx: &Context<'_>) -> Result<String, Refusal> {
    Ok(format!("{}: {SUBJECT}", reach::fill(cx)?.sender))
}

/// By which network one of the person's own numbers or addresses is reached; nobody else's.
fn network(inquiry: &Inquiry, address: &str) -> Result<Network, Refusal> {
    let found = inquiry.contact_points.iter().find_map(|point| match &point.channel {
        Channel::Phone(phone) if phone.e164 == address => Some(Network::Text),
        Channel::Email(known) if known == address => Some(Network::Email),
        Channel::Phone(_) | Channel::Email(_) => None,
    });
    found.ok_or_else(|| Refusal::invalid("address", "Choose one of the person's own numbers or addresses."))
}
