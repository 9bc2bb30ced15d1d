//! The surroundings of a command in tests: somebody in each role, a clock that stands still, ids from a seed.
#![expect(clippy::unwrap_used, reason = "for tests only")]

use std::sync::LazyLock;

use access::{Actor, Command, Context, Done, Policy, Refusal, Role};
use confidential::{Query, Released, gate};
use store::{Store, Tx};
use uuid::Uuid;
use vocabulary::id::StaffId;
use vocabulary::{Clock, IdSource, ProgramZone};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());

/// One program on one day, Thursday 12 March 2026, ten in the morning on Cape Cod.
pub(crate) struct Desk<'a> {
    store: &'a Store,
    zone: ProgramZone,
    ids: IdSource,
    pub(crate) clock: Clock,
}

impl<'a> Desk<'a> {
    pub(crate) fn on(store: &'a Store) -> Self {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        Self { store, zone, ids: IdSource::seeded(1), clock: Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap()) }
    }

    /// Does something as somebody who holds these roles.
    pub(crate) fn perform<C: Command>(&self, roles: &[Role], command: &C) -> Result<Done<C::Output, C::Fact>, Refusal> {
        let actor = actor(roles);
        self.store.write(|tx| command.perform(&self.context(tx, &actor)))
    }

    /// Looks at something as somebody who holds these roles, through the gate.
    pub(crate) fn ask<Q: Query>(&self, roles: &[Role], query: &Q) -> Result<Released<Q::View>, Refusal> {
        let actor = actor(roles);
        self.store.write(|tx| {
            let cx = self.context(tx, &actor);
            gate::to_staff(&cx, query.ask(&cx)?)
        })
    }

    /// Asks one of the functions that others build on.
    pub(crate) fn with<T>(&self, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let actor = actor(&[]);
        self.store.write(|tx| work(&self.context(tx, &actor)))
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

fn actor(roles: &[Role]) -> Actor {
    Actor {
        staff: StaffId(Uuid::from_u128(9)),
        signature_name: "Jo Alvarez".into(),
        credential: String::new(),
        roles: roles.to_vec(),
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}
