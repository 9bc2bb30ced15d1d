//! The append-only record ledger on SQLite and PostgreSQL, one transaction at a time.
//! Everything above this crate is a plain function on a [`Tx`]; only this crate knows the two drivers.

pub mod error;
pub mod value;

mod migration;
mod postgres_engine;
mod sqlite_engine;
mod write_ahead;

mod transaction;
pub use transaction::Tx;

mod open;
pub use open::{DatabaseUrl, DirectAccess, Store};

pub mod record;
pub use record::{Author, Chain, Entry, Record, Stored};

mod ledger;
pub use ledger::among;

pub mod verify;
pub use verify::{Kind, Verification};

pub mod checkpoint;
pub use checkpoint::Notary;

pub mod carried;
pub use carried::CarriedRow;

pub mod dump;

pub mod at_rest;
pub use at_rest::{AtRest, KeyPlace};
pub mod key_file;

pub mod figures;
pub use figures::Figures;

pub use error::StoreError;
pub use postgres_engine::Retry;
pub use value::{Row, Value, int, text};

#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
