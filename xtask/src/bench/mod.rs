//! `cargo xtask bench`: measures the figures the product promises and prints one JSON report.
//! Each figure is one module with one function, registered in [`FIGURES`]; a figure answers what it measured, never a constant.

mod machine;
#[cfg_attr(not(test), expect(dead_code, reason = "no figure is registered yet"))]
mod report;
#[cfg_attr(not(test), expect(dead_code, reason = "no figure is registered yet"))]
mod sample;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::say::say;
use crate::trouble::{Trouble, While};
use machine::Machine;
use report::{Figure, Report};

/// What to measure, and where the report goes.
#[derive(Args)]
pub struct Options {
    /// Measure only figures whose name begins so.
    #[arg(long)]
    only: Option<String>,
    /// Also write the report to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// How many patients the databases hold; given more than once for growth.
    #[arg(long, default_values_t = [100_u32, 10_000, 100_000])]
    patients: Vec<u32>,
}

/// What a figure is told: how large the databases are.
pub struct Setting {
    /// Numbers of patients, smallest first.
    #[cfg_attr(not(test), expect(dead_code, reason = "no figure is registered yet"))]
    pub patients: Vec<u32>,
}

/// One figure in the table: its name, and how it is measured.
pub struct Entry {
    /// The name that `--only` chooses by.
    pub name: &'static str,
    /// Measures it; one entry may answer several rows (one a size, one an engine).
    pub measure: fn(&Setting) -> Result<Vec<Figure>, Trouble>,
}

/// Every figure, in the order of the report.
const FIGURES: &[Entry] = &[];

/// Measures what was asked for. Exit codes: 0 all within their limits, 1 one is not or could not be measured, 2 nothing to measure.
///
/// # Errors
/// When the report cannot be written.
pub fn run(options: &Options) -> Result<ExitCode, Trouble> {
    let prefix = options.only.as_deref().unwrap_or_default();
    let chosen: Vec<&Entry> = FIGURES.iter().filter(|entry| entry.name.starts_with(prefix)).collect();
    if chosen.is_empty() {
        say("no figure is registered under that name; figures are registered in xtask/src/bench/mod.rs");
        return Ok(ExitCode::from(2));
    }
    let mut patients = options.patients.clone();
    patients.sort_unstable();
    let report = measure(&chosen, &Setting { patients });
    let text = serde_json::to_string_pretty(&report).doing("writing the report")?;
    say(&text);
    if let Some(path) = &options.out {
        std::fs::write(path, format!("{text}\n")).doing(&format!("writing {}", path.display()))?;
    }
    Ok(if report.is_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures every chosen figure; one that cannot be measured is named with its reason and fails the report.
fn measure(chosen: &[&Entry], setting: &Setting) -> Report {
    let (mut figures, mut troubles) = (Vec::new(), Vec::new());
    for entry in chosen {
        match (entry.measure)(setting) {
            Ok(measured) => figures.extend(measured),
            Err(trouble) => troubles.push(format!("{}: {trouble}", entry.name)),
        }
    }
    Report::new(Machine::read(), figures, troubles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::Limit;
    use sample::Sample;

    fn setting() -> Setting {
        Setting { patients: vec![100] }
    }

    #[test]
    fn a_figure_that_cannot_be_measured_fails_the_report() {
        let entry = Entry { name: "x", measure: |_| Err(Trouble::new("no database")) };
        let report = measure(&[&entry], &setting());
        assert!(!report.is_passed);
        assert_eq!(report.troubles, ["x: no database"]);
    }

    #[test]
    fn a_figure_beyond_its_limit_fails_the_report() {
        let slow = |setting: &Setting| {
            let sample = Sample::of_milliseconds(vec![6.0; 10]);
            assert!(!setting.patients.is_empty());
            Ok(vec![Figure::new("board", "server time of the Today board", &sample, Limit::P50Milliseconds(5.0))])
        };
        assert!(!measure(&[&Entry { name: "board", measure: slow }], &setting()).is_passed);
    }
}
