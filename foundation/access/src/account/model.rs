//! What is stored about one person's sign-in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sign_in::{RecoveryCodes, StoredHash, StoredPasskey};
use vocabulary::id::StaffId;

/// An account that is ready to sign in. It always has a password and at least one of authenticator app and passkey.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub staff: StaffId,
    /// When the first walk ended.
    pub ready_at: Timestamp,
    /// The password's hash.
    pub password: StoredHash,
    /// The secret of the authenticator app, sealed.
    pub authenticator: Option<String>,
    /// The step of the last code that was used; none up to it is taken again.
    pub last_step: Option<u64>,
    /// The recovery codes that are left.
    pub recovery_codes: RecoveryCodes,
    /// The passkeys, in the order they were added.
    pub passkeys: Vec<NamedPasskey>,
    /// The hash of the PIN that opens a locked screen.
    pub pin: Option<StoredHash>,
    /// Wrong PINs or passwords in a row at a locked screen.
    pub unlock_failures: u32,
}

/// A passkey with the name its owner gave it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedPasskey {
    /// As the owner calls the device: `Work laptop`.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it last signed in.
    pub used_at: Option<Timestamp>,
    /// The passkey.
    pub key: StoredPasskey,
}

impl Account {
    /// Whether there is a passkey.
    #[must_use]
    pub fn has_passkey(&self) -> bool {
        !self.passkeys.is_empty()
    }

    /// The passkeys alone.
    #[must_use]
    pub fn keys(&self) -> Vec<StoredPasskey> {
        self.passkeys.iter().map(|passkey| passkey.key.clone()).collect()
    }
}
