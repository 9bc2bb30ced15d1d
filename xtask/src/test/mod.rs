//! `cargo xtask test`: everything a change must pass, on a bare Debian machine with Rust.
//! A failed stage never stops the later ones; what it owns (PostgreSQL, the demonstration) ends with it.

mod browser;
mod cargo_tests;
mod fuzz;
pub mod needs;
mod outcome;
pub mod postgres;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use crate::audit;
use crate::process;
use crate::repo::Repo;
use crate::say::{headline, say};
use crate::tidy;
use crate::trouble::Trouble;
use outcome::{Outcome, Tally, print_table};

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Run only this stage (and what it needs).
    #[arg(long, value_enum)]
    only: Option<Stage>,
    /// Leave out what needs Chromium and the fuzz targets; install nothing.
    #[arg(long)]
    quick: bool,
    /// How long each fuzz target runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    fuzz_seconds: u64,
}

/// The stages, in the order they run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum Stage {
    /// Rules about the code.
    Tidy,
    /// Licences, sources and weaknesses of what is linked; the bill of materials.
    Audit,
    /// Formatting.
    Fmt,
    /// Lints, warnings forbidden.
    Clippy,
    /// Unit, property, store and journey tests; stores on both engines.
    Tests,
    /// Any bytes into the readers of what strangers send, for a bounded time.
    Fuzz,
    /// Real Chromium: accessibility, console, step budgets.
    Browser,
}

impl Options {
    fn wants(&self, stage: Stage) -> bool {
        match self.only {
            Some(only) => only == stage,
            None => !(self.quick && matches!(stage, Stage::Browser | Stage::Fuzz)),
        }
    }
}

/// Variables that tests read, filled in as their needs are met.
type Environment = Vec<(&'static str, OsString)>;

/// Runs the wanted stages and prints the table and the summary line.
///
/// # Errors
/// Only when the checkout itself cannot be read; a failed stage is an outcome.
pub fn run(repo: &Repo, options: &Options) -> Result<ExitCode, Trouble> {
    let mut environment = Environment::new();
    let mut outcomes = Vec::new();
    let wants_tests = options.wants(Stage::Tests) || options.wants(Stage::Browser);
    let mut server = None;
    if wants_tests {
        outcomes.push(staged("needs", || {
            let (found, missing) = needs::provide(repo, !options.quick)?;
            environment.extend(found);
            if missing.is_empty() { Ok(Tally::default()) } else { Err(Trouble::new(missing.join("\n"))) }
        }));
    }
    if options.wants(Stage::Fuzz) && !wants_tests {
        outcomes.push(staged("needs", || needs::compiler(!options.quick).map(|()| Tally::default())));
    }
    if options.wants(Stage::Tests) {
        outcomes.push(staged("postgres", || {
            let started = postgres::Server::start(&repo.tools()?)?;
            environment.push(("STEPDOWN_TEST_POSTGRES", started.url().into()));
            say(&format!("PostgreSQL answers at {}", started.url()));
            server = Some(started);
            Ok(Tally::default())
        }));
    }
    for (stage, name) in [
        (Stage::Tidy, "tidy"),
        (Stage::Audit, "audit"),
        (Stage::Fmt, "fmt"),
        (Stage::Clippy, "clippy"),
        (Stage::Tests, "tests"),
        (Stage::Fuzz, "fuzz"),
        (Stage::Browser, "browser"),
    ] {
        if options.wants(stage) {
            outcomes.push(staged(name, || perform(stage, repo, options, &environment)));
        }
    }
    drop(server);
    Ok(conclude(&outcomes, options))
}

/// Runs one stage.
fn perform(stage: Stage, repo: &Repo, options: &Options, environment: &Environment) -> Result<Tally, Trouble> {
    match stage {
        Stage::Tidy => tidy::stage(repo).map(|()| Tally::default()),
        Stage::Audit => audit::stage(repo, !options.quick).map(|()| Tally::default()),
        Stage::Fmt => {
            plain_cargo(repo, &["fmt", "--all", "--check"])?;
            plain_cargo(repo, &["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])
        }
        Stage::Clippy => {
            plain_cargo(repo, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
            fuzz::clippy(repo).map(|()| Tally::default())
        }
        Stage::Tests => cargo_tests::run(repo, environment),
        Stage::Fuzz => fuzz::run(repo, Duration::from_secs(options.fuzz_seconds)),
        Stage::Browser => browser::run(repo, environment),
    }
}

/// A cargo command that passes or fails as a whole.
fn plain_cargo(repo: &Repo, arguments: &[&str]) -> Result<Tally, Trouble> {
    let status = process::cargo().args(arguments).current_dir(repo.root()).status();
    match status {
        Ok(status) if status.success() => Ok(Tally::default()),
        Ok(status) => Err(Trouble::new(format!("cargo {} ended with {status}", arguments.join(" ")))),
        Err(error) => Err(Trouble::new(format!("cargo could not be started: {error}"))),
    }
}

/// Runs a stage under its headline and measures it.
fn staged(name: &'static str, stage: impl FnOnce() -> Result<Tally, Trouble>) -> Outcome {
    headline(name);
    let begun = Instant::now();
    let result = stage();
    let seconds = begun.elapsed().as_secs_f64();
    if let Err(trouble) = &result {
        say(&format!("{name} failed: {trouble}"));
    }
    Outcome::new(name, result.ok(), seconds)
}

/// Prints the table and, alone on the last line, the sums.
fn conclude(outcomes: &[Outcome], options: &Options) -> ExitCode {
    headline("result");
    print_table(outcomes);
    if options.quick && options.only.is_none() {
        say("left out by --quick: fuzz, browser, installing what is missing");
    }
    let total = Tally::total(outcomes);
    say(&format!("{} passed, {} failed", total.passed, total.failed));
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
