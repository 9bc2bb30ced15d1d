//! Everything about one person's day that the rules ask for, read in one transaction.

use std::collections::HashMap;
use std::rc::Rc;

use access::{Context, Refusal};
use jiff::civil::Date;
use schedule::attendance::{self, Arrival, arrival_in};
use schedule::credit::{DayCredit, Place, Presence, ScheduledService, credit_day};
use schedule::group_session::GroupSession;
use schedule::program::{NoteRule, ServiceKind, ServiceType};
use store::Stored;
use treatment::progress_note::{Cosignature, NotedService};
use vocabulary::id::{AuthorizationId, GroupSessionId, PatientId};

use super::ServiceDay;
use super::reading::Reading;
use crate::authorization::Authorization;
use crate::charge::{Charge, ChargeState};
use crate::coverage::Coverage;
use crate::day::{
    self, Attendance, AuthorizationFacts, BilledLine, Closer, DayInput, DayPayer, DayService, DayState, NoteState, Upcoming,
};
use crate::payer::Payer;
use crate::rule::{PayerKind, ProviderSetting, RuleBook};

/// A session the person is booked for, what kind of service it is, and how the person came to it.
type Booked = (Rc<Stored<GroupSession>>, Rc<Stored<ServiceType>>, Arrival);

/// What one person's day is judged by.
pub(super) struct Facts {
    /// Whose day.
    pub(super) patient: PatientId,
    /// The day as it was counted before.
    pub(super) known: Option<Stored<ServiceDay>>,
    sessions: Vec<Booked>,
    notes: HashMap<GroupSessionId, NotedService>,
    presence: Vec<Presence<GroupSessionId>>,
    pub(super) credit: DayCredit<GroupSessionId>,
    pub(super) credited: HashMap<GroupSessionId, i64>,
    coverage: Option<Coverage>,
    pub(super) payer: Option<Payer>,
    has_consent: bool,
    approvals: Vec<(Authorization, i64)>,
    per_diem: &'static str,
    setting: ProviderSetting,
    /// The charges of the day as they stood.
    pub(super) standing: Vec<Stored<Charge>>,
}

impl Facts {
    /// The facts of one day of these people, in their order. What is asked of the database is asked once for all of them.
    pub(super) fn load(cx: &Context<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Self>, Refusal> {
        let mut read = Reading::of(cx, patients, day)?;
        patients.iter().map(|patient| Self::of(cx, &mut read, *patient)).collect()
    }

    fn of(cx: &Context<'_>, read: &mut Reading, patient: PatientId) -> Result<Self, Refusal> {
        let attended = read.attendances.remove(&patient);
        let notes: HashMap<GroupSessionId, NotedService> =
            read.notes.remove(&patient).unwrap_or_default().into_iter().map(|note| (note.session, note)).collect();
        let mut sessions = Vec::new();
        for session in read.sessions.remove(&patient).unwrap_or_default() {
            let service = cx.tx.load_kept::<ServiceType>(session.service_type)?.ok_or(Refusal::NotFound)?;
            let arrival = arrival_in(&session, attended.as_ref(), cx.now);
            sessions.push((session, service, arrival));
        }
        let presence = attended.as_ref().map(attendance::Attendance::presence).unwrap_or_default();
        let credit = credit(&sessions, &notes, &presence, cx.now);
        let episode = read.episodes.remove(&patient);
        let principal = episode.as_ref().and_then(|episode| episode.diagnoses.first());
        let setting = match &episode {
            Some(episode) => setting(&schedule::program::program(cx.tx, episode.program)?.provider_setting),
            None => ProviderSetting::FreestandingClinic,
        };
        let payer = read.payers.remove(&patient);
        let approvals = payer.as_ref().map(|payer| read.approvals(patient, payer.id)).unwrap_or_default();
        let standing = read.standing.remove(&patient).unwrap_or_default();
        let has_consent = payer.as_ref().is_some_and(|payer| !payer.is_self_pay)
            && (read.consenting.contains(&patient) || payer.as_ref().is_some_and(|payer| has_left(payer, &standing)));
        Ok(Self {
            patient,
            known: read.days.remove(&patient),
            approvals,
            standing,
            per_diem: per_diem(principal.map(|diagnosis| diagnosis.code.as_str())),
            credited: credited(&credit, &notes),
            sessions,
            notes,
            presence,
            credit,
            coverage: read.coverages.remove(&patient),
            payer,
            has_consent,
            setting,
        })
    }

    pub(super) fn in_order(&self) -> Vec<(GroupSessionId, i64)> {
        let minutes = |id: GroupSessionId| self.credited.get(&id).copied().unwrap_or(0);
        self.sessions.iter().map(|(session, ..)| (session.id, minutes(session.id))).collect()
    }

    /// What the rules say of the day, and which authorization a line of it uses.
    /// A line that left on a claim and that the day no longer bears out stays billed until it is replaced.
    pub(super) fn decide(&self, book: &RuleBook, cx: &Context<'_>, day: Date) -> (DayState, Option<AuthorizationId>) {
        let charges = || self.standing.iter().map(|stored| &stored.record);
        let claimed = || charges().filter(|charge| matches!(charge.state, ChargeState::Claimed { .. }));
        let is_outdated = |charge: &&Charge| matches!(charge.state, ChargeState::Claimed { is_outdated: true, .. });
        let decided = self.decide_beside(claimed().filter(is_outdated), book, cx, day);
        let bears_out = |charge: &&Charge| decided.0.lines().iter().any(|line| line.says_the_same(&charge.line));
        if claimed().filter(|charge| !is_outdated(charge)).all(|charge| bears_out(&charge)) {
            return decided;
        }
        self.decide_beside(claimed().filter(|charge| is_outdated(charge) || !bears_out(charge)), book, cx, day)
    }

    fn decide_beside<'c>(
        &self,
        billed: impl Iterator<Item = &'c Charge>,
        book: &RuleBook,
        cx: &Context<'_>,
        day: Date,
    ) -> (DayState, Option<AuthorizationId>) {
        let (used, authorization) = self.authorization(day);
        let input = DayInput {
            service_date: day,
            is_over: cx.today() > day,
            payer: self.day_payer(book, day),
            setting: self.setting,
            per_diem: Some(self.per_diem.to_owned()),
            bill_components: false,
            services: self
                .sessions
                .iter()
                .map(|(session, service, arrival)| self.service(session, service, arrival, cx))
                .collect(),
            has_coverage: self.coverage.is_some(),
            has_payment_consent: self.has_consent,
            authorization,
            already_billed: billed.map(billed_line).collect(),
            exclusions: Vec::new(),
            closers: closers(),
        };
        (day::decide(&input), used)
    }

