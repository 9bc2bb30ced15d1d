//! How a command ends: the exit codes that scripts rely on, and failures told in sentences with what to do next.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use access::Refusal;
use miette::Diagnostic;
use reactions::NotOpened;
use store::StoreError;
use store::checkpoint::{KeyError, NotSigned, NotaryError};
use store::dump::DumpError;

/// The exit codes, as every `--help` tells them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused or invalid: a rule, a file or a setting says no; nothing of it was written
  2  the command line itself is wrong
  3  the database: absent, unreachable, full, busy, of another version, or ahead of this machine's
     clock
  4  a chain of records, or a checkpoint over them, is broken
  5  this machine: a file cannot be read or written, an address cannot be listened on
  6  a fault of Stepdown's own";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// A rule, a file or a setting says no.
    Refused,
    /// The command line is wrong in a way that its grammar does not catch.
    Usage,
    /// The database.
    Database,
    /// A chain is broken.
    Broken,
    /// A file or an address of this machine.
    Machine,
    /// A fault of our own.
    Fault,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Database => 3,
            Self::Broken => 4,
            Self::Machine => 5,
            Self::Fault => 6,
        }
    }
}

/// Why a command did not do its work. Never a patient's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// How the program ends.
    pub(crate) exit: Exit,
    /// Every sentence of it.
    pub(crate) sentences: Vec<String>,
    /// What to do next.
    pub(crate) remedy: Option<String>,
    /// A stable code with its rule: `note_without_objective (OP-10)`.
    code: Option<String>,
}

impl Failure {
    /// One sentence.
    pub(crate) fn new(exit: Exit, sentence: impl Into<String>) -> Self {
        Self { exit, sentences: vec![sentence.into()], remedy: None, code: None }
    }

    /// A rule, a file or a setting says no.
    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self::new(Exit::Refused, sentence)
    }

    /// A file or an address of this machine.
    pub(crate) fn machine(what: impl fmt::Display, error: &std::io::Error) -> Self {
        Self::new(Exit::Machine, format!("{what}: {}", plain(error)))
    }

    /// With what to do next.
    #[must_use]
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Tells it on the error stream and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let exit = self.exit;
        // Nobody may be listening any more; the exit code still tells.
        let _nobody_listens = writeln!(std::io::stderr(), "{:?}", miette::Report::new(self));
        exit.into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentences.join("\n"))
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.remedy.as_ref().map(|remedy| Box::new(remedy) as Box<dyn fmt::Display>)
    }
}

/// What the operating system says, without its number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let remedy = match &error {
            StoreError::Conflict | StoreError::Busy => "Run the command again.",
            StoreError::Unreachable => "Check that the server runs and that the address and the folder are right.",
            StoreError::DiskFull => "Make room on the disk and run the command again.",
            StoreError::ClockWentBack { .. } => "Set this machine's clock, better by a time service, and run the command again.",
            StoreError::KeyMissing { .. } => {
                "Put the file back from where its copy is kept, or say where it is with `database_key_file`. Without it nothing can be \
                 read: then restore a backup into a new folder. Nothing was changed."
            }
            StoreError::KeyUnusable { .. } => {
                "Put the file back as it was: a line of 64 hexadecimal digits. Nothing was changed."
            }
            StoreError::WrongKey { .. } => {
                "Put back the key file that belongs to this database. If it is the right one, restore a backup into a new folder. Nothing \
                 was changed."
            }
            StoreError::NotEncrypted => "`stepdown keys encrypt` encrypts it.",
            StoreError::InUse => "Stop the program that has it open, then run the command again.",
            StoreError::Unreadable { .. } => "Use the version of Stepdown that wrote this database, or a newer one.",
            StoreError::Fault(_) => "Keep this message; `stepdown verify` tells whether the records are whole.",
        };
        Self::new(Exit::Database, begun(&error.to_string())).remedy(remedy)
    }
}

impl From<NotOpened> for Failure {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::Store(error) => error.into(),
            NotOpened::Notary(error) => error.into(),
            NotOpened::Keys(error) => Self::new(Exit::Machine, error.to_string()),
            NotOpened::Policy(why) => Self::new(Exit::Fault, format!("The policy cannot be read: {why}.")),
        }
    }
}

