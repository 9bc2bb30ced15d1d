//! What a day brings: weeks planned, arrivals, appointments, outreach, concerns.

use access::{Actor, Refusal};
use jiff::Timestamp;
use schedule::attendance::{MarkArrival, WithdrawMark};
use schedule::group_session::{BookAppointment, CancelSession, PlanWeek};
use store::text;
use treatment::concern::{CloseConcern, Concern, RaiseConcern};
use treatment::outreach::{LogOutreach, OutreachResult};

use super::super::script::event::{self, SessionKey, What};
use super::{Stage, known};

impl Stage<'_, '_, '_> {
    pub(super) fn daily(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::PlanWeek { day } => {
                self.performing.perform(actor, at, &PlanWeek { day: *day })?;
            }
            What::CancelSession { session, reason } => {
                let command = CancelSession { session: self.session(session)?, reason: reason.clone() };
                self.performing.perform(actor, at, &command)?;
            }
            What::BookAppointment(wanted) => {
                let command = BookAppointment {
                    patient: self.person(wanted.person)?,
                    service_type: known(&self.services, &wanted.service_type)?.id,
                    staff: known(&self.actors, &wanted.staff)?.staff,
                    room: Some(known(&self.rooms, &wanted.room)?.id),
                    day: wanted.day,
                    start: wanted.start,
                    end: wanted.end,
                };
                let id = self.performing.perform(actor, at, &command)?;
                let key = SessionKey::Appointment { person: wanted.person, day: wanted.day, start: wanted.start };
                self.sessions.insert(key, id);
            }
            What::MarkArrival { person, session, kind, is_whole_day } => {
                let command = MarkArrival {
                    patient: self.person(*person)?,
                    session: self.session(session)?,
                    kind: kind.clone(),
                    at: None,
                    is_whole_day: *is_whole_day,
                };
                self.performing.perform(actor, at, &command)?;
                self.say_where_they_are(actor, at, command.patient, &command.kind)?;
            }
            What::WithdrawMark { person, day } => {
                self.performing.perform(actor, at, &WithdrawMark { patient: self.person(*person)?, day: *day })?;
            }
            _ => self.reaching(actor, at, what)?,
        }
        Ok(())
    }

    fn reaching(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::LogOutreach { person, channel, was_reached, words } => {
                let way = match channel {
                    event::OutreachChannel::Text => "text",
                    _ => "call",
                };
                let result = if *was_reached { OutreachResult::Reached } else { OutreachResult::NoAnswer };
                let command = LogOutreach { patient: self.person(*person)?, way: way.to_owned(), result, words: words.clone() };
                self.performing.perform(actor, at, &command)?;
            }
            What::TellReturnToUse { person, used_on, words, agreed } => {
                let words = format!("Told us about a return to use on {used_on}: {words} Agreed: {agreed}");
                let command = LogOutreach {
                    patient: self.person(*person)?,
                    way: "visit".to_owned(),
                    result: OutreachResult::Reached,
                    words,
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::RaiseConcern { person, kind, words, owner, due } => {
                let due = self.house.zone().at(due.date(), due.time()).map_err(|problem| Refusal::Fault(problem.to_string()))?;
                let command = RaiseConcern {
                    patient: self.person(*person)?,
                    kind: concern(*kind),
                    sentence: words.clone(),
                    owner: Some(known(&self.actors, owner)?.staff),
                    due_at: Some(due),
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::SettleConcern { person, kind, outcome } => {
                let patient = self.person(*person)?;
                let open = self.performing.tx().find::<Concern>("patient_id = $1 AND is_open = 1", &[text(patient)])?;
                for one in open.into_iter().filter(|one| one.kind == concern(*kind)) {
                    self.performing.perform(actor, at, &CloseConcern { concern: one.id, outcome: outcome.clone() })?;
                }
            }
            // Payments on people's own accounts are kept by the ledger of a later chapter; the charge itself is there.
            _ => {}
        }
        Ok(())
    }
}

fn concern(kind: event::ConcernKind) -> treatment::concern::ConcernKind {
    use treatment::concern::ConcernKind as Kind;
    match kind {
        event::ConcernKind::Safety => Kind::Safety,
        event::ConcernKind::Unreachable => Kind::Missing,
        event::ConcernKind::Medicine => Kind::Medicine,
        event::ConcernKind::SharpChange => Kind::Change,
        event::ConcernKind::Consent => Kind::Legal,
        event::ConcernKind::Authorization => Kind::Deadline,
    }
}
