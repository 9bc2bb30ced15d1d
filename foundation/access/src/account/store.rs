//! All SQL about accounts and preferences. They are not records: secrets are replaced and leave no trace.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sign_in::StoredHash;
use store::{Row, StoreError, Tx, Value, int, text};
use vocabulary::id::StaffId;

use super::{Account, Preferences};
use crate::Staff;

/// The account of a member of staff, when they have one.
///
/// # Errors
/// The database's own.
pub fn find(tx: &Tx<'_>, staff: StaffId) -> Result<Option<Account>, StoreError> {
    tx.query_one(
        "SELECT staff_id, ready_at, password_hash, totp_sealed, totp_last_step, recovery_codes, passkeys, pin_hash, \
         unlock_failures FROM account WHERE staff_id = $1",
        &[text(staff)],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &Row) -> Result<Account, StoreError> {
    let whole = |column| row.maybe_int(column).map(|found| found.and_then(|number| u64::try_from(number).ok()));
    Ok(Account {
        staff: row.parse(0)?,
        ready_at: row.instant(1)?,
        password: StoredHash::from_stored(row.text(2)?),
        authenticator: row.maybe_text(3)?.map(str::to_owned),
        last_step: whole(4)?,
        recovery_codes: from_json(row.text(5)?)?,
        passkeys: from_json(row.text(6)?)?,
        pin: row.maybe_text(7)?.map(StoredHash::from_stored),
        unlock_failures: u32::try_from(row.int(8)?).unwrap_or(u32::MAX),
    })
}

/// Stores an account as it should stand, new or changed.
///
/// # Errors
/// The database's own.
pub fn put(tx: &Tx<'_>, account: &Account) -> Result<(), StoreError> {
    let pin = account.pin.as_ref().map(StoredHash::as_str);
    tx.execute(
        "INSERT INTO account (staff_id, ready_at, password_hash, totp_sealed, totp_last_step, recovery_codes, passkeys, \
         pin_hash, unlock_failures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (staff_id) DO UPDATE SET ready_at = excluded.ready_at, password_hash = excluded.password_hash, \
         totp_sealed = excluded.totp_sealed, totp_last_step = excluded.totp_last_step, \
         recovery_codes = excluded.recovery_codes, passkeys = excluded.passkeys, pin_hash = excluded.pin_hash, \
         unlock_failures = excluded.unlock_failures",
        &[
            text(account.staff),
            Value::from(account.ready_at),
            text(account.password.as_str()),
            Value::from(account.authenticator.as_deref()),
            Value::from(account.last_step.and_then(|step| i64::try_from(step).ok())),
            text(to_json(&account.recovery_codes)?),
            text(to_json(&account.passkeys)?),
            Value::from(pin),
            int(i64::from(account.unlock_failures)),
        ],
    )?;
    Ok(())
}

/// Removes an account with all its secrets.
///
/// # Errors
/// The database's own.
pub fn remove(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM account WHERE staff_id = $1", &[text(staff)])?;
    Ok(())
}

/// Whether anybody at all can sign in.
///
/// # Errors
/// The database's own.
pub fn is_any_ready(tx: &Tx<'_>) -> Result<bool, StoreError> {
    Ok(tx.query_one("SELECT staff_id FROM account LIMIT 1", &[])?.is_some())
}

/// Whether the secret of anybody's authenticator app was sealed, in an account or on the way to one.
///
/// # Errors
/// The database's own.
pub fn is_any_sealed(tx: &Tx<'_>) -> Result<bool, StoreError> {
    Ok(tx.query_one("SELECT staff_id FROM account WHERE totp_sealed IS NOT NULL LIMIT 1", &[])?.is_some())
}

/// Every member of staff who has an account.
///
/// # Errors
/// The database's own.
pub fn ready(tx: &Tx<'_>) -> Result<Vec<StaffId>, StoreError> {
    tx.query("SELECT staff_id FROM account", &[])?.iter().map(|row| row.parse(0)).collect()
}

/// The member of staff with a sign-in name.
///
/// # Errors
/// The database's own.
pub fn staff_by_login(tx: &Tx<'_>, login: &str) -> Result<Option<Staff>, StoreError> {
    Ok(tx.find_one::<Staff>("login = $1", &[text(login)])?.map(|stored| stored.record))
}

/// How somebody likes the pages.
///
/// # Errors
/// The database's own.
pub fn preferences(tx: &Tx<'_>, staff: StaffId) -> Result<Preferences, StoreError> {
    let found = tx.query_one("SELECT body FROM preference WHERE staff_id = $1", &[text(staff)])?;
    Ok(Preferences::from_stored(found.as_ref().map(|row| row.text(0)).transpose()?))
}

/// Stores how somebody likes the pages.
///
/// # Errors
/// The database's own.
pub fn put_preferences(tx: &Tx<'_>, staff: StaffId, preferences: &Preferences) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO preference (staff_id, body) VALUES ($1, $2) ON CONFLICT (staff_id) DO UPDATE SET body = excluded.body",
        &[text(staff), text(to_json(preferences)?)],
    )?;
    Ok(())
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Fault("a sign-in cannot be written".into()))
}

pub(super) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    // The reader's complaint could quote what it read.
    serde_json::from_str(json).map_err(|_| StoreError::unreadable("account", "not what this version writes"))
}
