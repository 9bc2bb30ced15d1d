//! Three nodes send what is due from one database and are killed at random: nobody is reminded twice, nobody is forgotten, and whatever
//! was written is whole.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use journeys::chance::Chance;
use journeys::reminding;
use journeys::whole;
use journeys::worker::{READY, Worker, argument};
use store::DatabaseUrl;

const PEOPLE: usize = 240;
const PATIENCE: Duration = Duration::from_secs(60);
const PLANNED_AT: &str = "2026-03-11T15:00:00Z";
/// Five in the afternoon of the day before, and an hour before the visit.
const DUE_AT: [&str; 2] = ["2026-03-11T21:00:00Z", "2026-03-12T12:00:00Z"];

#[test]
fn nobody_is_reminded_twice_or_forgotten_while_three_nodes_are_killed_at_random_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    survives(&DatabaseUrl::Sqlite(folder.path().join("reminders.db")), 41);
}

#[test]
fn nobody_is_reminded_twice_or_forgotten_while_three_nodes_are_killed_at_random_on_postgresql() {
    let database = journeys::server::Database::fresh(&crate::test_server(), "remind");
    survives(&database.url(), 42);
}

fn survives(url: &DatabaseUrl, seed: u64) {
    let thursday = jiff::civil::date(2026, 3, 12);
    {
        let (house, _) = reminding::open(url, seed, PLANNED_AT.parse().unwrap());
        reminding::fill(&house, PEOPLE, &[thursday]);
        assert_eq!(reminding::plan(&house), i64::try_from(2 * PEOPLE).unwrap());
    }
    let mut chance = Chance::seeded(seed);
    let (mut started, mut kills) = (0, 0);
    for (round, due_at) in DUE_AT.iter().enumerate() {
        let mut begin = || {
            started += 1;
            let arguments = [argument(url), (seed * 1_000 + started).to_string(), (*due_at).to_owned()];
            let node = Worker::start(Command::new(Path::new(env!("CARGO_BIN_EXE_remind_worker"))).args(arguments));
            assert_eq!(node.hear(PATIENCE).as_deref(), Some(READY));
            node
        };
        let mut nodes = [begin(), begin(), begin()];
        for _ in 0..8 {
            std::thread::sleep(Duration::from_micros(chance.between(0, 60_000)));
            let at = usize::try_from(chance.between(0, 3)).unwrap();
            std::mem::replace(&mut nodes[at], begin()).kill();
            kills += 1;
        }
        for node in &nodes {
            assert!(node.hear(PATIENCE).is_some(), "every node that lives comes to the end");
        }
        let (house, _) = reminding::open(url, seed + 7, due_at.parse().unwrap());
        let (reminded, written) = reminding::reminded(&house, thursday);
        let expected = PEOPLE * (round + 1);
        assert_eq!((reminded.len(), written.len()), (expected, expected), "seed {seed}, round {round}, {kills} kills");
        for all in [&reminded, &written] {
            let each: std::collections::BTreeMap<_, usize> = all.iter().fold(Default::default(), |mut counts, one| {
                *counts.entry(one).or_default() += 1;
                counts
            });
            assert!(each.len() == PEOPLE && each.values().all(|times| *times == round + 1), "each person once a round");
        }
        whole::verify(&house);
    }
}
