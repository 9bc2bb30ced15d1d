//! Chores of the project: `test`, `tidy`, `audit`, `sbom`, `bench`, `shots`.
//! Each chore is one module; this file only reads the command line and turns the outcome into an exit code.

mod audit;
mod bench;
mod demo;
mod process;
mod repo;
mod say;
mod shots;
mod test;
mod tidy;
mod trouble;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

use crate::repo::Repo;
use crate::say::say;
use crate::trouble::Trouble;

/// The chores of the project, run as `cargo xtask CHORE`.
#[derive(Parser)]
#[command(name = "cargo xtask", about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything a change must pass: tidy, fmt, clippy, tests on both engines, real Chromium.
    ///
    /// Installs what is missing (PostgreSQL, Chromium, node packages, the claim validators), starts its own throwaway
    /// PostgreSQL and stops it again. Ends with the line `N passed, N failed`. Exit code: 0 all passed, 1 something failed.
    Test(test::Options),
    /// Rules about the code that no compiler checks: arrows, SQL, words, paths, decisions.
    ///
    /// One line a finding, `path:line: what; why; remedy`. Exit code: 0 nothing found, 1 findings.
    Tidy(tidy::Options),
    /// What is linked into the program: licences, sources, second versions, known weaknesses, the bill of materials.
    ///
    /// Exit code: 0 nothing found, 1 findings.
    Audit(audit::Options),
    /// Writes the bill of materials (CycloneDX) of what is linked into the program.
    Sbom(audit::SbomOptions),
    /// Measures the figures that the product promises and prints them as JSON.
    ///
    /// Exit code: 0 all figures within their limits, 1 a figure missed its limit, 2 nothing to measure.
    Bench(bench::Options),
    /// A picture of every page: wide and phone, light and dark.
    ///
    /// Console errors, content-security violations and failed requests are reported and fail the chore.
    Shots(shots::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.chore) {
        Ok(code) => code,
        Err(trouble) => {
            say(&format!("error: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode, Trouble> {
    let repo = Repo::find()?;
    match chore {
        Chore::Test(options) => test::run(&repo, &options),
        Chore::Tidy(options) => tidy::run(&repo, &options),
        Chore::Audit(options) => audit::run(&repo, &options),
        Chore::Sbom(options) => audit::write_sbom(&repo, &options),
        Chore::Bench(options) => bench::run(&Repo::find()?, &options),
        Chore::Shots(options) => shots::run(&repo, &options),
    }
}
