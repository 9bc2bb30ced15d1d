//! A person's own side of it, on their phone: what they are booked for, whether they come, which reminders they want.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::{Timestamp, ToSpan};
use schedule::group_session;
use schedule::reminder::settings::{self, Settings};
use schedule::reminder::{Answer, AppointmentResponse, Lead, ReminderChoice, Via, Visit, choice_of, response_to, visits};
use treatment::missed_session::{self, Ending};
use vocabulary::id::{AppointmentResponseId, GroupSessionId, PatientId, PatientLinkId, ReminderChoiceId};

use super::answer::{changed, keep};
use crate::Fact;
use crate::own::{person_of, phone};

/// So many days are shown.
const DAYS: i64 = 14;

/// Asks what a person is booked for.
#[derive(Clone, Copy, Debug)]
pub struct OwnVisits {
    /// On which link.
    pub link: PatientLinkId,
}

/// What a person is booked for.
#[derive(Debug)]
pub struct OwnVisitsView {
    /// Their visits, the soonest first.
    pub visits: Vec<OwnVisit>,
    /// The reminders they get.
    pub wanted: Vec<Lead>,
    /// How to call the program.
    pub phone: String,
}

/// One visit.
#[derive(Clone, Debug)]
pub struct OwnVisit {
    /// Its first session, by which it is named.
    pub session: GroupSessionId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What they said so far.
    pub answer: Option<Answer>,
}

impl Query for OwnVisits {
    type View = OwnVisitsView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnVisitsView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::SessionReminder, cx.about(patient))?;
        let mut all = Vec::new();
        for visit in upcoming(cx, patient, settings::on(cx.today())?)? {
            let Some(session) = visit.sessions.first().copied() else { continue };
            let answer = response_to(cx.tx, patient, visit.day, &visit.sessions)?.map(|response| response.answer);
            all.push(OwnVisit { session, starts_at: visit.starts_at, ends_at: visit.ends_at, answer });
        }
        let wanted = choice_of(cx.tx, patient)?.map_or_else(|| Lead::ALL.to_vec(), |choice| choice.record.wanted);
        let view = OwnVisitsView { visits: all, wanted, phone: phone(cx)? };
        Ok(Guarded::chart(patient, Kind::SessionReminder, view).in_circumstances(cx.about(patient)))
    }
}

fn upcoming(cx: &Context<'_>, patient: PatientId, settings: &Settings) -> Result<Vec<Visit>, Refusal> {
    let today = cx.today();
    let sessions = group_session::of_patient_between(cx.tx, patient, today, today.saturating_add(DAYS.days()))?;
    let all = visits(sessions.iter().map(|session| &session.record), settings);
    Ok(all.into_iter().filter(|visit| visit.starts_at > cx.now).collect())
}

/// Says whether one comes to a visit.
#[derive(Clone, Copy, Debug)]
pub struct AnswerVisit {
    /// On which link.
    pub link: PatientLinkId,
    /// The first session of the visit.
    pub session: GroupSessionId,
    /// What they say.
    pub answer: Answer,
}

impl Command for AnswerVisit {
    type Output = AppointmentResponseId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AppointmentResponseId, Fact>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::Record, Kind::SessionReminder, cx.about(patient))?;
        let all = upcoming(cx, patient, settings::on(cx.today())?)?;
        let visit = all.into_iter().find(|visit| visit.sessions.first() == Some(&self.session)).ok_or(Refusal::NotFound)?;
        let response = AppointmentResponse {
            id: cx.new_id(),
            patient,
            day: visit.day,
            starts_at: visit.starts_at,
            sessions: visit.sessions,
            answer: self.answer,
            via: Via::OwnPage,
            at: cx.now,
            handled: None,
        };
        let id = keep(cx, &response)?;
        // Whoever taps here is there to be spoken with: nobody has to look for them any more.
        missed_session::end_by_itself(cx, patient, None, Ending::Replied)?;
        Ok(Done::with(id, changed(patient)))
    }
}

/// Chooses which reminders one gets.
#[derive(Clone, Debug)]
pub struct ChooseReminders {
    /// On which link.
    pub link: PatientLinkId,
    /// Those that are wanted.
    pub wanted: Vec<Lead>,
}

impl Command for ChooseReminders {
    type Output = ReminderChoiceId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReminderChoiceId, Fact>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::Record, Kind::SessionReminder, cx.about(patient))?;
        let fact = Fact::Schedule(schedule::Fact::Reminded(patient));
        let Some(known) = choice_of(cx.tx, patient)? else {
            let choice = ReminderChoice { id: cx.new_id(), patient, wanted: self.wanted.clone() };
            cx.tx.append(&choice, &cx.entry("chose reminders"))?;
            return Ok(Done::with(choice.id, fact));
        };
        if known.wanted == self.wanted {
            return Ok(Done::already(known.id));
        }
        let next = ReminderChoice { wanted: self.wanted.clone(), ..known.record.clone() };
        cx.tx.amend(&next, known.version, &cx.entry("chose reminders"))?;
        Ok(Done::with(known.id, fact))
    }
}
