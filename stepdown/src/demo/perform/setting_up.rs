//! How people come into the program and leave it: inquiry, admission, coverage, consent, authorization, plan, groups, discharge.

use access::{Actor, Refusal, Role};
use billing::authorization::RecordAuthorization;
use billing::coverage::AddCoverage;
use confidential::consent::Statement;
use episode::episode::CloseEpisode;
use episode::patient::RegisterPatient;
use intake::admission::{AdmitPatient, CareTeamInput, DiagnosisInput};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use privacy::consent::SignConsent;
use schedule::therapy_group::{EndEnrollment, EnrollPatient, Enrollment};
use store::text;
use vocabulary::id::PatientId;

use super::super::people::PlanProblem;
use super::super::script::event::{self, What};
use super::{Stage, known, packet};

impl Stage<'_, '_, '_> {
    pub(super) fn setting_up(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::ReceiveInquiry(inquiry) if inquiry.channel == event::OutreachChannel::Fax => {
                let asked = packet::receive(self.performing, actor, at)?;
                self.assessing(asked, at, Source::Referral)?;
            }
            What::ReceiveInquiry(inquiry) => {
                let source = match inquiry.channel {
                    event::OutreachChannel::Call => Source::Phone,
                    event::OutreachChannel::Text => Source::Text,
                    event::OutreachChannel::Fax => Source::Referral,
                    event::OutreachChannel::Web => Source::Web,
                };
                let input = InquiryInput {
                    given: if inquiry.given.is_empty() {
                        format!("Caller for {}", inquiry.for_whom)
                    } else {
                        inquiry.given.clone()
                    },
                    family: inquiry.family.clone(),
                    phone: inquiry.phone.clone(),
                    may_leave_message: inquiry.may_leave_message,
                    may_text: inquiry.may_text,
                    call_as: inquiry.call_as.clone().unwrap_or_default(),
                    words: inquiry.words.clone(),
                    ..asked_by(source)
                };
                let asked = self.performing.perform(actor, at, &LogInquiry { input, owner: None })?;
                self.assessing(asked, at, source)?;
            }
            What::RegisterPatient { person, input, referred_by } => {
                let asked = InquiryInput {
                    given: input.given.clone(),
                    family: input.family.clone(),
                    birth_date: input.birth_date,
                    words: format!("Referred by {referred_by}."),
                    ..asked_by(Source::Phone)
                };
                let inquiry = self.performing.perform(actor, at, &LogInquiry { input: asked, owner: Some(actor.staff) })?;
                let patient = self.performing.perform(actor, at, &RegisterPatient { id: None, input: (**input).clone() })?;
                self.people.insert(*person, patient);
                self.inquiries.insert(*person, (inquiry, (**input).clone()));
            }
            What::AddCoverage(coverage) => {
                let command = AddCoverage {
                    patient: self.person(coverage.person)?,
                    payer: known(&self.payers, &coverage.payer)?.id,
                    member_id: coverage.member_id.clone(),
                    group_number: String::new(),
                    from: Some(coverage.from),
                    to: None,
                    subscriber: None,
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::SignConsent(consent) => {
                let patient = self.person(consent.person)?;
                let command = SignConsent {
                    kind: consent.kind,
                    states: Statement::of_kind(consent.kind).to_vec(),
                    recipients: consent.recipients.clone(),
                    purposes: consent.purposes.clone(),
                    categories: consent.categories.clone(),
                    expires: consent.expires,
                    signed_on: Some(consent.signed_on),
                    ..SignConsent::of(patient, &consent.patient_name_as_signed, &self.program.billing_name)
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::GrantAuthorization(granted) => {
                let command = RecordAuthorization {
                    patient: Some(self.person(granted.person)?),
                    payer: Some(known(&self.payers, &granted.payer)?.id),
                    number: granted.number.clone(),
                    code: granted.code.clone(),
                    approved: Some(granted.units),
                    from: Some(granted.from),
                    to: Some(granted.to),
                    reviewer: granted.reviewer.clone(),
                    ..RecordAuthorization::default()
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::DenyAuthorization { person, payer, reference, from, reason, appeal_by, .. } => {
                let command = RecordAuthorization {
                    patient: Some(self.person(*person)?),
                    payer: Some(known(&self.payers, payer)?.id),
                    call_reference: reference.clone(),
                    from: Some(*from),
                    to: Some(*from),
                    denial_reason: Some(reason.clone()),
                    appeal_by: Some(*appeal_by),
                    ..RecordAuthorization::default()
                };
                self.performing.perform(actor, at, &command)?;
            }
            _ => self.admitting(actor, at, what)?,
        }
        Ok(())
    }

    fn admitting(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::AdmitPatient(admission) => {
                let (inquiry, input) = self.inquiries.remove(&admission.person).ok_or(Refusal::NotFound)?;
                let member = |(key, role): &(String, String)| {
                    Ok(CareTeamInput { staff: known(&self.actors, key)?.staff, role: role.clone() })
                };
                let diagnosis = |(code, words): &(String, String)| DiagnosisInput { code: code.clone(), words: words.clone() };
                let command = AdmitPatient {
                    inquiry,
                    patient: input,
                    existing_patient: Some(self.person(admission.person)?),
                    program: self.program.id,
                    track: known(&self.tracks, &admission.track)?.id,
                    level: admission.level.clone(),
                    diagnoses: admission.diagnoses.iter().map(diagnosis).collect(),
                    admitted_on: admission.from,
                    care_team: admission.care_team.iter().map(member).collect::<Result<_, Refusal>>()?,
                    groups: Vec::new(),
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::WritePlan { person, problems, from } => {
                let command = plan_of(self.person(*person)?, problems, *from);
                self.performing.perform(actor, at, &command)?;
            }
            What::EnrollPatient { person, group, from } => {
                let (patient, group) = (self.person(*person)?, known(&self.groups, group)?.id);
                self.performing.perform(actor, at, &EnrollPatient { patient, group, from: *from, to: None })?;
            }
            What::EndEnrollment { person, group, last_day } => {
                let (patient, group) = (self.person(*person)?, known(&self.groups, group)?.id);
                let places = self
                    .performing
                    .tx()
                    .find::<Enrollment>("patient_id = $1 AND group_id = $2 AND to_day IS NULL", &[text(patient), text(group)])?;
                for place in places {
                    self.performing.perform(actor, at, &EndEnrollment { enrollment: place.id, last_day: *last_day })?;
                }
            }
            What::Discharge { person, on, kind } => {
                let how = match kind {
                    event::DischargeKind::Completed => "finished as planned",
                    event::DischargeKind::LeftBeforeFinishing => "left before finishing",
                    event::DischargeKind::HigherLevel => "went to a higher level of care",
                    event::DischargeKind::Transferred => "went on with another program",
                };
                let command = CloseEpisode { patient: self.person(*person)?, on: *on, how: how.to_owned() };
                let director = self.with_role(Role::ClinicalDirector)?;
                self.performing.perform(&director, at, &command)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// An inquiry by this way, with nothing said yet.
pub(super) fn asked_by(source: Source) -> InquiryInput {
    InquiryInput {
        source,
        given: String::new(),
        family: String::new(),
        birth_date: None,
        phone: String::new(),
        may_leave_message: false,
        may_text: false,
        call_as: String::new(),
        email: String::new(),
        may_email: false,
        words: String::new(),
    }
}

fn plan_of(patient: PatientId, problems: &[PlanProblem], from: Date) -> WritePlan {
    let due = |days: i64| from.saturating_add(jiff::Span::new().days(days));
    let objective = |objective: &super::super::people::PlanObjective| ObjectiveInput {
        id: None,
        words: objective.words.clone(),
        measure: format!("{}, from {} to {}", objective.measure, objective.baseline, objective.target),
        due: Some(due(objective.target_in_days)),
        served_by: objective.serves.clone(),
        state: ObjectiveState::Active,
    };
    WritePlan {
        patient,
        version: None,
        problems: problems
            .iter()
            .map(|problem| ProblemInput {
                words: problem.words.clone(),
                own_words: String::new(),
                goals: vec![GoalInput {
                    words: problem.goal.clone(),
                    objectives: problem.objectives.iter().map(objective).collect(),
                }],
            })
            .collect(),
        review_due: due(30),
    }
}
