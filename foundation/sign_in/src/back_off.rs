//! How long to wait after failed sign-ins: nothing for three slips, then longer each time, never more than 15 minutes, so
//! that guessing is slow and nobody is locked out of their work for good (ASVS 5.0.0-6.3.1).

use crate::UnixMillis;

const SECOND: UnixMillis = 1000;
const MINUTE: UnixMillis = 60 * SECOND;
const HOUR: UnixMillis = 60 * MINUTE;

/// One rule of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// So many failures cost nothing.
    pub free_failures: u32,
    /// The wait after the next one; it doubles with each further one.
    pub first_wait_millis: UnixMillis,
    /// No wait is longer.
    pub longest_wait_millis: UnixMillis,
    /// A failure older than this is forgotten.
    pub forgotten_after_millis: UnixMillis,
}

/// Whether one may try to sign in now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Admission {
    /// Try.
    Allowed,
    /// Not before this moment. Say the moment on the screen (ux 4.1), in the same way for unknown accounts.
    WaitUntil(UnixMillis),
}

impl BackOff {
    /// For one account: 15 seconds after the fourth failure, doubling to 15 minutes, forgotten after 12 hours.
    pub const PER_ACCOUNT: Self = Self {
        free_failures: 3,
        first_wait_millis: 15 * SECOND,
        longest_wait_millis: 15 * MINUTE,
        forgotten_after_millis: 12 * HOUR,
    };

    /// For one network address. A whole building shares one, so twenty slips are free and an hour forgets them.
    pub const PER_ADDRESS: Self = Self {
        free_failures: 20,
        first_wait_millis: 15 * SECOND,
        longest_wait_millis: 15 * MINUTE,
        forgotten_after_millis: HOUR,
    };

    /// Whether one may try now, given the moments of earlier failures in any order. A success clears the failures of the
    /// account: the caller passes only those after it. If the clock was set back, failures that seem to lie in the
    /// future count, but nobody waits for them.
    #[must_use]
    pub fn admit(&self, failures: &[UnixMillis], now: UnixMillis) -> Admission {
        let remembered = |at: &&UnixMillis| now.saturating_sub(**at) < self.forgotten_after_millis;
        let count = failures.iter().filter(remembered).count();
        let Some(latest) = failures.iter().filter(remembered).filter(|at| **at <= now).max() else { return Admission::Allowed };
        let until = latest.saturating_add(self.wait_after(count));
        if until > now { Admission::WaitUntil(until) } else { Admission::Allowed }
    }

    /// The wait after so many failures, in milliseconds.
    fn wait_after(&self, failures: usize) -> UnixMillis {
        let failures = u32::try_from(failures).unwrap_or(u32::MAX);
        match failures.saturating_sub(self.free_failures) {
            0 => 0,
            beyond => {
                let doubled = 2_i64.checked_pow(beyond - 1).unwrap_or(UnixMillis::MAX);
                self.first_wait_millis.saturating_mul(doubled).min(self.longest_wait_millis)
            }
        }
    }
}

/// Whether one may try now, by the failures of the account and of the network address: the longer wait holds.
#[must_use]
pub fn admit(account_failures: &[UnixMillis], address_failures: &[UnixMillis], now: UnixMillis) -> Admission {
    BackOff::PER_ACCOUNT.admit(account_failures, now).max(BackOff::PER_ADDRESS.admit(address_failures, now))
}

#[cfg(test)]
mod tests;
