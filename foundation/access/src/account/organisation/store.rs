//! All SQL about accounts at the organisation's issuer. They are not records: means of signing in are replaced and removed.

use store::{Row, StoreError, Tx, Value, text};
use vocabulary::id::StaffId;

use super::OrganisationAccount;

/// The account of a member of staff, when they have one.
///
/// # Errors
/// The database's own.
pub fn find(tx: &Tx<'_>, staff: StaffId) -> Result<Option<OrganisationAccount>, StoreError> {
    one(tx, "staff_id = $1", &[text(staff)])
}

pub(super) fn by_subject(tx: &Tx<'_>, issuer: &str, subject: &str) -> Result<Option<OrganisationAccount>, StoreError> {
    one(tx, "issuer = $1 AND subject = $2", &[text(issuer), text(subject)])
}

pub(super) fn by_email(tx: &Tx<'_>, issuer: &str, email: &str) -> Result<Option<OrganisationAccount>, StoreError> {
    one(tx, "issuer = $1 AND email = $2", &[text(issuer), text(email)])
}

fn one(tx: &Tx<'_>, which: &str, values: &[Value]) -> Result<Option<OrganisationAccount>, StoreError> {
    let columns = "staff_id, issuer, subject, email, allowed_at, used_at";
    let found = tx.query_one(&format!("SELECT {columns} FROM organisation_account WHERE {which}"), values)?;
    found.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<OrganisationAccount, StoreError> {
    Ok(OrganisationAccount {
        staff: row.parse(0)?,
        issuer: row.text(1)?.to_owned(),
        subject: row.maybe_text(2)?.map(str::to_owned),
        email: row.maybe_text(3)?.map(str::to_owned),
        allowed_at: row.instant(4)?,
        used_at: row.maybe_int(5)?.map(|_| row.instant(5)).transpose()?,
    })
}

/// Stores an account as it should stand, in place of the one before.
pub(super) fn put(tx: &Tx<'_>, account: &OrganisationAccount) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation_account (staff_id, issuer, subject, email, allowed_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (staff_id) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, email = excluded.email, \
         allowed_at = excluded.allowed_at, used_at = excluded.used_at",
        &[
            text(account.staff),
            text(&account.issuer),
            Value::from(account.subject.as_deref()),
            Value::from(account.email.as_deref()),
            Value::from(account.allowed_at),
            Value::from(account.used_at),
        ],
    )?;
    Ok(())
}

/// Unbinds a member of staff from their account.
///
/// # Errors
/// The database's own.
pub fn remove(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM organisation_account WHERE staff_id = $1", &[text(staff)])?;
    Ok(())
}
