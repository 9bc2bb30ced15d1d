//! The only clock. Commands never read it: they are told the moment by their context, so a test or the
//! demonstration can hold the day still.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Where "now" comes from. Cheap to clone; clones share the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Source>>);

#[derive(Debug)]
enum Source {
    System,
    Frozen(Timestamp),
    Shifted(SignedDuration),
}

impl Clock {
    /// The machine's own time.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(Source::System)))
    }

    /// Always the same moment until [`Clock::set`]; for tests and for loading history.
    #[must_use]
    pub fn frozen(at: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Source::Frozen(at))))
    }

    /// Starts at `at` and runs at the ordinary pace; for the demonstration day.
    #[must_use]
    pub fn starting_at(at: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Source::Shifted(Timestamp::now().duration_until(at)))))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::System => Timestamp::now(),
            Source::Frozen(at) => at,
            Source::Shifted(by) => Timestamp::now().saturating_add(by).unwrap_or(Timestamp::MAX),
        }
    }

    /// Holds the clock at `at`, whatever it was before.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Source::Frozen(at);
    }

    /// Lets the clock run at the ordinary pace from `at`.
    pub fn run_from(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Source::Shifted(Timestamp::now().duration_until(at));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_frozen_clock_stays_until_it_is_set() {
        let noon: Timestamp = "2026-03-12T17:00:00Z".parse().unwrap();
        let clock = Clock::frozen(noon);
        let twin = clock.clone();
        assert_eq!(clock.now(), noon);
        let later: Timestamp = "2026-03-12T18:00:00Z".parse().unwrap();
        twin.set(later);
        assert_eq!(clock.now(), later, "clones share one time");
    }

    #[test]
    fn a_shifted_clock_starts_where_it_is_told() {
        let noon: Timestamp = "2026-03-12T17:00:00Z".parse().unwrap();
        let passed = noon.duration_until(Clock::starting_at(noon).now());
        assert!(passed.as_secs() < 60);
    }
}
