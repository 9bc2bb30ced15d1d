//! A text came (S-01). Whose number it is decides whose thread it joins; a number nobody has opens an inquiry. The answer is the same
//! either way (P2-05, P2-14), and the same text told twice by the network is one.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::keyword::Keyword;
use conversation::message::{self, Arrived};
use conversation::permission;
use episode::patient::{Channel, ContactPoint};
use vocabulary::id::PatientId;
use vocabulary::{PersonName, Phone};

use super::{CallFacts, Desk, Inquiry, Source, State, likeness, reach, store};
use crate::Fact;

/// A text as the network tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveText {
    /// The number it came from.
    pub from: Phone,
    /// What it says.
    pub words: String,
    /// The network's id of it.
    pub provider_id: String,
    /// What the network itself took the words for, and has answered.
    pub by_network: Option<Keyword>,
}

impl Command for ReceiveText {
    /// Whether it was new.
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        cx.require(Action::Record, Kind::Message)?;
        if message::with_provider_id(cx.tx, &self.provider_id)?.is_some() {
            return Ok(Done::already(false));
        }
        let known = whose(cx, &self.from)?;
        let patient = known.as_ref().map_or_else(|| cx.new_id(), |(patient, _)| *patient);
        let fill = reach::fill(cx)?;
        let text = Arrived {
            patient,
            from: &self.from.e164,
            words: &self.words,
            provider_id: &self.provider_id,
            by_network: self.by_network,
            fill: &fill,
        };
        let (_, keyword, facts) = message::arrive(cx, &text)?;
        let mut facts: Vec<Fact> = facts.into_iter().map(Fact::Conversation).collect();
        match known.and_then(|(_, inquiry)| inquiry) {
            Some(inquiry) => facts.extend(note_word(cx, &inquiry, keyword)?),
            None if keyword.is_none() && !is_in_care(cx, patient)? => facts.extend(self.open(cx, patient)?),
            None => {}
        }
        Ok(Done { output: true, facts })
    }
}

impl ReceiveText {
    /// A first contact by text: what to call them is not known yet.
    fn open(&self, cx: &Context<'_>, patient: PatientId) -> Result<Vec<Fact>, Refusal> {
        let number =
            ContactPoint { channel: Channel::Phone(self.from.clone()), may_leave_message: false, may_text: true, call_as: None };
        let inquiry = Inquiry {
            id: cx.new_id(),
            patient,
            recognised: None,
            received_at: cx.now,
            source: Source::Text,
            name: PersonName { given: "Somebody at".to_owned(), family: format!("…{}", self.from.last_four()) },
            birth_date: None,
            contact_points: vec![number],
            words: self.words.trim().chars().take(280).collect(),
            call: CallFacts::default(),
            referral: None,
            owner: None,
            contacts: Vec::new(),
            outcome: None,
            desk: Desk { their_word_at: Some(cx.now), ..Desk::default() },
        };
        store::save_new(cx.tx, &inquiry, &cx.entry("asked by text"))?;
        Ok(vec![Fact::InquiryOpened { inquiry: inquiry.id, patient }])
    }
}

/// Their word on the inquiry: it shows that they wait. A closed one opens again: they came back.
fn note_word(cx: &Context<'_>, inquiry: &Stored<Inquiry>, keyword: Option<Keyword>) -> Result<Vec<Fact>, Refusal> {
    if matches!(keyword, Some(Keyword::Stop | Keyword::Help)) {
        return Ok(vec![Fact::InquiryChanged { inquiry: inquiry.id }]);
    }
    let mut next = inquiry.record.clone();
    next.desk.their_word_at = Some(cx.now);
    let is_back = inquiry.state() == State::Closed && keyword.is_none();
    if is_back {
        next.outcome = None;
    }
    let reason = if is_back { "they wrote again" } else { "they wrote" };
    store::save_next(cx.tx, &next, inquiry.version, &cx.entry(reason))?;
    Ok(vec![Fact::InquiryChanged { inquiry: inquiry.id }])
}

/// Whoever has a number, with the inquiry their word belongs to.
type Owner = (PatientId, Option<Stored<Inquiry>>);

/// Whose number it is, with the inquiry their word belongs to: an open one before one that ended, the newest first.
fn whose(cx: &Context<'_>, from: &Phone) -> Result<Option<Owner>, Refusal> {
    let mut newest: Option<Owner> = None;
    for one in permission::people_at(cx.tx, &from.e164)? {
        let mut theirs = store::of_person(cx.tx, one.patient)?;
        theirs.sort_by_key(|inquiry| (inquiry.state().is_open(), inquiry.received_at));
        let found = theirs.pop().map(|inquiry| standing_for(cx, inquiry)).transpose()?;
        if found.as_ref().is_some_and(|inquiry| inquiry.state().is_open()) {
            return Ok(Some((one.patient, found)));
        }
        newest.get_or_insert((one.patient, found));
    }
    if newest.is_none() {
        // Inquiries that were written down before permissions were.
        let older = store::with_keys(cx.tx, &[likeness::phone_key(from)])?.into_iter().next();
        if let Some((_, id)) = older {
            let inquiry = store::load(cx.tx, id)?;
            newest = Some((inquiry.patient, Some(standing_for(cx, inquiry)?)));
        }
    }
    Ok(newest)
}

/// The inquiry that stands for this one: itself, or the one it was joined to, which is the one in the queue.
fn standing_for(cx: &Context<'_>, inquiry: Stored<Inquiry>) -> Result<Stored<Inquiry>, Refusal> {
    match store::merges_of(cx.tx, inquiry.id)?.first() {
        Some(merge) => store::load(cx.tx, merge.into),
        None => Ok(inquiry),
    }
}

fn is_in_care(cx: &Context<'_>, patient: PatientId) -> Result<bool, Refusal> {
    Ok(cx.tx.load::<episode::patient::Patient>(patient)?.is_some())
}
