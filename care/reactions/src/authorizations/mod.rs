//! What payers approved for everybody, soonest end first, and whether something booked lies beyond it (OP-50, OP-A13).

mod booking;
mod lines;

pub(crate) use booking::outlook_of_week;
pub use booking::{BookingOutlook, CheckBooking};
pub(crate) use lines::lines;
pub use lines::{AuthorizationLine, ListAuthorizations, Urgency};
