//! Measures what the product promises about signing, the board, the search, scoring and verifying, and prints one JSON line a sample.
//! `cargo xtask bench` builds it with optimisation, runs it and holds the samples against their limits.

mod board;
mod dice;
mod eligibility;
mod fill;
mod fitting_week;
mod gate;
mod inquiries;
mod place;
mod practice;
mod proposal;
mod raw;
mod read;
mod said;
mod score;
mod search;
mod sign;
mod timers;
mod verify;
mod week_board;
mod week_plan;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use store::DatabaseUrl;

use practice::Practice;
use raw::Raw;
use said::{Limit, Outcome, Sample};

/// Everybody who is in care at once in the measured program: ten groups of twelve.
const IN_CARE: usize = 120;

/// What to measure and where.
#[derive(Parser)]
struct Arguments {
    /// Measure only figures whose name begins so.
    #[arg(long, default_value = "")]
    only: String,
    /// How many people the databases hold, smallest first; at least the 120 who are in care.
    #[arg(long, default_values_t = [100_usize, 10_000, 100_000])]
    patients: Vec<usize>,
    /// The most people in a PostgreSQL database: filling it goes over the network.
    #[arg(long, default_value_t = 10_000, value_name = "PEOPLE")]
    postgres_patients: usize,
    /// A throwaway PostgreSQL server; without it nothing is measured there.
    #[arg(long)]
    postgres: Option<String>,
    /// Where the database files go: a folder on a disk.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How many signings are measured at each size.
    #[arg(long, default_value_t = 200)]
    signings: usize,
    /// How often the board and the search are asked at each size.
    #[arg(long, default_value_t = 1_000)]
    questions: usize,
    /// A Python with OR-Tools: a plain CP-SAT model plans the sample weeks beside us.
    #[arg(long)]
    reference: Option<PathBuf>,
    /// A quick run with a few people, to see that everything can be measured.
    #[arg(long)]
    small: bool,
}

impl Arguments {
    fn wants(&self, name: &str) -> bool {
        self.only.starts_with(name) || name.starts_with(&self.only)
    }

