//! The answer to an offered place: yes makes the place, in the same transaction; no and silence end the offer, and the place goes on to
//! whoever is next.

use ::store::Stored;
use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::PlaceOfferId;

use super::offer::close;
use super::{OfferOutcome, PlaceOffer, Waiting, WaitlistEntry, store};
use crate::Fact;
use crate::therapy_group::{EnrollPatient, place};

/// Answers an offered place, as the person or for them.
#[derive(Clone, Copy, Debug)]
pub struct AnswerOffer {
    /// Which.
    pub offer: PlaceOfferId,
    /// Whether they take it.
    pub is_yes: bool,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// They have the place.
    Placed,
    /// They said no.
    Declined,
    /// It came too late, or was answered already.
    TooLate,
}

impl Receipt for Answered {}

impl Command for AnswerOffer {
    type Output = Answered;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Answered, Fact>, Refusal> {
        let offer = store::offer_of(cx.tx, self.offer)?;
        cx.require_when(Action::Record, Kind::WaitlistEntry, cx.about(offer.patient))?;
        answer(cx, &offer, self.is_yes)
    }
}

/// As [`AnswerOffer`], for whoever may do it already.
///
/// # Errors
/// What giving the place refuses.
pub fn answer(cx: &Context<'_>, offer: &Stored<PlaceOffer>, is_yes: bool) -> Result<Done<Answered, Fact>, Refusal> {
    if offer.outcome.is_some() || offer.until <= cx.now {
        return Ok(Done::already(Answered::TooLate));
    }
    let entry = store::entry(cx.tx, offer.entry)?;
    if !is_yes {
        close(cx, offer, OfferOutcome::Declined(cx.now), "place declined")?;
        stand(cx, &entry, Waiting::Declined, "place declined")?;
        return Ok(Done::with(Answered::Declined, Fact::PlaceMayBeFree(offer.group)));
    }
    // The place was held for them: it is given before the offer is closed, so that at no moment it is free.
    let wish = EnrollPatient { patient: offer.patient, group: offer.group, from: offer.from.max(cx.today()), to: None };
    let made = place(cx, &wish)?;
    close(cx, offer, OfferOutcome::Accepted(cx.now), "place accepted")?;
    stand(cx, &entry, Waiting::Placed(made.output), "place accepted")?;
    Ok(Done { output: Answered::Placed, facts: made.facts })
}

/// Ends an offer whose time is over; the person stays on the list and is asked again only when somebody puts them back.
///
/// # Errors
/// The database's own.
pub fn run_out(cx: &Context<'_>, offer: &Stored<PlaceOffer>) -> Result<Option<Fact>, Refusal> {
    if offer.outcome.is_some() || cx.now < offer.until {
        return Ok(None);
    }
    close(cx, offer, OfferOutcome::RanOut(cx.now), "no answer in time")?;
    stand(cx, &store::entry(cx.tx, offer.entry)?, Waiting::Unanswered, "no answer in time")?;
    Ok(Some(Fact::PlaceMayBeFree(offer.group)))
}

fn stand(cx: &Context<'_>, entry: &Stored<WaitlistEntry>, state: Waiting, why: &str) -> Result<(), Refusal> {
    let next = WaitlistEntry { state, ..entry.record.clone() };
    cx.tx.amend(&next, entry.version, &cx.entry(why))?;
    Ok(())
}
