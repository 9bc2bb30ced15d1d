//! The one queue of everybody who waits for us, whoever waits longest first (S-01, S-28).

use std::collections::HashMap;
use std::sync::Arc;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stored;
use vocabulary::id::{InquiryId, StaffId};
use vocabulary::{PersonName, Phone};

use super::desk::{Clocks, FirstVisit};
use super::{Inquiry, Outcome, Source, State, likeness, store as inquiries};
use crate::placement::priority::{Clocks as PriorityClocks, PriorityClass};
use crate::placement::table::Table;
use crate::placement_table;
use crate::referral::staff_name;

/// Asks for the queue.
#[derive(Clone, Copy, Debug, Default)]
pub struct InquiryQueue {
    /// Inquiries that have ended are shown too, below, when they were received on this day or later.
    pub finished_since: Option<Date>,
    /// Only those in this state.
    pub state: Option<State>,
    /// How many of the queue come before the first that is wanted.
    pub from: usize,
}

/// Asks for a page of those who can be called and have no visit to come, whoever has heard nothing for longest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallBackList {
    /// How many come before the first that is wanted.
    pub from: usize,
}

/// How many lines of the queue are read at once: a page.
pub const PAGE: usize = 60;

/// Asks how many wait in each state.
#[derive(Clone, Copy, Debug)]
pub struct InquiryCounts;

impl Query for InquiryCounts {
    type View = Vec<(State, i64)>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Self::View>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let counted = inquiries::counts(cx.tx)?;
        let of = |state: State| counted.iter().find(|(name, _)| name == state.as_str()).map_or(0, |(_, count)| *count);
        Ok(Guarded::several(Kind::Inquiry, State::OPEN.into_iter().map(|state| (state, of(state))).collect()))
    }
}

/// One line of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct InquiryRow {
    /// Which.
    pub id: InquiryId,
    /// The name, or what to call them.
    pub name: PersonName,
    /// Where it stands.
    pub state: State,
    /// How it reached us.
    pub source: Source,
    /// When.
    pub received_at: Timestamp,
    /// When somebody last talked with the person, or tried to.
    pub last_contact_at: Option<Timestamp>,
    /// Whole hours since then, or since it reached us.
    pub hours_waiting: i64,
    /// How often somebody talked with the person, or tried to.
    pub contact_count: usize,
    /// Whether a question about safety was answered with yes on the call.
    pub raises_safety: bool,
    /// What is going on.
    pub words: String,
    /// The number to call.
    pub phone: Option<Phone>,
    /// Whether a message may be left there (P2-14).
    pub may_leave_message: bool,
    /// Whether it may be texted.
    pub may_text: bool,
    /// What to say we are.
    pub call_as: Option<String>,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// Their name.
    pub owner_name: Option<String>,
    /// Whether a document came with it.
    pub has_referral: bool,
    /// How many known people and other open inquiries may be the same person; 0 once it has ended.
    pub possible_duplicates: usize,
    /// Why it was closed.
    pub closed_because: Option<String>,
    /// How its clocks stand.
    pub clocks: Clocks,
    /// The first visit.
    pub visit: Option<FirstVisit>,
    /// Class and what is due on the waiting list, while they have a place.
    pub waitlist: Option<(PriorityClass, PriorityClocks)>,
}

impl Query for InquiryQueue {
    type View = Vec<InquiryRow>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<InquiryRow>>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let mut seen = Seen::default();
        let mut rows = rows(cx, &inquiries::queue(cx.tx, self.state, self.from, PAGE)?, &mut seen)?;
        if let Some(day) = self.finished_since {
            let (from, _) = cx.zone.bounds(day).map_err(|problem| Refusal::invalid("finished_since", problem.to_string()))?;
            for inquiry in &inquiries::finished_since(cx.tx, from)? {
                rows.push(row(cx, inquiry, 0, &mut seen)?);
            }
        }
        Ok(Guarded::several(Kind::Inquiry, rows))
    }
}

impl Query for CallBackList {
    type View = Vec<InquiryRow>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<InquiryRow>>, Refusal> {
        cx.require(Action::View, Kind::Inquiry)?;
        let page = inquiries::to_call(cx.tx, self.from, PAGE)?;
        Ok(Guarded::several(Kind::Inquiry, rows(cx, &page, &mut Seen::default())?))
    }
}

fn rows(cx: &Context<'_>, page: &[Stored<Inquiry>], seen: &mut Seen) -> Result<Vec<InquiryRow>, Refusal> {
    let same = likeness::counts(cx, page)?;
    page.iter().zip(same).map(|(inquiry, same)| row(cx, inquiry, same, seen)).collect()
}

/// What lines share, asked for once: names of staff, and the figures of the waiting list's clocks.
#[derive(Default)]
pub(super) struct Seen {
    names: HashMap<StaffId, String>,
    table: Option<Arc<Table>>,
}

impl Seen {
    fn name(&mut self, cx: &Context<'_>, staff: StaffId) -> Result<String, Refusal> {
        if let Some(known) = self.names.get(&staff) {
            return Ok(known.clone());
        }
        let name = staff_name(cx, staff)?;
        self.names.insert(staff, name.clone());
        Ok(name)
    }

    fn table(&mut self, cx: &Context<'_>) -> Result<&Table, Refusal> {
        let table = match self.table.take() {
            Some(table) => table,
            None => placement_table::of_clocks(cx)?,
        };
        Ok(self.table.insert(table))
    }
}

/// One line.
pub(super) fn row(
    cx: &Context<'_>,
    inquiry: &Stored<Inquiry>,
    possible_duplicates: usize,
    seen: &mut Seen,
) -> Result<InquiryRow, Refusal> {
    let owner_name = match inquiry.owner {
        Some(owner) => Some(seen.name(cx, owner)?),
        None => None,
    };
    let phone = inquiry.phones().next();
    Ok(InquiryRow {
        id: inquiry.id,
        name: inquiry.name.clone(),
        state: inquiry.state(),
        source: inquiry.source,
        received_at: inquiry.received_at,
        last_contact_at: inquiry.contacts.last().map(|contact| contact.at).max(inquiry.desk.our_word_at),
        hours_waiting: inquiry.waiting_since().duration_until(cx.now).as_hours().max(0),
        contact_count: inquiry.contacts.len(),
        raises_safety: inquiry.call.raises_safety(),
        words: inquiry.words.clone(),
        phone: phone.map(|(phone, _)| phone.clone()),
        may_leave_message: phone.is_some_and(|(_, point)| point.may_leave_message),
        may_text: phone.is_some_and(|(_, point)| point.may_text),
        call_as: phone.and_then(|(_, point)| point.call_as.clone()),
        owner: inquiry.owner,
        owner_name,
        has_referral: inquiry.referral.is_some(),
        possible_duplicates,
        closed_because: match &inquiry.outcome {
            Some(Outcome::Closed { reason, .. }) => Some(reason.clone()),
            _ => None,
        },
        clocks: inquiry.clocks(cx.now),
        visit: inquiry.desk.visit.clone(),
        waitlist: match inquiry.desk.waitlist.as_ref().filter(|place| place.left.is_none()) {
            Some(place) => Some((place.class, place.due(seen.table(cx)?, cx.zone))),
            None => None,
        },
    })
}
