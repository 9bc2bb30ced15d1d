//! Sets the timers of the coming days for everybody at once: a few questions a day and a statement for hundreds of timers. Setting them
//! again changes nothing, so it is done often and by every node; what was moved gets a timer of its own, and the old one finds nothing.

use std::collections::HashMap;

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::quiet;
use jiff::{SignedDuration, Timestamp, ToSpan};
use jobs::Wish;
use schedule::attendance::expected_on;
use schedule::group_session::GroupSession;
use schedule::reminder::settings::{self, Settings};
use schedule::reminder::{Lead, Visit, due, visits};
use vocabulary::id::PatientId;

use super::{REMIND, Wanted};
use crate::Fact;

/// Sets the timers. Answers how many are new.
#[derive(Clone, Copy, Debug)]
pub struct PlanReminders;

impl Command for PlanReminders {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let today = cx.today();
        let settings = settings::on(today)?;
        let mut new = 0;
        for ahead in 0..=settings.days_ahead {
            let day = today.saturating_add(ahead.days());
            let expected = expected_on(cx.tx, day)?;
            let mut theirs: HashMap<PatientId, Vec<&GroupSession>> = HashMap::new();
            for one in expected.iter().filter(|one| one.session.cancelled.is_none()) {
                for patient in &one.patients {
                    theirs.entry(*patient).or_default().push(&one.session);
                }
            }
            let mut timers: Vec<(String, String, Timestamp)> = Vec::with_capacity(theirs.len() * 2);
            for (patient, sessions) in theirs {
                for visit in visits(sessions, settings) {
                    timers.extend(timers_of(cx, patient, &visit, settings)?);
                }
            }
            // Always the same order, so that two nodes never wait for each other in a circle.
            timers.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            let wishes: Vec<Wish<'_>> =
                timers.iter().map(|(key, body, run_at)| Wish { kind: REMIND, key, body, run_at: *run_at }).collect();
            new += jobs::want_many(cx.tx, &wishes, cx.now)?;
        }
        Ok(Done::already(i64::try_from(new).unwrap_or(i64::MAX)))
    }
}

/// The timers of one visit whose hour is still to come. Who comes in by tomorrow's list tonight is not reminded of last evening.
fn timers_of(
    cx: &Context<'_>,
    patient: PatientId,
    visit: &Visit,
    settings: &Settings,
) -> Result<Vec<(String, String, Timestamp)>, Refusal> {
    let mut all = Vec::new();
    let Some(session) = visit.sessions.first().copied() else { return Ok(all) };
    let last = visit.starts_at.saturating_sub(SignedDuration::from_mins(settings.nearest_minutes)).unwrap_or(visit.starts_at);
    for lead in Lead::ALL {
        // Quiet hours put it off to the morning; after the visit has nearly begun it is no reminder any more.
        let at = quiet::earliest(due(lead, visit, cx.zone, settings)?, cx.zone, false)?;
        if at < cx.now || at > last {
            continue;
        }
        let wanted = Wanted { patient, session, day: visit.day, starts_at: visit.starts_at.as_second(), lead };
        let body = serde_json::to_string(&wanted).map_err(|error| Refusal::Fault(error.to_string()))?;
        all.push((wanted.key(), body, at));
    }
    Ok(all)
}
