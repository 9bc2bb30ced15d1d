//! How many calls of one address are answered: a bucket that fills again with time. Staff have other addresses and notice nothing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Calls that may come at once.
const BURST: f64 = 120.0;
/// Calls a second in the long run.
const A_SECOND: f64 = 20.0;
/// Addresses remembered; beyond, all begin anew.
const MOST_ADDRESSES: usize = 10_000;

/// The buckets of all addresses.
#[derive(Debug, Default)]
pub(crate) struct Limit(Mutex<HashMap<IpAddr, (f64, Timestamp)>>);

impl Limit {
    /// Whether one more call of an address is answered at a moment.
    pub(crate) fn admits(&self, from: IpAddr, now: Timestamp) -> bool {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_ADDRESSES {
            buckets.clear();
        }
        let (left, since) = buckets.entry(from).or_insert((BURST, now));
        let passed = since.duration_until(now).as_secs_f64().max(0.0);
        let filled = (*left + passed * A_SECOND).min(BURST);
        let is_admitted = filled >= 1.0;
        (*left, *since) = (if is_admitted { filled - 1.0 } else { filled }, now);
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_burst_is_slowed_and_others_are_not() {
        let limit = Limit::default();
        let now: Timestamp = "2026-03-12T14:00:00Z".parse().unwrap();
        let (loud, quiet) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let admitted = (0..10_000).filter(|_| limit.admits(loud, now)).count();
        assert_eq!(admitted, 120);
        assert!(limit.admits(quiet, now));
        let later = now.saturating_add(jiff::SignedDuration::from_secs(2)).unwrap();
        assert_eq!((0..100).filter(|_| limit.admits(loud, later)).count(), 40);
    }
}
