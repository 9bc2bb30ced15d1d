//! Is the installation well? Engine, size, last backup, and whether the chain of records is unbroken: verified and signed for on request
//! and by the clock, in the background. Nothing here says anything about anybody.

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::{SignedDuration, Timestamp};
/// So that a page can say how the database lies on its disk without knowing the store.
pub use store::AtRest;
use store::Verification;
use store::checkpoint::{Checkpoint, Mark, NotSigned, Occasion, PublicKey};
use store::verify::Broken;

use crate::House;

/// Under this name backups note when they were made.
pub const LAST_BACKUP_AT: &str = "last_backup_at";
/// Under this name the last verification is noted.
const LAST_VERIFIED: &str = "last_verified";
/// Under this name it is noted why the last checkpoint was not signed; empty when it was.
const CHECKPOINT_TROUBLE: &str = "checkpoint_trouble";
/// A checkpoint is due when the newest is older and something was recorded since.
const CHECKPOINT_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// A checkpoint is due when the newest is older, whatever happened.
const CHECKPOINT_AT_LEAST_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// The topic of the page.
pub const HEALTH: &str = "health";

/// Asks how the installation is.
#[derive(Clone, Copy, Debug)]
pub struct OpenHealth;

/// How the installation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The database engine with its version.
    pub engine: String,
    /// How it lies on its disk.
    pub at_rest: AtRest,
    /// Its size in bytes.
    pub bytes: i64,
    /// How many records, every version counted.
    pub records: i64,
    /// How many chains.
    pub chains: i64,
    /// When the last backup was made, as far as it was noted.
    pub last_backup_at: Option<Timestamp>,
    /// What the last verification found.
    pub last_verified: Option<Verified>,
    /// The newest checkpoint; nothing when none was signed yet.
    pub checkpoint: Option<SignedState>,
    /// Why the last one was not signed, in words; nothing when it was.
    pub checkpoint_trouble: Option<String>,
    /// How much durable work waits or is being done.
    pub open_jobs: i64,
    /// How much of it is late: no worker runs, or it cannot keep up.
    pub late_jobs: i64,
    /// Work that was given up and that a person must look at.
    pub dead_jobs: Vec<DeadJob>,
    /// The moment of the answer.
    pub as_of: Timestamp,
}

/// The newest signed statement over all records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedState {
    /// Its number.
    pub number: i64,
    /// When it was signed.
    pub at: Timestamp,
    /// Over how many records.
    pub records: i64,
    /// The public half of the key that signed it.
    pub key: PublicKey,
    /// Its hash, to be written down elsewhere.
    pub hash: String,
}

/// Work that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// What kind of work.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What was in the way, without a word about anybody.
    pub trouble: String,
    /// Since when.
    pub since: Timestamp,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Verified {
    /// When it ended.
    pub at: Timestamp,
    /// Who asked for it, as signed.
    pub by: String,
    /// How many records were recomputed.
    pub records: u64,
    /// How many chains.
    pub chains: u64,
    /// The first record that is not as it was written; nothing when all is well.
    pub broken: Option<BrokenRecord>,
    /// How many records say they are older than a checkpoint that was signed before them.
    #[serde(default)]
    pub backdated: u64,
    /// The checkpoint that was signed over what was found whole.
    #[serde(default)]
    pub signed: Option<i64>,
}

/// A record that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BrokenRecord {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub record: String,
    /// Its place in its chain, counted from 1; 0 when a row of a table is in question.
    pub position: i64,
    /// What does not hold, in words.
    pub what: String,
    /// The newest checkpoint that holds: it was changed after this moment.
    #[serde(default)]
    pub since: Option<Mark>,
}

impl Query for OpenHealth {
    type View = Health;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Health>, Refusal> {
        cx.require(Action::View, Kind::System)?;
        let figures = cx.tx.figures()?;
        let verified = cx.tx.setting(LAST_VERIFIED)?;
        let work = jobs::counts(cx.tx, cx.now)?;
        let given_up =
            |dead: jobs::Dead| DeadJob { kind: dead.kind, attempts: dead.attempts, trouble: dead.trouble, since: dead.since };
        let health = Health {
            engine: figures.engine,
            at_rest: figures.at_rest,
            bytes: figures.bytes,
            records: figures.records,
            chains: figures.chains,
            last_backup_at: cx.tx.setting(LAST_BACKUP_AT)?.and_then(|text| text.parse().ok()),
            checkpoint: cx.tx.newest_checkpoint()?.as_ref().map(SignedState::of),
            checkpoint_trouble: cx.tx.setting(CHECKPOINT_TROUBLE)?.filter(|why| !why.is_empty()),
            last_verified: verified.and_then(|text| serde_json::from_str(&text).ok()),
            open_jobs: work.open,
            late_jobs: work.late,
            dead_jobs: jobs::dead(cx.tx)?.into_iter().map(given_up).collect(),
            as_of: cx.now,
        };
        Ok(Guarded::program(Kind::System, health))
    }
}

