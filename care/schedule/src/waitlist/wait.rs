//! Puts somebody on the list for a group, takes them off, or puts them back where they were.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::id::{PatientId, TherapyGroupId, WaitlistEntryId};

use super::{OfferOutcome, Waiting, WaitlistEntry, store};
use crate::{Fact, therapy_group};

/// Puts somebody on the list for a group.
#[derive(Clone, Debug)]
pub struct WaitForPlace {
    /// Who.
    pub patient: PatientId,
    /// For which group.
    pub group: TherapyGroupId,
    /// Not before this day.
    pub from: Date,
    /// What they wish.
    pub words: String,
}

impl Command for WaitForPlace {
    type Output = WaitlistEntryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<WaitlistEntryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::WaitlistEntry)?;
        episode::patient::load(cx.tx, self.patient)?;
        let group = therapy_group::group(cx.tx, self.group)?;
        if group.to.is_some_and(|last| last < self.from) {
            return Err(Refusal::invalid("from", "The group has ended by that day. Choose another group or an earlier day."));
        }
        let own = therapy_group::enrollments_of(cx.tx, self.patient, self.from, Date::MAX)?;
        if own.iter().any(|place| place.group == self.group && place.to.is_none()) {
            return Err(Refusal::invalid("group", "They have a place in this group."));
        }
        let known = store::of_patient(cx.tx, self.patient)?;
        if let Some(known) = known.iter().find(|one| one.group == self.group && one.state == Waiting::Waits) {
            return Ok(Done::already(known.id));
        }
        let entry = WaitlistEntry {
            id: cx.new_id(),
            patient: self.patient,
            group: self.group,
            from: self.from,
            asked_at: cx.now,
            words: self.words.trim().to_owned(),
            state: Waiting::Waits,
        };
        cx.tx.append(&entry, &cx.entry("waits for a place"))?;
        Ok(Done::with(entry.id, Fact::PlaceMayBeFree(self.group)))
    }
}

/// Takes somebody off the list. A place that is held for them is free again.
#[derive(Clone, Copy, Debug)]
pub struct LeaveWaitlist {
    /// Which entry.
    pub entry: WaitlistEntryId,
}

impl Command for LeaveWaitlist {
    type Output = WaitlistEntryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<WaitlistEntryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::WaitlistEntry)?;
        let current = store::entry(cx.tx, self.entry)?;
        if matches!(current.state, Waiting::Left | Waiting::Placed(_)) {
            return Ok(Done::already(current.id));
        }
        for offer in store::open_offers_of(cx.tx, current.patient)?.into_iter().filter(|offer| offer.entry == current.id) {
            super::offer::close(cx, &offer, OfferOutcome::TakenBack(cx.now), "offer taken back")?;
        }
        let next = WaitlistEntry { state: Waiting::Left, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("taken off the list"))?;
        Ok(Done::with(next.id, Fact::PlaceMayBeFree(next.group)))
    }
}

/// Puts somebody back on the list, where they were in the order.
#[derive(Clone, Copy, Debug)]
pub struct WaitAgain {
    /// Which entry.
    pub entry: WaitlistEntryId,
}

impl Command for WaitAgain {
    type Output = WaitlistEntryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<WaitlistEntryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::WaitlistEntry)?;
        let current = store::entry(cx.tx, self.entry)?;
        match current.state {
            Waiting::Waits => return Ok(Done::already(current.id)),
            Waiting::Placed(_) => {
                let sentence = "They have a place by this. End that place first.";
                return Err(Refusal::refused("is_placed", "S-09", sentence, "Open their schedule."));
            }
            Waiting::Declined | Waiting::Unanswered | Waiting::Left => {}
        }
        let next = WaitlistEntry { state: Waiting::Waits, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("put back on the list"))?;
        Ok(Done::with(next.id, Fact::PlaceMayBeFree(next.group)))
    }
}

/// Takes somebody off every list, because their treatment ended. Answers the groups in which a place was held for them.
///
/// # Errors
/// The database's own.
pub fn leave_all(cx: &Context<'_>, patient: PatientId) -> Result<Vec<TherapyGroupId>, Refusal> {
    let mut groups = Vec::new();
    for offer in store::open_offers_of(cx.tx, patient)? {
        super::offer::close(cx, &offer, OfferOutcome::TakenBack(cx.now), "treatment ended")?;
        groups.push(offer.group);
    }
    for entry in store::of_patient(cx.tx, patient)?.iter().filter(|one| !matches!(one.state, Waiting::Left | Waiting::Placed(_)))
    {
        let next = WaitlistEntry { state: Waiting::Left, ..entry.record.clone() };
        cx.tx.amend(&next, entry.version, &cx.entry("treatment ended"))?;
    }
    Ok(groups)
}

/// Whoever has a lasting place in a group waits for none any more, however they got it.
///
/// # Errors
/// The database's own.
pub fn settle(cx: &Context<'_>, patient: PatientId, group: TherapyGroupId) -> Result<(), Refusal> {
    let waiting: Vec<_> = store::of_patient(cx.tx, patient)?
        .into_iter()
        .filter(|one| one.group == group && !matches!(one.state, Waiting::Left | Waiting::Placed(_)))
        .collect();
    if waiting.is_empty() {
        return Ok(());
    }
    let own = therapy_group::enrollments_of(cx.tx, patient, cx.today(), Date::MAX)?;
    let Some(place) = own.iter().find(|place| place.group == group && place.to.is_none()) else { return Ok(()) };
    for offer in store::open_offers_of(cx.tx, patient)?.into_iter().filter(|offer| offer.group == group) {
        super::offer::close(cx, &offer, OfferOutcome::Accepted(cx.now), "they have a place")?;
    }
    for entry in waiting {
        let next = WaitlistEntry { state: Waiting::Placed(place.id), ..entry.record.clone() };
        cx.tx.amend(&next, entry.version, &cx.entry("they have a place"))?;
    }
    Ok(())
}
