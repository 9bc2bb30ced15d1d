//! All SQL about attempts to sign in that did not succeed.

use jiff::Timestamp;
use store::{StoreError, Tx, Value, text};

pub(super) fn insert(tx: &Tx<'_>, who: &str, attempt: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO sign_in_failure (who, failed_at, attempt) VALUES ($1, $2, $3)",
        &[text(who), Value::from(at), text(attempt)],
    )?;
    Ok(())
}

/// The moments of failures as unix milliseconds.
pub(super) fn moments(tx: &Tx<'_>, who: &str, since: Timestamp) -> Result<Vec<i64>, StoreError> {
    tx.query(
        "SELECT failed_at FROM sign_in_failure WHERE who = $1 AND failed_at > $2 ORDER BY failed_at DESC LIMIT 200",
        &[text(who), Value::from(since)],
    )?
    .iter()
    .map(|row| Ok(row.instant(0)?.as_millisecond()))
    .collect()
}

pub(super) fn remove_of(tx: &Tx<'_>, who: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_in_failure WHERE who = $1", &[text(who)])?;
    Ok(())
}

pub(super) fn remove_attempt(tx: &Tx<'_>, attempt: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_in_failure WHERE attempt = $1", &[text(attempt)])?;
    Ok(())
}

pub(super) fn remove_older(tx: &Tx<'_>, than: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_in_failure WHERE failed_at < $1", &[Value::from(than)])?;
    Ok(())
}