impl House {
    /// Whether this person may have the chain verified.
    #[must_use]
    pub fn may_verify(&self, actor: &Actor) -> bool {
        self.policy().allows(&actor.roles, Action::Verify, Kind::System, &Circumstances::default())
    }

    /// The public half of the key by which this installation signs, to be kept elsewhere.
    #[must_use]
    pub fn checkpoint_key(&self) -> Option<PublicKey> {
        self.notary().public_key()
    }

    /// Recomputes every chain, compares every table with the ledger and holds all of it against the checkpoints; `progress` hears how
    /// many records are done. A new checkpoint is signed over what is whole. What was found is noted, so that the page shows it after a
    /// restart too.
    ///
    /// # Errors
    /// [`Refusal::Refused`] for whoever may not; otherwise only when the database cannot be read.
    pub fn verify_chain(&self, actor: &Actor, progress: &dyn Fn(u64)) -> Result<Verified, Refusal> {
        self.require_verify(actor)?;
        let (seen, signed) = self.sign_over_all(progress)?;
        let verified = self.noted(actor, seen, &signed)?;
        self.note_trouble(&signed)?;
        Ok(verified)
    }

    /// Signs a checkpoint when one is due: an hour after the last if something was recorded since, and every day. Several nodes may ask;
    /// who comes second finds that none is due. What is broken is noted as after [`House::verify_chain`].
    ///
    /// # Errors
    /// As [`House::verify_chain`].
    pub fn keep_checkpoint(&self, actor: &Actor) -> Result<Option<Result<Checkpoint, NotSigned>>, Refusal> {
        self.require_verify(actor)?;
        let now = self.clock().now();
        let is_due = self.database().read::<_, Refusal>(|tx| {
            let Some(newest) = tx.newest_checkpoint()? else { return Ok(true) };
            let age = newest.at.duration_until(now);
            let has_moved = || Ok::<_, Refusal>(tx.figures()?.records != newest.records);
            Ok(age >= CHECKPOINT_AT_LEAST_EVERY || (age >= CHECKPOINT_EVERY && has_moved()?))
        })?;
        if !is_due {
            return Ok(None);
        }
        let signed = if self.checkpoint_key().is_none() {
            Err(NotSigned::NoKey)
        } else {
            let (seen, signed) = self.sign_over_all(&|_| {})?;
            if seen.broken.is_some() {
                self.noted(actor, seen, &signed)?;
            }
            signed
        };
        self.note_trouble(&signed)?;
        Ok(Some(signed).filter(|signed| *signed != Err(NotSigned::Empty)))
    }

    fn require_verify(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.may_verify(actor) {
            return Ok(());
        }
        Err(Refusal::refused(
            "not_your_role",
            "P2-54",
            "Your role does not have the chain of records verified.",
            "Ask the installer, the director or the compliance officer.",
        ))
    }

    fn sign_over_all(&self, progress: &dyn Fn(u64)) -> Result<(Verification, Result<Checkpoint, NotSigned>), Refusal> {
        let now = self.clock().now();
        Ok(self.database().checkpoint(&crate::kinds(), self.notary(), Occasion::Regular, now, progress)?)
    }

    fn noted(&self, actor: &Actor, seen: Verification, signed: &Result<Checkpoint, NotSigned>) -> Result<Verified, Refusal> {
        let verified = Verified {
            at: self.clock().now(),
            by: actor.signature_name.clone(),
            records: seen.records,
            chains: seen.chains,
            broken: seen.broken.map(BrokenRecord::from),
            backdated: seen.backdated.map_or(0, |backdated| backdated.records),
            signed: signed.as_ref().ok().map(|checkpoint| checkpoint.number),
        };
        let note = serde_json::to_string(&verified).map_err(|error| Refusal::Fault(error.to_string()))?;
        self.database().write::<_, Refusal>(|tx| {
            tx.set_setting(LAST_VERIFIED, &note)?;
            Ok(tx.announce(HEALTH)?)
        })?;
        Ok(verified)
    }

    /// What is in the way of checkpoints, for the page; what is broken stands there already.
    fn note_trouble(&self, signed: &Result<Checkpoint, NotSigned>) -> Result<(), Refusal> {
        let why = match signed {
            Ok(_) | Err(NotSigned::Meanwhile | NotSigned::Empty | NotSigned::Broken) => String::new(),
            Err(why) => why.to_string(),
        };
        self.database().write::<_, Refusal>(|tx| {
            tx.set_setting(CHECKPOINT_TROUBLE, &why)?;
            Ok(tx.announce(HEALTH)?)
        })
    }
}

impl SignedState {
    fn of(checkpoint: &Checkpoint) -> Self {
        let hash = checkpoint.hash().to_string();
        Self { number: checkpoint.number, at: checkpoint.at, records: checkpoint.records, key: checkpoint.key, hash }
    }
}

impl From<Broken> for BrokenRecord {
    fn from(broken: Broken) -> Self {
        Self { kind: broken.kind, record: broken.record_id, position: broken.position, what: broken.what, since: broken.since }
    }
}
