//! Whether a place fits somebody who waits: in care, at the times their life leaves, beside the groups they have, inside the hours of
//! their level, and with nobody there whom they must not meet. The last is never told apart (ADR 0022).

use ::store::Stored;
use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::therapy_group::TherapyGroup;
use schedule::waitlist::{self, PlaceOffer, Waiting, WaitlistEntry};

use crate::person::fitting_week::{OneMore, one_more};

/// Why somebody who waits is not offered a place now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// A place is offered to them until then.
    Offered(Timestamp),
    /// They said no.
    Declined,
    /// They did not answer in time.
    Unanswered,
    /// No place is free when they wish to begin.
    NoPlace,
    /// It does not fit them.
    DoesNotFit(OneMore),
}

/// From which day a place could be offered to somebody who waits, or why not now.
pub(super) fn standing(
    cx: &Context<'_>,
    group: &TherapyGroup,
    entry: &WaitlistEntry,
    open: &[Stored<PlaceOffer>],
) -> Result<Result<Date, PassedOver>, Refusal> {
    match entry.state {
        Waiting::Declined | Waiting::Left | Waiting::Placed(_) => return Ok(Err(PassedOver::Declined)),
        Waiting::Unanswered => return Ok(Err(PassedOver::Unanswered)),
        Waiting::Waits => {}
    }
    if let Some(offer) = open.iter().find(|offer| offer.entry == entry.id) {
        return Ok(Err(PassedOver::Offered(offer.until)));
    }
    // Whether it fits is said also while nothing is free: staff may do something about it.
    let from = entry.from.max(cx.today());
    let free = waitlist::free_from(cx, group, from)?;
    Ok(match (one_more(cx, entry.patient, group.id, free.unwrap_or(from))?, free) {
        (Some(why), _) => Err(PassedOver::DoesNotFit(why)),
        (None, None) => Err(PassedOver::NoPlace),
        (None, Some(day)) => Ok(day),
    })
}
