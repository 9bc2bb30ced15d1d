//! The command line, as `--help` teaches it.

mod care;
mod carry;
mod configure;
mod keep;
mod schedule;
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::outcome::EXIT_CODES;

pub(crate) use care::{
    ClaimFormat, Claims, ClaimsExport, DayPack, Deidentified, Eligibility, EligibilityAsk, EligibilityRead, Export, GateCases,
    PlaceCases, Referral, ReferralImport, ReferralToken, ReferralTokenCreate, ReferralTokenList, ReferralTokenRevoke, Score,
};
pub(crate) use carry::{Carry, CarryConflicts, CarryTakeBack};
pub(crate) use configure::{
    Config, ConfigWish, Import, Payers, Places, Program, Staff, StaffInvite, StaffList, Wordings, WordingsImport,
};
pub(crate) use keep::{Backup, Closing, ClosingHandOver, ClosingList, ClosingSeal, Keys, KeysWish, Restore, RotateWish, Verify};
pub(crate) use schedule::{Schedule, ScheduleCheck, ScheduleSolve};
pub(crate) use serve::Serve;

const SETTINGS: &str = "\
Settings:
  Every setting is a flag, a line in stepdown.toml (`listen = \"127.0.0.1:8080\"`) or a variable
  of the environment (STEPDOWN_LISTEN). A flag wins over the environment, the environment over
  the file. `stepdown config show` lists them all.";

const FIRST_DAY: &str = "\
A first day:
  stepdown config check                      is everything right on this machine?
  stepdown program import program.toml       who works here, where, when and what is offered
  stepdown payers import payers.toml         who pays, and by which rules
  stepdown places import places.toml         where else somebody may be helped, and crisis lines
  stepdown staff invite ida.roth             a one-time link by which somebody gets in
  stepdown serve                             answers browsers until it is told to stop
  stepdown backup --to stepdown-monday.age --recipient age1…
  stepdown verify                            is every record as it was written?";

/// Runs an intensive outpatient program: from the first call to a year after graduation.
#[derive(Parser)]
#[command(name = "stepdown", version, max_term_width = 120, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_long_help = format!("{FIRST_DAY}\n\n{SETTINGS}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program does.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Opens an invented program in the middle of a working morning.
    ///
    /// Ten weeks of an invented program with invented people, on this computer only. Prints one line `{"ready":"http://…"}` when it
    /// answers, and opens a browser. The same seed gives the same people, words and times.
    #[command(after_long_help = help("  stepdown demo
  stepdown demo --data ./demo --listen 127.0.0.1:8790 --no-open
  stepdown demo --seed 7 --today 2026-03-12 --patients 120"))]
    Demo(crate::demo::run::DemoArguments),
    /// Answers browsers until it is told to stop.
    ///
    /// Prints one line `{"ready":"https://…"}` when it answers. At the start and every night it closes the days that are over and plans
    /// the coming two weeks. Ends on SIGTERM or Ctrl-C when running requests are answered; reads its certificate anew on SIGHUP.
    #[command(after_long_help = help("  stepdown serve
  stepdown serve --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem \\
    --origin https://chart.example.org
  STEPDOWN_DATABASE_URL=postgres://stepdown@db/stepdown stepdown serve --behind-proxy \\
    --origin https://chart.example.org"))]
    Serve(Serve),
    /// Says whether every record is as it was written.
    ///
    /// Recomputes the chain of every patient and of the program, compares what screens show with it, and holds both against the signed
    /// checkpoints in the database and in checkpoints.jsonl beside it. Names the first thing that does not hold, with the checkpoint at
    /// which it was still whole, and ends with 4. Prints the public key; keep it, and a copy of checkpoints.jsonl, on another machine.
    #[command(after_long_help = help("  stepdown verify
  stepdown verify --data /srv/stepdown --json
  stepdown verify --checkpoint
  stepdown verify --data restored --public-key d75a9801… --against kept/checkpoints.jsonl"))]
    Verify(Verify),
    /// Documents that other providers send.
    #[command(subcommand)]
    Referral(Referral),
    /// Scores answered instruments: a file of answers in, results out.
    ///
    /// The file is a JSON list of objects with `instrument`, `answers` (link id to option code, whole number or list of codes) and
    /// `context`. Prints a JSON list with one object for each, in order: status, scores, at_least, levels, bands, alerts, missing,
    /// unexpected, imputed and floor; or error and item when an answer cannot be one. Needs no database and keeps nothing. When an
    /// entry is no answered instrument, nothing is printed and the command ends with 1.
    #[command(after_long_help = help("  stepdown score answers.json
  stepdown score answers.json --pretty

A file:
  [{\"instrument\": \"phq-2\", \"answers\": {\"phq2-1\": \"several-days\", \"phq2-2\": \"not-at-all\"}, \"context\": {}}]"))]
    Score(Score),
    /// Decides for each case of a file whether something may leave, by the rules of 42 CFR Part 2, with every reason.
    ///
    /// The file is a JSON list of cases: consents, restrictions, court papers and one request each (docs/gate-cases.md). Prints a JSON list
    /// with one object for each, in order: decision (allow, permitted, deny), reasons, categories, withheld, notice, redisclosure and
    /// rests_on. Needs no database and keeps nothing: it is how a compliance officer tries a wording before it is used. When a case
    /// cannot be read, nothing is printed and the command ends with 1.
    #[command(after_long_help = help("  stepdown gate --example > cases.json     the program's own cases, with what must come of each
  stepdown gate cases.json --pretty

