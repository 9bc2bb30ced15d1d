//! Staff and their sessions; the shape of a command, a query and a refusal.
//! A command is a plain function on one transaction: who may → load → decide → save → facts.

pub mod refusal;
pub use refusal::{Problem, Problems, Refusal};

pub mod staff;
pub use staff::{Staff, author_among, author_name};

pub mod actor;
pub use actor::Actor;

pub mod account;
pub use account::Preferences;

mod key_file;
pub mod key_ring;
pub mod keys;

pub mod envelope;
pub use envelope::Envelope;
pub use key_ring::{KeyRing, Sealed};
pub use keys::Keys;

pub mod session;
pub use session::{Signed, Visit};

pub mod context;
pub use context::Context;

pub mod command;
pub use command::{Command, Done};

pub use policy::{Action, Circumstances, Kind, Policy, Role};
