//! Who may do what to which kind of record, as a policy a compliance officer can read.
//!
//! The rules are the files in `policies/`, one for each role, written in the Cedar policy language and compiled into the
//! program. Everything is denied unless a rule permits it. For each role and action Cedar is asked once about every kind
//! and circumstance, and the answers are kept in a table: [`Policy::may`] is a look-up, and the readable files stay the
//! only source of truth.
//!
//! What this crate does not decide: whether a patient consented (the gate of `confidential` does, 42 CFR Part 2) and
//! whether a credential suffices for a signature (`treatment` does).

mod names;

mod action;
mod circumstances;
mod kind;
mod role;

mod error;
mod files;
mod table;

mod decide;
mod matrix;

pub use action::Action;
pub use circumstances::Circumstances;
pub use decide::{Decision, Policy};
pub use error::{PolicyError, Problem};
pub use files::{SourceFile, check, source_files};
pub use kind::Kind;
pub use matrix::matrix;
pub use names::UnknownName;
pub use role::Role;
