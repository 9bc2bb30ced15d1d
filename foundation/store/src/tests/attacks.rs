//! Somebody with the password of the database, and more: what each of them changes is found, on both engines (P2-54).

use std::cell::RefCell;
use std::path::Path;

use super::*;
use crate::checkpoint::{Checkpoint, CheckpointKey, NotSigned, Notary, Occasion, PublicKey};
use crate::ledger::LedgerRow;

fn of(patient: u128, id: u128, words: &str) -> Leaf {
    Leaf { patient: PatientId(Uuid::from_u128(patient)), ..leaf(id, words) }
}

fn chain(patient: u128) -> String {
    Uuid::from_u128(patient).to_string()
}

/// Signs as of a minute.
fn sign(store: &Store, notary: &Notary, minute: i64) -> Result<Checkpoint, NotSigned> {
    store.checkpoint(KINDS, notary, Occasion::Regular, at(minute), &|_| {}).unwrap().1
}

fn judged(store: &Store, notary: &Notary) -> Verification {
    store.verify_with(KINDS, notary, &|_| {}).unwrap()
}

/// Two patients, two checkpoints between and after, and one record that no checkpoint has yet.
fn with_checkpoints(test: impl Fn(&Store, &Notary, &Path)) {
    with_leaves(|store| {
        let folder = tempfile::tempdir().unwrap();
        let notary = Notary::of_folder(folder.path(), store).unwrap();
        write(store, |tx| {
            tx.append(&of(1, 11, "a"), &entry(0))?;
            tx.append(&of(1, 12, "b"), &entry(0))?;
            tx.append(&of(2, 21, "c"), &entry(1))
        })
        .unwrap();
        assert_eq!(sign(store, &notary, 30).unwrap().number, 1);
        write(store, |tx| {
            tx.amend(&of(1, 11, "d"), 1, &entry(40))?;
            tx.append(&of(3, 31, "e"), &entry(40))
        })
        .unwrap();
        assert_eq!(sign(store, &notary, 60).unwrap().number, 2);
        write(store, |tx| tx.append(&of(1, 13, "f"), &entry(70))).unwrap();
        test(store, &notary, folder.path());
    });
}

