//! What would still make a day billable today: first what is scheduled anyway, then what could be offered.

use super::input::{Attendance, DayInput, NoteState};
use super::outcome::Closing;
use crate::rule::PayerRule;

/// The easiest way to close a gap of `missing_minutes` today under a per diem; `None` if there is none.
pub(super) fn closing(input: &DayInput<'_>, rule: &PayerRule, missing_minutes: i64) -> Option<Closing> {
    let mut labels = Vec::new();
    let mut scheduled_minutes = 0;
    for service in &input.services {
        let Attendance::Upcoming(upcoming) = service.attendance else { continue };
        let counts = service.note != NoteState::PeerLed || rule.counts_peer_led;
        if !rule.bundles(&service.kind) || !counts || upcoming.scheduled_minutes <= 0 {
            continue;
        }
        labels.push(service.label.clone());
        scheduled_minutes += upcoming.scheduled_minutes;
        if scheduled_minutes >= missing_minutes {
            return Some(Closing::Scheduled { labels, minutes: scheduled_minutes });
        }
    }
    let closer = input.closers.iter().find(|closer| rule.bundles(&closer.kind))?;
    let step = closer.step_minutes.max(1);
    let minutes = (missing_minutes - scheduled_minutes + step - 1) / step * step;
    Some(Closing::Offer { label: closer.label.clone(), minutes, scheduled_minutes })
}
