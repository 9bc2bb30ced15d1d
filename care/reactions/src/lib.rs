//! What follows from what, in one place and one transaction; the one door to everything; the board of the day.

pub mod house;
pub use house::{House, NotOpened, Performing};

mod visits;

pub mod accounts;

pub use access::account::{Vault, VaultError};

mod fact;
pub use fact::Fact;

mod follow;

pub mod today;

pub mod chart;

mod kinds;
pub use kinds::kinds;
