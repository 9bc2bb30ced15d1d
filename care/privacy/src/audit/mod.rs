//! Audits and evaluations by somebody outside (42 CFR 2.53; P2-43): by whom, under what written promise, over which time, about whose
//! records; what was looked at here and what was handed over as a copy; and whether the copies were destroyed.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | recorded | open; nothing is shown before everything is promised in writing | compliance officer, clinical director |
//! | open | promise recorded, people added, record shown or copied | open | the same |
//! | open | ended | closed; copies out while a copy is not destroyed | the same |
//! | copies out | destruction confirmed | closed | the same |

pub mod model;
pub use model::{Audit, AuditStanding, Auditor, Destroyed, Ended, Promise, Promised, Shown, Way};

// what is done with one
mod record;
pub use record::{PromiseInput, RecordAudit};

mod promise;
pub use promise::RecordPromise;

mod people;
pub use people::AddToAudit;

mod show;
pub use show::note_shown;

mod end;
pub use end::{ConfirmDestruction, EndAudit};

// what is seen
mod list;
pub use list::{AuditLine, AuditPerson, ListAudits, OpenAudit, OpenedAudit};

mod store;
pub use store::load;

#[cfg(test)]
mod tests;
