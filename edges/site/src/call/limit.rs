//! How fast the form may be sent: a few at once from one address, some more from all of them together, and few writes at a time, so that
//! whoever floods it slows themselves and not the staff. Everything is counted in memory; nothing about a sender is kept for longer
//! than the count needs, or anywhere but here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// From one address: a family, a clinic, a street behind one address may send so many at once …
const FROM_ONE: Rate = Rate { at_once: 6.0, seconds_each: 60.0 };
/// … and all of them together so many.
const FROM_ALL: Rate = Rate { at_once: 60.0, seconds_each: 2.0 };
/// So many are written at a time; staff keep the rest of the one writer's time.
const WRITES: usize = 2;
/// So many addresses are counted; above it those that have calmed down are forgotten.
const MOST_ADDRESSES: usize = 4096;

#[derive(Clone, Copy)]
struct Rate {
    at_once: f64,
    seconds_each: f64,
}

/// What has been sent lately.
pub(crate) struct Limits {
    counts: Mutex<Counts>,
    writes: Arc<Semaphore>,
}

struct Counts {
    all: Bucket,
    one: HashMap<String, Bucket>,
}

/// How many may still be sent, and when that was counted.
#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

/// Whether somebody's form is taken now.
pub(crate) enum Admission {
    /// Yes; keep this while it is written.
    Welcome(OwnedSemaphorePermit),
    /// Not before so many seconds.
    Wait {
        /// How many.
        seconds: u32,
    },
}

impl Default for Limits {
    fn default() -> Self {
        let all = Bucket { left: FROM_ALL.at_once, at: Timestamp::UNIX_EPOCH };
        Self { counts: Mutex::new(Counts { all, one: HashMap::new() }), writes: Arc::new(Semaphore::new(WRITES)) }
    }
}

impl Limits {
    /// Asks whether a form from an address is taken at a moment.
    pub(crate) fn admit(&self, address: &str, now: Timestamp) -> Admission {
        let Ok(place) = Arc::clone(&self.writes).try_acquire_owned() else { return Admission::Wait { seconds: 5 } };
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.take(address, now) {
            None => Admission::Welcome(place),
            Some(seconds) => Admission::Wait { seconds },
        }
    }
}

impl Counts {
    /// Takes one from both counts, or says for how long there is none.
    fn take(&mut self, address: &str, now: Timestamp) -> Option<u32> {
        if self.one.len() >= MOST_ADDRESSES {
            self.one.retain(|_, bucket| bucket.refilled(FROM_ONE, now).left < FROM_ONE.at_once);
        }
        let full = Bucket { left: FROM_ONE.at_once, at: now };
        let all = self.all.refilled(FROM_ALL, now);
        let one = self.one.get(address).copied().unwrap_or(full).refilled(FROM_ONE, now);
        let wait = one.wait(FROM_ONE).max(all.wait(FROM_ALL));
        let takes = if wait.is_none() { 1.0 } else { 0.0 };
        self.all = Bucket { left: all.left - takes, ..all };
        // A flood from ever new addresses is held by the common count; it does not fill this map without end.
        if self.one.len() < MOST_ADDRESSES || self.one.contains_key(address) {
            self.one.insert(address.to_owned(), Bucket { left: one.left - takes, ..one });
        }
        wait
    }
}

impl Bucket {
    fn refilled(self, rate: Rate, now: Timestamp) -> Self {
        let seconds = self.at.duration_until(now).as_secs_f64().max(0.0);
        Self { left: (self.left + seconds / rate.seconds_each).min(rate.at_once), at: now.max(self.at) }
    }

    /// For how many seconds there is none; nothing when there is one.
    fn wait(self, rate: Rate) -> Option<u32> {
        (self.left < 1.0).then(|| ((1.0 - self.left) * rate.seconds_each).ceil() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + second).unwrap_or_default()
    }

    fn taken(limits: &Limits, address: &str, now: Timestamp) -> bool {
        matches!(limits.admit(address, now), Admission::Welcome(_))
    }

    #[test]
    fn one_address_sends_a_few_at_once_and_then_one_a_minute() {
        let limits = Limits::default();
        assert_eq!((0..20).filter(|_| taken(&limits, "a", at(0))).count(), 6);
        assert!(taken(&limits, "b", at(0)), "somebody else is not made to wait");
        assert!(!taken(&limits, "a", at(59)));
        assert!(taken(&limits, "a", at(61)));
        assert!(!taken(&limits, "a", at(61)));
    }

    #[test]
    fn all_addresses_together_have_a_limit_too() {
        let limits = Limits::default();
        let taken = (0..10_000).filter(|number| taken(&limits, &format!("host {number}"), at(0))).count();
        assert_eq!(taken, 60);
        assert!(limits.counts.lock().is_ok_and(|counts| counts.one.len() <= MOST_ADDRESSES));
    }

    #[test]
    fn few_are_written_at_a_time() {
        let limits = Limits::default();
        let held = (limits.admit("a", at(0)), limits.admit("b", at(0)));
        assert!(matches!(limits.admit("c", at(0)), Admission::Wait { seconds: 5 }));
        drop(held);
        assert!(taken(&limits, "c", at(0)));
    }
}
