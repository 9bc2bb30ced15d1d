//! Building the targets on the stable compiler: marks at every branch and comparison instead of a sanitizer, as
//! `cargo fuzz build -s none` sets them, so that neither that program nor a nightly compiler is needed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};

/// What the compiler is told for everything that is fuzzed.
const MARKS: [&str; 8] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Cforce-frame-pointers",
];

const MANIFEST: &str = "fuzz/Cargo.toml";

/// Packages that only fuzzing needs; everything else is fuzzed in the version that ships.
const OWN: [&str; 3] = ["fuzz", "libfuzzer-sys", "arbitrary"];

/// Builds all targets; answers the folder they are in.
///
/// # Errors
/// When they do not compile.
pub fn targets(repo: &Repo) -> Result<PathBuf, Trouble> {
    settle_versions(repo.root())?;
    let host = host()?;
    let folder = super::folder(repo);
    let mut cargo = process::cargo();
    // with a target named, build scripts and macros are left without marks: they run outside of any fuzzer
    cargo.args(["build", "--release", "--bins", "--manifest-path", MANIFEST, "--target", &host, "--target-dir"]).arg(&folder);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", MARKS.join("\u{1f}")).env("CARGO_INCREMENTAL", "0");
    succeed(repo, &mut cargo, "building the fuzz targets")?;
    Ok(folder.join(host).join("release"))
}

/// Lints of the fuzz package, which stands outside of the workspace. Nothing is linked, so that no C++ compiler is needed.
///
/// # Errors
/// When there is a warning.
pub fn clippy(repo: &Repo) -> Result<(), Trouble> {
    settle_versions(repo.root())?;
    let mut cargo = process::cargo();
    cargo.args(["clippy", "--quiet", "--manifest-path", MANIFEST, "--target-dir"]).arg(repo.target());
    cargo.args(["--", "-D", "warnings"]).env("CUSTOM_LIBFUZZER_PATH", repo.target().join("libnone.a"));
    succeed(repo, &mut cargo, "cargo clippy for the fuzz targets")
}

fn succeed(repo: &Repo, cargo: &mut Command, doing: &str) -> Result<(), Trouble> {
    let status = cargo.current_dir(repo.root()).status().doing(doing)?;
    if status.success() { Ok(()) } else { Err(Trouble::new(format!("{doing} ended with {status}"))) }
}

/// The compiler's own kind of machine.
fn host() -> Result<String, Trouble> {
    let told = process::quietly(process::command("rustc").arg("-vV"), "asking the compiler for its host")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned);
    host.ok_or_else(|| Trouble::new("the compiler does not name its host"))
}

/// The parsers are fuzzed in the versions that ship: where the two lock files differ, the fuzz package begins again from that of the
/// workspace, and cargo completes it.
fn settle_versions(root: &Path) -> Result<(), Trouble> {
    let (shipped, fuzzed) = (root.join("Cargo.lock"), root.join("fuzz/Cargo.lock"));
    let text = std::fs::read_to_string(&shipped).doing("reading Cargo.lock")?;
    let before = std::fs::read_to_string(&fuzzed).unwrap_or_default();
    let others = strangers(&versions(&text), &versions(&before));
    if before.is_empty() || !others.is_empty() {
        say(&format!(
            "fuzz/Cargo.lock begins again from Cargo.lock{}{}",
            if others.is_empty() { "" } else { ": " },
            others.join(", ")
        ));
        std::fs::write(&fuzzed, text).doing("writing fuzz/Cargo.lock")?;
    }
    Ok(())
}

/// Names and versions in a lock file.
fn versions(lock: &str) -> BTreeSet<(String, String)> {
    let parsed: toml::Table = lock.parse().unwrap_or_default();
    let packages = parsed.get("package").and_then(|all| all.as_array()).cloned().unwrap_or_default();
    let of = |package: &toml::Value, name: &str| package.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    packages.iter().filter_map(|package| Some((of(package, "name")?, of(package, "version")?))).collect()
}

/// What would be fuzzed and does not ship.
fn strangers(shipped: &BTreeSet<(String, String)>, fuzzed: &BTreeSet<(String, String)>) -> Vec<String> {
    let others = fuzzed.difference(shipped).filter(|(name, _)| !OWN.contains(&name.as_str()));
    others.map(|(name, version)| format!("{name} {version}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(packages: &[(&str, &str)]) -> String {
        packages.iter().map(|(name, version)| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n")).collect()
    }

    #[test]
    fn another_version_than_ships_is_noticed_and_fuzzings_own_are_not() {
        let shipped = versions(&lock(&[("roxmltree", "0.21.0"), ("serde", "1.0.2"), ("serde", "1.0.3")]));
        let strangers = |packages: &[(&str, &str)]| strangers(&shipped, &versions(&lock(packages)));
        assert!(
            strangers(&[("roxmltree", "0.21.0"), ("serde", "1.0.3"), ("libfuzzer-sys", "0.4.9"), ("fuzz", "0.1.0")]).is_empty()
        );
        assert_eq!(strangers(&[("roxmltree", "0.20.0"), ("serde", "1.0.2")]), ["roxmltree 0.20.0"]);
    }
}
