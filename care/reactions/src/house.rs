//! The one door. A page, a file or a job hands a command to [`House::perform`] or a query to [`House::ask`]; both run as one actor
//! in one transaction under the readable policy. There is no commit anywhere else.

use std::convert::Infallible;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use access::account::Vault;
use access::keys::KeysError;
use access::{Actor, Command, Context, Keys, Policy, Refusal};
use billing::claim::release::ReleasedBatch;
use billing::eligibility::{AskedReceipt, InquiryFile, ReleasedInquiry};
use confidential::{Query, Released, ToPatient, gate};
use privacy::agreement::Service;
use store::checkpoint::{Notary, NotaryError};
use store::{DatabaseUrl, DirectAccess, Retry, Store, StoreError, Tx};
use treatment::carried::MAY_BE_CARRIED;
use vocabulary::{Clock, IdSource, ProgramZone, Timestamp};

use crate::Fact;
use crate::cover::CheckCover;
use crate::follow::follow;
use crate::keys::keys_in;
use crate::outside::{SendPacket, SentPacket};

/// The program, open for business. Clones share it.
#[derive(Clone)]
pub struct House(Arc<Inner>);

struct Inner {
    store: Store,
    clock: Clock,
    ids: IdSource,
    zone: ProgramZone,
    policy: Policy,
    keys: Keys,
    notary: OnceLock<Notary>,
    /// Since when this is a copy that carries the program.
    carried: OnceLock<Timestamp>,
}

