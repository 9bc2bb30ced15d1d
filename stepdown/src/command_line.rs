//! The command line, as `--help` teaches it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::outcome::EXIT_CODES;

const SETTINGS: &str = "\
Settings:
  Every setting is a flag here, a line in stepdown.toml (`listen = \"127.0.0.1:8080\"`) or a variable in the environment
  (STEPDOWN_LISTEN). A flag wins over the environment, the environment over the file. `stepdown config show` lists them all.";

const FIRST_DAY: &str = "\
A first day:
  stepdown config check                      is everything right on this machine?
  stepdown program import program.toml       who works here, where, when and what is offered
  stepdown payers import payers.toml         who pays, and by which rules
  stepdown serve                             answers browsers until it is told to stop
  stepdown backup --to stepdown-monday.age --recipient age1…
  stepdown verify                            is every record as it was written?";

/// Runs an intensive outpatient program: from the first call to a year after graduation.
#[derive(Parser)]
#[command(name = "stepdown", version, about, max_term_width = 120, arg_required_else_help = true, disable_help_subcommand = true)]
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
    #[command(after_long_help = help("\
  stepdown demo
  stepdown demo --data ./demo --listen 127.0.0.1:8790 --no-open
  stepdown demo --seed 7 --today 2026-03-12 --patients 120"))]
    Demo(crate::demo::run::DemoArguments),
    /// Answers browsers until it is told to stop.
    ///
    /// Prints one line `{"ready":"https://…"}` when it answers. Plans the sessions of the coming two weeks at the start and every
    /// night. Ends on SIGTERM or Ctrl-C when running requests are answered; reads its certificate anew on SIGHUP.
    #[command(after_long_help = help("\
  stepdown serve
  stepdown serve --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem --origin https://chart.example.org
  STEPDOWN_DATABASE_URL=postgres://stepdown@db/stepdown stepdown serve --behind-proxy --origin https://chart.example.org"))]
    Serve(Serve),
    /// Says whether every record is as it was written.
    ///
    /// Recomputes the chain of every patient and of the program, and compares what screens show with it. Names the first record
    /// that does not hold and ends with 4.
    #[command(after_long_help = help("  stepdown verify\n  stepdown verify --data /srv/stepdown --json"))]
    Verify(Verify),
    /// Documents that other providers send.
    #[command(subcommand)]
    Referral(Referral),
    /// Claims to payers.
    #[command(subcommand)]
    Claims(Claims),
    /// Writes everything into one encrypted file.
    ///
    /// One consistent state of the whole database, compressed and encrypted with age, read back and compared before it gets its
    /// name. An existing file is never replaced. An unencrypted backup is never written.
    #[command(after_long_help = help("\
  stepdown backup --to monday.age --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
  stepdown backup --to monday.age --passphrase-file /etc/stepdown/passphrase"))]
    Backup(Backup),
    /// Fills a new database from a backup, and verifies it.
    ///
    /// All of it or nothing: a file that is cut short, changed or encrypted to another key fills nothing. A database that holds
    /// records is never filled. A backup of either database engine goes into either.
    #[command(after_long_help = help("\
  stepdown restore --from monday.age --identity key.txt --data /srv/stepdown-new
  stepdown restore --from monday.age --passphrase-file passphrase --database-url postgres://stepdown@db/stepdown"))]
    Restore(Restore),
    /// Takes out one person's chart as it stood at a moment.
    ///
    /// Everything in the person's chain, each record in the version that was newest then. That it was taken out, and what for, is
    /// written into the chart. The purpose may also stand in the environment (STEPDOWN_PURPOSE).
    #[command(after_long_help = help("\
  stepdown export --patient 0195a7c0-…  --as-of 2026-03-12T14:00:00Z --json --purpose 'the person asked for it'
  stepdown export --patient 0195a7c0-… --as-of 2026-03-12T10:00:00-04:00 --purpose 'audit of March'"))]
    Export(Export),
    /// The program: who works here, where, when and what is offered.
    #[command(subcommand)]
    Program(Program),
    /// The payers and their rules.
    #[command(subcommand)]
    Payers(Payers),
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