/// The guards are taken away, as an administrator can.
fn unguarded(tx: &Tx<'_>) -> Result<(), StoreError> {
    for table in ["record", "checkpoint", "checkpoint_end"] {
        if tx.is_postgres() {
            tx.execute(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL"), &[])?;
        } else {
            tx.execute(&format!("DROP TRIGGER IF EXISTS {table}_is_never_changed"), &[])?;
            tx.execute(&format!("DROP TRIGGER IF EXISTS {table}_is_never_removed"), &[])?;
        }
    }
    Ok(())
}

/// Changes the words of one record and makes everything fit again: all hashes after it, the head, the row on screens.
fn rewritten(tx: &Tx<'_>, chain: &str, from: i64) -> Result<(), StoreError> {
    let sql = "SELECT chain, position, record_id, version, kind, recorded_at, recorded_by, reason, body, previous_hash, hash \
               FROM record WHERE chain = $1 ORDER BY position";
    let mut previous = vec![0; 32];
    for row in tx.query(sql, &[text(chain)])? {
        let position = row.int(1)?;
        if position < from {
            previous = row.bytes(10)?.to_vec();
            continue;
        }
        let body =
            if position == from { row.text(8)?.replace("\"words\":\"", "\"words\":\"never ") } else { row.text(8)?.into() };
        let hash = LedgerRow {
            chain: row.text(0)?,
            position,
            record_id: row.text(2)?,
            version: row.int(3)?,
            kind: row.text(4)?,
            recorded_at: row.int(5)?,
            recorded_by: row.text(6)?,
            reason: row.text(7)?,
            body: &body,
            previous_hash: &previous,
        }
        .hash()
        .to_vec();
        let at = [text(chain), int(position), text(&body), Value::Bytes(previous), Value::Bytes(hash.clone())];
        tx.execute("UPDATE record SET body = $3, previous_hash = $4, hash = $5 WHERE chain = $1 AND position = $2", &at)?;
        let record = [text(row.text(2)?), int(row.int(3)?), text(&body)];
        let words = serde_json::from_str::<Leaf>(&body).unwrap().words;
        tx.execute("UPDATE leaf SET body = $3 WHERE id = $1 AND version = $2", &record)?;
        tx.execute(
            "UPDATE leaf SET words = $3 WHERE id = $1 AND version = $2",
            &[record[0].clone(), record[1].clone(), text(words)],
        )?;
        previous = hash;
    }
    tx.execute("UPDATE chain_head SET hash = $2 WHERE chain = $1", &[text(chain), Value::Bytes(previous)])?;
    Ok(())
}

/// Cuts a chain off after a position, with its head and the rows on screens.
fn cut(tx: &Tx<'_>, chain: &str, after: i64) -> Result<(), StoreError> {
    let here = [text(chain), int(after)];
    tx.execute(
        "DELETE FROM leaf WHERE id IN (SELECT record_id FROM record WHERE chain = $1 AND position > $2 AND version = 1)",
        &here,
    )?;
    tx.execute("DELETE FROM record WHERE chain = $1 AND position > $2", &here)?;
    if after == 0 {
        tx.execute("DELETE FROM chain_head WHERE chain = $1", &here[..1])?;
    } else {
        let head = "UPDATE chain_head SET position = $2, hash = (SELECT r.hash FROM record r WHERE r.chain = $1 AND r.position = $2) \
                    WHERE chain = $1";
        tx.execute(head, &here)?;
    }
    Ok(())
}

/// Does it, and it is found: in these words, as later than this checkpoint; and it is never signed over.
fn found(attack: impl Fn(&Tx<'_>) -> Result<(), StoreError>, words: &str, since: i64) {
    with_checkpoints(|store, notary, _| {
        let sound = judged(store, notary);
        assert_eq!((&sound.broken, sound.records, sound.chains), (&None, 6, 3));
        write(store, |tx| {
            unguarded(tx)?;
            attack(tx)
        })
        .unwrap();
        let seen = judged(store, notary);
        let broken = seen.broken.unwrap_or_else(|| panic!("not found: {words}"));
        assert!(broken.what.contains(words), "{words}: {broken:?}");
        assert_eq!(broken.since.map_or(0, |mark| mark.checkpoint), since, "{broken:?}");
        assert_eq!(sign(store, notary, 90), Err(NotSigned::Broken));
    });
}

#[test]
fn p2_54_the_sound_database_verifies_and_says_which_checkpoint_vouches_for_it() {
    with_checkpoints(|store, notary, folder| {
        let seen = judged(store, notary);
        let standing = seen.checkpoints.unwrap();
        assert_eq!((seen.broken, standing.newest.checkpoint, standing.newest.at, standing.records), (None, 2, at(60), 5));
        assert!(standing.is_key_known && standing.restored_at.is_none() && seen.backdated.is_none());
        // Nothing moved: the next one has the same records, and follows
        write(store, |tx| tx.append(&of(2, 22, "g"), &entry(80))).unwrap();
        let third = sign(store, notary, 90).unwrap();
        assert_eq!((third.number, third.records, third.chains), (3, 7, 3));
        assert_eq!(sign(store, notary, 90).unwrap().previous, third.hash());
        assert_eq!(judged(store, notary).broken, None);
        // Each stands in the file as well, readable by its owner only, and a second reading of the folder finds the same key
        let lines = std::fs::read_to_string(folder.join("checkpoints.jsonl")).unwrap();
        assert_eq!(lines.lines().count(), 4);
        assert_eq!(Notary::looking_at(folder).unwrap().public_key(), notary.public_key());
    });
}

#[test]
fn p2_54_a_changed_record_is_found_also_when_everything_after_it_is_made_to_fit() {
    let edit = |tx: &Tx<'_>| {
        let sql = "UPDATE record SET body = replace(body, '\"c\"', '\"x\"') WHERE chain = $1";
        tx.execute(sql, &[text(chain(2))]).map(|_| ())
    };
    found(edit, "its content is not what was signed into the chain", 2);
    found(|tx| rewritten(tx, &chain(1), 1), "rewritten, with all that follows: checkpoint 1 has another", 2);
    found(|tx| rewritten(tx, &chain(1), 3), "rewritten, with all that follows: checkpoint 2 has another", 2);
    found(|tx| rewritten(tx, &chain(3), 1), "rewritten, with all that follows: checkpoint 2 has another", 2);
}

#[test]
fn p2_54_what_was_cut_off_or_taken_away_whole_is_found() {
    found(|tx| cut(tx, &chain(1), 2), "record 3 of this chain is missing, which checkpoint 2 has: the end was cut off", 2);
    found(|tx| cut(tx, &chain(2), 0), "the whole chain is missing, which checkpoint 1 has", 2);
    // With its traces in the checkpoints
    let with_ends = |tx: &Tx<'_>| {
        cut(tx, &chain(3), 0)?;
        tx.execute("DELETE FROM checkpoint_end WHERE chain = $1", &[text(chain(3))]).map(|_| ())
    };
    found(with_ends, "the ends of chains that are kept with it are not those that were signed", 1);
}