    fn day_payer<'b>(&self, book: &'b RuleBook, day: Date) -> DayPayer<'b> {
        let own_fees = || book.payers().find(|row| row.kind == PayerKind::SelfPay).and_then(|row| book.terms_on(&row.id, day));
        match &self.payer {
            Some(payer) if payer.is_self_pay => match book.terms_on(&payer.key, day).or_else(own_fees) {
                Some(terms) => DayPayer::SelfPay(terms),
                None => DayPayer::WithoutTerms { payer: payer.key.clone() },
            },
            Some(payer) => match book.terms_on(&payer.key, day) {
                Some(terms) => DayPayer::Payer(terms),
                None => DayPayer::WithoutTerms { payer: payer.key.clone() },
            },
            None => DayPayer::WithoutTerms { payer: String::new() },
        }
    }

    fn service(&self, session: &GroupSession, service: &ServiceType, arrival: &Arrival, cx: &Context<'_>) -> DayService {
        let note = self.notes.get(&session.id);
        let minutes = self.credited.get(&session.id).copied().unwrap_or(0);
        let is_ahead = cx.now < session.ends_at;
        let attendance = match arrival {
            Arrival::Excused(_) | Arrival::Absent(_) | Arrival::Cancelled => Attendance::NotAttended,
            _ if note.is_some() || (!is_ahead && minutes > 0) => Attendance::Attended { credited_minutes: minutes },
            _ if is_ahead => Attendance::Upcoming(Upcoming { scheduled_minutes: session.minutes() }),
            _ => Attendance::NotAttended,
        };
        DayService {
            id: session.id.to_string(),
            kind: billable_kind(service.kind).to_owned(),
            label: session.name.clone(),
            code_hint: None,
            attendance,
            note: note_state(service, note),
            has_objective: note.is_some_and(|note| !note.objectives.is_empty()),
            credential: note.map(|note| note.signature.credential.clone()).filter(|credential| !credential.is_empty()),
            group_size: note.filter(|_| service.kind.is_group()).map(|note| note.group_size),
            is_telehealth: note.map_or_else(|| self.is_remote(session), |note| note.is_remote),
            is_at_home: note.and_then(|note| note.telehealth.as_ref()?.is_at_home).unwrap_or(true),
            group_id: session.group.map(|group| group.to_string()),
        }
    }

    fn is_remote(&self, session: &GroupSession) -> bool {
        let during = |stretch: &&Presence<_>| {
            stretch.only_for.is_none_or(|only| only == session.id)
                && stretch.arrived < session.ends_at
                && stretch.left.is_none_or(|left| left > session.starts_at)
        };
        self.presence.iter().rfind(during).is_some_and(|stretch| stretch.place == Place::Remote)
    }

    /// The authorization that covers the day best: one with units left that covers it; else one that covers it; else the nearest.
    fn authorization(&self, day: Date) -> (Option<AuthorizationId>, Option<AuthorizationFacts>) {
        let covers = |(found, _): &&(Authorization, i64)| found.from <= day && day <= found.to;
        let with_units = self.approvals.iter().filter(covers).find(|(_, left)| *left > 0);
        let begun = || self.approvals.iter().rfind(|(found, _)| found.from <= day);
        let best = with_units.or_else(|| self.approvals.iter().find(covers)).or_else(begun).or(self.approvals.first());
        let Some((found, left)) = best else { return (None, None) };
        let facts = AuthorizationFacts {
            number: found.number.clone(),
            approved_units: found.approved,
            units_left: *left,
            starts_on: found.from,
            ends_on: found.to,
            code: found.code.clone(),
        };
        (Some(found.id), Some(facts))
    }
}

