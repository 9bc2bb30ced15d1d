//! What the commands that keep the records safe can be told: verify, backup, restore, keys.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use store::checkpoint::PublicKey;

use super::{Place, help};

/// See [`super::Command::Verify`].
#[derive(Args)]
pub(crate) struct Verify {
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// Also sign a checkpoint over what is whole, with the key in the data folder.
    #[arg(long)]
    pub(crate) checkpoint: bool,
    /// Count only checkpoints signed with this key [default: the key in the data folder]; may be given more than once. Its private
    /// half is not needed.
    #[arg(long, value_name = "KEY")]
    pub(crate) public_key: Vec<PublicKey>,
    /// Hold the database against this copy of checkpoints.jsonl, kept elsewhere [default: the one in the data folder].
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
}

/// See [`super::Command::Backup`].
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

/// See [`super::Command::Restore`].
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
    /// The key by which the backup's checkpoints must be signed [default: the one in the data folder, if there is one].
    #[arg(long, value_name = "KEY")]
    pub(crate) public_key: Vec<PublicKey>,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// The keys that encrypt the database file and lock counseling notes and other sealed parts of records.
#[derive(Subcommand)]
pub(crate) enum Keys {
    /// Lists the keys of this installation: the one that encrypts the database file, and those that lock parts of records, with how much
    /// each has locked. Ends with 3 when one that is needed is not there.
    #[command(after_long_help = help("  stepdown keys list --data /srv/stepdown"))]
    List(KeysWish),
    /// Puts a new key beside the old ones; from the next start of the program on, it locks what is written.
    ///
    /// The old keys stay: what they locked is opened by them. Nothing that was written is written anew. With --database it is the key of
    /// the database file that is changed: every page is written anew, so that the old key opens nothing.
    #[command(after_long_help = help("  stepdown keys rotate --data /srv/stepdown\n  stepdown keys rotate --database --data /srv/stepdown"))]
    Rotate(RotateWish),
    /// Encrypts the database file of an installation that was made before files were encrypted. The program must not run meanwhile.
    ///
    /// An encrypted file is written beside it, compared with it row by row, and takes its place. Run it again when it was interrupted.
    #[command(after_long_help = help("  stepdown keys encrypt --data /srv/stepdown"))]
    Encrypt(KeysWish),
}

/// See [`Keys::Rotate`].
#[derive(Args)]
pub(crate) struct RotateWish {
    /// Change the key of the database file instead. The program must not run meanwhile.
    #[arg(long)]
    pub(crate) database: bool,
    /// The key files that are missing are lost: make new ones, although what they locked can never be read again.
    #[arg(long, conflicts_with = "database")]
    pub(crate) lost: bool,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Keys`].
#[derive(Args)]
pub(crate) struct KeysWish {
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// The closing of the program: what becomes of each record when it ends or is taken over (42 CFR 2.19).
#[derive(Subcommand)]
pub(crate) enum Closing {
    /// Says how many records are in which group, and what is left to do.
    #[command(after_long_help = help("  stepdown closing list\n  stepdown closing list --json"))]
    List(ClosingList),
    /// Hands over, through the gate, the record of everybody who agreed that the new holder has it.
    ///
    /// One file for each person, encrypted to the new holder's age key. Each stands in the person's account of what was shared, written
    /// with the file or not at all. Stopped and begun again, nobody's record leaves twice.
    #[command(after_long_help = help("  stepdown closing hand-over --to /media/bayside --recipient age1…"))]
    HandOver(ClosingHandOver),
    /// Writes the sealed archive of all records with its label beside it, and notes it in the closing.
    ///
    /// The archive is a backup, encrypted to a key that whoever answers for it keeps apart from it. Nothing is removed from the database.
    #[command(after_long_help = help("  stepdown closing seal --to harbor.age --recipient age1…\n  stepdown closing seal --to harbor.age --passphrase-file passphrase"))]
    Seal(ClosingSeal),
}

/// See [`Closing::List`].
#[derive(Args)]
pub(crate) struct ClosingList {
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Closing::HandOver`].
#[derive(Args)]
pub(crate) struct ClosingHandOver {
    /// The folder to write into.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// The age public key of the new holder.
    #[arg(long, value_name = "AGE1…")]
    pub(crate) recipient: String,
    /// One line of JSON for scripts.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
}

/// See [`Closing::Seal`].
#[derive(Args)]
pub(crate) struct ClosingSeal {
    /// The file to write; the label is written beside it.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// The age public key to encrypt to.
    #[arg(long, value_name = "AGE1…", conflicts_with = "passphrase_file", required_unless_present = "passphrase_file")]
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
