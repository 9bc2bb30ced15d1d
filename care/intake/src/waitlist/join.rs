//! Puts somebody on the waiting list, writes down what they got meanwhile, and takes them off (LC-23). The request date is the day they
//! asked, not the day somebody typed it.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use vocabulary::id::InquiryId;

use super::{InterimService, Place, PriorityClass};
use crate::Fact;
use crate::inquiry::{self, Inquiry, change};

/// Gives a place, or another class.
#[derive(Clone, Copy, Debug)]
pub struct JoinWaitlist {
    /// Who.
    pub inquiry: InquiryId,
    /// Which class.
    pub class: PriorityClass,
}

impl Command for JoinWaitlist {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let place = match &current.desk.waitlist {
            Some(place) if place.left.is_none() && place.class == self.class => return Ok(Done::already(self.inquiry)),
            Some(place) => Place { class: self.class, left: None, ..place.clone() },
            None => Place { requested_at: current.received_at, class: self.class, interim: Vec::new(), left: None },
        };
        change(cx, &current, |next| next.desk.waitlist = Some(place.clone()), "placed on the waiting list")
    }
}

/// Writes down an interim service.
#[derive(Clone, Debug)]
pub struct NoteInterimService {
    /// For whom.
    pub inquiry: InquiryId,
    /// What it was.
    pub words: String,
}

impl Command for NoteInterimService {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let words = self.words.trim().to_owned();
        if words.is_empty() {
            return Err(Refusal::invalid("interim", "Write what the person got: counseling on risks, a link to other care."));
        }
        let Some(place) = waiting(&current) else { return Err(not_waiting()) };
        if place.interim.last().is_some_and(|last| last.words == words && same_minute(last.at, cx.now)) {
            return Ok(Done::already(self.inquiry));
        }
        let mut place = place.clone();
        place.interim.push(InterimService { at: cx.now, by: cx.actor.staff, words });
        change(cx, &current, |next| next.desk.waitlist = Some(place.clone()), "interim service given")
    }
}

/// Takes somebody off the list.
#[derive(Clone, Debug)]
pub struct LeaveWaitlist {
    /// Who.
    pub inquiry: InquiryId,
    /// Why.
    pub reason: String,
}

impl Command for LeaveWaitlist {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let reason = self.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Refusal::invalid("left", "Write why the place is given up."));
        }
        let Some(place) = waiting(&current) else { return Ok(Done::already(self.inquiry)) };
        let place = Place { left: Some((cx.now, reason)), ..place.clone() };
        change(cx, &current, |next| next.desk.waitlist = Some(place.clone()), "left the waiting list")
    }
}

fn waiting(inquiry: &Inquiry) -> Option<&Place> {
    inquiry.desk.waitlist.as_ref().filter(|place| place.left.is_none())
}

fn same_minute(one: Timestamp, other: Timestamp) -> bool {
    one.duration_until(other).as_secs().abs() < 60
}

fn not_waiting() -> Refusal {
    Refusal::refused("not_on_the_list", "LC-23", "This person has no place on the waiting list.", "Give them a place first.")
}
