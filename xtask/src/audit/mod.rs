//! `cargo xtask audit`: what is linked into the program. Licences, sources and second versions are judged by cargo-deny as `deny.toml`
//! says; known weaknesses by a copy of the RustSec database, where one is at hand; and the bill of materials is what is linked.
//! Nothing is fetched but what the lock file names and the auditor itself, once.

mod advisories;
mod linked;
mod sbom;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::process;
use crate::repo::Repo;
use crate::say::say;
use crate::test::needs;
use crate::trouble::{Trouble, While};
use linked::Linked;

/// Where the bill of materials lies.
const SBOM: &str = "docs/security/sbom.cdx.json";
/// Names the folder of a copy of the RustSec database.
const ADVISORIES: &str = "STEPDOWN_ADVISORIES";

/// How to audit.
#[derive(Args)]
pub struct Options {
    /// A copy of the RustSec advisory database: the folder that holds `crates`.
    #[arg(long, env = ADVISORIES, value_name = "FOLDER")]
    advisories: Option<PathBuf>,
}

/// Where to write the bill of materials.
#[derive(Args)]
pub struct SbomOptions {
    /// Another file than `docs/security/sbom.cdx.json`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The command.
///
/// # Errors
/// Everything that is wrong, one line each.
pub fn run(repo: &Repo, options: &Options) -> Result<ExitCode, Trouble> {
    audit(repo, options.advisories.clone(), true)?;
    Ok(ExitCode::SUCCESS)
}

/// The stage of `cargo xtask test`.
///
/// # Errors
/// Everything that is wrong, one line each.
pub fn stage(repo: &Repo, may_install: bool) -> Result<(), Trouble> {
    audit(repo, std::env::var_os(ADVISORIES).map(PathBuf::from), may_install)
}

/// Writes the bill of materials.
///
/// # Errors
/// When cargo does not say what is linked, or the file cannot be written.
pub fn write_sbom(repo: &Repo, options: &SbomOptions) -> Result<ExitCode, Trouble> {
    let path = options.out.clone().unwrap_or_else(|| repo.root().join(SBOM));
    let text = sbom::text(&Linked::read(repo)?, repo.root())?;
    std::fs::write(&path, &text).doing(&format!("writing {}", path.display()))?;
    say(&format!("{}: {} lines", path.display(), text.lines().count()));
    Ok(ExitCode::SUCCESS)
}

fn audit(repo: &Repo, database: Option<PathBuf>, may_install: bool) -> Result<(), Trouble> {
    if may_install {
        // What other systems need stands in the lock file too; a machine that has built only for itself does not have it yet
        let mut fetch = process::cargo();
        let fetched = process::quietly(fetch.args(["fetch", "--locked"]).current_dir(repo.root()), "cargo fetch");
        fetched.err().iter().for_each(|trouble| say(&trouble.to_string()));
    }
    let linked = Linked::read(repo)?;
    let mut wrong = Vec::new();
    wrong.extend(judged(repo, may_install).err().map(|trouble| trouble.to_string()));
    match database {
        Some(folder) => wrong.extend(advisories::against(&linked, &folder, &advisories::accepted(repo.root())?)?),
        None => say(&format!("no copy of the RustSec database is at hand: {ADVISORIES} names its folder")),
    }
    if std::fs::read_to_string(repo.root().join(SBOM)).unwrap_or_default() != sbom::text(&linked, repo.root())? {
        wrong.push(format!("{SBOM} is not what is linked; `cargo xtask sbom` writes it anew"));
    }
    say(&format!("{} libraries are linked into the program", linked.libraries().count()));
    if wrong.is_empty() { Ok(()) } else { Err(Trouble::new(wrong.join("\n"))) }
}

/// What cargo-deny says of licences, sources and second versions.
fn judged(repo: &Repo, may_install: bool) -> Result<(), Trouble> {
    let auditor = needs::auditor(repo, may_install)?;
    let mut command = process::command(auditor);
    command.args(["--offline", "check", "bans", "licenses", "sources"]).current_dir(repo.root());
    process::quietly(&mut command, "cargo deny check").map(|_| ())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn asvs_15_1_2_the_bill_of_materials_is_what_is_linked_and_holds_together() {
        let repo = Repo::find().unwrap();
        let linked = Linked::read(&repo).unwrap();
        let text = sbom::text(&linked, repo.root()).unwrap();
        assert_eq!(text, sbom::text(&Linked::read(&repo).unwrap(), repo.root()).unwrap(), "the same every time");
        assert_eq!(text, std::fs::read_to_string(repo.root().join(SBOM)).unwrap(), "`cargo xtask sbom` writes it anew");
        assert_eq!(sbom::problems(&text), Vec::<String>::new());
    }

    #[test]
    fn every_library_has_a_licence_a_digest_and_a_place_of_origin() {
        let linked = Linked::read(&Repo::find().unwrap()).unwrap();
        assert!(linked.libraries().count() > 100);
        for library in linked.libraries() {
            assert!(!library.license.is_empty(), "{}", library.name);
            assert_eq!(library.sha256.len(), 64, "{}", library.name);
        }
    }
}