    fn shrink(&mut self) {
        if self.small {
            (self.patients, self.postgres_patients, self.signings, self.questions) = (vec![100, 150], 100, 3, 8);
        }
        self.patients.sort_unstable();
    }
}

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    arguments.shrink();
    match measure(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            said::trouble(&*trouble);
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Outcome<()> {
    if arguments.wants("eligibility_271_megabyte") {
        let (milliseconds, what) = eligibility::measure(arguments.questions.clamp(8, 200))?;
        let name = "eligibility_271_megabyte".to_owned();
        said::say(&Sample { name, what, milliseconds, baseline: Vec::new(), limits: vec![Limit::p50(100.0)] })?;
    }
    let times = if arguments.small { 2 } else { 50 };
    if arguments.wants("read_ccda") {
        said::say(&read::ccda(times)?)?;
    }
    if arguments.wants("read_fhir") {
        said::say(&read::fhir(times)?)?;
    }
    let kept = tempfile::tempdir()?;
    let folder = arguments.folder.clone().unwrap_or_else(|| kept.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let largest = arguments.patients.last().copied().unwrap_or_default();
    if arguments.wants("score_100000_forms") {
        let (milliseconds, what) = score::measure(if arguments.small { 1 } else { 20 })?;
        let limits = vec![Limit::p50(1_000.0)];
        said::say(&Sample { name: "score_100000_forms".to_owned(), what, milliseconds, baseline: Vec::new(), limits })?;
    }
    if arguments.wants("placement_10000_cases") {
        let milliseconds = place::measure(if arguments.small { 2 } else { 50 })?;
        let what = format!("{} published cases placed on one core; 100,000 a second are 100 ms", place::A_ROUND);
        let limits = vec![Limit::p50(100.0)];
        said::say(&Sample { name: "placement_10000_cases".into(), what, milliseconds, baseline: Vec::new(), limits })?;
    }
    if arguments.wants("gate_decision") {
        let (milliseconds, what) = gate::measure(if arguments.small { 6 } else { 2_000 })?;
        let limits = vec![Limit::p99(0.05)];
        said::say(&Sample { name: "gate_decision".into(), what, milliseconds, baseline: Vec::new(), limits })?;
    }
    if arguments.wants("account_of_5000_disclosures") {
        let file = folder.join("account.db");
        let milliseconds = gate::account(&file, if arguments.small { 2 } else { 50 })?;
        let what = format!("the account of {} disclosures of three years, asked through the house", gate::DISCLOSURES);
        let limits = vec![Limit::p99(300.0)];
        let name = "account_of_5000_disclosures".to_owned();
        said::say(&Sample { name, what, milliseconds, baseline: Vec::new(), limits })?;
        remove(&file)?;
    }
    timers::measure(&|name| arguments.wants(name), &folder, arguments.small)?;
    if arguments.wants("fitting_week") {
        say_fitting_week(&folder, if arguments.small { 4 } else { 120 })?;
    }
    week_plan::measure(&|name| arguments.wants(name), arguments.small)?;
    if let Some(python) = arguments.reference.as_deref().filter(|_| arguments.wants("week_plan_reference")) {
        week_plan::reference(python, &folder)?;
    }
    on_sqlite_too(arguments, &folder, largest)?;
    if arguments.wants("inquiry_queue") {
        let (count, file) = (if arguments.small { 200 } else { 10_000 }, folder.join("inquiries.db"));
        let milliseconds = inquiries::measure(&file, count, arguments.questions)?;
        let what = format!("the inquiry queue of {count} people who wait, asked through the house");
        let limits = vec![Limit::p50(10.0)];
        said::say(&Sample { name: format!("inquiry_queue_{count}"), what, milliseconds, baseline: Vec::new(), limits })?;
        remove(&file)?;
    }
    if let Some(server) = arguments.postgres.as_deref().filter(|_| arguments.wants("sign_group_of_12_postgres")) {
        for patients in arguments.patients.iter().copied().filter(|patients| *patients <= arguments.postgres_patients) {
            on_postgres(server, patients, arguments.signings)?;
        }
    }
    Ok(())
}

/// What is measured on SQLite with more and more people.
fn on_sqlite_too(arguments: &Arguments, folder: &Path, largest: usize) -> Outcome<()> {
    let mut first_board = Vec::new();
    let is_wanted = ["sign_group_of_12_sqlite", "board_of_120", "week_board_of_120", "person_search", "week_proposal", "verify"]
        .iter()
        .any(|name| arguments.wants(name));
    for patients in arguments.patients.iter().copied().filter(|_| is_wanted) {
        let (house, copy) = (folder.join(format!("house-{patients}.db")), folder.join(format!("copy-{patients}.db")));
        let mut practice = on_sqlite(&house, &copy, patients)?;
        if arguments.wants("sign_group_of_12_sqlite") {
            let mut raw = Raw::sqlite(&house, &copy)?;
            let (times, baseline, what) = sign::measure(&mut practice, &mut raw, arguments.signings)?;
            let name = format!("sign_group_of_12_sqlite_{patients}");
            let limits = vec![Limit::p50_times(3.0), Limit::p99_times(8.0)];
            said::say(&Sample {
                name,
                what: format!("{what}; {patients} people in the database"),
                milliseconds: times,
                baseline,
                limits,
            })?;
        }
        if arguments.wants("board_of_120") {
            let times = board::measure(&mut practice, arguments.questions)?;
            say_board(patients, times, &mut first_board)?;
        }
        if arguments.wants("week_board_of_120") {
            say_week_board(&practice, patients, arguments.questions.min(200))?;
        }
        if arguments.wants("person_search") {
            let (milliseconds, what) = search::measure(&practice, patients, arguments.questions)?;
            let limits = if patients == largest { vec![Limit::p99(10.0)] } else { Vec::new() };
            said::say(&Sample { name: format!("person_search_{patients}"), what, milliseconds, baseline: Vec::new(), limits })?;
        }
        if arguments.wants("week_proposal") {
            say_proposal(&mut practice, patients, if arguments.small { 2 } else { 30 })?;
        }
        if arguments.wants("verify") {
            say_verify(&practice, patients, if arguments.small { 2 } else { 10 })?;
        }
        drop(practice);
        remove(&house)?;
        remove(&copy)?;
    }
    Ok(())
}

fn say_week_board(practice: &Practice, patients: usize, questions: usize) -> Outcome<()> {
    let what = format!("the week of {IN_CARE} people asked through the house; {patients} people in the database");
    let (name, limits) = (format!("week_board_of_120_{patients}"), vec![Limit::p50(50.0)]);
    let milliseconds = week_board::measure(practice, questions)?;
    said::say(&Sample { name, what, milliseconds, baseline: Vec::new(), limits })
}

fn say_proposal(practice: &mut Practice, patients: usize, questions: usize) -> Outcome<()> {
    let milliseconds = proposal::measure(practice, questions)?;
    let what =
        format!("a counselor of {IN_CARE} people is out tomorrow, until there is a proposal; {patients} people in the database");
    let limits = vec![Limit::p99(1_000.0)];
    said::say(&Sample { name: format!("week_proposal_{patients}"), what, milliseconds, baseline: Vec::new(), limits })
}

fn say_fitting_week(folder: &Path, questions: usize) -> Outcome<()> {
    let (house, copy) = (folder.join("fitting-week.db"), folder.join("fitting-week-copy.db"));
    let practice = on_sqlite(&house, &copy, 120)?;
    let milliseconds = fitting_week::measure(&practice, questions)?;
    let what = format!("three weeks of one of 120 people among {} groups, asked through the house", fitting_week::GROUPS);
    let limits = vec![Limit::p99(100.0)];
    said::say(&Sample { name: "fitting_week".into(), what, milliseconds, baseline: Vec::new(), limits })?;
    drop(practice);
    remove(&house)?;
    remove(&copy)
}

fn say_board(patients: usize, times: Vec<f64>, first: &mut Vec<f64>) -> Outcome<()> {
    let what = format!("the Today board of {IN_CARE} people asked through the house; {patients} people in the database");
    let mut limits = vec![Limit::p50(5.0)];
    if !first.is_empty() {
        limits.push(Limit::p50_times(1.5));
    }
    let baseline = first.clone();
    if first.is_empty() {
        first.clone_from(&times);
    }
    said::say(&Sample { name: format!("board_of_120_{patients}"), what, milliseconds: times, baseline, limits })
}

/// The chains alone are held against the limit; comparing what screens show with them as well is told beside it.
fn say_verify(practice: &Practice, patients: usize, times: usize) -> Outcome<()> {
    let (milliseconds, records) = verify::chains(practice, times)?;
    let what = format!(
        "time for 1,000 records: {records} records in chains of {patients} people recomputed and held against signed checkpoints, on \
         one core; 200,000 a second are 5 ms"
    );
    let name = format!("verify_1000_records_{patients}");
    said::say(&Sample { name, what, milliseconds, baseline: Vec::new(), limits: vec![Limit::p50(5.0)] })?;
    let (milliseconds, rows) = verify::whole(practice, times)?;
    let what = format!("time for 1,000 records, with {rows} rows of what screens show compared with them");
    said::say(&Sample { name: format!("verify_whole_{patients}"), what, milliseconds, baseline: Vec::new(), limits: Vec::new() })
}

/// A filled database file and its twin, on which the raw statements are run.
fn on_sqlite(house: &Path, copy: &Path, patients: usize) -> Outcome<Practice> {
    remove(house)?;
    remove(copy)?;
    let url = DatabaseUrl::Sqlite(house.to_owned());
    let filled = Practice::open_new(&url)?;
    fill::fill(&filled, patients.max(IN_CARE))?;
    drop(filled);
    std::fs::copy(house, copy)?;
    Practice::open_again(&url)
}

fn on_postgres(server: &str, patients: usize, signings: usize) -> Outcome<()> {
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    let (house, copy) =
        (format!("bench_{}_{patients}", std::process::id()), format!("bench_{}_{patients}_copy", std::process::id()));
    raw::command(server, &format!("CREATE DATABASE {house}"))?;
    let url = DatabaseUrl::Postgres(format!("{base}/{house}"));
    let filled = Practice::open_new(&url)?;
    fill::fill(&filled, patients.max(IN_CARE))?;
    drop(filled);
    raw::command(server, &format!("CREATE DATABASE {copy} TEMPLATE {house}"))?;
    for name in [&house, &copy] {
        raw::command(&format!("{base}/{name}"), "VACUUM ANALYZE")?;
    }
    let mut practice = Practice::open_again(&url)?;
    let mut raw = Raw::postgres(&format!("{base}/{house}"), &format!("{base}/{copy}"))?;
    let (milliseconds, baseline, what) = sign::measure(&mut practice, &mut raw, signings)?;
    let name = format!("sign_group_of_12_postgres_{patients}");
    let what = format!("{what}; PostgreSQL, {patients} people in the database");
    said::say(&Sample { name, what, milliseconds, baseline, limits: vec![Limit::p50_times(4.0)] })?;
    drop((practice, raw));
    for name in [house, copy] {
        raw::command(server, &format!("DROP DATABASE {name}"))?;
    }
    Ok(())
}

/// Removes a database file with its log.
fn remove(file: &Path) -> Outcome<()> {
    for end in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{end}", file.display()));
        if path.exists() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
