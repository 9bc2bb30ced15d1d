//! The fuzz targets of `fuzz`, built once with the marks that libFuzzer reads, and each run for a bounded time from the kept seeds.
//! Everything they find grows in the target folder; a file that breaks a target stays there and is tried first the next time.

mod build;
mod corpus;
mod run;

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use super::outcome::Tally;
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::Trouble;

pub use build::clippy;

/// Targets that run at once: more than the machine has cores would only slow each other.
const AT_ONCE: usize = 2;

/// One target of `fuzz/Cargo.toml`.
pub struct Target {
    /// Its name, and that of its folder in `fuzz/seeds`.
    pub name: &'static str,
    /// Folders of test data whose small files are seeds too.
    pub testdata: &'static [&'static str],
    /// The longest input that is tried, in bytes.
    pub longest_bytes: usize,
}

/// Every target.
const TARGETS: [Target; 4] = [
    Target { name: "ccda", testdata: &["edges/migrate_in/testdata/ccda"], longest_bytes: 64 << 10 },
    Target { name: "fhir_bundle", testdata: &["edges/migrate_in/testdata/fhir"], longest_bytes: 32 << 10 },
    Target {
        name: "x12_271",
        testdata: &["edges/x12/testdata/eligibility", "edges/x12/testdata/linuxforhealth"],
        longest_bytes: 16 << 10,
    },
    Target { name: "sms_webhook", testdata: &[], longest_bytes: 17 << 10 },
];

/// Where everything about fuzzing goes: `fuzz` in the target folder.
fn folder(repo: &Repo) -> PathBuf {
    repo.target().join("fuzz")
}

/// Builds all targets and runs each for `each`, two at a time. A target that broke counts as failed.
///
/// # Errors
/// When a target cannot be built.
pub fn run(repo: &Repo, each: Duration) -> Result<Tally, Trouble> {
    let programs = build::targets(repo)?;
    say(&format!("each of {} targets runs for {} s, {AT_ONCE} at a time", TARGETS.len(), each.as_secs()));
    let waiting = Mutex::new(TARGETS.iter());
    let results: Vec<Result<String, Trouble>> = std::thread::scope(|scope| {
        let lane = || {
            let mut done = Vec::new();
            while let Some(target) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) {
                done.push(run::one(repo, &programs, target, each));
            }
            done
        };
        let lanes: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap_or_default()).collect()
    });
    let mut tally = Tally::default();
    for result in &results {
        match result {
            Ok(words) => {
                say(words);
                tally.passed += 1;
            }
            Err(trouble) => {
                say(&trouble.to_string());
                tally.failed += 1;
            }
        }
    }
    // a lane that ended by itself took its targets with it
    tally.failed += u64::try_from(TARGETS.len().saturating_sub(results.len())).unwrap_or(u64::MAX);
    Ok(tally)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn every_target_of_the_manifest_is_run_and_has_seeds() {
        let root = Repo::find().unwrap().root().to_path_buf();
        let manifest: toml::Table = std::fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap().parse().unwrap();
        let named: Vec<&str> = manifest["bin"].as_array().unwrap().iter().map(|bin| bin["name"].as_str().unwrap()).collect();
        assert_eq!(named, TARGETS.map(|target| target.name));
        for target in TARGETS {
            assert!(std::fs::read_dir(root.join("fuzz/seeds").join(target.name)).unwrap().next().is_some(), "{}", target.name);
            for folder in target.testdata {
                assert!(root.join(folder).is_dir(), "{folder}");
            }
        }
    }
}
