//! What a job survives: a second wish, a worker that dies, a worker that comes back too late, trouble without end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use ::store::{Store, StoreError};
use jiff::{SignedDuration, Timestamp};

use super::*;

const HOLDS: SignedDuration = SignedDuration::from_secs(60);

fn at(seconds: i64) -> Timestamp {
    let begin: Timestamp = "2026-03-12T14:00:00Z".parse().unwrap();
    begin.saturating_add(SignedDuration::from_secs(seconds)).unwrap()
}

fn wanted(store: &Store, key: &str, run_at: i64) -> bool {
    let wish = Wish { kind: "send", key, body: "{}", run_at: at(run_at) };
    store.write::<_, StoreError>(|tx| want(tx, &wish, at(0))).unwrap()
}

fn taken(store: &Store, name: &str, now: i64) -> Option<Job> {
    store.write::<_, StoreError>(|tx| lease(tx, "send", name, at(now), HOLDS)).unwrap()
}

#[test]
fn the_same_wish_twice_is_one_job_even_when_it_is_done() {
    on_both_engines(|store| {
        assert!(wanted(store, "a", 0));
        assert!(!wanted(store, "a", 0));
        let job = taken(store, "w1", 0).unwrap();
        store.write::<_, StoreError>(|tx| end(tx, &job, at(1))).unwrap();
        assert!(!wanted(store, "a", 0));
        assert_eq!(taken(store, "w2", 500), None);
    });
}

#[test]
fn a_job_waits_for_its_time_and_for_nobody_else() {
    on_both_engines(|store| {
        wanted(store, "later", 100);
        wanted(store, "now", 0);
        assert_eq!(taken(store, "w1", 5).unwrap().key, "now");
        assert_eq!(taken(store, "w2", 5), None, "the one is held, the other not due");
        assert_eq!(taken(store, "w3", 30), None);
    });
}

#[test]
fn a_worker_that_dies_loses_its_lease_and_the_next_knows_that_somebody_had_begun() {
    on_both_engines(|store| {
        wanted(store, "a", 0);
        let lost = taken(store, "dies", 0).unwrap();
        assert_eq!((lost.attempts, taken(store, "early", 59)), (1, None));
        let job = taken(store, "next", 60).unwrap();
        assert_eq!(job.attempts, 2);
        // The dead worker comes back: what it wants to write does not happen, so the effect happens once.
        let late = store.write::<_, StoreError>(|tx| {
            tx.set_setting("effect", "of the one that came too late")?;
            end(tx, &lost, at(61))
        });
        assert_eq!(late, Err(StoreError::Conflict));
        assert_eq!(store.read::<_, StoreError>(|tx| tx.setting("effect")).unwrap(), None);
        store.write::<_, StoreError>(|tx| end(tx, &job, at(62))).unwrap();
        assert_eq!(store.write::<_, StoreError>(|tx| end(tx, &job, at(63))), Err(StoreError::Conflict));
    });
}

#[test]
fn trouble_waits_longer_each_time_and_ends_where_a_person_sees_it() {
    on_both_engines(|store| {
        wanted(store, "a", 0);
        let (mut now, mut waits) = (0, Vec::new());
        loop {
            let job = taken(store, &format!("w{now}"), now).unwrap();
            let none = SignedDuration::ZERO;
            let next = store.write::<_, StoreError>(|tx| trouble(tx, &job, "503", at(now), none, 1.0)).unwrap();
            match next {
                Next::Again(later) => {
                    let wait = at(now).duration_until(later).as_secs();
                    assert_eq!(taken(store, "early", now + wait - 1), None);
                    waits.push(wait);
                    now += wait;
                }
                Next::Dead => break,
            }
        }
        assert_eq!(waits, [20, 40, 80, 160, 320, 640, 1280]);
        let seen = store.read::<_, StoreError>(dead).unwrap();
        assert_eq!((seen.len(), seen[0].attempts, seen[0].trouble.as_str()), (1, MOST_ATTEMPTS, "503"));
        assert_eq!(store.read::<_, StoreError>(|tx| counts(tx, at(now))).unwrap(), Counts { open: 0, late: 0, dead: 1 });
        assert!(store.write::<_, StoreError>(|tx| revive(tx, "send", "a", at(now))).unwrap());
        assert_eq!(taken(store, "again", now).unwrap().attempts, 1);
    });
}

#[test]
fn somebody_who_says_when_to_come_back_is_not_asked_before() {
    on_both_engines(|store| {
        wanted(store, "a", 0);
        let job = taken(store, "w", 0).unwrap();
        let wait = SignedDuration::from_secs(600);
        let next = store.write::<_, StoreError>(|tx| trouble(tx, &job, "429", at(0), wait, 0.5)).unwrap();
        assert_eq!(next, Next::Again(at(600)));
        assert_eq!(store.read::<_, StoreError>(|tx| counts(tx, at(1000))).unwrap().late, 1);
    });
}

