//! A job, as it is wanted and as a worker holds it.

use jiff::Timestamp;

/// Work that somebody wants done.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What kind of work: `send_message`.
    pub kind: &'a str,
    /// What makes two wishes one: the id of what it is about.
    pub key: &'a str,
    /// What the worker needs beside the key; ids, never words about a person.
    pub body: &'a str,
    /// Not before this moment.
    pub run_at: Timestamp,
}

/// A job that a worker holds until its lease runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What kind of work.
    pub kind: String,
    /// What it is about.
    pub key: String,
    /// What the worker needs beside.
    pub body: String,
    /// How often it was taken up, this time included. More than 1 means that somebody may have begun before.
    pub attempts: i64,
    pub(crate) lease: String,
}

/// Work that needs nobody outside: what comes of it is written in the transaction that took it, so it needs no lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// What it is about.
    pub key: String,
    /// What is needed beside.
    pub body: String,
    /// When it was to happen.
    pub run_at: Timestamp,
}

/// What becomes of a job in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again then.
    Again(Timestamp),
    /// It was tried often enough: a person looks at it.
    Dead,
}
