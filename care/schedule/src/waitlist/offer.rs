//! Offers a place, and from which day there is one. A place counts as free only when it stays free: whoever begins later is counted too.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use vocabulary::id::{PatientId, PlaceOfferId};

use super::{OfferOutcome, PlaceOffer, Waiting, WaitlistEntry, store};
use crate::Fact;
use crate::therapy_group::{self, TherapyGroup};

/// How far ahead a place that gets free is offered, in days.
const AHEAD_DAYS: i64 = 28;

/// From which day on, not before `from`, a group has a place that nobody has and that is held for nobody; nothing when it has none
/// within the coming weeks.
///
/// # Errors
/// The database's own.
pub fn free_from(cx: &Context<'_>, group: &TherapyGroup, from: Date) -> Result<Option<Date>, Refusal> {
    let last = from.saturating_add(AHEAD_DAYS.days());
    let places = therapy_group::places_from(cx.tx, group.id, from)?;
    let held = store::offers_of_group(cx.tx, group.id)?.len();
    let mut days: Vec<Date> = places.iter().filter_map(|place| place.to).filter_map(|to| to.tomorrow().ok()).collect();
    days.push(from);
    days.retain(|day| from <= *day && *day <= last);
    days.sort();
    let is_free = |day: &Date| {
        let mut taken: Vec<PatientId> =
            places.iter().filter(|place| place.to.is_none_or(|to| *day <= to)).map(|place| place.patient).collect();
        taken.sort();
        taken.dedup();
        i64::try_from(taken.len() + held).unwrap_or(i64::MAX) < group.capacity
    };
    Ok(days.into_iter().find(|day| group.runs_on(*day) && is_free(day)))
}

/// Offers a place to somebody who waits and holds it until then.
///
/// # Errors
/// [`Refusal::Refused`] when they do not wait, have an offer already, or there is no place.
pub fn offer(cx: &Context<'_>, entry: &WaitlistEntry, until: Timestamp) -> Result<PlaceOffer, Refusal> {
    let refused = |code, sentence: &str| Refusal::refused(code, "S-09", sentence.to_owned(), "Look at the list again.");
    if entry.state != Waiting::Waits {
        return Err(refused("does_not_wait", "They do not wait for this place any more."));
    }
    if store::open_offers_of(cx.tx, entry.patient)?.iter().any(|one| one.group == entry.group) {
        return Err(refused("offered_already", "A place is offered to them already."));
    }
    let group = therapy_group::group(cx.tx, entry.group)?;
    let Some(from) = free_from(cx, &group, entry.from.max(cx.today()))? else {
        return Err(Refusal::refused(
            "group_full",
            "OP-07",
            "There is no free place in this group.",
            "Wait until somebody leaves.",
        ));
    };
    let offer = PlaceOffer {
        id: cx.new_id(),
        patient: entry.patient,
        entry: entry.id,
        group: entry.group,
        from,
        offered_at: cx.now,
        until,
        outcome: None,
    };
    cx.tx.append(&offer, &cx.entry("place offered"))?;
    Ok(offer)
}

pub(super) fn close(cx: &Context<'_>, offer: &Stored<PlaceOffer>, outcome: OfferOutcome, why: &str) -> Result<(), Refusal> {
    let next = PlaceOffer { outcome: Some(outcome), ..offer.record.clone() };
    cx.tx.amend(&next, offer.version, &cx.entry(why))?;
    Ok(())
}

/// Takes an offer back: they wait as before. Nobody else is offered the place by that alone.
#[derive(Clone, Copy, Debug)]
pub struct TakeBackOffer {
    /// Which.
    pub offer: PlaceOfferId,
}

impl Command for TakeBackOffer {
    type Output = PlaceOfferId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PlaceOfferId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::WaitlistEntry)?;
        let offer = store::offer_of(cx.tx, self.offer)?;
        if offer.outcome.is_none() {
            close(cx, &offer, OfferOutcome::TakenBack(cx.now), "offer taken back")?;
        }
        Ok(Done::already(offer.id))
    }
}
