//! The walk over every row of the ledger: each must follow from the one before it in its chain, end where its head says, and pass
//! through every signed end.
//!
//! SQLite hands the rows over in the order in which they were written, which is several times as fast as chain by chain; each chain is
//! in its own order then too. Only when something does not fit, the walk is done again chain by chain, to name the first record.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{Backdated, Broken, Verification};
use crate::checkpoint::{End, Mark, Sealed};
use crate::ledger::LedgerRow;
use crate::value::Passing;
use crate::{StoreError, Tx};

/// How much older than a checkpoint a record may say it is and still have been written after it: a transaction takes its moment when
/// it begins and is there when it ends, and clocks of several nodes differ.
const TOLERATED_MICROSECONDS: i64 = 10 * 60 * 1_000_000;

/// What was walked over.
pub(super) struct Walked {
    /// What was found.
    pub(super) seen: Verification,
    /// How many records of each kind there are, each counted once.
    pub(super) firsts: HashMap<Box<str>, i64>,
    /// Ends of chains that have moved since the newest checkpoint.
    pub(super) moved: Vec<(Box<str>, i64, [u8; 32])>,
}

const COLUMNS: &str = "chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, previous_hash, hash";

pub(super) fn walk(tx: &Tx<'_>, sealed: &Sealed, progress: &dyn Fn(u64)) -> Result<Walked, StoreError> {
    if !tx.is_postgres() {
        let mut quick = Walk::over(sealed, progress);
        quick.all(tx, &format!("SELECT {COLUMNS} FROM record NOT INDEXED"))?;
        if quick.seen.broken.is_none() {
            return Ok(quick.walked());
        }
    }
    let mut careful = Walk::over(sealed, progress);
    careful.all(tx, &format!("SELECT {COLUMNS} FROM record ORDER BY chain, position"))?;
    Ok(careful.walked())
}

/// How far a chain was followed.
struct Reached<'s> {
    position: i64,
    hash: [u8; 32],
    recorded_at: i64,
    /// Signed ends that are still ahead.
    ahead: std::slice::Iter<'s, End>,
    next: Option<&'s End>,
    /// Before this moment nothing that comes now can have been written.
    floor: i64,
}

struct Walk<'s> {
    sealed: &'s Sealed,
    marks: Vec<Mark>,
    progress: &'s dyn Fn(u64),
    seen: Verification,
    firsts: HashMap<Box<str>, i64>,
    numbers: HashMap<Box<str>, usize>,
    reached: Vec<Reached<'s>>,
    /// The chain of the row before, and its place in `reached`: rows of one transaction mostly follow each other.
    last: (String, usize),
    /// What is hashed of one row.
    message: Vec<u8>,
}

impl<'s> Walk<'s> {
    fn over(sealed: &'s Sealed, progress: &'s dyn Fn(u64)) -> Self {
        Self {
            sealed,
            marks: sealed.sound.iter().map(crate::checkpoint::Checkpoint::mark).collect(),
            progress,
            seen: Verification::default(),
            firsts: HashMap::new(),
            numbers: HashMap::new(),
            reached: Vec::new(),
            last: (String::new(), 0),
            message: Vec::new(),
        }
    }

    fn all(&mut self, tx: &Tx<'_>, rows: &str) -> Result<(), StoreError> {
        tx.pass(rows, &[], &mut |row| self.step(row))?;
        if self.seen.broken.is_none() {
            self.heads(tx)?;
        }
        if self.seen.broken.is_none() {
            self.seen.broken = self.cut_off();
        }
        Ok(())
    }