/// See [`Command::Serve`].
#[derive(Args)]
pub(crate) struct Serve {
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// Address and port to answer at [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The certificate chain, a PEM file.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key, a PEM file.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front of Stepdown encrypts.
    #[arg(long)]
    behind_proxy: bool,
    /// The address people type; passkeys are bound to it.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// The program's time zone, when it is not the stored program's.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// How logs look.
    #[arg(long, value_name = "human|json")]
    log_format: Option<String>,
    /// What is logged: error, warn, info, debug.
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

impl Serve {
    /// What was said by flags.
    pub(crate) fn flags(&self) -> Vec<(&'static str, String)> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.to_string_lossy().into_owned());
        let said = [
            ("listen", self.listen.map(|listen| listen.to_string())),
            ("tls_cert", path(&self.tls_cert)),
            ("tls_key", path(&self.tls_key)),
            ("behind_proxy", self.behind_proxy.then(|| "true".to_owned())),
            ("origin", self.origin.clone()),
            ("zone", self.zone.clone()),
            ("log_format", self.log_format.clone()),
            ("log_level", self.log_level.clone()),
        ];
        said.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }
}

/// See [`Command::Verify`].
#[derive(Args)]
pub(crate) struct Verify {
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Documents that other providers send.
#[derive(Subcommand)]
pub(crate) enum Referral {
    /// Reads clinical documents (C-CDA) and opens an inquiry for each.
    ///
    /// With a database named (flag, environment or settings file) each document is kept whole and opens an inquiry; the same
    /// document a second time changes nothing. Without one, or with --dry-run, it is only read. A file that is refused does not
    /// keep the others out; the command then ends with 1.
    #[command(after_long_help = help("\
  stepdown referral import discharge.xml --data /srv/stepdown
  stepdown referral import inbox/*.xml --json --dry-run > read.jsonl"))]
    Import(ReferralImport),
}

/// See [`Referral::Import`].
#[derive(Args)]
pub(crate) struct ReferralImport {
    /// The documents.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// One line of JSON a file: what was read, or `{"file":…,"refused":…,"sentence":…}`.
    #[arg(long)]
    pub(crate) json: bool,
    /// Only read; write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Claims to payers.
#[derive(Subcommand)]
pub(crate) enum Claims {
    /// Builds claims from ready charges and writes them into one X12 file.
    ///
    /// A charge goes on one claim only; what a check holds stays ready, with the reason. Every claim passes the consent gate and
    /// leaves an accounting of the disclosure. The file is there whole or not at all; after a failure, --batch writes it again.
    #[command(after_long_help = help("\
  stepdown claims export --from 2026-03-02 --to 2026-03-08 --format 837i --out outbox --json
  stepdown claims export --batch 12 --out outbox"))]
    Export(ClaimsExport),
}

/// See [`Claims::Export`].
#[derive(Args)]
pub(crate) struct ClaimsExport {
    /// First service day.
    #[arg(long, value_name = "DATE", required_unless_present = "batch", requires = "to")]
    pub(crate) from: Option<Date>,
    /// Last service day.
    #[arg(long, value_name = "DATE", required_unless_present = "batch", requires = "format")]
    pub(crate) to: Option<Date>,
    /// The form.
    #[arg(long, value_name = "FORM", required_unless_present = "batch")]
    pub(crate) format: Option<ClaimFormat>,
    /// Writes the file of a known batch again.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["from", "to", "format"])]
    pub(crate) batch: Option<i64>,
    /// The folder for the file: `837p-000012.x12`.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Marks the file as a test, which payers do not pay.
    #[arg(long)]
    pub(crate) test: bool,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// A claim form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimFormat {
    /// Professional (005010X222A1).
    #[value(name = "837p")]
    Professional,
    /// Institutional (005010X223A2).
    #[value(name = "837i")]
    Institutional,
}

/// See [`Command::Backup`].
#[derive(Args)]
pub(crate) struct Backup {
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// The age public key to encrypt to [default: the setting `backup_recipient`].
    #[arg(long, value_name = "AGE1…", conflicts_with = "passphrase_file")]
    pub(crate) recipient: Option<String>,
    /// A file whose first line is the passphrase to encrypt with.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Command::Restore`].
#[derive(Args)]
pub(crate) struct Restore {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// The file with the age secret key.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file", required_unless_present = "passphrase_file")]
    pub(crate) identity: Option<PathBuf>,
    /// A file whose first line is the passphrase.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Command::Export`].
#[derive(Args)]
pub(crate) struct Export {
    /// The person's id, as in the address of the chart.
    #[arg(long, value_name = "ID")]
    pub(crate) patient: String,
    /// The moment, with its offset from UTC [default: now].
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) as_of: Option<Timestamp>,
    /// What for; kept in the chart.
    #[arg(long, value_name = "TEXT", env = "STEPDOWN_PURPOSE")]
    pub(crate) purpose: Option<String>,
    /// The whole chart as one JSON document; without it, only how much there is.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| {
        "write the moment with its offset from UTC, like 2026-03-12T14:00:00Z or 2026-03-12T10:00:00-04:00".to_owned()
    })
}

/// The program.
#[derive(Subcommand)]
pub(crate) enum Program {
    /// Takes in a program file; importing again changes only what changed.
    ///
    /// All of it or nothing, every problem named. Plans the sessions of the coming two weeks.
    #[command(after_long_help = help("  stepdown program import program.toml --data /srv/stepdown"))]
    Import(Import),
}

/// The payers.
#[derive(Subcommand)]
pub(crate) enum Payers {
    /// Takes in the book of payers and rules; importing again changes only what changed.
    ///
    /// All of it or nothing, every problem named with its row.
    #[command(after_long_help = help("  stepdown payers import payers.toml --data /srv/stepdown"))]
    Import(Import),
}

/// A file to take in.
#[derive(Args)]
pub(crate) struct Import {
    /// The file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// The settings.
#[derive(Subcommand)]
pub(crate) enum Config {
    /// Explains every problem of the settings and of what they name.
    ///
    /// Unknown settings with the nearest known one, wrong types, unreadable or ended certificates, an address in use, a folder
    /// that cannot be written, an unknown time zone, a public name the license does not allow. An existing database is opened,
    /// which brings its tables up to date. Ends with 1 when something must be mended.
    #[command(after_long_help = help("  stepdown config check\n  stepdown config check --config /etc/stepdown.toml --json"))]
    Check(ConfigWish),
    /// Shows every setting, what it is and who said so. Passwords are not shown.
    #[command(after_long_help = help("  stepdown config show"))]
    Show(ConfigWish),
}

/// See [`Config`].
#[derive(Args)]
pub(crate) struct ConfigWish {
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// What `serve` would be told.
    #[command(flatten)]
    pub(crate) serve: Serve,
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
