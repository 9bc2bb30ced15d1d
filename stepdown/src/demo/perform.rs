//! Performs the story as the program's own commands, each by the person who did it at the moment it was done, so that the
//! demonstration's charts, charges and chains are made exactly as in real use. All of it in one transaction.

use std::collections::HashMap;

use access::{Actor, Refusal, Role};
use billing::authorization::RecordAuthorization;
use billing::claim::{BuildClaims, ClaimFile};
use billing::coverage::{AddCoverage, SignConsent};
use billing::payer::{ImportPayers, Payer};
use billing::rule::ClaimForm;
use billing::service_day::CloseDay;
use episode::episode::CloseEpisode;
use episode::patient::{PatientInput, RegisterPatient};
use intake::admission::{AdmitPatient, CareTeamInput, DiagnosisInput};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, TreatmentPlan, WritePlan};
use reactions::{House, Performing};
use schedule::attendance::{MarkArrival, WithdrawMark};
use schedule::group_session::{BookAppointment, CancelSession, GroupSession, PlanWeek};
use schedule::program::{
    ImportProgram, Program, Room, ServiceType, Track, all_programs, all_rooms, all_service_types, all_staff, all_tracks,
};
use schedule::therapy_group::{EndEnrollment, EnrollPatient, Enrollment, TherapyGroup, all_groups};
use store::{Value, text};
use treatment::concern::{CloseConcern, Concern, RaiseConcern};
use treatment::group_note::{self, Content, SaveDraft, SaveReceipt, Touched};
use treatment::outreach::{LogOutreach, OutreachResult};
use treatment::progress_note::{AmendNote, CosignNote, ProgressNote, SignNotes};
use vocabulary::day::{days_from_to, next_day};
use vocabulary::id::{GroupSessionId, InquiryId, PatientId};

use super::program;
use super::script::event::{Event, PersonNumber, SessionKey, What};
use super::script::{Parameters, Script, event};

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loaded {
    /// How many events were performed.
    pub(crate) events: u64,
}

/// Loads the demonstration into an empty house. `progress` hears how many events are done.
pub(crate) fn load(house: &House, parameters: Parameters, progress: &dyn Fn(u64)) -> Result<Loaded, Refusal> {
    let opener = opener();
    house.load(store::DirectAccess, &opener, |performing| {
        let mut script = Script::new(parameters).map_err(Refusal::Fault)?;
        let first = script.next();
        let at = |event: &Event| house.zone().at(event.at.date(), event.at.time());
        let opening = first.as_ref().map_or_else(|| Ok(house.clock().now()), at);
        let opening = opening.map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let file = program::file(parameters.patients.min(program::MOST_IN_CARE)).map_err(Refusal::Fault)?;
        performing.perform(&opener, opening, &ImportProgram { file })?;
        performing.perform(&opener, opening, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() })?;
        let mut stage = Stage::set(house, performing)?;
        let mut events = 0;
        for event in first.into_iter().chain(script) {
            stage.pass_nights(event.at.date())?;
            stage.perform(&event).map_err(|refusal| Refusal::Fault(format!("{:?} at {}: {refusal:?}", event.what, event.at)))?;
            events += 1;
            progress(events);
        }
        Ok(Loaded { events })
    })
}

/// Whoever sets up the program before anybody works in it.
fn opener() -> Actor {
    Actor {
        staff: Actor::STEPDOWN,
        signature_name: "Set-up".to_owned(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
    }
}

/// The keys of the story with the ids they stand for.
struct Stage<'p, 'c, 'x> {
    house: &'p House,
    performing: &'p Performing<'c, 'x>,
    program: Program,
    actors: HashMap<String, Actor>,
    tracks: HashMap<String, Track>,
    rooms: HashMap<String, Room>,
    services: HashMap<String, ServiceType>,
    groups: HashMap<String, TherapyGroup>,
    payers: HashMap<String, Payer>,
    people: HashMap<PersonNumber, PatientId>,
    inquiries: HashMap<PersonNumber, (InquiryId, PatientInput)>,
    sessions: HashMap<SessionKey, GroupSessionId>,
    drafts: HashMap<(GroupSessionId, String), i64>,
    closed_before: Option<Date>,
}

