//! How often one and the same asks for something within a while: documents of a sender, searches of a member of staff. Whoever asks
//! more often than anybody works is slowed, and nobody else with them (ASVS 2.4.1).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long is counted.
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// How often each asked in the minute that runs. It is kept in memory: a node that starts anew forgets it.
#[derive(Debug)]
pub(crate) struct Pace<K> {
    most: u32,
    counted: Mutex<HashMap<K, (Timestamp, u32)>>,
}

impl<K: Eq + Hash> Pace<K> {
    /// Lets each through so many times a minute.
    pub(crate) fn new(most: u32) -> Self {
        Self { most, counted: Mutex::new(HashMap::new()) }
    }

    /// Whether one more would be one too many; counts nothing.
    pub(crate) fn is_full(&self, who: &K, now: Timestamp) -> bool {
        let all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(who).is_some_and(|(since, count)| {
            let passed = now.duration_since(*since);
            *count >= self.most && passed < WINDOW && !passed.is_negative()
        })
    }

    /// Counts one; answers how many seconds to wait when it is one too many.
    pub(crate) fn count(&self, who: K, now: Timestamp) -> Result<(), i64> {
        let mut all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, count) = all.entry(who).or_insert((now, 0));
        let passed = now.duration_since(*since);
        if passed >= WINDOW || passed.is_negative() {
            (*since, *count) = (now, 0);
        }
        if *count >= self.most {
            return Err((WINDOW - now.duration_since(*since)).as_secs().max(1));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn one_who_asks_too_often_is_slowed_alone_and_only_for_a_minute() {
        let pace = Pace::new(60);
        let at = |seconds: i64| Timestamp::from_second(1_773_300_000 + seconds).unwrap();
        assert!((0..60).all(|_| pace.count("one", at(0)).is_ok()));
        assert_eq!(pace.count("one", at(10)), Err(50));
        assert_eq!(pace.count("other", at(10)), Ok(()));
        assert_eq!(pace.count("one", at(60)), Ok(()));
    }
}