A file:
  [{\"consents\": [], \"request\": {\"recipient\": {\"name\": \"Dr. Lee\"}, \"purpose\": \"treatment\",
    \"categories\": [\"plan\"], \"at\": \"2026-03-12T14:00:00Z\"}}]"))]
    Gate(GateCases),
    /// Whether a table may be called de-identified, by the safe harbor of 45 CFR 164.514(b)(2).
    ///
    /// Looks for the eighteen kinds of identifiers by the names of columns and by what stands in them, and says in which column and how
    /// many rows; never what stands there. Needs no database and keeps nothing. Ends with 1 when something was found. A file in which
    /// nothing is found may still let somebody be known: that a person must say who knows it.
    #[command(after_long_help = help("  stepdown deidentified study.csv
  stepdown deidentified study.csv --json"))]
    Deidentified(Deidentified),
    /// Suggests a level of care for each case of a file, with every reason (Stepdown Placement Advisor).
    ///
    /// Prints one JSON object: `{case id: {"levels": [first choice, alternatives], "disposition", "rules": [ids], "needs": [what is
    /// missing]}}`. `levels` is empty when a hard stop comes first or a rating is missing; `disposition` is EMERGENCY, CRISIS,
    /// MEDICAL_TODAY, DEFER, ADOLESCENT_PATHWAY, PRIORITY, INSUFFICIENT_DATA or NONE. Needs no database; nothing is kept. The newest
    /// decision table that comes with the program is used; a qualified clinician decides, not this command. A file with a problem
    /// is refused whole, each problem with its case and field, and the command ends with 1.
    #[command(after_long_help = help("  stepdown place placement-cases.toml
  stepdown place placement-cases.toml --pretty"))]
    Place(PlaceCases),
    /// The template week: who sits in which session, planned from a file.
    #[command(subcommand)]
    Schedule(Schedule),
    /// Claims to payers.
    #[command(subcommand)]
    Claims(Claims),
    /// Questions to payers whether somebody is insured.
    #[command(subcommand)]
    Eligibility(Eligibility),
    /// Prints a day for which the program may be away: rosters, whom to call, medicines as reported, a slip for each person and session.
    ///
    /// Tomorrow, when no day is named. What is written on the slips is entered later on one screen, by their codes. Each call makes a
    /// pack of its own; the codes of earlier ones stay readable. An existing file is never replaced. With `daypack_folder` set, `stepdown
    /// serve` writes one each evening by itself.
    #[command(after_long_help = help("  stepdown daypack
  stepdown daypack --day 2026-03-13 --out friday.pdf --data /srv/stepdown"))]
    Daypack(DayPack),
    /// A laptop that carries the program while the line is down, and gives its day back.
    #[command(subcommand)]
    Carry(Carry),
    /// Writes everything into one encrypted file.
    ///
    /// One consistent state of the whole database, compressed and encrypted with age, read back and compared before it gets its
    /// name. An existing file is never replaced. An unencrypted backup is never written.
    #[command(after_long_help = help("  stepdown backup --to monday.age --recipient age1…
  stepdown backup --to monday.age --passphrase-file /etc/stepdown/passphrase"))]
    Backup(Backup),
    /// Fills a new database from a backup, and verifies it.
    ///
    /// All of it or nothing: a file that is cut short, changed or encrypted to another key fills nothing. A database that holds
    /// records is never filled. A backup of either database engine goes into either.
    #[command(after_long_help = help("  stepdown restore --from monday.age --identity key.txt --data /srv/stepdown-new
  stepdown restore --from monday.age --passphrase-file passphrase \\
    --database-url postgres://stepdown@db/stepdown"))]
    Restore(Restore),
    /// The end of the program, or somebody who takes over: what becomes of each record (42 CFR 2.19).
    #[command(subcommand)]
    Closing(Closing),
    /// The keys that lock counseling notes.
    #[command(subcommand)]
    Keys(Keys),
    /// Takes out one person's chart as it stood at a moment.
    ///
    /// Everything in the person's chain, each record in the version that was newest then. That it was taken out, and what for, is
    /// written into the chart. The purpose may also stand in the environment (STEPDOWN_PURPOSE).
    #[command(after_long_help = help("  stepdown export --patient 0195a7c0-… --as-of 2026-03-12T14:00:00Z --json \\
    --purpose 'the person asked for it'
  stepdown export --patient 0195a7c0-… --as-of 2026-03-12T10:00:00-04:00 --purpose 'audit of March'"))]
    Export(Export),
    /// The program: who works here, where, when and what is offered.
    #[command(subcommand)]
    Program(Program),
    /// The payers and their rules.
    #[command(subcommand)]
    Payers(Payers),
    /// The directory of other places, and crisis lines.
    #[command(subcommand)]
    Places(Places),
    /// Licensed texts and translations of instruments.
    #[command(subcommand)]
    Wordings(Wordings),
    /// Who can sign in.
    #[command(subcommand)]
    Staff(Staff),
    /// The settings of this installation.
    #[command(subcommand)]
    Config(Config),
}

fn help(examples: &str) -> String {
    format!("Examples:\n{examples}\n\n{EXIT_CODES}")
}

/// Which settings, and which database.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Place {
    /// The settings file [default: stepdown.toml in this folder, when there is one].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of the SQLite database [default: stepdown-data].
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: `postgres://user@host/database`. A password is better kept in the file or the environment.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Place {
    /// What was said by flags.
    pub(crate) fn flags(&self) -> Vec<(&'static str, String)> {
        let data = self.data.as_ref().map(|data| ("data", data.to_string_lossy().into_owned()));
        let url = self.database_url.clone().map(|url| ("database_url", url));
        data.into_iter().chain(url).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
