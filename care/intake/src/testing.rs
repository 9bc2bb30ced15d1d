//! The surroundings of a command in tests: a small program on one day, somebody in each role, a clock that stands still, ids from
//! a seed. Every refusal that passes through is held to person-first words and to silence about the person.
#![expect(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

use std::sync::LazyLock;

use access::{Actor, Command, Context, Done, Policy, Refusal, Role, Staff};
use confidential::{Query, Released, gate};
use schedule::program::{ImportProgram, Program, ProgramFile, Track};
use schedule::therapy_group::TherapyGroup;
use store::{Record, Store, Stored, Tx, Verification};
use uuid::Uuid;
use vocabulary::id::StaffId;
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::inquiry::{InquiryInput, Source};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

pub(crate) const INTAKE: &[Role] = &[Role::Intake];
pub(crate) const FRONT_DESK: &[Role] = &[Role::FrontDesk];
pub(crate) const CLINICIAN: &[Role] = &[Role::Clinician];
pub(crate) const DIRECTOR: &[Role] = &[Role::ClinicalDirector];
pub(crate) const STRANGER: &[Role] = &[];

const PROGRAM: &str = r#"
format = "stepdown-program/1"
[program]
key = "falmouth"
public_name = "Recovering Champions"
billing_name = "Recovering Champions"
neutral_name = "RC office"
street = "1 Harbor Road"
city = "Falmouth"
state = "MA"
zip = "025400001"
phone = "+15085550100"
npi = "1234567893"
tax_id = "123456789"
taxonomy = "261QR0405X"
provider_setting = "freestanding_clinic"
zone = "America/New_York"
from = "2025-01-01"
level = [{ level = "2.1", name = "Intensive outpatient", weekly_floor_hours = 9, next_level_hours = 20 }]
[[track]]
key = "day"
name = "Day track"
[[room]]
key = "room-2"
name = "Room 2"
seats = 12
[[service_type]]
key = "skills"
name = "Skills"
kind = "group"
note = "clinical"
capacity = 12
counts_toward_hours = true
[[staff]]
key = "jo"
given = "Jo"
family = "Alvarez"
credential = "LICSW"
roles = ["clinician"]
[[therapy_group]]
key = "skills-1"
name = "Coping skills"
service_type = "skills"
track = "day"
room = "room-2"
leaders = ["jo"]
capacity = 1
meeting = [{ weekdays = ["Monday", "Thursday"], start = "9:00", end = "12:00" }]
"#;

/// One program on one day, Thursday 12 March 2026, ten in the morning on Cape Cod.
pub(crate) struct Desk<'a> {
    pub(crate) store: &'a Store,
    zone: ProgramZone,
    ids: IdSource,
    pub(crate) clock: Clock,
}

impl<'a> Desk<'a> {
    pub(crate) fn on(store: &'a Store) -> Self {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let clock = Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap());
        let desk = Self { store, zone, ids: IdSource::seeded(1), clock };
        desk.perform(DIRECTOR, &ImportProgram { file: ProgramFile::parse(PROGRAM).unwrap() }).unwrap();
        desk
    }

    /// Does something as somebody who holds these roles.
    pub(crate) fn perform<C: Command>(&self, roles: &[Role], command: &C) -> Result<Done<C::Output, C::Fact>, Refusal> {
        let actor = actor(roles);
        self.store.write(|tx| command.perform(&self.context(tx, &actor))).inspect_err(is_well_worded)
    }

