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
