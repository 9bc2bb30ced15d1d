//! Is the installation well? Engine, size, last backup, and whether the chain of records is unbroken (verified on request, in the
//! background). Nothing here says anything about anybody.

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use store::verify::Broken;

use crate::House;

/// Under this name backups note when they were made.
pub const LAST_BACKUP_AT: &str = "last_backup_at";
/// Under this name the last verification is noted.
const LAST_VERIFIED: &str = "last_verified";
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
    /// How much durable work waits or is being done.
    pub open_jobs: i64,
    /// How much of it is late: no worker runs, or it cannot keep up.
    pub late_jobs: i64,
    /// Work that was given up and that a person must look at.
    pub dead_jobs: Vec<DeadJob>,
    /// The moment of the answer.
    pub as_of: Timestamp,
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
            bytes: figures.bytes,
            records: figures.records,
            chains: figures.chains,
            last_backup_at: cx.tx.setting(LAST_BACKUP_AT)?.and_then(|text| text.parse().ok()),
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

    /// Recomputes every chain and compares every table with the ledger; `progress` hears how many records are done. What was found
    /// is noted, so that the page shows it after a restart too.
    ///
    /// # Errors
    /// [`Refusal::Refused`] for whoever may not; otherwise only when the database cannot be read.
    pub fn verify_chain(&self, actor: &Actor, progress: &dyn Fn(u64)) -> Result<Verified, Refusal> {
        if !self.may_verify(actor) {
            return Err(Refusal::refused(
                "not_your_role",
                "P2-54",
                "Your role does not have the chain of records verified.",
                "Ask the installer, the director or the compliance officer.",
            ));
        }
        let seen = self.database().verify(&crate::kinds(), progress)?;
        let verified = Verified {
            at: self.clock().now(),
            by: actor.signature_name.clone(),
            records: seen.records,
            chains: seen.chains,
            broken: seen.broken.map(BrokenRecord::from),
        };
        let note = serde_json::to_string(&verified).map_err(|error| Refusal::Fault(error.to_string()))?;
        self.database().write::<_, Refusal>(|tx| {
            tx.set_setting(LAST_VERIFIED, &note)?;
            Ok(tx.announce(HEALTH)?)
        })?;
        Ok(verified)
    }
}

impl From<Broken> for BrokenRecord {
    fn from(broken: Broken) -> Self {
        Self { kind: broken.kind, record: broken.record_id, position: broken.position, what: broken.what }
    }
}
