//! A first contact: who asked, how to reach them, what is going on, and what was said since (S-01, S-28). It is a protected
//! record from the first word, in the chain of the person who asked (P2-04).
//!
//! | state (computed) | event | next | who may |
//! |---|---|---|---|
//! | – | logged, asked for on the public site, or a referral received | new | everybody who picks up the telephone; the public site; intake for referrals |
//! | new, contacted | contact logged | contacted | intake, front desk, clinical director |
//! | new, contacted | closed with a reason | closed | intake, clinical director |
//! | closed | opened again | new or contacted, as before | intake, front desk, clinical director |
//! | new, contacted | joined to another about the same person | out of the queue until parted; see `merge` | intake, clinical director |
//! | new, contacted | admitted | admitted, for good | intake, clinical director |
//! | – | logged, or a referral received | new | everybody who picks up the telephone; intake for referrals |
//! | new | contact logged, or a person of ours wrote | contacted | intake, front desk, clinical director |
//! | any open | first visit booked | booked | whoever is on the call; intake, front desk, clinical director |
//! | booked | they came | came | intake, front desk, clinical director |
//! | booked | they did not come, or it was cancelled | as before | intake, front desk, clinical director |
//! | new, contacted | placed on the waiting list | waiting | intake, front desk, clinical director |
//! | any open | closed with a reason | closed | intake, clinical director |
//! | closed | opened again, or they wrote again | as before | intake, front desk, clinical director; the person |
//! | any open | admitted | admitted, for good | intake, clinical director |

pub mod call;
pub mod close;
pub mod contact;
pub mod desk;
pub mod detail;
pub mod likeness;
pub mod log;
pub mod loss;
pub mod merge;
pub mod model;
pub mod queue;
pub mod reach;
pub mod receive_text;
pub mod reopen;
pub mod request;
mod store;
pub mod take_over;
pub mod write;

pub use call::{CallFacts, KeepCall, LogCall, WhoFor};
pub use close::CloseInquiry;
pub use contact::LogContact;
pub use desk::Desk;
pub use detail::{Allowed, ContactView, InquiryDetail, InquiryDetailView};
pub use likeness::LikeInquiry;
pub use log::{InquiryInput, LogInquiry};
pub use merge::{InquiryMerge, MergeInquiries, UnmergeInquiries};
pub use model::{Contact, ContactResult, Inquiry, Outcome, Source, State};
pub use queue::{CallBackList, InquiryCounts, InquiryQueue, InquiryRow};
pub use receive_text::ReceiveText;
pub use reopen::ReopenInquiry;
pub use request::{ReachBy, RequestCall, reference};
pub use take_over::TakeOver;
pub use write::{WriteToInquiry, subject};

pub use store::{load, of_person, open_of_owner};
pub(crate) use store::{save_new, save_next};

use ::store::Stored;
use access::{Context, Done, Refusal};
use vocabulary::id::InquiryId;

use crate::Fact;

/// The inquiry with an id, while somebody waits.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::Refused`] when it has ended.
pub(crate) fn load_open(cx: &Context<'_>, id: InquiryId) -> Result<Stored<Inquiry>, Refusal> {
    let current = load(cx.tx, id)?;
    contact::refuse_when_ended(&current, "The chart goes on from here.")?;
    Ok(current)
}

/// Writes the next version of an inquiry with one change in it.
pub(crate) fn change(
    cx: &Context<'_>,
    current: &Stored<Inquiry>,
    edit: impl FnOnce(&mut Inquiry),
    reason: &str,
) -> Result<Done<InquiryId, Fact>, Refusal> {
    let mut next = current.record.clone();
    edit(&mut next);
    save_next(cx.tx, &next, current.version, &cx.entry(reason))?;
    Ok(Done::with(current.id, Fact::InquiryChanged { inquiry: current.id }))
}

#[cfg(test)]
mod tests;
