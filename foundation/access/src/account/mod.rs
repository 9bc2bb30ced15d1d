//! How a member of staff proves who they are: password, authenticator app, recovery codes, passkeys, PIN, the organisation's account;
//! and how they like the pages. Secrets are kept as hashes, or sealed with the key of this installation; nothing here is ever shown again.
//!
//! | state | event | next | who |
//! |---|---|---|---|
//! | none | invited | invited (72 hours) | who manages staff, or whoever runs the machine |
//! | invited | first walk ended | ready | the person, in the browser that opened the link first |
//! | ready | invited again | ready until the new walk ends, then all means are new | as above |
//! | any | access closed, work ended, or the last day of work passed | none | who manages staff |

mod model;
pub use model::{Account, NamedPasskey};

pub mod preferences;
pub use preferences::Preferences;

mod vault;
pub use vault::{Vault, VaultError};

pub mod store;

pub mod invitation;

pub mod organisation;
pub use organisation::OrganisationAccount;

pub mod step;

pub mod attempt;

pub mod means;

#[cfg(test)]
mod organisation_tests;
#[cfg(test)]
mod tests;
