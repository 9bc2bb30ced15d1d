//! The ledger's promises, on both engines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod attacks;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::{PatientId, StaffId};

use crate::testing::on_both_engines;
use crate::*;
use jiff::Timestamp;

/// The original table lends its shape: a record needs a table, and tests make their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Leaf {
    id: Uuid,
    patient: PatientId,
    words: String,
}

impl Record for Leaf {
    const TABLE: &'static str = "leaf";
    fn id(&self) -> Uuid {
        self.id
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("words", text(&self.words))]
    }
}

const KINDS: &[Kind] = &[Kind::of::<Leaf>(|| vec!["patient_id", "words"])];

fn with_leaves(test: impl Fn(&Store)) {
    on_both_engines(|store| {
        store
            .write::<(), StoreError>(|tx| {
                tx.execute(
                    "CREATE TABLE leaf (id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, \
                     recorded_by TEXT NOT NULL, body TEXT NOT NULL, patient_id TEXT NOT NULL, words TEXT NOT NULL)",
                    &[],
                )?;
                Ok(())
            })
            .unwrap();
        test(store);
    });
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_773_320_400 + minute * 60).unwrap()
}

fn entry(minute: i64) -> Entry<'static> {
    Entry { at: at(minute), by: Author::Staff(StaffId(Uuid::from_u128(9))), reason: "test" }
}

fn leaf(id: u128, words: &str) -> Leaf {
    Leaf { id: Uuid::from_u128(id), patient: PatientId(Uuid::from_u128(1)), words: words.into() }
}