/// Why the house could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The policy files.
    #[error("the policy cannot be read: {0}")]
    Policy(String),
    /// The key file of checkpoints.
    #[error(transparent)]
    Notary(#[from] NotaryError),
    /// A key file.
    #[error(transparent)]
    Keys(#[from] KeysError),
}

impl House {
    /// Opens the database and compiles the policy. The keys, those for checkpoints too, are files beside a SQLite database, made when
    /// nothing needs those that were there before; a database in memory gets keys that are gone with it; for PostgreSQL see [`House::of`] and [`House::appoint`].
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(url: &DatabaseUrl, clock: Clock, ids: IdSource, zone: ProgramZone) -> Result<Self, NotOpened> {
        let store = Store::open(url)?;
        let (keys, notary) = match url {
            DatabaseUrl::Sqlite(path) => {
                let folder = path.parent().unwrap_or_else(|| Path::new("."));
                (keys_in(folder, &store)?, Some(Notary::of_folder(folder, &store)?))
            }
            DatabaseUrl::InMemory => (Keys::for_this_run()?, Some(Notary::for_this_run().map_err(NotaryError::from)?)),
            DatabaseUrl::Postgres(_) => (Keys::none(), None),
        };
        let house = Self::of(store, keys, clock, ids, zone)?;
        notary.into_iter().for_each(|notary| house.appoint(notary));
        Ok(house)
    }

    /// Opens a database that is open already, with the keys from elsewhere: on PostgreSQL, [`keys_in`] the data
    /// directory. Every node of one database needs the same files.
    ///
    /// # Errors
    /// [`NotOpened::Policy`].
    pub fn of(store: Store, keys: Keys, clock: Clock, ids: IdSource, zone: ProgramZone) -> Result<Self, NotOpened> {
        let policy = Policy::load().map_err(|error| NotOpened::Policy(error.to_string()))?;
        Ok(Self(Arc::new(Inner { store, clock, ids, zone, policy, keys, notary: OnceLock::new(), carried: OnceLock::new() })))
    }

    /// Says who signs checkpoints over this database and whose signature counts. The first who is appointed stays.
    pub fn appoint(&self, notary: Notary) {
        let _another_was_first = self.0.notary.set(notary);
    }

    /// Performs a command and everything that follows from it, in one durable transaction.
    ///
    /// # Errors
    /// Any [`Refusal`]; nothing of it was written.
    pub fn perform<C>(&self, actor: &Actor, command: &C) -> Result<C::Output, Refusal>
    where
        C: Command,
        Fact: From<C::Fact>,
    {
        self.0.store.write(|tx| self.within(tx, actor, |cx| perform_in(cx, command)))
    }

    /// What the rules answer to a command, of which nothing is written: for a form that could not be read whole, so that everything
    /// that is wrong is said at once.
    ///
    /// # Errors
    /// The [`Refusal`] that performing it would bring.
    pub fn judge<C>(&self, actor: &Actor, command: &C) -> Result<(), Refusal>
    where
        C: Command,
        Fact: From<C::Fact>,
    {
        let judged = self.0.store.write(|tx| -> Result<Infallible, Judged> {
            self.within(tx, actor, |cx| perform_in(cx, command)).map_err(Judged::Refused)?;
            Err(Judged::Fine)
        });
        match judged {
            Err(Judged::Fine) => Ok(()),
            Err(Judged::Refused(refusal)) => Err(refusal),
        }
    }

    /// Performs several commands in one transaction, each at a moment and by an actor of its own: files that belong together at the
    /// command line, and history for the demonstration and tests.
    ///
    /// # Errors
    /// The first [`Refusal`]; nothing of any was written.
    pub fn load<T>(
        &self,
        _leave: DirectAccess,
        actor: &Actor,
        work: impl Fn(&Performing<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.0.store.write(|tx| self.within(tx, actor, |cx| work(&Performing { cx })))
    }

    /// Asks a query. What comes out has passed the gate; a look at a chart is written down in the same transaction.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for what is absent or forbidden, in the same words.
    pub fn ask<Q: Query>(&self, actor: &Actor, query: &Q) -> Result<Released<Q::View>, Refusal> {
        if Q::IS_CHART_VIEW {
            self.0.store.write(|tx| self.within(tx, actor, |cx| gate::to_staff_as_chart_view(cx, query.ask(cx)?)))
        } else {
            self.0.store.read(|tx| self.within(tx, actor, |cx| gate::to_staff(cx, query.ask(cx)?)))
        }
    }

    /// Asks a query for the person it is about, who came through a link of their own. Anything about anybody else is not there.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn ask_for_person<Q: Query>(&self, person: &Actor, query: &Q) -> Result<Released<Q::View, ToPatient>, Refusal> {
        self.0.store.read(|tx| self.within(tx, person, |cx| gate::to_patient(cx, query.ask(cx)?)))
    }

    /// Releases a batch of claims to its payers and makes of it what leaves, in one durable transaction with the accounting rows: when
    /// the file cannot be made, nothing was disclosed and nothing is accounted for (P2-40). `carried_by` is the service that takes it
    /// there; nothing when somebody carries it by hand.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::Invalid`] with every reason why the file cannot be written; [`Refusal::Refused`] without an
    /// agreement with that service (P2-58).
    pub fn release_claims<T>(
        &self,
        actor: &Actor,
        file: &billing::claim::ClaimFile,
        carried_by: Option<Service>,
        write: impl Fn(&ReleasedBatch) -> Result<T, Vec<String>>,
    ) -> Result<(ReleasedBatch, T), Refusal> {
        let release = |cx: &Context<'_>| {
            bound(cx, carried_by)?;
            let batch = file.release(cx)?;
            match write(&batch) {
                Ok(written) => Ok((batch, written)),
                Err(sentences) => {
                    let problem = |sentence: String| access::Problem { field: "batch".to_owned(), sentence };
                    Err(Refusal::Invalid(sentences.into_iter().map(problem).collect()))
                }
            }
        };
        self.0.store.write(|tx| self.within(tx, actor, release))
    }

    /// Asks a payer whether somebody is insured: through the gate, with what leaves made of it and kept, in one durable transaction with
    /// the accounting row. `carried_by` is the service that takes it there; nothing when somebody carries it by hand.
    ///
    /// # Errors
    /// As [`Command::perform`]; [`Refusal::Invalid`] with every reason why the file cannot be written, and then nothing was disclosed;
    /// [`Refusal::Refused`] without an agreement with that service (P2-58).
    pub fn ask_eligibility(
        &self,
        actor: &Actor,
        wish: &CheckCover,
        carried_by: Option<Service>,
        write: impl Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>>,
    ) -> Result<(AskedReceipt, InquiryFile), Refusal> {
        self.0.store.write(|tx| self.within(tx, actor, |cx| ask_in(cx, wish, carried_by, &write)))
    }

    /// The present moment.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The program's time zone.
    #[must_use]
    pub fn zone(&self) -> &ProgramZone {
        &self.0.zone
    }

    /// The policy, for rails and links.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// Where ids come from.
    #[must_use]
    pub fn ids(&self) -> &IdSource {
        &self.0.ids
    }

    /// The key files that something was sealed with and that are not in the data folder.
    #[must_use]
    pub fn missing_keys(&self) -> &[&'static str] {
        &self.0.keys.missing
    }

    /// The key for sign-in secrets.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.keys.sign_in
    }

    /// Calls `listener` with every topic that changed, on this node or another, once the change is durable.
    pub fn listen(&self, listener: impl Fn(&str) + Send + Sync + 'static) {
        self.0.store.listen(listener);
    }

    /// The database, for the command line (verify, backup, restore) and tests.
    #[must_use]
    pub fn store(&self, _leave: DirectAccess) -> &Store {
        &self.0.store
    }

    /// Who signs checkpoints; before anybody is appointed, somebody who knows no key.
    pub(crate) fn notary(&self) -> &Notary {
        self.0.notary.get_or_init(Notary::unknowing)
    }

    /// The database, for what belongs to the house itself: accounts, sessions, figures.
    pub(crate) fn database(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn within<T>(
        &self,
        tx: &Tx<'_>,
        actor: &Actor,
        work: impl FnOnce(&Context<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let inner = &*self.0;
        let (zone, ids, policy, keys) = (&inner.zone, &inner.ids, &inner.policy, &inner.keys.chart);
        let done = work(&Context { tx, actor, now: inner.clock.now(), zone, ids, policy, keys })?;
        match inner.carried.get() {
            None => Ok(done),
            Some(_) => only_what_may_be_carried(tx).map(|()| done),
        }
    }

    /// From now on this house is a copy that carries the program: attendance and notes are recorded, whatever would be done twice is not.
    pub fn carry(&self, since: Timestamp) {
        let _it_was_said_before = self.0.carried.set(since);
    }

    /// Since when this house carries the program; nothing for the program itself.
    #[must_use]
    pub fn carried_since(&self) -> Option<Timestamp> {
        self.0.carried.get().copied()
    }
}

/// Refuses what a copy must not do, whatever command it came by: nothing of it is written then, and so nothing left either.
fn only_what_may_be_carried(tx: &Tx<'_>) -> Result<(), Refusal> {
    match tx.appended().into_iter().find(|kind| !MAY_BE_CARRIED.contains(kind)) {
        None => Ok(()),
        Some(_) => Err(Refusal::refused(
            "carried",
            "P2-40",
            "This computer carries the program while the line is down. It keeps attendance and notes; claims, messages, consents and \
             everything else would be done twice.",
            "Write it down on paper, and do it when the program is back.",
        )),
    }
}

/// How a judgement ends; always by taking back what was done.
enum Judged {
    Fine,
    Refused(Refusal),
}

impl From<StoreError> for Judged {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl Retry for Judged {
    fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.is_worth_retrying())
    }
}

