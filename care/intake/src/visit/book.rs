//! Books a first visit (S-28): within two days of the first word, or with a reason and a place on the call-back list. A neutral text
//! goes out where the person allowed texts.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::language::Language;
use jiff::{SignedDuration, Timestamp};
use vocabulary::id::{InquiryId, StaffId};

use super::AssessmentVisit;
use super::slots::{VISIT_MINUTES, is_free, may_be_offered};
use crate::Fact;
use crate::inquiry::desk::{FirstVisit, LateReason, VISIT_WITHIN};
use crate::inquiry::{self, Inquiry, reach};

/// A visit as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedVisit {
    /// With whom.
    pub staff: StaffId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// Why it is later than two days; may be empty when it is not.
    pub late_reason: String,
    /// In which language the text speaks.
    pub language: Language,
}

/// Books it for somebody who asked before.
#[derive(Clone, Debug)]
pub struct BookVisit {
    /// For whom.
    pub inquiry: InquiryId,
    /// The visit.
    pub visit: WantedVisit,
}

impl Command for BookVisit {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let facts = book(cx, &current, &self.visit)?;
        Ok(Done { output: self.inquiry, facts })
    }
}

/// Books a visit and writes it into the inquiry.
pub(crate) fn book(cx: &Context<'_>, current: &Stored<Inquiry>, wanted: &WantedVisit) -> Result<Vec<Fact>, Refusal> {
    if let Some(known) = &current.desk.visit
        && known.result.is_none()
        && known.starts_at > cx.now
    {
        let is_same = known.starts_at == wanted.starts_at && known.staff == wanted.staff;
        return if is_same { Ok(Vec::new()) } else { Err(booked_already()) };
    }
    let late = decide(current, wanted, cx.now, cx.actor.staff)?;
    let ends_at = wanted.starts_at.saturating_add(SignedDuration::from_mins(VISIT_MINUTES)).unwrap_or(wanted.starts_at);
    if !may_be_offered(cx, wanted.staff, wanted.starts_at)? {
        return Err(Refusal::invalid("slot", "This is no opening: choose one of those offered."));
    }
    if !is_free(cx, wanted.staff, wanted.starts_at, ends_at)? {
        return Err(Refusal::refused(
            "slot_taken",
            "S-28",
            "Somebody else has taken this opening meanwhile.",
            "Choose another; the list is fresh now.",
        ));
    }
    schedule::no_contact::keep_apart_from_staff(cx, current.person(), wanted.staff, cx.zone.day(wanted.starts_at))?;
    let visit = AssessmentVisit {
        id: cx.new_id(),
        patient: current.person(),
        inquiry: current.id,
        staff: wanted.staff,
        starts_at: wanted.starts_at,
        ends_at,
        offered_at: cx.now,
        result: None,
    };
    cx.tx.append(&visit, &cx.entry("first visit booked"))?;
    let mut next = current.record.clone();
    next.desk.first_offer_at.get_or_insert(cx.now);
    next.desk.late = late.or(next.desk.late);
    next.desk.visit = Some(FirstVisit { id: visit.id, staff: wanted.staff, starts_at: wanted.starts_at, result: None });
    next.owner = next.owner.or(Some(cx.actor.staff));
    inquiry::save_next(cx.tx, &next, current.version, &cx.entry("first visit booked"))?;
    let mut facts = vec![Fact::InquiryChanged { inquiry: current.id }];
    facts.extend(reach::tell(cx, &next, "visit_booked", wanted.language, Some(wanted.starts_at))?);
    Ok(facts)
}

/// Whether it may be booked, and the reason that stays with a late one.
pub(super) fn decide(
    inquiry: &Inquiry,
    wanted: &WantedVisit,
    now: Timestamp,
    by: StaffId,
) -> Result<Option<LateReason>, Refusal> {
    if wanted.starts_at <= now {
        return Err(Refusal::invalid("slot", "This opening has passed. Choose another."));
    }
    let is_late = inquiry.received_at.duration_until(wanted.starts_at) > VISIT_WITHIN;
    let words = wanted.late_reason.trim().to_owned();
    if is_late && words.is_empty() {
        let sentence = "This is later than 48 hours after they asked. Say why, in a few words.";
        return Err(Refusal::invalid("late_reason", sentence));
    }
    Ok(is_late.then_some(LateReason { words, at: now, by }))
}

/// Says that a first visit was offered and not taken: the clock to the first offered visit stops (S-28), and the person stays to be called.
#[derive(Clone, Copy, Debug)]
pub struct NoteVisitOffered {
    /// To whom.
    pub inquiry: InquiryId,
}

impl Command for NoteVisitOffered {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        if current.desk.first_offer_at.is_some() {
            return Ok(Done::already(self.inquiry));
        }
        inquiry::change(cx, &current, |next| next.desk.first_offer_at = Some(cx.now), "a first visit was offered and not taken")
    }
}

/// Answers the 48-hour alarm: why no visit was offered yet.
#[derive(Clone, Debug)]
pub struct SayWhyLate {
    /// Of whom.
    pub inquiry: InquiryId,
    /// Why.
    pub reason: String,
}

impl Command for SayWhyLate {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let words = self.reason.trim().to_owned();
        if words.is_empty() {
            return Err(Refusal::invalid("late", "Say why no visit was offered within 48 hours."));
        }
        if current.desk.late.as_ref().is_some_and(|known| known.words == words) {
            return Ok(Done::already(self.inquiry));
        }
        let late = LateReason { words, at: cx.now, by: cx.actor.staff };
        inquiry::change(cx, &current, |next| next.desk.late = Some(late.clone()), "why a visit is late")
    }
}

fn booked_already() -> Refusal {
    let remedy = "Cancel that one first, on the inquiry.";
    Refusal::refused("visit_booked_already", "S-28", "A first visit is booked for this person.", remedy)
}
