//! Do the checkpoints hold: each signed, each naming the one before, the newest by a key that counts, the ends as they were signed, and
//! none missing that stands in the file beside the database?

use std::collections::HashMap;

use super::{Checkpoint, EndsHash, Hex, Mark, Notary, Occasion, STATEMENTS, Standing};
use crate::value::Row;
use crate::verify::Broken;
use crate::{StoreError, Tx};

/// Where a chain ended when a checkpoint was signed.
pub(crate) struct End {
    pub(crate) position: i64,
    pub(crate) hash: [u8; 32],
    /// Which of the sound checkpoints, counted from 0.
    pub(crate) checkpoint: usize,
}

/// What the checkpoints say, as far as they hold.
#[derive(Default)]
pub(crate) struct Sealed {
    /// Those that hold, oldest first.
    pub(crate) sound: Vec<Checkpoint>,
    /// The signed ends of every chain, the nearest first.
    pub(crate) ends: HashMap<Box<str>, Vec<End>>,
    /// The first that does not hold.
    pub(crate) broken: Option<Broken>,
    /// The newest in the file that the database does not have; only after a restore.
    pub(crate) left_behind: Option<Checkpoint>,
    is_key_known: bool,
}

/// Reads and judges the checkpoints of a database.
pub(crate) fn sealed(tx: &Tx<'_>, notary: &Notary, occasion: Occasion) -> Result<Sealed, StoreError> {
    let mut seen = Sealed::default();
    for row in tx.query(STATEMENTS, &[])? {
        if !seen.take_statement(&row) {
            break;
        }
    }
    seen.ask_whose(notary);
    take_ends(tx, &mut seen)?;
    seen.hold_against_file(notary, occasion)?;
    Ok(seen)
}

impl Sealed {
    /// The newest checkpoint that holds: what is broken now was whole then.
    pub(crate) fn newest(&self) -> Option<Mark> {
        self.sound.last().map(Checkpoint::mark)
    }

    /// How the checkpoints stand; nothing when there is none.
    pub(crate) fn standing(&self) -> Option<Standing> {
        let newest = self.sound.last()?;
        Some(Standing {
            newest: newest.mark(),
            hash: newest.hash(),
            records: newest.records,
            key: newest.key,
            is_key_known: self.is_key_known,
            restored_at: self.sound.iter().rfind(|one| one.left_behind.is_some()).map(|one| one.at),
        })
    }

    /// Takes the next statement, if it follows from the one before.
    fn take_statement(&mut self, row: &Row) -> bool {
        let Some(next) = Checkpoint::of_row(row) else {
            self.breaks(row.int(0).unwrap_or_default(), "it cannot be read");
            return false;
        };
        match fault(self.sound.last(), &next) {
            Some(what) => {
                self.breaks(next.number, what);
                false
            }
            None => {
                self.sound.push(next);
                true
            }
        }
    }

    /// Whoever signed the newest vouches for all before it, because it names the one before by its hash, and so on. What was signed
    /// after the newest that counts does not count.
    fn ask_whose(&mut self, notary: &Notary) {
        if !notary.knows_a_key() {
            return;
        }
        let counting = self.sound.iter().rposition(|one| notary.trusts(&one.key)).map_or(0, |at| at + 1);
        self.is_key_known = counting > 0;
        if let (Some(strange), None) = (self.sound.get(counting), &self.broken) {
            let (number, key) = (strange.number, strange.key);
            self.breaks(number, &format!("it is signed with another key than that of this installation: {key}"));
        }
        self.sound.truncate(counting);
    }

    fn hold_against_file(&mut self, notary: &Notary, occasion: Occasion) -> Result<(), StoreError> {
        if self.broken.is_some() {
            return Ok(());
        }
        for (number, line) in notary.lines()? {
            let Some(line) = line else {
                self.breaks(0, &format!("line {number} of the file of checkpoints is none"));
                return Ok(());
            };
            if self.sound.contains(&line) || self.was_left_behind(&line) {
                continue;
            }
            if occasion == Occasion::Regular {
                self.sound.retain(|one| one.number < line.number);
                self.forget_ends();
                self.breaks(
                    line.number,
                    "it stands in the file of checkpoints and not in the database: it was removed or replaced",
                );
                return Ok(());
            }
            if self.left_behind.as_ref().is_none_or(|known| known.number < line.number) {
                self.left_behind = Some(line);
            }
        }
        Ok(())
    }

