//! `kill -9` at random moments of two hundred signings of a group of twelve, on both engines: whatever the program acknowledged is
//! there and whole, and nothing is half there.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use journeys::chance::Chance;
use journeys::season::{self, Size};
use journeys::whole;
use journeys::worker::{READY, REFUSED, SIGNED, Worker, argument};
use store::DatabaseUrl;

/// How many acknowledged signings are checked on each engine.
const SIGNINGS: usize = 200;
/// Two sessions a morning and cohort, and some more: a signing may be done when the kill comes before its acknowledgement.
const SEASON: Size = Size { cohorts: 5, mornings: 23 };
/// The whole ledger is recomputed after every so many kills, and at the end; the tables are looked at after each.
const VERIFIED_EVERY: u64 = 6;
const PATIENCE: Duration = Duration::from_secs(60);

fn season_dump() -> &'static [u8] {
    static DUMP: OnceLock<Vec<u8>> = OnceLock::new();
    DUMP.get_or_init(|| {
        let begun = Instant::now();
        let dump = season::written(SEASON);
        eprintln!("a season was played in {:.1} s, {} MB", begun.elapsed().as_secs_f64(), dump.len() >> 20);
        dump
    })
}

#[test]
fn kill_nine_at_random_points_of_two_hundred_signings_loses_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    survives(&DatabaseUrl::Sqlite(folder.path().join("season.db")), 20_260_312);
}

#[test]
fn kill_nine_at_random_points_of_two_hundred_signings_loses_nothing_on_postgresql() {
    let database = journeys::server::Database::fresh(&crate::test_server(), "kill");
    survives(&database.url(), 20_260_313);
}

fn survives(url: &DatabaseUrl, seed: u64) {
    let season = season_dump();
    let begun = Instant::now();
    season::fill(url, season);
    let filled = begun.elapsed();
    let mut chance = Chance::seeded(seed);
    let mut acknowledged = BTreeSet::new();
    let (mut kills, mut unheard) = (0, 0);
    while acknowledged.len() < SIGNINGS {
        acknowledged.extend(one_life(url, seed + kills, &mut chance));
        kills += 1;
        let (house, _) = season::open(url, 5).unwrap();
        let signed = whole::signed(&house);
        if kills % VERIFIED_EVERY == 0 {
            whole::verify(&house);
        }
        let lost: Vec<_> = acknowledged.difference(&signed.sessions).collect();
        assert!(lost.is_empty(), "seed {seed}, kill {kills}: acknowledged and gone: {lost:?}");
        unheard = signed.sessions.len() - acknowledged.len();
        assert!(unheard <= usize::try_from(kills).unwrap(), "at most one signing a kill is done and not yet said");
    }
    let (house, _) = season::open(url, 5).unwrap();
    whole::verify(&house);
    assert!(whole::signed(&house).billable_days > 0, "whole days were signed");
    let (signings, seconds) = (acknowledged.len(), begun.elapsed().as_secs_f64());
    eprintln!(
        "seed {seed}: {signings} signings, {kills} kills, {unheard} done unheard, filled in {filled:?}, all in {seconds:.1} s"
    );
}

/// Lets a worker sign for a random while, kills it, and answers the sessions it said were signed.
fn one_life(url: &DatabaseUrl, seed: u64, chance: &mut Chance) -> Vec<String> {
    let worker =
        Worker::start(Command::new(Path::new(env!("CARGO_BIN_EXE_sign_worker"))).args([argument(url), seed.to_string()]));
    assert_eq!(worker.hear(PATIENCE).as_deref(), Some(READY));
    let mut said = Vec::new();
    // Some signings pass, then the kill comes somewhere inside the next ones.
    for _ in 0..chance.between(0, 24) {
        said.extend(worker.hear(PATIENCE));
    }
    std::thread::sleep(Duration::from_micros(chance.between(0, 120_000)));
    said.extend(worker.kill());
    assert!(said.iter().all(|line| !line.starts_with(REFUSED)), "{said:?}");
    said.iter().filter_map(|line| line.strip_prefix(SIGNED)).map(str::to_owned).collect()
}