    /// Whether it goes on.
    fn step(&mut self, row: &Passing<'_>) -> Result<bool, StoreError> {
        let Ok((read, hash)) = read(row) else {
            // Bytes that are no text, a text where a number was: the program writes no such row
            self.seen.broken = Some(Broken {
                chain: row.text(0).unwrap_or_default().to_owned(),
                position: row.int(1).unwrap_or_default(),
                record_id: row.text(2).unwrap_or_default().to_owned(),
                kind: row.text(4).unwrap_or_default().to_owned(),
                what: "it cannot be read".to_owned(),
                since: None,
            });
            return Ok(false);
        };
        self.seen.records += 1;
        if self.seen.records.is_multiple_of(10_000) {
            (self.progress)(self.seen.records);
        }
        let at = self.number_of(read.chain);
        let computed = read.hash_in(&mut self.message);
        let Some(reached) = self.reached.get_mut(at) else { return Ok(false) };
        if let Some(what) = reached.fault(&read, &computed, hash) {
            self.seen.broken = Some(broken(&read, what));
            return Ok(false);
        }
        let is_backdated = read.recorded_at < reached.floor;
        if let Some(what) = reached.advance(&read, computed, &self.marks) {
            self.seen.broken = Some(broken(&read, what));
            return Ok(false);
        }
        if is_backdated {
            self.note_backdated(&read, at);
        }
        if read.version == 1 {
            match self.firsts.get_mut(read.kind) {
                Some(count) => *count += 1,
                None => drop(self.firsts.insert(read.kind.into(), 1)),
            }
        }
        Ok(true)
    }

    fn number_of(&mut self, chain: &str) -> usize {
        if !self.reached.is_empty() && self.last.0 == chain {
            return self.last.1;
        }
        let at = if let Some(at) = self.numbers.get(chain) {
            *at
        } else {
            let at = self.reached.len();
            self.numbers.insert(chain.into(), at);
            self.reached.push(Reached::beginning(self.sealed.ends.get(chain).map_or(&[], Vec::as_slice), &self.marks));
            self.seen.chains += 1;
            at
        };
        self.last.0.clear();
        self.last.0.push_str(chain);
        self.last.1 = at;
        at
    }

    /// Every chain must end where its head says: a chain cut short, or removed whole, is found here.
    fn heads(&mut self, tx: &Tx<'_>) -> Result<(), StoreError> {
        let mut heads = 0;
        tx.pass("SELECT chain, position, hash FROM chain_head ORDER BY chain", &[], &mut |row| {
            heads += 1;
            let (chain, position) = (row.text(0).unwrap_or_default(), row.int(1).unwrap_or_default());
            let reached = self.numbers.get(chain).and_then(|at| self.reached.get(*at));
            if reached.is_some_and(|end| end.position == position && row.bytes(2) == Ok(&end.hash)) {
                return Ok(true);
            }
            let what = "the chain does not end where its head says: records were removed or added beside the program";
            self.seen.broken = Some(Broken { chain: chain.to_owned(), position, what: what.to_owned(), ..Broken::default() });
            Ok(false)
        })?;
        if self.seen.broken.is_none() && heads < self.numbers.len() {
            let without = tx.query_one(
                "SELECT r.chain FROM record r WHERE NOT EXISTS (SELECT 1 FROM chain_head h WHERE h.chain = r.chain) LIMIT 1",
                &[],
            )?;
            let chain = without.map_or(Ok(String::new()), |row| row.text(0).map(str::to_owned))?;
            self.seen.broken = Some(Broken { chain, what: "the chain has no head".to_owned(), ..Broken::default() });
        }
        Ok(())
    }

    /// The first chain that ends before a signed end.
    fn cut_off(&self) -> Option<Broken> {
        let reached = |chain: &str| self.numbers.get(chain).and_then(|at| self.reached.get(*at)).map_or(0, |end| end.position);
        let short = self.sealed.ends.iter().filter_map(|(chain, ends)| {
            let missing = ends.iter().find(|end| end.position > reached(chain))?;
            Some((chain, missing))
        });
        let (chain, end) = short.min_by_key(|(chain, _)| (*chain).clone())?;
        let position = reached(chain) + 1;
        let number = self.marks.get(end.checkpoint).map_or(0, |mark| mark.checkpoint);
        let what = if position == 1 {
            format!("the whole chain is missing, which checkpoint {number} has")
        } else {
            format!("record {position} of this chain is missing, which checkpoint {number} has: the end was cut off")
        };
        Some(Broken { chain: chain.to_string(), position, what, ..Broken::default() })
    }

