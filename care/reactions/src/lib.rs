//! What follows from what, in one place and one transaction; the one door to everything; the board of the day.

pub mod house;
pub use house::{House, NotOpened, Performing};
/// So that whoever opens a house can say where, without knowing the store.
pub use store::DatabaseUrl;

mod visits;

pub mod accounts;

pub use access::Keys;
pub mod keys;
pub use keys::keys_in;

mod fact;
pub mod outside;
pub mod outside_letters;
pub use fact::Fact;

mod follow;
mod measures;

pub mod today;

pub mod day_pack;

pub mod chart;
pub mod person;
pub mod program_week;

pub mod apart;
pub mod as_of;

pub mod people;

pub mod authorizations;

pub mod week_board;

pub mod cover;

pub mod breach_letters;
pub mod own;
pub mod retention;
pub mod rights;

pub mod export;
pub use export::{ExportChart, ExportedChart, ExportedRecord};

pub mod session_days;

pub mod waitlist;

pub mod care_team;
pub mod closing;
pub mod hand_over;
pub mod health;

pub mod admission;
pub mod assessment;

pub mod link;
pub mod messages;
pub mod missed;
pub mod reminders;
pub mod remote;
pub mod send_link;

mod kinds;
pub use kinds::kinds;