impl From<NotaryError> for Failure {
    fn from(error: NotaryError) -> Self {
        match error {
            NotaryError::Store(error) => error.into(),
            NotaryError::Key(error) => error.into(),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::new(Exit::Machine, begun(&error.to_string()))
    }
}

impl From<NotSigned> for Failure {
    fn from(why: NotSigned) -> Self {
        let (exit, remedy) = match &why {
            NotSigned::Broken => (Exit::Broken, "`stepdown verify` names what is broken."),
            NotSigned::Empty => (Exit::Refused, "Nothing needs to be done."),
            NotSigned::NoKey => {
                let remedy =
                    "Put the key file back, or give the public half of the lost key with --public-key, and a new key takes over.";
                (Exit::Machine, remedy)
            }
            NotSigned::ClockWentBack { .. } => (Exit::Database, "Set this machine's clock, better by a time service."),
            NotSigned::Meanwhile => (Exit::Database, "Run the command again."),
            NotSigned::File(_) => (Exit::Machine, "The checkpoint stands in the database; the next one writes it into the file."),
        };
        Self::new(exit, begun(&why.to_string())).remedy(remedy)
    }
}

/// As a sentence of its own.
fn begun(words: &str) -> String {
    let mut sentence = format!("{words}.");
    if let Some(first) = sentence.get(..1).map(str::to_uppercase) {
        sentence.replace_range(..1, &first);
    }
    sentence
}

impl From<DumpError> for Failure {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Store(error) => error.into(),
            DumpError::File(error) => Self::machine("The backup cannot be written or read", &error),
            DumpError::NotADump(why) => Self::refused(format!("This is not a whole Stepdown backup: {why}.")),
            DumpError::NotEmpty => Self::refused("The database already holds records; a backup is restored into a new one.")
                .remedy("Name another folder or another database."),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let sentence = refusal.to_string();
        match refusal {
            Refusal::Invalid(problems) => {
                let sentences = problems.into_iter().map(|problem| format!("{}: {}", problem.field, problem.sentence));
                Self { exit: Exit::Refused, sentences: sentences.collect(), remedy: None, code: None }
            }
            Refusal::Refused { reason, rule, sentence, remedy } => {
                Self { code: Some(format!("{reason} ({rule})")), ..Self::refused(sentence).remedy(remedy) }
            }
            Refusal::NotFound | Refusal::Conflict => Self::refused(sentence),
            Refusal::Busy => StoreError::Busy.into(),
            Refusal::Fault(why) => fault(why),
        }
    }
}

/// A refusal carries the database's failures as words; the kinds that a person can act on are told apart again.
fn fault(why: String) -> Failure {
    let known = [StoreError::Unreachable, StoreError::DiskFull];
    if let Some(error) = known.into_iter().find(|error| error.to_string() == why) {
        return error.into();
    }
    let clock = why.strip_prefix("this machine's clock is behind the newest record by ").and_then(|rest| rest.split(' ').next());
    match clock.and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => StoreError::ClockWentBack { seconds }.into(),
        None => Failure::new(Exit::Fault, why).remedy("This is a fault of Stepdown's own; keep this message."),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn failures_of_the_database_keep_their_exit_code_on_the_way_through_a_refusal() {
        for error in [StoreError::Unreachable, StoreError::DiskFull, StoreError::ClockWentBack { seconds: 90 }, StoreError::Busy]
        {
            let through = Failure::from(Refusal::from(error.clone()));
            assert_eq!(through, Failure::from(error));
            assert_eq!(through.exit, Exit::Database);
        }
        assert_eq!(Failure::from(Refusal::from(StoreError::Fault("odd".into()))).exit, Exit::Fault);
    }

    #[test]
    fn every_problem_is_told_with_its_field() {
        let refusal = Refusal::Invalid(vec![
            access::Problem { field: "npi".into(), sentence: "An NPI has ten digits.".into() },
            access::Problem { field: "zip".into(), sentence: "The billing address needs all nine digits of the ZIP.".into() },
        ]);
        let failure = Failure::from(refusal);
        assert_eq!((failure.exit, failure.sentences.len()), (Exit::Refused, 2));
        assert!(failure.to_string().starts_with("npi: An NPI has ten digits.\nzip: "));
    }
}
