//! Offers places by the program itself or by hand, tells the person in neutral words, reads their reply, and ends what nobody answered.

use access::{Action, Actor, Command, Context, Done, Kind, Refusal, Role};
use conversation::language::Language;
use conversation::message::model::Channel;
use conversation::message::{Letter, write};
use conversation::template::{self, Fill};
use jiff::SignedDuration;
use schedule::waitlist::{self, PlaceOffer, Waiting, WaitlistEntry};
use schedule::{therapy_group, waitlist as list};
use vocabulary::Phone;
use vocabulary::id::{MessageId, PatientId, PlaceOfferId, TherapyGroupId, WaitlistEntryId};

use super::next::standing;
use crate::outside::address_of;
use crate::{Fact, follow};

/// For how long a place is held for somebody (D): long enough to sleep over it.
pub const HOLDS: SignedDuration = SignedDuration::from_hours(24);
/// The text that is ready for it.
const TEMPLATE: &str = "place_offered";

/// Offers every free place of a group to whoever is next and fits. In the transaction that made a place free.
pub(crate) fn fill(cx: &Context<'_>, group: TherapyGroupId) -> Result<(), Refusal> {
    let by = Actor::of_stepdown(Role::ClinicalDirector);
    let cx = &Context { actor: &by, ..*cx };
    loop {
        let of = therapy_group::group(cx.tx, group)?;
        let open = list::offers_of_group(cx.tx, group)?;
        let mut next: Option<WaitlistEntry> = None;
        for entry in list::of_group(cx.tx, group)? {
            if entry.state == Waiting::Waits && standing(cx, &of, &entry, &open)?.is_ok() {
                next = Some(entry.record);
                break;
            }
        }
        let Some(entry) = next else { return Ok(()) };
        offer_and_tell(cx, &entry)?;
    }
}

fn offer_and_tell(cx: &Context<'_>, entry: &WaitlistEntry) -> Result<PlaceOffer, Refusal> {
    let until = cx.now.checked_add(HOLDS).map_err(|error| Refusal::Fault(error.to_string()))?;
    let offer = waitlist::offer(cx, entry, until)?;
    tell(cx, &offer)?;
    cx.tx.announce(follow::TODAY)?;
    Ok(offer)
}

/// Writes to somebody that a place is theirs if they want it; who allowed no messages is told by staff and on their own page.
fn tell(cx: &Context<'_>, offer: &PlaceOffer) -> Result<(), Refusal> {
    let by = Actor::of_stepdown(Role::ClinicalDirector);
    let cx = &Context { actor: &by, ..*cx };
    let Some(address) = address_of(cx, offer.patient)? else { return Ok(()) };
    let person = episode::patient::load(cx.tx, offer.patient)?.record;
    let language = person.language.get(..2).and_then(Language::parse).unwrap_or_default();
    let programs = schedule::program::all_programs(cx.tx)?;
    let program = programs.first();
    let phone = program.map(|program| program.phone.clone()).unwrap_or_default();
    let until = cx.zone.local(offer.until);
    let fill = Fill {
        sender: program.map(|program| program.neutral_name.clone()).unwrap_or_default(),
        phone: Phone::parse(&phone).map_or(phone, |phone| phone.display()),
        day: until.strftime("%a %b %-d").to_string(),
        time: cx.zone.clock_face(offer.until),
        ..Fill::default()
    };
    let is_email = address.contains('@');
    let letter = Letter {
        patient: offer.patient,
        channel: if is_email { Channel::Email } else { Channel::Text },
        subject: is_email.then(|| intake::inquiry::subject(cx)).transpose()?,
        address,
        words: template::filled(TEMPLATE, language, &fill)?,
        enclosed: None,
        language,
        template: Some(TEMPLATE.to_owned()),
        answers_them: false,
    };
    match write(cx, &letter) {
        Ok(done) => follow::follow(cx, done.facts.into_iter().map(Fact::from)),
        // Somebody who said STOP on the same number meanwhile is not written to; the offer stands.
        Err(Refusal::Refused { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// A word came from somebody to whom a place is offered: when it answers the text about it, it answers the offer. Says whether it did.
pub(crate) fn replied(cx: &Context<'_>, patient: PatientId, message: MessageId) -> Result<bool, Refusal> {
    let open = list::open_offers_of(cx.tx, patient)?;
    let [offer] = open.as_slice() else { return Ok(false) };
    let (words, asked) = conversation::message::with_what_it_answers(cx.tx, message)?;
    if asked.as_deref() != Some(TEMPLATE) {
        return Ok(false);
    }
    let is_yes = match template::meaning(TEMPLATE, &words) {
        Some("yes") => true,
        Some("no") => false,
        _ => return Ok(false),
    };
    let person = Actor::person(patient, "");
    let cx = &Context { actor: &person, ..*cx };
    match waitlist::answer(cx, offer, is_yes) {
        Ok(done) => {
            follow::follow(cx, done.facts.into_iter().map(Fact::from))?;
            Ok(done.output != waitlist::Answered::TooLate)
        }
        // The place cannot be given after all: a person reads the word and calls.
        Err(Refusal::Refused { .. } | Refusal::Invalid(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Offers a place to somebody who waits, whoever would be next.
#[derive(Clone, Copy, Debug)]
pub struct OfferByHand {
    /// Which entry of the list.
    pub entry: WaitlistEntryId,
}

impl Command for OfferByHand {
    type Output = PlaceOfferId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PlaceOfferId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::WaitlistEntry)?;
        let entry = list::entry(cx.tx, self.entry)?;
        let group = therapy_group::group(cx.tx, entry.group)?;
        // What must not be stays what must not be, in the words of every such refusal.
        if !schedule::no_contact::is_open_to(cx, entry.patient, &group, entry.from.max(cx.today()))? {
            return Err(Refusal::refused("choose_another", "P2-12", "This choice is not open.", "Choose another group."));
        }
        Ok(Done::already(offer_and_tell(cx, &entry)?.id))
    }
}

/// Ends every offer whose time is over and passes the places on. Doing it twice does nothing twice.
#[derive(Clone, Copy, Debug)]
pub struct EndOffers;

impl Command for EndOffers {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::WaitlistEntry)?;
        let mut facts = Vec::new();
        for offer in list::open_offers(cx.tx)? {
            facts.extend(waitlist::run_out(cx, &offer)?.map(Fact::from));
        }
        Ok(Done { output: i64::try_from(facts.len()).unwrap_or(i64::MAX), facts })
    }
}