fn write(store: &Store, work: impl Fn(&Tx<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
    store.write(work)
}

fn verify(store: &Store) -> Verification {
    store.verify(KINDS, &|_| {}).unwrap()
}

#[test]
fn a_correction_is_a_new_version_and_the_old_stays_readable() {
    with_leaves(|store| {
        write(store, |tx| tx.append(&leaf(5, "first"), &entry(0))).unwrap();
        write(store, |tx| tx.amend(&leaf(5, "second"), 1, &entry(10))).unwrap();
        let now: Stored<Leaf> = store.read::<_, StoreError>(|tx| tx.load(Uuid::from_u128(5))).unwrap().unwrap();
        assert_eq!((now.words.as_str(), now.version), ("second", 2));
        let then = store.read::<_, StoreError>(|tx| tx.load_as_of::<Leaf>(Uuid::from_u128(5), at(9))).unwrap().unwrap();
        assert_eq!((then.words.as_str(), then.version), ("first", 1));
        let before = store.read::<_, StoreError>(|tx| tx.load_as_of::<Leaf>(Uuid::from_u128(5), at(-1))).unwrap();
        assert_eq!(before, None);
        let all = store.read::<_, StoreError>(|tx| tx.history::<Leaf>(Uuid::from_u128(5))).unwrap();
        assert_eq!(all.len(), 2);
        let chain = store.read::<_, StoreError>(|tx| tx.chain_as_of(Chain::Patient(leaf(5, "").patient), at(5))).unwrap();
        assert_eq!((chain.len(), chain[0].int(2).unwrap()), (1, 1));
    });
}

#[test]
fn chains_taken_together_go_on_where_they_ended_and_a_hash_tells_a_version() {
    with_leaves(|store| {
        let of = |patient: u128, id: u128| Leaf { patient: PatientId(Uuid::from_u128(patient)), ..leaf(id, "words") };
        let hash = |id: u128| store.read::<_, StoreError>(|tx| tx.hash_of(Uuid::from_u128(id))).unwrap();
        write(store, |tx| tx.append(&of(1, 5), &entry(0))).unwrap();
        assert_eq!(hash(6), None);
        // When the end of a chain that is there, and of one that begins, are taken before something is written to both
        write(store, |tx| {
            tx.take_chains([1, 2].map(|patient| Chain::Patient(PatientId(Uuid::from_u128(patient)))))?;
            tx.append(&of(2, 6), &entry(1))?;
            tx.amend(&of(1, 5), 1, &entry(1))
        })
        .unwrap();
        // Then both chains are whole
        let checked = verify(store);
        assert!(checked.broken.is_none(), "{checked:?}");
        // and the same content has one hash, another version another
        let first = hash(5);
        assert_eq!(hash(5), first);
        write(store, |tx| tx.amend(&of(1, 5), 2, &entry(2))).unwrap();
        assert_ne!(hash(5), first);
    });
}

#[test]
fn two_people_who_correct_the_same_version_meet_and_the_second_is_told() {
    with_leaves(|store| {
        write(store, |tx| tx.append(&leaf(5, "first"), &entry(0))).unwrap();
        write(store, |tx| tx.amend(&leaf(5, "hers"), 1, &entry(1))).unwrap();
        assert_eq!(write(store, |tx| tx.amend(&leaf(5, "his"), 1, &entry(2))), Err(StoreError::Conflict));
        assert_eq!(write(store, |tx| tx.append(&leaf(5, "again"), &entry(2))), Err(StoreError::Conflict));
    });
}

#[test]
fn a_refused_transaction_leaves_nothing() {
    with_leaves(|store| {
        let refused = write(store, |tx| {
            tx.append(&leaf(5, "never"), &entry(0))?;
            Err(StoreError::Conflict)
        });
        assert_eq!(refused, Err(StoreError::Conflict));
        assert_eq!(store.read::<_, StoreError>(|tx| tx.load::<Leaf>(Uuid::from_u128(5))).unwrap(), None);
        assert_eq!(verify(store).records, 0);
    });
}

#[test]
fn the_ledger_cannot_be_changed_or_emptied_even_by_hand() {
    with_leaves(|store| {
        write(store, |tx| tx.append(&leaf(5, "kept"), &entry(0))).unwrap();
        for sql in ["UPDATE record SET body = '{}'", "DELETE FROM record"] {
            assert!(write(store, |tx| tx.execute(sql, &[]).map(|_| ())).is_err(), "{sql}");
        }
        assert_eq!(verify(store).broken, None);
    });
}

#[test]
fn verify_passes_on_what_was_written_and_counts_it() {
    with_leaves(|store| {
        write(store, |tx| {
            tx.append(&leaf(5, "a"), &entry(0))?;
            tx.append(&leaf(6, "b"), &entry(0))?;
            tx.amend(&leaf(5, "c"), 1, &entry(1))
        })
        .unwrap();
        assert_eq!(verify(store), Verification { records: 3, chains: 1, derived_rows: 2, ..Verification::default() });
    });
}

/// Somebody with the database password gets around the triggers; the chain still tells.
fn tampered(sql: &str, expected: &str) {
    with_leaves(|store| {
        write(store, |tx| {
            tx.append(&leaf(5, "a"), &entry(0))?;
            tx.append(&leaf(6, "b"), &entry(0))?;
            tx.amend(&leaf(5, "c"), 1, &entry(1))
        })
        .unwrap();
        write(store, |tx| {
            if tx.is_postgres() {
                tx.execute("ALTER TABLE record DISABLE TRIGGER ALL", &[])?;
            } else {
                tx.execute("DROP TRIGGER record_is_never_changed", &[])?;
                tx.execute("DROP TRIGGER record_is_never_removed", &[])?;
            }
            tx.execute(sql, &[]).map(|_| ())
        })
        .unwrap();
        let broken = verify(store).broken.unwrap_or_else(|| panic!("{sql} was not found"));
        assert!(broken.what.contains(expected), "{sql}: {}", broken.what);
    });
}

#[test]
fn verify_names_the_first_broken_record() {
    tampered("UPDATE record SET body = replace(body, 'b', 'x') WHERE position = 2", "not what was signed");
    tampered("UPDATE record SET recorded_by = 'stepdown' WHERE position = 1", "not what was signed");
    tampered("DELETE FROM record WHERE position = 2", "record 2 of this chain is missing");
    tampered("DELETE FROM record WHERE position = 3", "does not end where its head says");
    tampered("DELETE FROM record", "does not end where its head says");
    tampered("DELETE FROM chain_head", "no head");
    tampered("UPDATE leaf SET words = 'x'", "not what the ledger holds");
    tampered("UPDATE leaf SET body = replace(body, 'c', 'x') WHERE version = 2", "not what the ledger holds");
    tampered("DELETE FROM leaf WHERE version = 1", "2 records are in the ledger and 1 in their table");
}

#[test]
fn a_clock_that_jumped_back_is_refused_with_the_remedy() {
    with_leaves(|store| {
        write(store, |tx| tx.append(&leaf(5, "noon"), &entry(60))).unwrap();
        let refused = write(store, |tx| tx.append(&leaf(6, "before"), &entry(0)));
        assert_eq!(refused, Err(StoreError::ClockWentBack { seconds: 3600 }));
        assert_eq!(verify(store).records, 1);
    });
}

#[test]
fn writers_who_meet_on_one_chain_all_succeed() {
    with_leaves(|store| {
        std::thread::scope(|scope| {
            for writer in 0..4_u128 {
                scope.spawn(move || {
                    for turn in 0..10_u128 {
                        let id = 100 + writer * 100 + turn;
                        write(store, |tx| tx.append(&leaf(id, "both"), &entry(0))).unwrap();
                    }
                });
            }
        });
        let seen = verify(store);
        assert_eq!((seen.records, seen.broken), (40, None));
    });
}

#[test]
fn what_is_announced_is_heard_after_the_commit_and_only_then() {
    with_leaves(|store| {
        let (tell, heard) = std::sync::mpsc::channel();
        store.listen(move |topic| tell.send(topic.to_owned()).unwrap_or(()));
        std::thread::sleep(std::time::Duration::from_millis(if store.is_postgres() { 700 } else { 0 }));
        let _ = write(store, |tx| {
            tx.announce("never")?;
            Err(StoreError::Conflict)
        });
        write(store, |tx| tx.announce("today")).unwrap();
        assert_eq!(heard.recv_timeout(std::time::Duration::from_secs(5)).unwrap(), "today");
        assert!(heard.try_recv().is_err());
    });
}

#[test]
fn work_that_panics_leaves_nothing_open_and_keeps_no_other_work_out() {
    on_both_engines(|store| {
        // More often than there are lines to a server
        for _ in 0..10 {
            let fails = std::panic::AssertUnwindSafe(|| {
                store.write::<(), StoreError>(|tx| {
                    tx.set_setting("half", "done")?;
                    panic!("a fault in the middle of the work")
                })
            });
            assert!(std::panic::catch_unwind(fails).is_err());
        }
        write(store, |tx| tx.set_setting("whole", "done")).unwrap();
        let said = |name: &str| store.read::<_, StoreError>(|tx| tx.setting(name)).unwrap();
        assert_eq!((said("half"), said("whole").as_deref()), (None, Some("done")));
    });
}

#[test]
fn a_dump_of_one_engine_fills_the_other() {
    use std::cell::RefCell;
    let mut dumps = RefCell::new(Vec::<Vec<u8>>::new());
    on_both_engines(|store| {
        write(store, |tx| {
            tx.keep_original(&[0, 255, 7], "application/xml", at(0))?;
            tx.set_setting("zone", "America/New_York")
        })
        .unwrap();
        let out = RefCell::new(Vec::new());
        assert_eq!(store.dump(&out).unwrap(), 2);
        dumps.borrow_mut().push(out.into_inner());
    });
    dumps.get_mut().reverse();
    let left = RefCell::new(dumps.into_inner());
    on_both_engines(|store| {
        let bytes = left.borrow_mut().remove(0);
        let cut = &bytes[..bytes.len() - 12];
        assert!(store.fill(&RefCell::new(cut)).is_err(), "a dump cut short is refused whole");
        assert_eq!(store.fill(&RefCell::new(bytes.as_slice())).unwrap(), 2);
        let zone = store.read::<_, StoreError>(|tx| tx.setting("zone")).unwrap();
        assert_eq!(zone.as_deref(), Some("America/New_York"));
    });
}
