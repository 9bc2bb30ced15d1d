//! What the commands about the installation can be told: program, payers, settings.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Place, Serve, help};

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

/// The directory of other places.
#[derive(Subcommand)]
pub(crate) enum Places {
    /// Takes in the directory of places to which somebody may be handed over.
    ///
    /// The file is the whole directory: each place with its number, its levels of care, whether it answers crises, and the days it
    /// stands there. It replaces the one before, which stays readable in the ledger. All of it or nothing; importing the same file
    /// again changes nothing. The hard stops of the advisor show the places that answer crises: without one today the command warns.
    #[command(after_long_help = help("  stepdown places import places.toml --data /srv/stepdown

A file:
  format = \"stepdown-places/1\"
  [[place]]
  key = \"988\"
  name = \"988 Suicide and Crisis Lifeline\"
  phone = \"988\"
  is_for_crises = true
  valid_from = \"2022-07-16\""))]
    Import(Import),
}

/// Wordings of instruments.
#[derive(Subcommand)]
pub(crate) enum Wordings {
    /// Loads licensed texts and translations of instruments into this installation.
    ///
    /// A file brings words only; items, codes and scores stay. It names the instrument, the language, where the words come from and
    /// who permitted their use. Everything that the instrument does not word itself must be there. Every file is judged before the
    /// first is loaded: when one is wrong, nothing is loaded, and each problem is named with its file. The same language again
    /// replaces the words; what was shown with the earlier ones stays readable. With --dry-run files are judged only, without a
    /// database.
    #[command(after_long_help = help("  stepdown wordings import ftnd.text.es.toml --data /srv/stepdown
  stepdown wordings import licensed/*.toml --dry-run --json

A file:
  instrument = \"ftnd\"
  language = \"es\"
  source = \"the publisher's edition of 2021\"
  permission = \"letter of the publisher, 2026-02-03\"
  [text]
  ftnd-1 = \"…\""))]
    Import(WordingsImport),
}

/// See [`Wordings::Import`].
#[derive(Args)]
pub(crate) struct WordingsImport {
    /// The files, each for one instrument in one language.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// Only judge the files; write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// One line of JSON a file: `{"file":…,"instrument":…,"language":…,"sha256":…,"loaded":…}`.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Who can sign in.
#[derive(Subcommand)]
pub(crate) enum Staff {
    /// Lists who works here: sign-in name, roles, and whether they can sign in yet.
    #[command(after_long_help = help("  stepdown staff list --data /srv/stepdown"))]
    List(StaffList),
    /// Makes a one-time link by which somebody sets up their account.
    ///
    /// The link works for 72 hours, once; an older one of theirs ends. Give it to that person only. Without a name it is for the
    /// first person of an installation in which nobody can sign in yet.
    #[command(after_long_help = help("  stepdown staff invite ida.roth --origin https://chart.example.org
  stepdown staff invite --data /srv/stepdown"))]
    Invite(StaffInvite),
}

/// See [`Staff::List`].
#[derive(Args)]
pub(crate) struct StaffList {
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Staff::Invite`].
#[derive(Args)]
pub(crate) struct StaffInvite {
    /// The sign-in name [default: the first person of the installation].
    #[arg(value_name = "LOGIN")]
    pub(crate) login: Option<String>,
    /// The address people type, when the settings do not say it.
    #[arg(long, value_name = "URL")]
    pub(crate) origin: Option<String>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
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
