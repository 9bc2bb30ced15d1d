//! What `stepdown carry` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Backup, Place, Serve, help};

/// A laptop that carries the program while the line is down, and gives its day back.
#[derive(Subcommand)]
pub(crate) enum Carry {
    /// Answers browsers on the local network from a database that `stepdown restore` filled.
    ///
    /// Every page says since when the program is carried. Attendance and notes are kept, drafts and signatures too; claims, messages,
    /// consents and everything else that would be done twice are refused. Nothing is sent, asked or closed by itself.
    #[command(after_long_help = help("  stepdown restore --from sunday.age --identity key.txt --data carried
  stepdown carry serve --data carried --listen 192.168.1.20:8443 --tls-cert chain.pem --tls-key key.pem \\
    --origin https://192.168.1.20:8443"))]
    Serve(Serve),
    /// Writes what was recorded since then into one encrypted file.
    ///
    /// Every row with its hash, and every part of a note that was saved. The laptop is changed by nothing of it.
    #[command(after_long_help = help("  stepdown carry give-back --data carried --to monday-carried.age --recipient age1…"))]
    GiveBack(Backup),
    /// Takes such a file in where the program is.
    ///
    /// Each record becomes a version, by whoever recorded it and with when it was recorded there; days are counted anew. What was changed
    /// here too waits for a person. A file that does not go on from what stands here is refused whole. Taken twice, nothing changes.
    #[command(after_long_help = help("  stepdown carry take-back monday-carried.age --identity key.txt"))]
    TakeBack(CarryTakeBack),
    /// Lists what was changed here and there, and waits for a person.
    #[command(after_long_help = help("  stepdown carry conflicts --json"))]
    Conflicts(CarryConflicts),
}

/// See [`Carry::TakeBack`].
#[derive(Args)]
pub(crate) struct CarryTakeBack {
    /// The file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The secret key that opens it, as `age-keygen` wrote it.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
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

/// See [`Carry::Conflicts`].
#[derive(Args)]
pub(crate) struct CarryConflicts {
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}
