//! The waitlist at work (S-09, OP-07): when a place gets free, the next who fits is offered it by the program itself, in the transaction
//! that made it free; silence and no pass it on. Who waits, who is next and why somebody is passed over is one page for staff.

mod list;
mod next;
mod offer;

pub use list::{OpenWaitlist, WaitingFor, WaitingLine, Waitlist};
pub use next::PassedOver;
pub use offer::{EndOffers, HOLDS, OfferByHand};
pub(crate) use offer::{fill, replied};