    /// Whether a signed statement says that the database was filled from a backup that did not have this one.
    fn was_left_behind(&self, line: &Checkpoint) -> bool {
        let before = std::iter::once(0).chain(self.sound.iter().map(|one| one.number));
        before.zip(&self.sound).any(|(before, one)| one.left_behind.is_some() && (before + 1..one.number).contains(&line.number))
    }

    fn breaks(&mut self, number: i64, what: &str) {
        self.broken =
            Some(Broken { position: number, kind: "checkpoint".to_owned(), what: what.to_owned(), ..Broken::default() });
    }

    fn forget_ends(&mut self) {
        let sound = self.sound.len();
        self.ends.values_mut().for_each(|ends| ends.retain(|end| end.checkpoint < sound));
        self.ends.retain(|_, ends| !ends.is_empty());
    }
}

/// Why a statement does not follow the one before it.
fn fault(before: Option<&Checkpoint>, next: &Checkpoint) -> Option<&'static str> {
    let (number, hash) = before.map_or((0, Hex([0; 32])), |before| (before.number, before.hash()));
    if !next.is_signed() {
        Some("its signature does not fit what it says")
    } else if next.previous != hash || (next.number != number + 1 && next.left_behind.is_none()) || next.number <= number {
        Some("it does not follow the checkpoint before it: one was removed or replaced")
    } else if before.is_some_and(|before| next.at < before.at) {
        Some("it says that it is older than the checkpoint before it: the clock was set back")
    } else {
        None
    }
}

/// The ends as they are added up, checkpoint by checkpoint.
struct Adding<'s> {
    seen: &'s mut Sealed,
    /// Which checkpoint is being added.
    at: usize,
    hash: EndsHash,
    chains: i64,
    records: i64,
    is_off: bool,
}

fn take_ends(tx: &Tx<'_>, seen: &mut Sealed) -> Result<(), StoreError> {
    let is_all = seen.broken.is_none();
    let mut adding = Adding { seen, at: 0, hash: EndsHash::default(), chains: 0, records: 0, is_off: false };
    // Names of chains are hashed in the order of their bytes, whatever the language of the server.
    let by_bytes = if tx.is_postgres() { "COLLATE \"C\"" } else { "" };
    let sql =
        format!("SELECT checkpoint, chain, position, hash FROM checkpoint_end ORDER BY checkpoint, chain {by_bytes}, position");
    let mut strange = None;
    tx.pass(&sql, &[], &mut |row| {
        let number = row.int(0).unwrap_or_default();
        adding.close_before(number);
        match adding.seen.sound.get(adding.at) {
            Some(one) if one.number == number => {
                // What cannot be read is hashed as something else than what was signed
                let (position, hash) = (row.int(2).unwrap_or_default(), row.bytes(3).unwrap_or_default());
                adding.add(row.text(1).unwrap_or_default(), position, hash);
            }
            _ => strange = strange.or(Some(number)),
        }
        Ok(!adding.is_off)
    })?;
    adding.close_before(i64::MAX);
    let is_off = adding.is_off;
    if let (Some(number), true, false) = (strange, is_all, is_off)
        && seen.broken.is_none()
    {
        seen.sound.retain(|one| one.number < number);
        seen.breaks(number, "ends of chains are there that were signed with it, and it is not: it was removed");
    }
    seen.forget_ends();
    Ok(())
}

impl Adding<'_> {
    /// Ends every checkpoint before this number: its ends must be those that were signed.
    fn close_before(&mut self, number: i64) {
        while let Some(one) = self.seen.sound.get(self.at).filter(|one| one.number < number && !self.is_off) {
            let hash = std::mem::take(&mut self.hash).finish();
            if hash == one.ends && self.chains == one.chains && self.records == one.records {
                self.at += 1;
                continue;
            }
            let number = one.number;
            self.seen.sound.truncate(self.at);
            self.seen.breaks(number, "the ends of chains that are kept with it are not those that were signed");
            self.is_off = true;
        }
    }

    fn add(&mut self, chain: &str, position: i64, hash: &[u8]) {
        self.hash.add(chain, position, hash);
        let end = End { position, hash: hash.try_into().unwrap_or([0; 32]), checkpoint: self.at };
        let before = match self.seen.ends.get_mut(chain) {
            Some(ends) => {
                let before = ends.last().map_or(0, |end| end.position);
                ends.push(end);
                before
            }
            None => {
                self.chains += 1;
                self.seen.ends.insert(chain.into(), vec![end]);
                0
            }
        };
        self.records += position - before;
    }
}
