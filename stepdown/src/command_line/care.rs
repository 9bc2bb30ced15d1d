//! What the commands about people can be told: documents in, claims out, a chart out.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Place, help};

/// Documents that other providers send.
#[derive(Subcommand)]
pub(crate) enum Referral {
    /// Reads clinical documents (C-CDA, FHIR bundles) and opens an inquiry for each.
    ///
    /// Pages that only a person can read (PDF, TIFF, JPEG, PNG) are kept and wait to be indexed by hand.
    ///
    /// With a database named (flag, environment or settings file) each document is kept whole and opens an inquiry; the same
    /// document a second time changes nothing. Without one, or with --dry-run, it is only read. A file that is refused does not
    /// keep the others out; the command then ends with 1.
    #[command(after_long_help = help("  stepdown referral import discharge.xml --data /srv/stepdown
  stepdown referral import inbox/*.xml --json --dry-run > read.jsonl"))]
    Import(ReferralImport),
    /// Tokens of those who may send documents to this program's own address.
    #[command(subcommand)]
    Token(ReferralToken),
}

/// Tokens of senders.
#[derive(Subcommand)]
pub(crate) enum ReferralToken {
    /// Lets a sender send, and prints the token once.
    ///
    /// The sender puts it into the header `Authorization: Bearer …` of `POST /api/referrals`, with one document as the body. Only a
    /// hash of it is kept here: a token that was lost is revoked and another one made.
    #[command(after_long_help = help("  stepdown referral token create 'Harbor View Hospital' --data /srv/stepdown"))]
    Create(ReferralTokenCreate),
    /// Says who may send, and who might once.
    #[command(after_long_help = help("  stepdown referral token list --json"))]
    List(ReferralTokenList),
    /// Takes a permission back, at once and for good.
    #[command(after_long_help = help("  stepdown referral token revoke 'Harbor View Hospital'"))]
    Revoke(ReferralTokenRevoke),
}

/// See [`ReferralToken::Create`].
#[derive(Args)]
pub(crate) struct ReferralTokenCreate {
    /// Who sends, as screens name them.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// One line of JSON for scripts: `{"id":…,"name":…,"token":…}`.
    #[arg(long)]
    pub(crate) json: bool,
}

/// See [`ReferralToken::List`].
#[derive(Args)]
pub(crate) struct ReferralTokenList {
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// One line of JSON a sender.
    #[arg(long)]
    pub(crate) json: bool,
}

/// See [`ReferralToken::Revoke`].
#[derive(Args)]
pub(crate) struct ReferralTokenRevoke {
    /// The sender's name, or the id that `list` shows.
    #[arg(value_name = "NAME|ID")]
    pub(crate) sender: String,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
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

/// See [`super::Command::Score`].
#[derive(Args)]
pub(crate) struct Score {
    /// The answers.
    #[arg(value_name = "FILE.json")]
    pub(crate) file: PathBuf,
    /// With line breaks, for people.
    #[arg(long)]
    pub(crate) pretty: bool,
}

/// `stepdown deidentified`.
#[derive(Args)]
pub(crate) struct Deidentified {
    /// The table: comma-separated, with the names of its columns in the first line.
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
    /// One JSON list instead of sentences.
    #[arg(long)]
    pub(crate) json: bool,
}

/// See [`super::Command::Gate`].
#[derive(Args)]
pub(crate) struct GateCases {
    /// The cases.
    #[arg(value_name = "FILE.json", required_unless_present = "example", conflicts_with = "example")]
    pub(crate) file: Option<PathBuf>,
    /// Prints the program's own cases instead, to begin from.
    #[arg(long)]
    pub(crate) example: bool,
    /// With line breaks, for people.
    #[arg(long)]
    pub(crate) pretty: bool,
}

/// Claims to payers.
#[derive(Subcommand)]
pub(crate) enum Claims {
    /// Builds claims from ready charges and writes them into one X12 file.
    ///
    /// A charge goes on one claim only; what a check holds stays ready, with the reason. Every claim passes the consent gate and
    /// leaves an accounting of the disclosure. The file is there whole or not at all; after a failure, --batch writes it again.
    #[command(after_long_help = help("  stepdown claims export --from 2026-03-02 --to 2026-03-08 --format 837i --out outbox --json
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

/// Questions to payers whether somebody is insured.
#[derive(Subcommand)]
pub(crate) enum Eligibility {
    /// Writes the question whether somebody is insured today into one X12 file (270).
    ///
    /// It passes the consent gate and leaves an accounting of the disclosure; the file is there whole and the question recorded, or
    /// neither. Without a consent to tell the payer, or when the person pays alone, nothing is written and the command ends with 1.
    #[command(after_long_help = help("  stepdown eligibility ask --patient 0195… --out question.270
  stepdown eligibility ask --patient 0195… --out question.270 --test --json"))]
    Ask(EligibilityAsk),
    /// Reads what payers answered (271) and records it.
    ///
    /// With a database named (flag, environment or settings file) each answer is recorded with the question it belongs to and compared
    /// with the last one; the same file a second time changes nothing. Without one, or with --dry-run, it is only read. A file that is
    /// cut off or belongs to no question of ours is refused and does not keep the others out; the command then ends with 1.
    #[command(after_long_help = help("  stepdown eligibility read inbox/*.271 --data /srv/stepdown
  stepdown eligibility read answer.271 --json --dry-run"))]
    Read(EligibilityRead),
}

/// See [`Eligibility::Ask`].
#[derive(Args)]
pub(crate) struct EligibilityAsk {
    /// The person's id, as in the address of the chart.
    #[arg(long, value_name = "ID")]
    pub(crate) patient: String,
    /// The file; one that is there is never replaced.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Marks the file as a test.
    #[arg(long)]
    pub(crate) test: bool,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Eligibility::Read`].
#[derive(Args)]
pub(crate) struct EligibilityRead {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// One line of JSON a file: `{"file":…,"answers":[…],"recorded":{…}}`, or `{"file":…,"refused":…}`.
    #[arg(long)]
    pub(crate) json: bool,
    /// Only read; write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
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

/// See [`super::Command::Export`].
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

/// See [`super::Command::Place`].
#[derive(Args)]
pub(crate) struct PlaceCases {
    /// The cases, in the form `stepdown-placement/1`.
    #[arg(value_name = "CASES.toml")]
    pub(crate) file: PathBuf,
    /// Over several lines, for people.
    #[arg(long)]
    pub(crate) pretty: bool,
}

fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| {
        "write the moment with its offset from UTC, like 2026-03-12T14:00:00Z or 2026-03-12T10:00:00-04:00".to_owned()
    })
}

/// See [`super::Command::Daypack`].
#[derive(Args)]
pub(crate) struct DayPack {
    /// The day [default: tomorrow].
    #[arg(long, value_name = "DATE")]
    pub(crate) day: Option<Date>,
    /// The file; one that is there is never replaced [default: daypack-DATE.pdf in this folder].
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}