#[test]
fn p2_54_a_checkpoint_that_was_removed_is_found() {
    let row = |tx: &Tx<'_>| tx.execute("DELETE FROM checkpoint WHERE number = 2", &[]).map(|_| ());
    found(row, "it was removed", 1);
    found(|tx| tx.execute("DELETE FROM checkpoint WHERE number = 1", &[]).map(|_| ()), "one was removed or replaced", 0);
    // With its ends, and the records that it vouched for
    let newest = |tx: &Tx<'_>| {
        cut(tx, &chain(1), 2)?;
        cut(tx, &chain(3), 0)?;
        tx.execute(
            "UPDATE leaf SET version = 1, body = (SELECT r.body FROM record r WHERE r.record_id = leaf.id) WHERE version = 2",
            &[],
        )?;
        tx.execute("DELETE FROM checkpoint_end WHERE checkpoint = 2", &[])?;
        tx.execute("DELETE FROM checkpoint WHERE number = 2", &[]).map(|_| ())
    };
    found(newest, "stands in the file of checkpoints and not in the database", 1);
    let all = |tx: &Tx<'_>| {
        tx.execute("DELETE FROM checkpoint_end", &[])?;
        tx.execute("DELETE FROM checkpoint", &[]).map(|_| ())
    };
    found(all, "stands in the file of checkpoints and not in the database", 0);
}

#[test]
fn p2_54_a_checkpoint_that_was_changed_or_signed_with_another_key_is_found() {
    let later = |tx: &Tx<'_>| tx.execute("UPDATE checkpoint SET signed_at = signed_at + 1 WHERE number = 2", &[]).map(|_| ());
    found(later, "its signature does not fit what it says", 1);
    let unreadable = |tx: &Tx<'_>| tx.execute("UPDATE checkpoint SET signature = previous WHERE number = 2", &[]).map(|_| ());
    found(unreadable, "it cannot be read", 1);
    let moved =
        |tx: &Tx<'_>| tx.execute("UPDATE checkpoint_end SET position = 2 WHERE chain = $1", &[text(chain(2))]).map(|_| ());
    found(moved, "not those that were signed", 0);

    // A chain is rewritten, and a new checkpoint over it is signed with a key of one's own
    with_checkpoints(|store, notary, _| {
        let (own, theirs) = (CheckpointKey::for_this_run().unwrap(), notary.public_key().unwrap());
        let forged = store.read::<_, StoreError>(|tx| tx.newest_checkpoint()).unwrap().unwrap().forged(&own);
        write(store, |tx| {
            unguarded(tx)?;
            forged.put(tx)
        })
        .unwrap();
        let broken = judged(store, notary).broken.unwrap();
        assert!(broken.what.contains("signed with another key") && broken.position == 3, "{broken:?}");
        assert_eq!(broken.since.unwrap().checkpoint, 2);
        // Whoever has only the public half finds it as well, and takes nobody else's key for it
        let elsewhere = |key: PublicKey| judged(store, &Notary::unknowing().trusting(&[key])).broken;
        assert!(elsewhere(theirs).unwrap().what.contains("signed with another key"));
        assert!(elsewhere(PublicKey(crate::checkpoint::Hex([7; 32]))).is_some());
        assert_eq!(sign(store, notary, 90), Err(NotSigned::Broken));
    });
}

#[test]
fn p2_54_the_public_half_is_enough_to_verify_and_a_lost_key_is_not_replaced_in_silence() {
    with_checkpoints(|store, notary, folder| {
        let key = notary.public_key().unwrap();
        let seen = judged(store, &Notary::unknowing().trusting(&[key]));
        assert!(seen.broken.is_none() && seen.checkpoints.unwrap().is_key_known);
        // Nobody knows whose they are: whole, and said so
        let seen = judged(store, &Notary::unknowing());
        assert!(seen.broken.is_none() && !seen.checkpoints.unwrap().is_key_known);

        // When the key file is gone, no new one is made, and nothing is signed
        std::fs::remove_file(folder.join("checkpoint.key")).unwrap();
        let without = Notary::of_folder(folder, store).unwrap();
        assert_eq!((without.public_key(), sign(store, &without, 90)), (None, Err(NotSigned::NoKey)));
        // A new key does not take over by itself; with the old public key named it does
        let new = Notary::with_new_key(folder).unwrap();
        assert!(judged(store, &new).broken.unwrap().what.contains("signed with another key"));
        assert_eq!(sign(store, &new, 90), Err(NotSigned::Broken));
        let vouching = Notary::looking_at(folder).unwrap().trusting(&[key]);
        assert_eq!(sign(store, &vouching, 90).unwrap().number, 3);
        assert_eq!(judged(store, &Notary::looking_at(folder).unwrap()).broken, None);
    });
}