    /// Looks at something as somebody who holds these roles, through the gate.
    pub(crate) fn ask<Q: Query>(&self, roles: &[Role], query: &Q) -> Result<Released<Q::View>, Refusal> {
        let actor = actor(roles);
        let look = |tx: &Tx<'_>| {
            let cx = self.context(tx, &actor);
            let envelope = query.ask(&cx)?;
            if Q::IS_CHART_VIEW { gate::to_staff_as_chart_view(&cx, envelope) } else { gate::to_staff(&cx, envelope) }
        };
        self.store.write(look).inspect_err(is_well_worded)
    }

    /// Asks the core something without a role.
    pub(crate) fn with<T>(&self, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> T {
        let actor = actor(&[]);
        self.store.write(|tx| work(&self.context(tx, &actor))).unwrap()
    }

    /// The same, with its refusal.
    pub(crate) fn try_with<T>(&self, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let actor = actor(&[]);
        self.store.write(|tx| work(&self.context(tx, &actor)))
    }

    /// The record with an id, as it stands.
    pub(crate) fn load<R: Record>(&self, id: impl std::fmt::Display) -> Stored<R> {
        let id = id.to_string();
        self.with(|cx| Ok(cx.tx.load::<R>(&id)?)).unwrap()
    }

    pub(crate) fn program(&self) -> Program {
        self.with(|cx| Ok(schedule::program::all_programs(cx.tx)?)).remove(0).record
    }

    pub(crate) fn track(&self) -> Track {
        self.with(|cx| Ok(schedule::program::all_tracks(cx.tx)?)).remove(0).record
    }

    pub(crate) fn group(&self) -> TherapyGroup {
        self.with(|cx| Ok(schedule::therapy_group::all_groups(cx.tx)?)).remove(0).record
    }

    pub(crate) fn jo(&self) -> Staff {
        self.with(|cx| Ok(schedule::program::all_staff(cx.tx)?)).remove(0).record
    }

    /// How much there is, and that all of it is as it was written.
    pub(crate) fn verify(&self) -> Verification {
        let kinds = [crate::KINDS, conversation::KINDS, episode::KINDS].concat();
        let seen = self.store.verify(&kinds, &|_| {}).unwrap();
        assert_eq!(seen.broken, None);
        seen
    }

    pub(crate) fn later(&self, minutes: i64) {
        let by = jiff::SignedDuration::from_mins(minutes);
        self.clock.set(self.clock.now().saturating_add(by).unwrap());
    }

    fn context<'c>(&'c self, tx: &'c Tx<'c>, actor: &'c Actor) -> Context<'c> {
        Context {
            tx,
            actor,
            now: self.clock.now(),
            zone: &self.zone,
            ids: &self.ids,
            policy: &POLICY,
            keys: &access::key_ring::NO_KEYS,
        }
    }
}

/// Somebody different for each role.
pub(crate) fn staff_id(roles: &[Role]) -> StaffId {
    let at = roles.first().and_then(|role| Role::ALL.iter().position(|known| known == role)).map_or(0, |at| at + 1);
    StaffId(Uuid::from_u128(u128::try_from(at).unwrap()))
}

fn actor(roles: &[Role]) -> Actor {
    Actor {
        staff: staff_id(roles),
        signature_name: "Invented Person".into(),
        credential: String::new(),
        roles: roles.to_vec(),
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

/// Every sentence of a refusal.
pub(crate) fn sentences(refusal: &Refusal) -> Vec<String> {
    match refusal {
        Refusal::Invalid(problems) => problems.iter().map(|problem| problem.sentence.clone()).collect(),
        Refusal::Refused { sentence, remedy, .. } => vec![sentence.clone(), remedy.clone()],
        other => vec![other.to_string()],
    }
}

/// The fields of a refusal, in order.
pub(crate) fn fields(refusal: Refusal) -> Vec<String> {
    let Refusal::Invalid(problems) = refusal else { panic!("{refusal:?}") };
    problems.into_iter().map(|problem| problem.field).collect()
}

/// The reason code of a refusal.
pub(crate) fn reason(refusal: Refusal) -> &'static str {
    let Refusal::Refused { reason, .. } = refusal else { panic!("{refusal:?}") };
    reason
}

fn is_well_worded(refusal: &Refusal) {
    sentences(refusal).iter().for_each(|sentence| speaks_of_people_first(sentence));
}

/// No word that makes a person their condition, and no name of anybody these tests invent.
pub(crate) fn speaks_of_people_first(sentence: &str) {
    let labels = [["add", "ict"], ["alco", "holic"], ["abu", "ser"], ["jun", "kie"], ["no-", "show"], ["non-", "compliant"]];
    let lower = sentence.to_lowercase();
    for label in labels.map(|parts| parts.concat()) {
        assert!(!lower.contains(&label), "{sentence}");
    }
    for name in ["delgado", "marcus", "silva", "0134"] {
        assert!(!lower.contains(name), "a refusal names nobody: {sentence}");
    }
}

/// A sheet that says enough.
pub(crate) fn sheet(given: &str, family: &str) -> InquiryInput {
    InquiryInput {
        source: Source::Phone,
        given: given.into(),
        family: family.into(),
        birth_date: None,
        phone: "508 555 0134".into(),
        may_leave_message: false,
        may_text: true,
        call_as: "the dentist".into(),
        email: String::new(),
        may_email: false,
        words: "left detox on Tuesday".into(),
    }
}
