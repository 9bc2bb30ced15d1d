//! Signing a checkpoint: all of it is recomputed on one consistent state; what was whole is signed, what is not is named instead.

use jiff::Timestamp;

use super::{Checkpoint, EndsHash, Hex, Notary, PublicKey};
use crate::value::{Value, int, text};
use crate::verify::{Kind, Verification, Whole};
use crate::{Store, StoreError, Tx};

/// How far a clock may be behind the newest checkpoint: as for records.
const TOLERATED_MICROSECONDS: i64 = 5_000_000;
/// How many ends go into one statement.
const AT_ONCE: usize = 200;

/// When a checkpoint is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// At any time: the file beside the database must hold no checkpoint that the database does not have.
    Regular,
    /// Right after the database was filled from a backup: later checkpoints in the file are named as left behind.
    Restored,
}

/// Why no checkpoint was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// Something is broken; it is never signed over.
    #[error("no checkpoint is signed over what is broken")]
    Broken,
    /// There is nothing to sign for.
    #[error("there are no records yet, so there is nothing to sign")]
    Empty,
    /// There is no private key here.
    #[error("the key file for checkpoints is not here; put checkpoint.key into the data folder")]
    NoKey,
    /// This machine's clock is behind the newest checkpoint.
    #[error("this machine's clock is behind the newest checkpoint by {seconds} s; set the clock")]
    ClockWentBack {
        /// How far behind.
        seconds: i64,
    },
    /// Another node signed one at the same time.
    #[error("another checkpoint was signed at the same moment")]
    Meanwhile,
    /// It stands in the database, and the file beside it could not be written.
    #[error("the file of checkpoints could not be written: {0}")]
    File(String),
}

/// What is to be signed.
struct Draft {
    before: Vec<Checkpoint>,
    left_behind: Option<Checkpoint>,
    moved: Vec<(Box<str>, i64, [u8; 32])>,
    chains: i64,
    records: i64,
}

impl Store {
    /// Verifies the whole database and signs a checkpoint over it as of the moment `at`, which must not be after the call. Kept in the
    /// database and in the notary's file. Answers what was found, and the checkpoint or why none was signed.
    ///
    /// # Errors
    /// Only when the database or the file cannot be read or written.
    pub fn checkpoint(
        &self,
        kinds: &[Kind],
        notary: &Notary,
        occasion: Occasion,
        at: Timestamp,
        progress: &dyn Fn(u64),
    ) -> Result<(Verification, Result<Checkpoint, NotSigned>), StoreError> {
        let (mut seen, draft) = self.read::<_, StoreError>(|tx| {
            let whole = Whole::of(tx, kinds, notary, occasion, progress)?;
            Ok((whole.seen.clone(), Draft::of(whole)))
        })?;
        let signed = if seen.broken.is_some() { Err(NotSigned::Broken) } else { draft.sign(notary, at) };
        let kept = match signed {
            Ok(checkpoint) => self.keep(checkpoint, draft, notary)?,
            Err(why) => Err(why),
        };
        if let Ok(checkpoint) = &kept {
            seen.checkpoints = Some(checkpoint.standing(seen.checkpoints.as_ref()));
        }
        Ok((seen, kept))
    }

    fn keep(&self, checkpoint: Checkpoint, draft: Draft, notary: &Notary) -> Result<Result<Checkpoint, NotSigned>, StoreError> {
        let newest = draft.before.last().map_or(0, |before| before.number);
        let is_kept = self.write::<_, StoreError>(|tx| {
            if tx.newest_checkpoint()?.map_or(0, |there| there.number) != newest {
                return Ok(false);
            }
            if !checkpoint.insert(tx)? {
                return Ok(false);
            }
            draft.moved.chunks(AT_ONCE).try_for_each(|some| insert_ends(tx, checkpoint.number, some))?;
            Ok(true)
        })?;
        if !is_kept {
            return Ok(Err(NotSigned::Meanwhile));
        }
        let mut all = draft.before;
        all.push(checkpoint.clone());
        Ok(match notary.write_down(&all) {
            Ok(()) => Ok(checkpoint),
            Err(error) => Err(NotSigned::File(error.to_string())),
        })
    }
}

impl Draft {
    fn of(whole: Whole) -> Self {
        let mut moved = whole.moved;
        moved.sort_unstable_by(|one, other| one.0.as_bytes().cmp(other.0.as_bytes()));
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Self {
            before: whole.sealed.sound,
            left_behind: whole.sealed.left_behind,
            moved,
            chains: count(whole.seen.chains),
            records: count(whole.seen.records),
        }
    }

    fn sign(&self, notary: &Notary, at: Timestamp) -> Result<Checkpoint, NotSigned> {
        let key = notary.key().ok_or(NotSigned::NoKey)?;
        if self.records == 0 {
            return Err(NotSigned::Empty);
        }
        let newest = self.before.last();
        let (now, then) = (at.as_microsecond(), newest.map_or(i64::MIN, |newest| newest.at.as_microsecond()));
        if then.saturating_sub(now) > TOLERATED_MICROSECONDS {
            return Err(NotSigned::ClockWentBack { seconds: then.saturating_sub(now) / 1_000_000 });
        }
        let numbers = newest.into_iter().chain(self.left_behind.as_ref()).map(|one| one.number);
        let mut ends = EndsHash::default();
        self.moved.iter().for_each(|(chain, position, hash)| ends.add(chain, *position, hash));
        let mut checkpoint = Checkpoint {
            number: numbers.max().unwrap_or(0) + 1,
            at: Timestamp::from_microsecond(now.max(then)).unwrap_or(at),
            chains: self.chains,
            records: self.records,
            ends: ends.finish(),
            previous: newest.map_or(Hex([0; 32]), Checkpoint::hash),
            left_behind: self.left_behind.as_ref().map(Checkpoint::hash),
            key: key.public(),
            signature: Hex([0; 64]),
        };
        checkpoint.signature = key.sign(&checkpoint.message());
        Ok(checkpoint)
    }
}

impl Checkpoint {
    /// How the checkpoints stand once this one is the newest.
    fn standing(&self, before: Option<&super::Standing>) -> super::Standing {
        let restored_at = self.left_behind.map(|_| self.at).or(before.and_then(|before| before.restored_at));
        let key: PublicKey = self.key;
        super::Standing { newest: self.mark(), hash: self.hash(), records: self.records, key, is_key_known: true, restored_at }
    }
}

fn insert_ends(tx: &Tx<'_>, number: i64, some: &[(Box<str>, i64, [u8; 32])]) -> Result<(), StoreError> {
    let places: Vec<String> =
        (0..some.len()).map(|at| 4 * at).map(|at| format!("(${}, ${}, ${}, ${})", at + 1, at + 2, at + 3, at + 4)).collect();
    let values: Vec<Value> = some
        .iter()
        .flat_map(|(chain, position, hash)| [text(chain), int(*position), Value::Bytes(hash.to_vec()), int(number)])
        .collect();
    let sql = format!("INSERT INTO checkpoint_end (chain, position, hash, checkpoint) VALUES {}", places.join(", "));
    tx.execute(&sql, &values)?;
    Ok(())
}