#[test]
fn a_kill_between_the_effect_and_the_end_leaves_neither() {
    // Given a database in a file, and a worker whose process is gone in the middle of its transaction
    let folder = std::env::temp_dir().join(format!("stepdown-jobs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = ::store::DatabaseUrl::Sqlite(folder.join("jobs.db"));
    {
        let store = Store::open(&url).unwrap();
        wanted(&store, "a", 0);
        let job = taken(&store, "w1", 0).unwrap();
        let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write::<(), StoreError>(|tx| {
                tx.set_setting("effect", "once")?;
                end(tx, &job, at(1))?;
                panic!("killed before the commit");
            })
        }));
        assert!(died.is_err());
    }
    // When it is opened again after the lease
    let store = Store::open(&url).unwrap();
    assert_eq!(store.read::<_, StoreError>(|tx| tx.setting("effect")).unwrap(), None);
    let job = taken(&store, "w2", 61).unwrap();
    store
        .write::<_, StoreError>(|tx| {
            tx.set_setting("effect", "once")?;
            end(tx, &job, at(62))
        })
        .unwrap();
    // Then the effect is there once and nothing waits
    assert_eq!(store.read::<_, StoreError>(|tx| tx.setting("effect")).unwrap().as_deref(), Some("once"));
    assert_eq!(taken(&store, "w3", 500), None);
    drop(store);
    let _gone = std::fs::remove_dir_all(&folder);
}

mod timers {
    //! What needs nobody outside: each happens once, whatever the order of nodes, aborted transactions and clocks.
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// What can happen to timers.
    #[derive(Clone, Debug)]
    enum Happening {
        /// Some are wanted, due from a second on.
        Wanted { keys: Vec<u8>, run_at: i64 },
        /// A node takes some at a second of its own clock, and commits or dies before it does.
        Taken { now: i64, at_most: i64, commits: bool },
    }

    fn happenings() -> impl Strategy<Value = Vec<Happening>> {
        let wanted =
            (prop::collection::vec(0_u8..30, 1..8), 0_i64..100).prop_map(|(keys, run_at)| Happening::Wanted { keys, run_at });
        let taken =
            (0_i64..140, 1_i64..6, any::<bool>()).prop_map(|(now, at_most, commits)| Happening::Taken { now, at_most, commits });
        prop::collection::vec(prop_oneof![wanted, taken], 1..40)
    }

    fn want_some(store: &Store, keys: &[u8], run_at: i64) {
        let keys: Vec<String> = keys.iter().map(|key| format!("k{key:02}")).collect();
        let wishes: Vec<Wish<'_>> = keys.iter().map(|key| Wish { kind: "remind", key, body: "{}", run_at: at(run_at) }).collect();
        store.write::<_, StoreError>(|tx| want_many(tx, &wishes, at(0))).unwrap();
    }

    /// Takes and ends; what was taken counts only when it was committed.
    fn take(store: &Store, now: i64, at_most: i64, commits: bool) -> Vec<String> {
        let taken = store.write::<_, StoreError>(|tx| {
            let taken = due(tx, "remind", at(now), at_most)?;
            end_due(tx, "remind", &taken, at(now))?;
            if commits { Ok(taken) } else { Err(StoreError::Fault("the node died".into())) }
        });
        taken.map(|all| all.into_iter().map(|one| one.key).collect()).unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn every_timer_happens_exactly_once_with_nodes_that_die_and_clocks_that_are_set_back(all in happenings()) {
            let store = Store::open(&::store::DatabaseUrl::InMemory).unwrap();
            let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
            let mut happened: BTreeMap<String, usize> = BTreeMap::new();
            for one in &all {
                match one {
                    Happening::Wanted { keys, run_at } => {
                        want_some(&store, keys, *run_at);
                        for key in keys {
                            wanted.entry(format!("k{key:02}")).or_insert(*run_at);
                        }
                    }
                    Happening::Taken { now, at_most, commits } => {
                        for key in take(&store, *now, *at_most, *commits) {
                            prop_assert!(wanted[&key] <= *now, "nothing happens before its time");
                            *happened.entry(key).or_default() += 1;
                        }
                    }
                }
            }
            loop {
                let rest = take(&store, 1_000, 7, true);
                if rest.is_empty() { break }
                for key in rest {
                    *happened.entry(key).or_default() += 1;
                }
            }
            prop_assert!(happened.values().all(|times| *times == 1), "none twice: {happened:?}");
            prop_assert_eq!(happened.len(), wanted.len(), "none lost");
        }
    }

    #[test]
    fn a_node_passes_over_what_another_holds_and_a_clock_set_back_is_known() {
        on_both_engines(|store| {
            want_some(store, &[1, 2, 3], 10);
            assert_eq!(take(store, 5, 10, true), Vec::<String>::new());
            assert_eq!(take(store, 20, 2, true), ["k01", "k02"]);
            assert_eq!(take(store, 20, 2, false), Vec::<String>::new(), "a node that dies did nothing");
            assert_eq!(take(store, 20, 2, true), ["k03"]);
            let behind = |now| store.read::<_, StoreError>(|tx| clock_is_behind(tx, at(now))).unwrap();
            assert_eq!(behind(20), None);
            assert_eq!(behind(-3_580), Some(SignedDuration::from_hours(1)));
        });
    }
}
