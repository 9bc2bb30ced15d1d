//! A link for one person that dies: what is to be done there, on their own phone and without an account (P2-14; ux 5.10, 7). The
//! link itself says nothing. It opens for whoever holds it *and* names the month and day of birth; a dead, used-up, taken back or
//! invented link and a wrong day all get the same answer, so that nobody learns which it was.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | made | open | intake, clinicians |
//! | open | opened with the right day | open, one opening fewer | whoever holds it and knows the day |
//! | open | wrong day, six times in all | ended | nobody: the program |
//! | open | all done | ended | the person |
//! | open | taken back | ended | intake, clinicians |
//! | open | its time is over, or no opening is left | dead | nobody: computed |

mod model;
pub use model::{CardSide, Ended, EndedBecause, LinkEvent, LinkHappening, Liveness, MOST_WRONG_ANSWERS, PatientLink, ToDo};

pub mod send;
pub use send::{LinkSent, MOST_DAYS, SendLink};

pub mod revoke;
pub use revoke::RevokeLink;

pub mod open;
pub use open::{Opening, open};

pub mod answer;
pub use answer::{AnswerOnLink, FinishLink, LinkAnswer};

mod correct;
pub use correct::MarkCorrected;

pub mod session;

mod store;
pub use store::{events_of, events_of_link, link, links_of};

#[cfg(test)]
mod tests;
