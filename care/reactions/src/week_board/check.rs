//! What a move or a booking would make of the week, before it is made: conflicts in words, hours against floor and ceiling, what is
//! left of what a payer approved and when it runs out (OP-50, OP-A13, OP-A18).

use std::collections::HashMap;

use access::{Action, Context, Refusal};
use billing::service_day;
use confidential::{Guarded, Query};
use policy::Kind;
use schedule::group_session::{self, BookAppointment, Calendar, GroupSession, SessionWish, check_change, wished};
use vocabulary::id::{GroupSessionId, PatientId};
use vocabulary::{PersonName, Week};

use super::load::{Known, may, units};
use super::{HoursOfWeek, UnitsLeft, hours};
use crate::authorizations::CheckBooking;

/// What somebody is about to do.
#[derive(Clone, Debug)]
pub enum Planned {
    /// Move or change a session.
    Change {
        /// Which.
        session: GroupSessionId,
        /// What becomes of it.
        wish: SessionWish,
    },
    /// Book an appointment.
    Booking(BookAppointment),
}

/// Asks what would come of it.
#[derive(Clone, Debug)]
pub struct CheckPlan {
    /// Of what.
    pub planned: Planned,
}

/// What would come of it.
#[derive(Clone, Debug)]
pub struct PlanCheck {
    /// The session as it would stand.
    pub next: GroupSession,
    /// The version it stands in now; nothing for a booking.
    pub version: Option<i64>,
    /// What stands against it, hard things first: whether it refuses, the field that mends it, the words.
    pub findings: Vec<(bool, &'static str, String)>,
    /// Those whose hours of that week would be others, as they would be.
    pub people: Vec<PersonAfter>,
    /// What is left of what is approved for the person whose appointment it is.
    pub units: Vec<UnitsLeft>,
    /// What it would mean for that, in sentences; empty when nothing stands against it.
    pub outlook: Vec<String>,
}

impl PlanCheck {
    /// Whether something refuses it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|(is_hard, ..)| *is_hard)
    }
}

/// Somebody's week as it would be.
#[derive(Clone, Debug)]
pub struct PersonAfter {
    /// Who.
    pub patient: PatientId,
    /// Their name on screens.
    pub name: PersonName,
    /// Minutes that count in that week as it stands.
    pub before_minutes: i64,
    /// As it would be.
    pub after_minutes: i64,
    /// Against floor and ceiling; nothing without a stay, or for viewers who may not know.
    pub hours: Option<HoursOfWeek>,
}

impl Query for CheckPlan {
    type View = PlanCheck;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PlanCheck>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        let check = match &self.planned {
            Planned::Change { session, wish } => {
                let current = group_session::session(cx.tx, *session)?;
                let next = wished(cx, &current, wish)?;
                let known = Known::load(cx, Week::of(next.day))?;
                let findings = check_change(cx, &current, &next, |patient| called(&known, patient))?;
                let people = changed(cx, &known, Some(&current), &next)?;
                let (units, outlook) = approved(cx, &next)?;
                PlanCheck { next, version: Some(current.version), findings, people, units, outlook }
            }
            Planned::Booking(booking) => {
                let next = booking.session(cx)?;
                let known = Known::load(cx, Week::of(next.day))?;
                let calendar = Calendar::load(cx, next.day, next.day)?;
                let said = calendar.findings(&next);
                let findings = said
                    .iter()
                    .map(|finding| {
                        let is_hard = finding.is_hard() && *finding != group_session::Finding::Past;
                        (is_hard, finding.field(), calendar.words(finding, |patient| called(&known, patient)))
                    })
                    .collect();
                let people = changed(cx, &known, None, &next)?;
                let (units, outlook) = approved(cx, &next)?;
                PlanCheck { next, version: None, findings, people, units, outlook }
            }
        };
        Ok(Guarded::several(Kind::GroupSession, check))
    }
}

fn called(known: &Known, patient: PatientId) -> String {
    known.names.get(&patient).map_or_else(|| "Somebody expected".to_owned(), PersonName::short)
}

/// What is left, and what the session would mean for it; only an appointment of one person is told this.
fn approved(cx: &Context<'_>, next: &GroupSession) -> Result<(Vec<UnitsLeft>, Vec<String>), Refusal> {
    let Some(patient) = next.patient.filter(|_| may(cx, Kind::Authorization)) else { return Ok((Vec::new(), Vec::new())) };
    let left = units(cx, Some(patient))?.remove(&patient).unwrap_or_default();
    let check = CheckBooking { patient, service_type: next.service_type, day: next.day, minutes: next.minutes() };
    Ok((left, check.sentences(cx, Some(next.id))?))
}

/// Those whose minutes of the week would be others.
fn changed(
    cx: &Context<'_>,
    known: &Known,
    current: Option<&GroupSession>,
    next: &GroupSession,
) -> Result<Vec<PersonAfter>, Refusal> {
    let week = Week::of(next.day);
    let services = &known.calendar.services;
    let credited =
        if may(cx, Kind::Stay) { service_day::minutes_between(cx.tx, week.monday, week.sunday())? } else { HashMap::new() };
    let next_level = hours::next_levels(cx)?;
    let mut all = Vec::new();
    let mut people = known.calendar.expected(next);
    people.extend(current.into_iter().flat_map(|current| known.calendar.expected(current)));
    people.sort();
    people.dedup();
    for patient in people {
        let Some(name) = known.names.get(&patient) else { continue };
        let others = known.calendar.sessions.iter().map(|one| &one.record).filter(|one| one.id != next.id);
        let mut sessions: Vec<&GroupSession> = others.filter(|one| known.calendar.expected(one).contains(&patient)).collect();
        let sum = |sessions: &[&GroupSession]| {
            let days = hours::planned(sessions, services, week, cx.now);
            (days.iter().map(|(planned, _)| planned).sum::<i64>(), days)
        };
        let stood = current.filter(|one| week.holds(one.day) && known.calendar.expected(one).contains(&patient));
        sessions.extend(stood);
        let (before_minutes, _) = sum(&sessions);
        if stood.is_some() {
            sessions.pop();
        }
        if known.calendar.expected(next).contains(&patient) {
            sessions.push(next);
        }
        let (after_minutes, days) = sum(&sessions);
        if before_minutes != after_minutes || next.patient.is_some() {
            let credited = credited.get(&patient).copied().unwrap_or(0);
            let against = |stay| hours::against(stay, &next_level, &days, credited, (week, cx.today()));
            let hours = known.stay(patient).map(against);
            all.push(PersonAfter { patient, name: name.clone(), before_minutes, after_minutes, hours });
        }
    }
    Ok(all)
}
