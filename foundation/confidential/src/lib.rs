//! The one gate. Patient data leaves the core only as a [`Released`] value, and only this crate can make one (42 CFR Part 2).
//! A page, a file writer or a job that forgets to ask does not compile.

pub mod guarded;
pub use guarded::Guarded;

pub mod released;
pub use released::{Released, ToPayer, ToStaff};

pub mod query;
pub use query::Query;

pub mod consent;
pub use consent::Consent;

pub mod disclosure;
pub use disclosure::Disclosure;

pub mod chart_view;
pub use chart_view::ChartView;

pub mod gate;

pub mod read;
mod store;
