//! Who can open a backup: the keys, the passphrase, and the words for what does not open.

use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, x25519};

use crate::outcome::{Exit, Failure};

/// To whom a backup is sealed.
pub(crate) enum Seal {
    /// To the holder of a secret key. The second key lives for this run only: with it the file is read back and compared.
    Key(x25519::Recipient, x25519::Identity),
    /// To whoever knows the passphrase.
    Passphrase(SecretString),
}

impl Seal {
    /// To a public key.
    pub(crate) fn to_key(text: &str) -> Result<Self, Failure> {
        let recipient = x25519::Recipient::from_str(text).map_err(|_| {
            Failure::refused(format!("`{text}` is not a public key of age."))
                .remedy("`age-keygen` makes a pair of keys; use the public one, which begins with age1.")
        })?;
        Ok(Self::Key(recipient, x25519::Identity::generate()))
    }

    /// To a passphrase in a file.
    pub(crate) fn to_passphrase(file: &Path) -> Result<Self, Failure> {
        Ok(Self::Passphrase(passphrase(file)?))
    }

    /// Encrypts what is written.
    pub(crate) fn encrypt<W: Write>(&self, out: W) -> Result<age::stream::StreamWriter<W>, Failure> {
        let encryptor = match self {
            Self::Key(recipient, check) => {
                let check = check.to_public();
                let recipients: [&dyn age::Recipient; 2] = [recipient, &check];
                Encryptor::with_recipients(recipients.into_iter())
                    .map_err(|error| Failure::new(Exit::Fault, error.to_string()))?
            }
            Self::Passphrase(passphrase) => Encryptor::with_user_passphrase(passphrase.clone()),
        };
        encryptor.wrap_output(out).map_err(|error| Failure::machine("The backup cannot be written", &error))
    }

    /// What opens it again in this run.
    pub(crate) fn opener(&self) -> Opener {
        match self {
            Self::Key(_, check) => Opener(vec![Box::new(check.clone())]),
            Self::Passphrase(passphrase) => Opener(vec![Box::new(age::scrypt::Identity::new(passphrase.clone()))]),
        }
    }
}

/// What opens a backup.
pub(crate) struct Opener(Vec<Box<dyn Identity>>);

impl Opener {
    /// The secret keys in a file, as `age-keygen` writes it.
    pub(crate) fn from_key_file(file: &Path) -> Result<Self, Failure> {
        let name = file.display();
        let text = std::fs::File::open(file).map_err(|error| Failure::machine(format!("{name} cannot be read"), &error))?;
        let keys = age::IdentityFile::from_buffer(BufReader::new(text)).ok().and_then(|keys| keys.into_identities().ok());
        match keys {
            Some(keys) if !keys.is_empty() => Ok(Self(keys.into_iter().map(|key| key as Box<dyn Identity>).collect())),
            _ => Err(Failure::refused(format!("{name} holds no secret key of age."))
                .remedy("Name the file that `age-keygen` wrote; the key in it begins with AGE-SECRET-KEY-1.")),
        }
    }

    /// The passphrase in a file.
    pub(crate) fn from_passphrase(file: &Path) -> Result<Self, Failure> {
        Ok(Self(vec![Box::new(age::scrypt::Identity::new(passphrase(file)?))]))
    }

    /// Opens a backup.
    pub(crate) fn open<R: Read>(&self, file: R) -> Result<impl Read + use<R>, Failure> {
        let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|error| unopened(&error))?;
        decryptor.decrypt(self.0.iter().map(AsRef::as_ref)).map_err(|error| unopened(&error))
    }
}

fn unopened(error: &DecryptError) -> Failure {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            Failure::refused("This key does not open the backup.")
                .remedy("Use the secret key of the public key, or the passphrase, that it was encrypted to.")
        }
        DecryptError::ExcessiveWork { .. } => {
            Failure::refused("Opening this passphrase takes more work than this machine does; nothing was read.")
        }
        _ => Failure::refused("This is not a whole age file: it is of another kind, cut short or changed.")
            .remedy("Fetch the backup again from where it is kept."),
    }
}

fn passphrase(file: &Path) -> Result<SecretString, Failure> {
    let text =
        std::fs::read_to_string(file).map_err(|error| Failure::machine(format!("{} cannot be read", file.display()), &error))?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(Failure::refused(format!("The first line of {} is empty; the passphrase stands there.", file.display())));
    }
    Ok(SecretString::from(line.to_owned()))
}
