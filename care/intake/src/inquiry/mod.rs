//! A first contact: who asked, how to reach them, what is going on, and what was said since (S-01, S-28). It is a protected
//! record from the first word, in the chain of the person who asked (P2-04).
//!
//! | state (computed) | event | next | who may |
//! |---|---|---|---|
//! | – | logged, or a referral received | new | everybody who picks up the telephone; intake for referrals |
//! | new, contacted | contact logged | contacted | intake, front desk, clinical director |
//! | new, contacted | closed with a reason | closed | intake, clinical director |
//! | closed | opened again | new or contacted, as before | intake, front desk, clinical director |
//! | new, contacted | admitted | admitted, for good | intake, clinical director |

pub mod call;
pub mod close;
pub mod contact;
pub mod detail;
pub mod likeness;
pub mod log;
pub mod model;
pub mod queue;
pub mod reopen;
mod store;

pub use call::{CallFacts, LogCall, WhoFor};
pub use close::CloseInquiry;
pub use contact::LogContact;
pub use detail::{Allowed, ContactView, InquiryDetail, InquiryDetailView};
pub use likeness::LikeInquiry;
pub use log::{InquiryInput, LogInquiry};
pub use model::{Contact, Inquiry, Outcome, Source, State};
pub use queue::{InquiryQueue, InquiryRow};
pub use reopen::ReopenInquiry;

pub(crate) use store::{load, save_new, save_next};

#[cfg(test)]
mod tests;