/// Several commands in one transaction.
pub struct Performing<'c, 'x> {
    cx: &'c Context<'x>,
}

impl<'x> Performing<'_, 'x> {
    /// The transaction.
    #[must_use]
    pub fn tx(&self) -> &'x Tx<'x> {
        self.cx.tx
    }

    /// Releases a batch of claims, at a moment of its own when history is loaded.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn release_claims(
        &self,
        actor: &Actor,
        at: vocabulary::Timestamp,
        file: &billing::claim::ClaimFile,
        carried_by: Option<Service>,
    ) -> Result<ReleasedBatch, Refusal> {
        let Context { tx, zone, ids, policy, keys, .. } = *self.cx;
        let cx = Context { tx, actor, now: at, zone, ids, policy, keys };
        bound(&cx, carried_by)?;
        file.release(&cx)
    }

    /// Asks a payer whether somebody is insured, at a moment of its own when history is loaded.
    ///
    /// # Errors
    /// As [`House::ask_eligibility`].
    pub fn ask_eligibility(
        &self,
        actor: &Actor,
        at: vocabulary::Timestamp,
        wish: &CheckCover,
        carried_by: Option<Service>,
        write: impl Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>>,
    ) -> Result<(AskedReceipt, InquiryFile), Refusal> {
        let Context { tx, zone, ids, policy, keys, .. } = *self.cx;
        ask_in(&Context { tx, actor, now: at, zone, ids, policy, keys }, wish, carried_by, &write)
    }

    /// Sends a packet to somebody outside, at a moment of its own when history is loaded.
    ///
    /// # Errors
    /// As [`House::send_packet`].
    pub fn send_packet(&self, actor: &Actor, at: vocabulary::Timestamp, wish: &SendPacket) -> Result<SentPacket, Refusal> {
        let Context { tx, zone, ids, policy, keys, .. } = *self.cx;
        wish.send(&Context { tx, actor, now: at, zone, ids, policy, keys })
    }

    /// Performs one of them, at a moment of its own when history is loaded.
    ///
    /// # Errors
    /// Any [`Refusal`].
    pub fn perform<C>(&self, actor: &Actor, at: vocabulary::Timestamp, command: &C) -> Result<C::Output, Refusal>
    where
        C: Command,
        Fact: From<C::Fact>,
    {
        let Context { tx, zone, ids, policy, keys, .. } = *self.cx;
        perform_in(&Context { tx, actor, now: at, zone, ids, policy, keys }, command)
    }
}

/// Whoever carries it is bound in writing today (P2-58).
fn bound(cx: &Context<'_>, carried_by: Option<Service>) -> Result<(), Refusal> {
    carried_by.map_or(Ok(()), |service| privacy::agreement::require(cx, service))
}

fn ask_in(
    cx: &Context<'_>,
    wish: &CheckCover,
    carried_by: Option<Service>,
    write: &impl Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>>,
) -> Result<(AskedReceipt, InquiryFile), Refusal> {
    bound(cx, carried_by)?;
    let (done, bytes) = wish.release(cx, write)?;
    follow(cx, done.facts.into_iter().map(Fact::from))?;
    Ok((done.output, bytes))
}

fn perform_in<C>(cx: &Context<'_>, command: &C) -> Result<C::Output, Refusal>
where
    C: Command,
    Fact: From<C::Fact>,
{
    let done = command.perform(cx)?;
    follow(cx, done.facts.into_iter().map(Fact::from))?;
    Ok(done.output)
}
