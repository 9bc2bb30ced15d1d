//! One program at a desk, for the tests of this chapter, on Thursday 12 March 2026, ten in the morning on Cape Cod.
#![expect(clippy::unwrap_used, reason = "for tests only")]

use std::sync::LazyLock;

use access::{Actor, Command, Context, Done, Policy, Refusal, Role};
use confidential::{Query, Released, gate};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use jiff::civil::{Date, Time};
use store::Store;
use uuid::Uuid;
use vocabulary::id::{PatientId, StaffId};
use vocabulary::{Clock, IdSource, ProgramZone};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

/// Whoever keeps all this.
pub(crate) const OFFICER: Role = Role::ComplianceOfficer;

pub(crate) struct Desk<'a> {
    pub(crate) store: &'a Store,
    zone: ProgramZone,
    ids: IdSource,
    clock: Clock,
}

impl<'a> Desk<'a> {
    pub(crate) fn on(store: &'a Store) -> Self {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        Self { store, zone, ids: IdSource::seeded(1), clock: Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap()) }
    }

    /// Goes on to noon of a day.
    pub(crate) fn on_day(&self, day: Date) {
        self.clock.set(self.zone.at(day, Time::constant(12, 0, 0, 0)).unwrap());
    }

    pub(crate) fn within<T>(&self, role: Role, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let actor = actor(role);
        self.store.write(|tx| {
            let now = self.clock.now();
            work(&Context {
                tx,
                actor: &actor,
                now,
                zone: &self.zone,
                ids: &self.ids,
                policy: &POLICY,
                keys: &access::key_ring::NO_KEYS,
            })
        })
    }

    pub(crate) fn perform<C: Command>(&self, role: Role, command: &C) -> Result<Done<C::Output, C::Fact>, Refusal> {
        self.within(role, |cx| command.perform(cx))
    }

    pub(crate) fn ask<Q: Query>(&self, role: Role, query: &Q) -> Result<Released<Q::View>, Refusal> {
        self.within(role, |cx| gate::to_staff(cx, query.ask(cx)?))
    }

    pub(crate) fn person(&self) -> PatientId {
        let input = PatientInput {
            given: "Robin".into(),
            family: "Silva".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: "1990-05-14".parse().ok(),
            sex: AdministrativeSex::Unknown,
            contact_points: Vec::new(),
            address: None,
            language: String::new(),
            needs_interpreter: false,
        };
        self.perform(Role::Intake, &RegisterPatient { id: None, input }).unwrap().output
    }
}

fn actor(role: Role) -> Actor {
    Actor {
        staff: StaffId(Uuid::from_u128(9)),
        signature_name: "Jo Alvarez".into(),
        credential: String::new(),
        roles: vec![role],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

/// The code of a refusal by a rule.
pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> &'static str {
    match result.unwrap_err() {
        Refusal::Refused { reason, .. } => reason,
        Refusal::Invalid(_) => "invalid",
        Refusal::NotFound => "not_found",
        _ => "other",
    }
}

/// The fields of a form that need attention.
pub(crate) fn fields<T: std::fmt::Debug>(result: Result<T, Refusal>) -> Vec<String> {
    match result.unwrap_err() {
        Refusal::Invalid(all) => all.into_iter().map(|one| one.field).collect(),
        other => vec![format!("{other:?}")],
    }
}
