//! Signed statements over the ends of all chains. A chain of hashes shows that something was changed unless everything after it was
//! changed as well; whoever can write to the database can do that. A checkpoint says, signed with a key that is not in the database,
//! where every chain ended at a moment at which all of it was recomputed and whole. From then on no earlier record can be changed, cut
//! off or removed without the key. See `docs/adr/0020-checkpoints-are-signed-outside-the-database.md`.

mod check;
mod file;
mod hex;
mod key;
mod notary;
mod sign;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use file::CheckpointFile;
pub use hex::{Hex, NotHex};
pub use key::{CheckpointKey, KeyError, PublicKey};
pub use notary::{Notary, NotaryError};
pub use sign::{NotSigned, Occasion};

pub(crate) use check::{End, Sealed, sealed};

use crate::value::{Row, Value, int};
use crate::{StoreError, Tx};

/// A signed statement over the ends of all chains. As JSON it is one line of the file beside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Counted from 1.
    #[serde(rename = "checkpoint")]
    pub number: i64,
    /// The moment before which all of it was read.
    pub at: Timestamp,
    /// How many chains there were.
    pub chains: i64,
    /// How many records, every version counted.
    pub records: i64,
    /// SHA-256 over the ends of the chains that had moved since the checkpoint before, in the order of their names.
    pub ends: Hex<32>,
    /// The hash of the checkpoint before; zeros for the first.
    pub previous: Hex<32>,
    /// After a restore: the hash of the newest checkpoint that was signed before it and is not in the backup.
    pub left_behind: Option<Hex<32>>,
    /// By which key it is signed.
    pub key: PublicKey,
    /// Ed25519 over all of the above.
    pub signature: Hex<64>,
}

/// Which checkpoint, and when it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its number.
    pub checkpoint: i64,
    /// When it was signed.
    pub at: Timestamp,
}

/// How the checkpoints of a database stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The newest checkpoint that holds.
    pub newest: Mark,
    /// Its hash: written down elsewhere, it fixes everything before it.
    pub hash: Hex<32>,
    /// How many records it covers.
    pub records: i64,
    /// By which key it is signed.
    pub key: PublicKey,
    /// Whether the key is that of this installation or one that was named; otherwise nobody knows yet whose it is.
    pub is_key_known: bool,
    /// When the database was last filled from a backup, where later checkpoints were left behind.
    pub restored_at: Option<Timestamp>,
}

impl Checkpoint {
    /// By which number and moment it is spoken of.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { checkpoint: self.number, at: self.at }
    }

    /// The hash of what is signed, by which the next one names it.
    #[must_use]
    pub fn hash(&self) -> Hex<32> {
        Hex(Sha256::digest(self.message()).into())
    }

    /// What is signed. Every field has a fixed length, so that no two statements are written alike.
    fn message(&self) -> Vec<u8> {
        let numbers = [self.number, self.at.as_microsecond(), self.chains, self.records];
        let mut message = b"stepdown-checkpoint-1".to_vec();
        numbers.iter().for_each(|number| message.extend(number.to_le_bytes()));
        message.extend(self.ends.0);
        message.extend(self.previous.0);
        message.push(u8::from(self.left_behind.is_some()));
        message.extend(self.left_behind.unwrap_or(Hex([0; 32])).0);
        message.extend(self.key.0.0);
        message
    }

    /// Whether the key that it names has signed it.
    fn is_signed(&self) -> bool {
        self.key.has_signed(&self.message(), &self.signature)
    }

    /// The statement in a row; nothing when it is not one that the program wrote.
    fn of_row(row: &Row) -> Option<Self> {
        let left_behind = row.bytes(6).ok()?;
        Some(Self {
            number: row.int(0).ok()?,
            at: row.instant(1).ok()?,
            chains: row.int(2).ok()?,
            records: row.int(3).ok()?,
            ends: Hex::of(row.bytes(4).ok()?)?,
            previous: Hex::of(row.bytes(5).ok()?)?,
            left_behind: if left_behind.is_empty() { None } else { Some(Hex::of(left_behind)?) },
            key: PublicKey(Hex::of(row.bytes(7).ok()?)?),
            signature: Hex::of(row.bytes(8).ok()?)?,
        })
    }

    /// Whether it was put there: another node may have been first.
    fn insert(&self, tx: &Tx<'_>) -> Result<bool, StoreError> {
        let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
        let inserted = tx.execute(
            "INSERT INTO checkpoint (number, signed_at, chains, records, ends, previous, left_behind, public_key, signature) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO NOTHING",
            &[
                int(self.number),
                Value::from(self.at),
                int(self.chains),
                int(self.records),
                bytes(&self.ends.0),
                bytes(&self.previous.0),
                bytes(self.left_behind.as_ref().map_or(&[], |hash| &hash.0)),
                bytes(&self.key.0.0),
                bytes(&self.signature.0),
            ],
        )?;
        Ok(inserted == 1)
    }
}

impl Tx<'_> {
    /// The newest checkpoint, unverified; nothing when none was signed yet.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn newest_checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        let newest = self.query_one(&format!("{STATEMENTS} DESC LIMIT 1"), &[])?;
        Ok(newest.as_ref().and_then(Checkpoint::of_row))
    }
}

/// Every statement, to be ended with an order.
const STATEMENTS: &str = "SELECT number, signed_at, chains, records, ends, previous, left_behind, public_key, signature \
                          FROM checkpoint ORDER BY number";

/// The hash over ends of chains: handed one after the other in the order of their names, each with the length of its name.
#[derive(Default)]
struct EndsHash(Sha256);

impl EndsHash {
    fn add(&mut self, chain: &str, position: i64, hash: &[u8]) {
        self.0.update((chain.len() as u64).to_le_bytes());
        self.0.update(chain);
        self.0.update(position.to_le_bytes());
        self.0.update((hash.len() as u64).to_le_bytes());
        self.0.update(hash);
    }

    fn finish(self) -> Hex<32> {
        Hex(self.0.finalize().into())
    }
}

#[cfg(test)]
impl Checkpoint {
    /// The next one, as somebody with another key would sign it.
    pub(crate) fn forged(&self, key: &CheckpointKey) -> Self {
        let ends = EndsHash::default().finish();
        let mut next = Self { number: self.number + 1, previous: self.hash(), ends, key: key.public(), ..self.clone() };
        next.signature = key.sign(&next.message());
        next
    }

    /// Puts it into the database beside the program.
    pub(crate) fn put(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        self.insert(tx).map(|_| ())
    }
}
