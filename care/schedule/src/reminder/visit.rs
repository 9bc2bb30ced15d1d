//! Visits out of sessions, and the hours of their reminders: plain arithmetic over a calendar, in the program's own time.

use std::borrow::Borrow;

use access::Refusal;
use jiff::{SignedDuration, Timestamp};
use vocabulary::ProgramZone;
use vocabulary::id::GroupSessionId;

use super::Lead;
use super::settings::Settings;
use crate::group_session::GroupSession;

/// What a person comes for in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day it belongs to.
    pub day: jiff::civil::Date,
    /// When its first session begins.
    pub starts_at: Timestamp,
    /// When its last session ends.
    pub ends_at: Timestamp,
    /// Its sessions in the order of the clock.
    pub sessions: Vec<GroupSessionId>,
}

/// The visits that one person's sessions make: those of one day that follow each other closely are one. What is cancelled is no part of any.
pub fn visits<S: Borrow<GroupSession>>(sessions: impl IntoIterator<Item = S>, settings: &Settings) -> Vec<Visit> {
    let mut held: Vec<S> = sessions.into_iter().filter(|one| one.borrow().cancelled.is_none()).collect();
    held.sort_by_key(|one| (one.borrow().starts_at, one.borrow().id));
    let mut all: Vec<Visit> = Vec::new();
    for session in held.iter().map(Borrow::borrow) {
        match all.last_mut() {
            Some(visit) if visit.day == session.day && is_near(visit.ends_at, session.starts_at, settings) => {
                visit.ends_at = visit.ends_at.max(session.ends_at);
                visit.sessions.push(session.id);
            }
            _ => all.push(Visit {
                day: session.day,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                sessions: vec![session.id],
            }),
        }
    }
    all
}

fn is_near(ended: Timestamp, begins: Timestamp, settings: &Settings) -> bool {
    ended.duration_until(begins) <= SignedDuration::from_mins(settings.together_minutes)
}

/// When a reminder of a visit is due; the clock of the program decides, also over the nights in which it is changed.
///
/// # Errors
/// A fault when the program's zone has no such hour.
pub fn due(lead: Lead, visit: &Visit, zone: &ProgramZone, settings: &Settings) -> Result<Timestamp, Refusal> {
    match lead {
        Lead::DayBefore => {
            let before = visit.day.yesterday().map_err(|error| Refusal::Fault(error.to_string()))?;
            zone.at(before, settings.day_before_at).map_err(|error| Refusal::Fault(error.to_string()))
        }
        Lead::SameDay => visit
            .starts_at
            .checked_sub(SignedDuration::from_mins(settings.same_day_minutes))
            .map_err(|error| Refusal::Fault(error.to_string())),
    }
}