#[test]
fn p2_54_a_clock_that_was_set_back_signs_nothing_and_is_seen_in_the_records() {
    with_checkpoints(|store, notary, _| {
        assert_eq!(sign(store, notary, 59), Err(NotSigned::ClockWentBack { seconds: 60 }));
        // Records in a new chain that say they are from before the checkpoint that does not have them
        write(store, |tx| {
            tx.append(&of(4, 41, "late"), &entry(40))?;
            tx.append(&of(4, 42, "late"), &entry(41))
        })
        .unwrap();
        let late = judged(store, notary).backdated.unwrap();
        assert_eq!((late.records, late.says, late.after.checkpoint, late.chain.as_str()), (2, at(40), 2, chain(4).as_str()));
        // It stays seen when later checkpoints have them
        sign(store, notary, 90).unwrap();
        write(store, |tx| tx.append(&of(4, 43, "in time"), &entry(91))).unwrap();
        let seen = judged(store, notary);
        assert_eq!((seen.broken, seen.backdated.map(|late| (late.records, late.after.checkpoint))), (None, Some((2, 2))));
    });
    // Within a chain it is broken: the program never writes it
    let older = |tx: &Tx<'_>| {
        tx.execute(
            "UPDATE record SET recorded_at = recorded_at - 10000000000 WHERE chain = $1 AND position = 4",
            &[text(chain(1))],
        )?;
        rewritten(tx, &chain(1), 4)
    };
    found(older, "it says that it is older than the record before it", 2);
}

#[test]
fn a_restored_database_verifies_and_says_what_was_left_behind() {
    let dumps = RefCell::new(Vec::<Vec<u8>>::new());
    let folders = RefCell::new(Vec::new());
    with_leaves(|store| {
        // Given a backup, and a checkpoint that was signed after it
        let folder = tempfile::tempdir().unwrap();
        let notary = Notary::of_folder(folder.path(), store).unwrap();
        write(store, |tx| tx.append(&of(1, 11, "a"), &entry(0))).unwrap();
        sign(store, &notary, 30).unwrap();
        let out = RefCell::new(Vec::new());
        store.dump(&out).unwrap();
        write(store, |tx| tx.append(&of(1, 12, "b"), &entry(40))).unwrap();
        sign(store, &notary, 60).unwrap();
        dumps.borrow_mut().push(out.into_inner());
        folders.borrow_mut().push(folder);
    });
    let turn = RefCell::new(0);
    with_leaves(|store| {
        // When it is restored beside the same key and file
        let folder = &folders.borrow()[*turn.borrow()];
        store.fill(&RefCell::new(dumps.borrow()[*turn.borrow()].as_slice())).unwrap();
        *turn.borrow_mut() += 1;
        let notary = Notary::of_folder(folder.path(), store).unwrap();
        assert!(
            judged(store, &notary).broken.unwrap().what.contains("stands in the file"),
            "nobody said yet that it was restored"
        );
        let (seen, signed) = store.checkpoint(KINDS, &notary, Occasion::Restored, at(90), &|_| {}).unwrap();
        // Then a signed statement says so, and everything holds from then on
        let signed = signed.unwrap();
        assert_eq!((seen.broken, signed.number, signed.left_behind.is_some()), (None, 3, true));
        let seen = judged(store, &notary);
        assert_eq!((seen.broken, seen.checkpoints.unwrap().restored_at), (None, Some(at(90))));
        write(store, |tx| tx.append(&of(1, 12, "b again"), &entry(91))).unwrap();
        assert_eq!(sign(store, &notary, 95).unwrap().number, 4);
        assert_eq!(judged(store, &notary).broken, None);
    });
}

