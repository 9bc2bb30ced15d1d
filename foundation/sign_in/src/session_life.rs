//! How long a sign-in lasts on a shared computer (ux 11; ASVS 5.0.0-7.3.1, 7.3.2): the screen locks after five idle
//! minutes and opens again with a PIN; after twelve hours the whole sign-in is asked for.

use crate::UnixMillis;

const MINUTE: UnixMillis = 60 * 1000;

/// The limits of a session. The default is what ux section 11 asks for staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Locked after so long without an action, in milliseconds. Default: five minutes.
    pub idle_lock_millis: UnixMillis,
    /// Ended so long after the sign-in, whatever was done, in milliseconds. Default: twelve hours.
    pub absolute_end_millis: UnixMillis,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle_lock_millis: 5 * MINUTE, absolute_end_millis: 12 * 60 * MINUTE }
    }
}

/// What is stored about a session's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SessionMoments {
    /// When the whole sign-in was done.
    pub signed_in_at: UnixMillis,
    /// When the person last did something. Requests a page makes by itself (live boards, autosave timers) do not count,
    /// and a locked session does not move it.
    pub last_action_at: UnixMillis,
    /// The person locked the screen, or it was found locked and not opened since.
    pub is_locked: bool,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionState {
    /// In use.
    Fresh,
    /// The screen is locked; a PIN opens it, the draft is where it was.
    Locked,
    /// Over; the whole sign-in is needed.
    Ended,
}

impl SessionMoments {
    /// A session that begins now.
    #[must_use]
    pub const fn beginning(now: UnixMillis) -> Self {
        Self { signed_in_at: now, last_action_at: now, is_locked: false }
    }

    /// How the session stands. A clock that was set back ends nothing by itself and prolongs nothing beyond the jump.
    #[must_use]
    pub const fn state(&self, limits: &SessionLimits, now: UnixMillis) -> SessionState {
        if now.saturating_sub(self.signed_in_at) >= limits.absolute_end_millis {
            SessionState::Ended
        } else if self.is_locked || now.saturating_sub(self.last_action_at) >= limits.idle_lock_millis {
            SessionState::Locked
        } else {
            SessionState::Fresh
        }
    }

    /// When the state will change if nothing is done: for the warning on the page. `None` when it has ended.
    #[must_use]
    pub fn changes_at(&self, limits: &SessionLimits, now: UnixMillis) -> Option<UnixMillis> {
        let end = self.signed_in_at.saturating_add(limits.absolute_end_millis);
        match self.state(limits, now) {
            SessionState::Fresh => Some(end.min(self.last_action_at.saturating_add(limits.idle_lock_millis))),
            SessionState::Locked => Some(end),
            SessionState::Ended => None,
        }
    }

    /// The moments after an action now. Nothing moves unless the session is fresh: only an unlock opens a locked one.
    #[must_use]
    pub fn after_action(self, limits: &SessionLimits, now: UnixMillis) -> Self {
        match self.state(limits, now) {
            SessionState::Fresh => Self { last_action_at: self.last_action_at.max(now), ..self },
            SessionState::Locked => Self { is_locked: true, ..self },
            SessionState::Ended => self,
        }
    }

    /// The moments after the right PIN. An ended session stays ended.
    #[must_use]
    pub fn after_unlock(self, limits: &SessionLimits, now: UnixMillis) -> Self {
        match self.state(limits, now) {
            SessionState::Ended => self,
            SessionState::Fresh | SessionState::Locked => Self { last_action_at: now, is_locked: false, ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    const START: UnixMillis = 1_800_000_000_000;

    fn state(moments: SessionMoments, now: UnixMillis) -> SessionState {
        moments.state(&SessionLimits::default(), now)
    }

    #[test]
    fn the_screen_locks_after_five_idle_minutes_and_the_session_ends_after_twelve_hours() {
        let moments = SessionMoments::beginning(START);
        for (minutes, millis, expected) in [
            (0, 0, SessionState::Fresh),
            (5, -1, SessionState::Fresh),
            (5, 0, SessionState::Locked),
            (720, -1, SessionState::Locked),
            (720, 0, SessionState::Ended),
            (100_000, 0, SessionState::Ended),
        ] {
            assert_eq!(state(moments, START + minutes * MINUTE + millis), expected, "{minutes} min {millis} ms");
        }
        let busy = SessionMoments { last_action_at: START + 719 * MINUTE, ..moments };
        assert_eq!(state(busy, START + 720 * MINUTE), SessionState::Ended, "work does not prolong the twelve hours");
    }

    #[test]
    fn an_action_does_not_open_a_locked_screen_but_the_pin_does() {
        let limits = SessionLimits::default();
        let late = START + 6 * MINUTE;
        let acted = SessionMoments::beginning(START).after_action(&limits, late);
        assert_eq!(state(acted, late), SessionState::Locked);
        let unlocked = acted.after_unlock(&limits, late);
        assert_eq!(state(unlocked, late), SessionState::Fresh);
        let locked_by_hand = SessionMoments { is_locked: true, ..unlocked };
        assert_eq!(state(locked_by_hand, late), SessionState::Locked);
        let ended = START + 720 * MINUTE;
        assert_eq!(state(locked_by_hand.after_unlock(&limits, ended), ended), SessionState::Ended);
    }

    #[test]
    fn the_page_can_say_when_it_will_lock() {
        let limits = SessionLimits::default();
        let moments = SessionMoments::beginning(START);
        assert_eq!(moments.changes_at(&limits, START), Some(START + 5 * MINUTE));
        assert_eq!(moments.changes_at(&limits, START + 6 * MINUTE), Some(START + 720 * MINUTE));
        assert_eq!(moments.changes_at(&limits, START + 720 * MINUTE), None);
    }

    proptest! {
        #[test]
        fn nothing_overflows_and_time_alone_never_opens_a_session(
            signed_in_at in any::<i64>(), last_action_at in any::<i64>(), is_locked in any::<bool>(),
            now in any::<i64>(), later in 0_i64..i64::MAX,
        ) {
            let moments = SessionMoments { signed_in_at, last_action_at, is_locked };
            prop_assert!(state(moments, now.saturating_add(later)) >= state(moments, now));
            let _ = moments.changes_at(&SessionLimits::default(), now);
        }
    }
}
