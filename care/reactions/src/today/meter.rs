//! Everybody's week in a few questions, however many people: credited so far, booked ahead, the floor.

use std::collections::HashMap;

use access::{Context, Refusal};
use billing::service_day;
use jiff::civil::Date;
use schedule::group_session::GroupSession;
use schedule::program::ServiceType;
use schedule::{group_session, therapy_group};
use vocabulary::Week;
use vocabulary::id::{PatientId, ServiceTypeId};

use super::view::HoursMeter;

/// The meters of these people, for the week that holds a day.
pub(crate) fn meters(
    cx: &Context<'_>,
    day: Date,
    floors: &HashMap<PatientId, i64>,
    services: &HashMap<ServiceTypeId, ServiceType>,
    today_minutes: &HashMap<PatientId, i64>,
) -> Result<HashMap<PatientId, HoursMeter>, Refusal> {
    let week = Week::of(day);
    let credited = service_day::minutes_between(cx.tx, week.monday, week.sunday())?;
    let ahead: Vec<GroupSession> = group_session::between(cx.tx, day, week.sunday())?
        .into_iter()
        .map(|session| session.record)
        .filter(|session| session.cancelled.is_none() && session.ends_at > cx.now)
        .filter(|session| services.get(&session.service_type).is_some_and(|service| service.counts_toward_hours))
        .collect();
    let mut booked: HashMap<PatientId, i64> = HashMap::new();
    let places = therapy_group::enrolled_on(cx.tx, day)?;
    for session in &ahead {
        let left = remaining_minutes(session, cx.now);
        if let Some(patient) = session.patient {
            *booked.entry(patient).or_default() += left;
        }
        for place in places.iter().filter(|place| Some(place.group) == session.group) {
            let is_member = place.from <= session.day && place.to.is_none_or(|last| session.day <= last);
            if is_member {
                *booked.entry(place.patient).or_default() += left;
            }
        }
    }
    Ok(floors
        .iter()
        .map(|(patient, floor)| {
            let attended = credited.get(patient).copied().unwrap_or(0);
            let booked = booked.get(patient).copied().unwrap_or(0);
            let meter = HoursMeter {
                today_minutes: today_minutes.get(patient).copied().unwrap_or(0),
                attended_minutes: attended,
                booked_minutes: booked,
                floor_minutes: *floor,
                short_minutes: (floor - attended - booked).max(0),
            };
            (*patient, meter)
        })
        .collect())
}

/// What a session can still give: all of it before it starts, the rest of it while it runs.
fn remaining_minutes(session: &GroupSession, now: jiff::Timestamp) -> i64 {
    let whole = session.minutes();
    if now <= session.starts_at { whole } else { vocabulary::day::minutes_between(now, session.ends_at).0.min(whole) }
}