impl<'p, 'c, 'x> Stage<'p, 'c, 'x> {
    fn set(house: &'p House, performing: &'p Performing<'c, 'x>) -> Result<Self, Refusal> {
        let tx = performing.tx();
        let program = all_programs(tx)?.into_iter().next().ok_or(Refusal::NotFound)?.record;
        let staff = all_staff(tx)?.into_iter().map(|stored| (stored.login.clone(), Actor::of(&stored)));
        Ok(Self {
            house,
            performing,
            program,
            actors: staff.collect(),
            tracks: all_tracks(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            rooms: all_rooms(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            services: all_service_types(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            groups: all_groups(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            payers: billing::payer::all_payers(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            people: HashMap::new(),
            inquiries: HashMap::new(),
            sessions: HashMap::new(),
            drafts: HashMap::new(),
            closed_before: None,
        })
    }

    /// What happens between the days: each day is closed after midnight, and on Mondays the biller sends the week before.
    fn pass_nights(&mut self, day: Date) -> Result<(), Refusal> {
        let from = self.closed_before.replace(day).unwrap_or(day);
        if from >= day {
            return Ok(());
        }
        let biller = self.with_role(Role::Biller)?;
        for over in days_from_to(from, day.saturating_sub(1.day())) {
            let next = next_day(over);
            self.performing.perform(&biller, self.moment(next, Time::constant(0, 30, 0, 0))?, &CloseDay { day: over })?;
            if next.weekday() == jiff::civil::Weekday::Monday {
                self.send_claims(&biller, next)?;
            }
        }
        Ok(())
    }

    fn send_claims(&self, biller: &Actor, monday: Date) -> Result<(), Refusal> {
        let at = self.moment(monday, Time::constant(6, 30, 0, 0))?;
        for form in [ClaimForm::Institutional, ClaimForm::Professional] {
            let build = BuildClaims { form, from: monday.saturating_sub(28.days()), to: monday.saturating_sub(1.day()) };
            if let Some(batch) = self.performing.perform(biller, at, &build)?.batch {
                self.performing.release_claims(biller, at, &ClaimFile { batch, payer: None })?;
            }
        }
        Ok(())
    }

    fn moment(&self, day: Date, time: Time) -> Result<Timestamp, Refusal> {
        self.house.zone().at(day, time).map_err(|problem| Refusal::Fault(problem.to_string()))
    }

    fn perform(&mut self, event: &Event) -> Result<(), Refusal> {
        let zone = self.house.zone();
        let at = zone.at(event.at.date(), event.at.time()).map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let actor = known(&self.actors, &event.by)?.clone();
        match &event.what {
            What::ReceiveInquiry(_)
            | What::RegisterPatient { .. }
            | What::AddCoverage(_)
            | What::SignConsent(_)
            | What::GrantAuthorization(_)
            | What::DenyAuthorization { .. }
            | What::AdmitPatient(_)
            | What::WritePlan { .. }
            | What::EnrollPatient { .. }
            | What::EndEnrollment { .. }
            | What::Discharge { .. } => self.setting_up(&actor, at, &event.what),
            What::DraftNote { .. } | What::SignNotes { .. } | What::CosignNotes { .. } | What::AmendNote { .. } => {
                self.noting(&actor, at, &event.what)
            }
            _ => self.daily(&actor, at, &event.what),
        }
    }

    fn setting_up(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
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
                self.performing.perform(actor, at, &LogInquiry { input, owner: None })?;
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
                };
                self.performing.perform(actor, at, &command)?;
            }
            What::SignConsent(consent) => {
                let command = SignConsent {
                    patient: self.person(consent.person)?,
                    patient_name_as_signed: consent.patient_name_as_signed.clone(),
                    discloser: self.program.billing_name.clone(),
                    recipients: consent.recipients.clone(),
                    purposes: consent.purposes.clone(),
                    categories: consent.categories.clone(),
                    expires: consent.expires,
                    signed_on: Some(consent.signed_on),
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

    fn daily(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
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

    fn noting(&mut self, actor: &Actor, at: Timestamp, what: &What) -> Result<(), Refusal> {
        match what {
            What::DraftNote { session, shared, own } => self.draft(actor, at, session, shared, own)?,
            What::SignNotes { session, persons, .. } => {
                let patients = persons.iter().map(|person| self.person(*person)).collect::<Result<Vec<_>, _>>()?;
                let command = SignNotes { session: self.session(session)?, patients: Some(patients) };
                let receipt = self.performing.perform(actor, at, &command)?;
                if !receipt.held.is_empty() {
                    return Err(Refusal::Fault(format!("notes of the story were held: {}", receipt.why.join(" "))));
                }
            }
            What::CosignNotes { session, persons } => {
                for person in persons {
                    let note = self.note(session, *person)?;
                    self.performing.perform(actor, at, &CosignNote { note: note.id, version: note.version })?;
                }
            }
            What::AmendNote { session, person, words, reason } => {
                let note = self.note(session, *person)?;
                let command = AmendNote {
                    note: note.id,
                    version: note.version,
                    words: words.clone(),
                    stated_minutes: None,
                    reason: reason.clone(),
                };
                self.performing.perform(actor, at, &command)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn draft(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        key: &SessionKey,
        shared: &event::SharedPart,
        own: &[event::OwnPart],
    ) -> Result<(), Refusal> {
        let id = self.session(key)?;
        let session = self.performing.tx().load::<GroupSession>(id)?.ok_or(Refusal::NotFound)?;
        let place =
            session.room.and_then(|room| self.rooms.values().find(|known| known.id == room)).map(|room| room.name.clone());
        let part = group_note::SharedPart {
            topic: shared.topic.clone(),
            techniques: shared.techniques.clone(),
            summary: shared.summary.clone(),
            started_at: Some(session.starts_at),
            ended_at: Some(session.ends_at),
            place: place.unwrap_or_default(),
            answered: Vec::new(),
        };
        self.save(actor, at, id, "shared".to_owned(), Content::Shared(part))?;
        for one in own {
            let patient = self.person(one.person)?;
            let part = self.own_part(patient, one)?;
            self.save(actor, at, id, patient.to_string(), Content::Own(patient, part))?;
        }
        Ok(())
    }

    fn own_part(&self, patient: PatientId, one: &event::OwnPart) -> Result<group_note::OwnPart, Refusal> {
        let plan = self.performing.tx().find_one::<TreatmentPlan>("patient_id = $1", &[text(patient)])?;
        let touched = one.objective.as_ref().and_then(|(number, moved)| {
            let objective = plan.as_ref()?.objectives().find(|objective| objective.number == *number)?.id;
            Some(Touched { objective, moved: group_note::Moved::parse(moved_key(*moved)) })
        });
        Ok(group_note::OwnPart {
            participation: group_note::Participation::parse(participation_key(one.participation)),
            presentation: one.presentation.iter().filter_map(|p| group_note::Presentation::parse(presentation_key(*p))).collect(),
            touched: touched.into_iter().collect(),
            words: one.words.clone(),
            is_ready: one.planted.is_none(),
            ..group_note::OwnPart::default()
        })
    }

    fn save(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        session: GroupSessionId,
        part: String,
        content: Content,
    ) -> Result<(), Refusal> {
        let version = self.drafts.entry((session, part)).or_insert(0);
        let command = SaveDraft { session, content, based_on: *version };
        if let SaveReceipt::Saved(saved) = self.performing.perform(actor, at, &command)? {
            *version = saved;
        }
        Ok(())
    }

    fn note(&mut self, session: &SessionKey, person: PersonNumber) -> Result<store::Stored<ProgressNote>, Refusal> {
        let (session, patient) = (self.session(session)?, self.person(person)?);
        let found = self.performing.tx().find_one::<ProgressNote>(
            "session_id = $1 AND patient_id = $2 AND is_in_force = 1",
            &[text(session), text(patient)],
        )?;
        found.ok_or(Refusal::NotFound)
    }

    fn session(&mut self, key: &SessionKey) -> Result<GroupSessionId, Refusal> {
        if let Some(id) = self.sessions.get(key) {
            return Ok(*id);
        }
        let SessionKey::Group { group, day, start } = key else { return Err(Refusal::NotFound) };
        let starts_at = self.house.zone().at(*day, *start).map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let group = known(&self.groups, group)?.id;
        let found = self
            .performing
            .tx()
            .find_one::<GroupSession>("group_id = $1 AND starts_at = $2", &[text(group), Value::from(starts_at)])?
            .ok_or(Refusal::NotFound)?;
        self.sessions.insert(key.clone(), found.id);
        Ok(found.id)
    }

    fn person(&self, number: PersonNumber) -> Result<PatientId, Refusal> {
        self.people.get(&number).copied().ok_or(Refusal::NotFound)
    }

    fn with_role(&self, role: Role) -> Result<Actor, Refusal> {
        self.actors.values().filter(|actor| actor.is(role)).min_by_key(|actor| actor.staff).cloned().ok_or(Refusal::NotFound)
    }
}

/// An inquiry by this way, with nothing said yet.
fn asked_by(source: Source) -> InquiryInput {
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

fn known<'a, T>(all: &'a HashMap<String, T>, key: &str) -> Result<&'a T, Refusal> {
    all.get(key).ok_or_else(|| Refusal::Fault(format!("the story names `{key}`, which is not there")))
}

fn plan_of(patient: PatientId, problems: &[super::people::PlanProblem], from: Date) -> WritePlan {
    let due = |days: i64| from.saturating_add(jiff::Span::new().days(days));
    let objective = |objective: &super::people::PlanObjective| ObjectiveInput {
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

fn participation_key(participation: event::Participation) -> &'static str {
    match participation {
        event::Participation::Led => "led",
        event::Participation::Active => "active",
        event::Participation::Attentive => "attentive",
        event::Participation::WithPrompts => "with_prompts",
        event::Participation::Quiet => "quiet",
    }
}

fn presentation_key(presentation: event::Presentation) -> &'static str {
    match presentation {
        event::Presentation::Calm => "calm",
        event::Presentation::Hopeful => "hopeful",
        event::Presentation::Anxious => "anxious",
        event::Presentation::Low => "low",
        event::Presentation::Irritable => "irritable",
        event::Presentation::Tired => "tired",
    }
}

fn moved_key(moved: event::Moved) -> &'static str {
    match moved {
        event::Moved::Back => "back",
        event::Moved::Same => "same",
        event::Moved::Forward => "forward",
        event::Moved::Met => "met",
    }
}