fn billed_line(charge: &Charge) -> BilledLine {
    BilledLine { payer: charge.payer_key.clone(), code: charge.line.code.clone(), units: charge.line.units }
}

fn credit(
    sessions: &[Booked],
    notes: &HashMap<GroupSessionId, NotedService>,
    presence: &[Presence<GroupSessionId>],
    now: jiff::Timestamp,
) -> DayCredit<GroupSessionId> {
    let held = sessions.iter().filter(|(session, ..)| session.cancelled.is_none());
    let services: Vec<ScheduledService<GroupSessionId>> = held
        .map(|(session, service, _)| {
            let mut span = session.span();
            if let Some(note) = notes.get(&session.id) {
                span.start = note.shared.started_at.unwrap_or(span.start);
                span.end = note.shared.ended_at.unwrap_or(span.end);
            }
            ScheduledService {
                id: session.id,
                kind: service.kind.as_str().to_owned(),
                span,
                breaks: session.break_spans(),
                is_eligible: service.counts_toward_hours,
            }
        })
        .collect();
    credit_day(&services, presence, now)
}

/// The door's minutes, or those a leader stated with a reason.
fn credited(credit: &DayCredit<GroupSessionId>, notes: &HashMap<GroupSessionId, NotedService>) -> HashMap<GroupSessionId, i64> {
    let stated = |id: &GroupSessionId| notes.get(id).and_then(|note| note.own.stated_minutes);
    credit.services.iter().map(|service| (service.id, stated(&service.id).unwrap_or(service.credited_minutes))).collect()
}

fn note_state(service: &ServiceType, note: Option<&NotedService>) -> NoteState {
    match (service.note, note) {
        (NoteRule::AttendanceOnly, _) => NoteState::PeerLed,
        (NoteRule::Clinical, None) => NoteState::Unsigned,
        (NoteRule::Clinical, Some(NotedService { cosignature: Cosignature::Awaited(_), .. })) => NoteState::CoSignatureMissing,
        (NoteRule::Clinical, Some(_)) => NoteState::Signed,
    }
}

/// A claim that left under a consent stands when the consent ends later (P2-27): only what has not left is held.
fn has_left(payer: &Payer, standing: &[Stored<Charge>]) -> bool {
    standing.iter().any(|charge| charge.payer_key == payer.key && matches!(charge.state, ChargeState::Claimed { .. }))
}

/// The kind of a service in payer rules.
pub(crate) fn billable_kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::PeerGroup => "peer_support",
        other => other.as_str(),
    }
}

/// Where a payer has two per diems, the principal diagnosis says which (OP-40, OP-49).
pub(crate) fn per_diem(principal: Option<&str>) -> &'static str {
    match principal {
        Some(code) if !code.starts_with("F1") => "mental health per diem",
        _ => "sud per diem",
    }
}

fn setting(text: &str) -> ProviderSetting {
    match text {
        "hospital_outpatient" => ProviderSetting::HospitalOutpatient,
        "critical_access_hospital" => ProviderSetting::CriticalAccessHospital,
        "community_mental_health_center" => ProviderSetting::CommunityMentalHealthCenter,
        "rural_health_clinic" => ProviderSetting::RuralHealthClinic,
        "federally_qualified_health_center" => ProviderSetting::FederallyQualifiedHealthCenter,
        "opioid_treatment_program" => ProviderSetting::OpioidTreatmentProgram,
        _ => ProviderSetting::FreestandingClinic,
    }
}

/// What can be offered at short notice to close a gap.
fn closers() -> Vec<Closer> {
    vec![
        Closer { kind: "case_management".to_owned(), label: "case management".to_owned(), step_minutes: 5 },
        Closer { kind: "individual".to_owned(), label: "an individual session".to_owned(), step_minutes: 15 },
    ]
}