#[test]
fn a_line_that_was_not_written_to_its_end_is_written_again_and_a_foreign_line_is_found() {
    with_checkpoints(|store, notary, folder| {
        let file = folder.join("checkpoints.jsonl");
        let whole = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() - 40]).unwrap();
        assert_eq!(judged(store, notary).broken, None);
        sign(store, notary, 90).unwrap();
        let lines = std::fs::read_to_string(&file).unwrap();
        assert!(lines.starts_with(&whole) && lines.lines().count() == 3, "{lines}");
        std::fs::write(&file, format!("{lines}no checkpoint\n")).unwrap();
        assert!(judged(store, notary).broken.unwrap().what.contains("line 4 of the file of checkpoints is none"));
        // A copy that was kept elsewhere is held against it in the same way
        std::fs::remove_file(&file).unwrap();
        assert_eq!(judged(store, notary).broken, None);
        let copy = folder.join("kept-elsewhere.jsonl");
        std::fs::write(&copy, &lines).unwrap();
        write(store, |tx| {
            unguarded(tx)?;
            tx.execute("DELETE FROM checkpoint_end WHERE checkpoint = 3", &[])?;
            tx.execute("DELETE FROM checkpoint WHERE number = 3", &[]).map(|_| ())
        })
        .unwrap();
        assert_eq!(judged(store, notary).broken, None, "whoever changes database and file is not found here");
        let held = judged(store, &Notary::looking_at(folder).unwrap().against(copy));
        assert!(held.broken.unwrap().what.contains("stands in the file"));
    });
}

#[test]
fn no_checkpoint_is_signed_over_nothing() {
    with_leaves(|store| {
        let notary = Notary::for_this_run().unwrap();
        assert_eq!(sign(store, &notary, 0), Err(NotSigned::Empty));
    });
}

/// A column of the ledger with one bit of one of its bytes turned; nothing when an engine cannot hold that.
fn turned(value: &Value, byte: usize, bit: u32) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Integer(number) => Some(Value::Integer(number ^ (1 << (bit * 8)))),
        Value::Bytes(bytes) => {
            let mut bytes = bytes.clone();
            let at = byte % bytes.len();
            bytes[at] ^= 1 << bit;
            Some(Value::Bytes(bytes))
        }
        Value::Text(text) => {
            let mut bytes = text.clone().into_bytes();
            let at = byte % bytes.len();
            bytes[at] ^= 1 << bit;
            String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(Value::Text)
        }
    }
}

#[test]
fn p2_54_any_single_changed_byte_of_any_row_of_the_ledger_is_found() {
    use proptest::test_runner::{Config, TestRunner};
    const COLUMNS: [&str; 11] = [
        "chain",
        "position",
        "record_id",
        "version",
        "kind",
        "recorded_at",
        "recorded_by",
        "reason",
        "body",
        "previous_hash",
        "hash",
    ];
    with_checkpoints(|store, notary, _| {
        write(store, unguarded).unwrap();
        let sql = format!("SELECT {} FROM record ORDER BY chain, position", COLUMNS.join(", "));
        let rows = store.read::<_, StoreError>(|tx| tx.query(&sql, &[])).unwrap();
        let mut runner = TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
        let tried = std::cell::Cell::new(0);
        let any = (0..rows.len(), 0..COLUMNS.len(), 0..4096_usize, 0..7_u32);
        runner
            .run(&any, |(row, column, byte, bit)| {
                let (before, name) = (&rows[row].0[column], COLUMNS[column]);
                let Some(after) = turned(before, byte, bit) else { return Ok(()) };
                let put = |from: &Value, to: &Value| {
                    let place = if matches!(name, "chain" | "position") {
                        "record_id = $2 AND version = $3"
                    } else {
                        "chain = $2 AND position = $3"
                    };
                    let key = if matches!(name, "chain" | "position") { [2, 3] } else { [0, 1] };
                    let key = key.map(|at: usize| rows[row].0[at].clone());
                    let sql = format!("UPDATE record SET {name} = $1 WHERE {place} AND {name} = $4");
                    let values = [to.clone(), key[0].clone(), key[1].clone(), from.clone()];
                    store.write::<_, StoreError>(|tx| tx.execute(&sql, &values))
                };
                // A change that meets another row is refused by the database itself
                if put(before, &after).is_ok() {
                    let seen = judged(store, notary);
                    assert!(seen.broken.is_some(), "{name} {before:?} became {after:?}");
                    assert_eq!(put(&after, before).unwrap(), 1);
                    tried.set(tried.get() + 1);
                }
                Ok(())
            })
            .unwrap();
        assert!(tried.get() > 75, "only {} changes could be made", tried.get());
        assert_eq!(judged(store, notary).broken, None);
    });
}