    fn note_backdated(&mut self, read: &LedgerRow<'_>, at: usize) {
        if let Some(known) = &mut self.seen.backdated {
            known.records += 1;
            return;
        }
        let floor = self.reached.get(at).map(|reached| reached.floor);
        let after = self.marks.iter().rfind(|mark| Some(floor_of(mark)) == floor).or(self.marks.last());
        self.seen.backdated = after.map(|after| Backdated {
            records: 1,
            chain: read.chain.to_owned(),
            position: read.position,
            record_id: read.record_id.to_owned(),
            says: Timestamp::from_microsecond(read.recorded_at).unwrap_or_default(),
            after: *after,
        });
    }

    fn walked(self) -> Walked {
        let moved = self.numbers.into_iter().filter_map(|(chain, at)| {
            let end = self.reached.get(at)?;
            let signed = self.sealed.ends.get(&chain).and_then(|ends| ends.last());
            let has_moved = signed.is_none_or(|signed| signed.position != end.position);
            has_moved.then_some((chain, end.position, end.hash))
        });
        Walked { moved: moved.collect(), seen: self.seen, firsts: self.firsts }
    }
}

impl<'s> Reached<'s> {
    fn beginning(ends: &'s [End], marks: &[Mark]) -> Self {
        let mut ahead = ends.iter();
        let next = ahead.next();
        let mut reached = Self { position: 0, hash: [0; 32], recorded_at: i64::MIN, ahead, next, floor: i64::MIN };
        reached.set_floor(marks);
        reached
    }

    /// What comes before the next signed end was written after the checkpoint before the one that signed it.
    fn set_floor(&mut self, marks: &[Mark]) {
        let before = match self.next {
            Some(end) => end.checkpoint.checked_sub(1),
            None => marks.len().checked_sub(1),
        };
        self.floor = before.and_then(|at| marks.get(at)).map_or(i64::MIN, floor_of);
    }

    /// Why a row does not follow.
    fn fault(&self, read: &LedgerRow<'_>, computed: &[u8; 32], hash: &[u8]) -> Option<String> {
        if read.position != self.position + 1 {
            Some(format!("record {} of this chain is missing", self.position + 1))
        } else if read.previous_hash != self.hash {
            Some("it does not follow the record before it".to_owned())
        } else if computed != hash {
            Some("its content is not what was signed into the chain".to_owned())
        } else if read.recorded_at < self.recorded_at {
            Some("it says that it is older than the record before it".to_owned())
        } else {
            None
        }
    }

    /// Goes on to a row; says why it is not the one that was signed.
    fn advance(&mut self, read: &LedgerRow<'_>, computed: [u8; 32], marks: &[Mark]) -> Option<String> {
        self.position = read.position;
        self.hash = computed;
        self.recorded_at = read.recorded_at;
        let end = self.next.filter(|end| end.position == read.position)?;
        if end.hash != computed {
            let number = marks.get(end.checkpoint).map_or(0, |mark| mark.checkpoint);
            return Some(format!(
                "this record or one before it was rewritten, with all that follows: checkpoint {number} has another"
            ));
        }
        self.next = self.ahead.next();
        self.set_floor(marks);
        None
    }
}

fn read<'r>(row: &'r Passing<'_>) -> Result<(LedgerRow<'r>, &'r [u8]), StoreError> {
    let read = LedgerRow {
        chain: row.text(0)?,
        position: row.int(1)?,
        record_id: row.text(2)?,
        version: row.int(3)?,
        kind: row.text(4)?,
        recorded_at: row.int(5)?,
        recorded_by: row.text(6)?,
        reason: row.text(7)?,
        body: row.text(8)?,
        previous_hash: row.bytes(9)?,
    };
    Ok((read, row.bytes(10)?))
}

fn floor_of(mark: &Mark) -> i64 {
    mark.at.as_microsecond().saturating_sub(TOLERATED_MICROSECONDS)
}

fn broken(read: &LedgerRow<'_>, what: String) -> Broken {
    Broken {
        chain: read.chain.to_owned(),
        position: read.position,
        record_id: read.record_id.to_owned(),
        kind: read.kind.to_owned(),
        what,
        since: None,
    }
}
