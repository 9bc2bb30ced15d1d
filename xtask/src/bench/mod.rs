//! `cargo xtask bench`: measures the figures the product promises and prints one JSON report.
//! Each figure is one module with one function, registered in [`FIGURES`]; a figure answers what it measured, never a constant.

mod footprint;
mod inside;
mod machine;
mod public_site;
mod report;
mod sample;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};
use machine::Machine;
use report::{Figure, Report};

/// What to measure, and where the report goes.
#[derive(Args)]
pub struct Options {
    /// Measure only figures whose name begins so: `sign_group_of_12_sqlite`, `sign_group_of_12_postgres`, `board`, `person_search`,
    /// `score_100000_forms`, `eligibility_271_megabyte`, `read_ccda`, `read_fhir`, `inquiry_queue`, `placement_10000_cases`, `gate_decision`,
    /// `week_plan`, `fitting_week`, `reminders_plan`, `timers_dispatch`, `week_proposal`,
    /// `account_of_5000_disclosures`,
    /// `verify`, `score_100000_forms`, `eligibility_271_megabyte`, `read_ccda`, `read_fhir`, `inquiry_queue`, `placement_10000_cases`,
    /// `self_check_first_byte`, `footprint`.
    #[arg(long)]
    only: Option<String>,
    /// Also write the report to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// How many patients the databases hold; given more than once for growth.
    #[arg(long, default_values_t = [100_u32, 10_000, 100_000])]
    patients: Vec<u32>,
    /// The most patients in a PostgreSQL database, which is filled over the network.
    #[arg(long, default_value_t = 10_000)]
    postgres_patients: u32,
    /// Also lets somebody else's solver (OR-Tools, installed from PyPI) plan the sample weeks, for `week_plan_reference`; takes minutes.
    #[arg(long)]
    reference: bool,
    /// A quick run with few patients and few rounds, to see that everything can be measured; its figures say nothing.
    #[arg(long)]
    small: bool,
}

/// What a figure is told.
pub struct Setting<'a> {
    /// The checkout.
    pub repo: &'a Repo,
    /// Numbers of patients, smallest first.
    pub patients: Vec<u32>,
    /// The most patients in a PostgreSQL database.
    pub postgres_patients: u32,
    /// Whether it is only to be seen that everything can be measured.
    pub is_small: bool,
    /// Whether somebody else's solver is asked too.
    pub with_reference: bool,
    /// How the names of the wanted figures begin; empty for all.
    pub only: String,
}

/// Figures that are measured together.
pub struct Entry {
    /// How the names of its figures begin; `--only` chooses by them.
    pub names: &'static [&'static str],
    /// Measures those that are wanted; one name may have several rows (one a size, one a limit).
    pub measure: fn(&Setting<'_>) -> Result<Vec<Figure>, Trouble>,
}

/// Every figure, in the order of the report.
const FIGURES: &[Entry] = &[
    Entry {
        names: &[
            "sign_group_of_12_sqlite",
            "board_of_120",
            "week_board_of_120",
            "person_search",
            "verify",
            "score_100000_forms",
            "eligibility_271_megabyte",
            "read_ccda",
            "read_fhir",
            "inquiry_queue",
            "placement_10000_cases",
            "gate_decision",
            "account_of_5000_disclosures",
            "week_plan",
            "reminders_plan",
            "timers_dispatch",
            "fitting_week",
            "week_proposal",
        ],
        measure: inside::on_sqlite,
    },
    Entry { names: &["sign_group_of_12_postgres"], measure: inside::on_postgres },
    Entry { names: &["self_check_first_byte"], measure: public_site::measure },
    Entry { names: &["footprint"], measure: footprint::measure },
];

/// Measures what was asked for. Exit codes: 0 all within their limits, 1 one is not or could not be measured, 2 nothing to measure.
///
/// # Errors
/// When the report cannot be written.
pub fn run(repo: &Repo, options: &Options) -> Result<ExitCode, Trouble> {
    let prefix = options.only.as_deref().unwrap_or_default();
    let is_wanted = |name: &&str| name.starts_with(prefix) || prefix.starts_with(*name);
    let chosen: Vec<&Entry> = FIGURES.iter().filter(|entry| entry.names.iter().any(&is_wanted)).collect();
    if chosen.is_empty() {
        say("no figure is registered under that name; figures are registered in xtask/src/bench/mod.rs");
        return Ok(ExitCode::from(2));
    }
    let mut patients = options.patients.clone();
    patients.sort_unstable();
    let postgres_patients = options.postgres_patients;
    let only = prefix.to_owned();
    let with_reference = options.reference;
    let report = measure(&chosen, &Setting { repo, patients, postgres_patients, is_small: options.small, with_reference, only });
    let text = serde_json::to_string_pretty(&report).doing("writing the report")?;
    say(&text);
    if let Some(path) = &options.out {
        std::fs::write(path, format!("{text}\n")).doing(&format!("writing {}", path.display()))?;
    }
    Ok(if report.is_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures every chosen figure; one that cannot be measured is named with its reason and fails the report.
fn measure(chosen: &[&Entry], setting: &Setting<'_>) -> Report {
    let (mut figures, mut troubles): (Vec<Figure>, Vec<String>) = (Vec::new(), Vec::new());
    for entry in chosen {
        match (entry.measure)(setting) {
            Ok(measured) => figures.extend(measured),
            Err(trouble) => troubles.push(format!("{}: {trouble}", entry.names.join(", "))),
        }
    }
    if !setting.is_small {
        let unoptimised = figures.iter().filter(|figure| !figure.is_release);
        troubles.extend(unoptimised.map(|figure| format!("{}: measured in a program built without optimisation", figure.name)));
    }
    Report::new(Machine::read(), figures, troubles)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]
    use super::*;
    use report::Limit;
    use sample::Sample;

    fn report_of(entry: &Entry, is_small: bool) -> Report {
        let repo = Repo::find().unwrap_or_else(|trouble| panic!("{trouble}"));
        let (patients, only) = (vec![100], String::new());
        measure(&[entry], &Setting { repo: &repo, patients, postgres_patients: 100, is_small, with_reference: false, only })
    }

    #[test]
    fn a_figure_that_cannot_be_measured_fails_the_report() {
        let entry = Entry { names: &["x"], measure: |_| Err(Trouble::new("no database")) };
        let report = report_of(&entry, true);
        assert!(!report.is_passed);
        assert_eq!(report.troubles, ["x: no database"]);
    }

    #[test]
    fn a_figure_beyond_its_limit_fails_the_report() {
        let slow = |setting: &Setting<'_>| {
            let sample = Sample::of_milliseconds(vec![6.0; 10]);
            assert!(!setting.patients.is_empty());
            Ok(vec![Figure::new("board", "server time of the Today board", &sample, Limit::P50Milliseconds(5.0))])
        };
        assert!(!report_of(&Entry { names: &["board"], measure: slow }, true).is_passed);
    }

    #[test]
    fn a_figure_of_a_program_built_without_optimisation_fails_the_report_unless_it_is_only_a_look() {
        let measure = |_: &Setting<'_>| {
            let sample = Sample::of_milliseconds(vec![1.0]);
            Ok(vec![Figure::new("board", "the Today board", &sample, Limit::P50Milliseconds(5.0)).built(false)])
        };
        let entry = Entry { names: &["board"], measure };
        assert!(report_of(&entry, true).is_passed);
        let report = report_of(&entry, false);
        assert!(!report.is_passed);
        assert_eq!(report.troubles, ["board: measured in a program built without optimisation"]);
    }
}
