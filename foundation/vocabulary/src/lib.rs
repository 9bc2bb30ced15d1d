//! The words everything else is said in: ids, names, days, minutes, money, the clock.
//! Nothing here knows a database, a page or a rule of care; everything here is pure but for the one clock.

pub mod clock;
pub mod id;

pub mod day;
pub mod hours;
pub mod money;

pub mod name;
pub mod phone;
pub mod search;

pub use clock::Clock;
pub use day::{ProgramZone, Week};
pub use hours::Minutes;
pub use id::IdSource;
pub use money::Cents;
pub use name::PersonName;
pub use phone::Phone;

pub use jiff::Timestamp;
pub use jiff::civil::{Date, Time};
