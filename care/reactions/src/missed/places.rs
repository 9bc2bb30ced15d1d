//! Sessions of this week with a place left that would bring somebody to the hours they need: what is offered after a missed day, and to
//! whoever asks for another time.

use std::collections::HashMap;

use access::{Action, Command, Context, Done, Kind, Refusal};
use episode::stay;
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::group_session;
use schedule::no_contact;
use schedule::program::{ServiceType, all_service_types};
use schedule::therapy_group::{self, EnrollPatient};
use treatment::missed_session::{self, StepKind, TakeStep};
use vocabulary::day::{Week, days_from_to};
use vocabulary::id::{GroupSessionId, MissedSessionId, PatientId, ServiceTypeId, TherapyGroupId};

use crate::Fact;
use crate::today::HoursMeter;

/// A session with a place left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreePlace {
    /// The session.
    pub session: GroupSessionId,
    /// Its group.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// What it is worth, in minutes.
    pub minutes: i64,
    /// How many places are left.
    pub left: i64,
}

/// At most so many are offered; more is a list to choose from, not an offer.
const AT_MOST: usize = 6;

/// Their week, and the sessions that would help it, the soonest first.
pub(super) fn week_of(cx: &Context<'_>, patient: PatientId) -> Result<(HoursMeter, Vec<FreePlace>), Refusal> {
    let today = cx.today();
    let floors: HashMap<PatientId, i64> = stay::of_patients_on(cx.tx, &[patient], today)?
        .into_iter()
        .map(|one| (one.patient, one.weekly_floor_minutes.0))
        .collect();
    let services: HashMap<ServiceTypeId, ServiceType> =
        all_service_types(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect();
    let mut meters = crate::today::meter::meters(cx, today, &floors, &services, &HashMap::new())?;
    let meter = meters.remove(&patient).unwrap_or_default();
    Ok((meter, free_places(cx, patient, today, &services)?))
}

fn free_places(
    cx: &Context<'_>,
    patient: PatientId,
    from: Date,
    services: &HashMap<ServiceTypeId, ServiceType>,
) -> Result<Vec<FreePlace>, Refusal> {
    let until = Week::of(from).sunday();
    let theirs = group_session::of_patient_between(cx.tx, patient, from, until)?;
    let groups: HashMap<TherapyGroupId, _> =
        therapy_group::all_groups(cx.tx)?.into_iter().map(|one| (one.id, one.record)).collect();
    let mut taken = HashMap::new();
    for day in days_from_to(from, until) {
        for place in therapy_group::enrolled_on(cx.tx, day)? {
            *taken.entry((place.group, day)).or_insert(0_i64) += 1;
        }
    }
    let mut all = Vec::new();
    for session in group_session::between(cx.tx, from, until)? {
        let Some((id, group)) = session.group.and_then(|id| Some((id, groups.get(&id)?))) else { continue };
        let is_worth = services.get(&session.service_type).is_some_and(|service| service.counts_toward_hours);
        let is_free = !theirs
            .iter()
            .any(|own| own.cancelled.is_none() && own.starts_at < session.ends_at && session.starts_at < own.ends_at);
        let left = group.capacity - taken.get(&(id, session.day)).copied().unwrap_or(0);
        if session.cancelled.is_some() || session.starts_at <= cx.now || !is_worth || !is_free || left <= 0 {
            continue;
        }
        // Whom they must not meet is silent: a session that is not offered says nothing about why.
        if !no_contact::is_open_to(cx, patient, group, session.day)? {
            continue;
        }
        all.push(FreePlace {
            session: session.id,
            group: id,
            name: session.name.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            minutes: session.minutes(),
            left,
        });
        if all.len() == AT_MOST {
            break;
        }
    }
    Ok(all)
}

/// Gives somebody the place they were offered, for that day alone, and notes the offer.
#[derive(Clone, Copy, Debug)]
pub struct GivePlace {
    /// On which ladder.
    pub missed: MissedSessionId,
    /// Which version of it was seen.
    pub version: i64,
    /// Which session.
    pub session: GroupSessionId,
    /// Whether they took it; otherwise it was offered.
    pub is_taken: bool,
}

impl Command for GivePlace {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let missed = missed_session::load(cx.tx, self.missed)?;
        let session = group_session::session(cx.tx, self.session)?;
        let group = session.group.ok_or(Refusal::NotFound)?;
        let mut facts = Vec::new();
        if self.is_taken {
            let enroll = EnrollPatient { patient: missed.patient, group, from: session.day, to: Some(session.day) };
            facts.extend(enroll.perform(cx)?.facts.into_iter().map(Fact::from));
        }
        let said = if self.is_taken { "Takes" } else { "Offered" };
        let local = cx.zone.local(session.starts_at);
        let words = format!(
            "{said} {}, {} {}",
            session.name,
            vocabulary::day::short_day(local.date()),
            cx.zone.clock_short(session.starts_at)
        );
        let step = TakeStep { missed: self.missed, version: self.version, step: StepKind::MakeUp, words };
        let done = step.perform(cx)?;
        facts.extend(done.facts.into_iter().map(Fact::from));
        Ok(Done { output: done.output, facts })
    }
}
