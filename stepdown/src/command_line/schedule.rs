//! What `stepdown schedule` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::help;

/// The template week.
#[derive(Subcommand)]
pub(crate) enum Schedule {
    /// Plans a week: who leads which session where and when, who sits in it, and when each patient meets their counselor alone.
    ///
    /// Reads an instance of the form `iop-schedule/1` (docs/schedule-format.md) and writes the best week that it finds in the given time.
    /// What it writes always holds; what it could not give is told term by term. A schedule in force (`previous`) is the beginning, and
    /// people stay where they are wherever they can. Ctrl-C ends the search early and writes the best week so far. A file of that name
    /// is replaced, whole or not at all.
    #[command(after_long_help = help("  stepdown schedule solve week.json --out plan.json
  stepdown schedule solve week.json --out plan.json --seconds 60 --json
  stepdown schedule solve week.json --out plan.json --moves 200000 --seed 7"))]
    Solve(ScheduleSolve),
    /// Says whether a plan holds, and what it costs.
    ///
    /// Every violation in words, then each term of the cost; the last line is the cost, or `infeasible`. Ends with 1 when something
    /// does not hold.
    #[command(after_long_help = help("  stepdown schedule check week.json plan.json
  stepdown schedule check week.json plan.json --json"))]
    Check(ScheduleCheck),
}

/// See [`Schedule::Solve`].
#[derive(Args)]
pub(crate) struct ScheduleSolve {
    /// The instance.
    #[arg(value_name = "INSTANCE.json")]
    pub(crate) instance: PathBuf,
    /// Where the plan goes.
    #[arg(long, value_name = "SOLUTION.json")]
    pub(crate) out: PathBuf,
    /// How long to look.
    #[arg(long, value_name = "N", default_value_t = 10.0, value_parser = seconds)]
    pub(crate) seconds: f64,
    /// Look for so many moves of each thread instead: the same plan on every machine.
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    pub(crate) moves: Option<u64>,
    /// Where chance begins.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Searches beside each other [default: as many as this machine has processors, at most 8].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) threads: Option<u8>,
    /// One line of JSON for scripts: `{"objective":…,"counts":…,"seconds":…,"moves":…,"out":…}`.
    #[arg(long)]
    pub(crate) json: bool,
}

/// See [`Schedule::Check`].
#[derive(Args)]
pub(crate) struct ScheduleCheck {
    /// The instance.
    #[arg(value_name = "INSTANCE.json")]
    pub(crate) instance: PathBuf,
    /// The plan.
    #[arg(value_name = "SOLUTION.json")]
    pub(crate) plan: PathBuf,
    /// One line of JSON for scripts: `{"feasible":…,"violations":[…],"counts":…,"objective":…}`.
    #[arg(long)]
    pub(crate) json: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    let said = text.parse::<f64>().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    said.ok_or_else(|| "write a number of seconds from 0 to 86400, like 10 or 0.5".to_owned())
}
