//! All SQL about sessions. They are not records: they hold a secret's fingerprint and are removed when they end.

use sign_in::{SessionMoments, SessionToken};
use store::{Row, StoreError, Tx, Value, int, text};
use vocabulary::id::StaffId;

pub(super) fn insert(tx: &Tx<'_>, token: &SessionToken, staff: StaffId, moments: &SessionMoments) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO session (token_sha256, staff_id, started_at, last_action_at, is_locked) VALUES ($1, $2, $3, $4, $5)",
        &[
            text(token.fingerprint().as_str()),
            text(staff),
            int(moments.signed_in_at),
            int(moments.last_action_at),
            Value::from(moments.is_locked),
        ],
    )?;
    Ok(())
}

pub(super) fn find(tx: &Tx<'_>, token: &SessionToken) -> Result<Option<(StaffId, SessionMoments)>, StoreError> {
    tx.query_one(
        "SELECT staff_id, started_at, last_action_at, is_locked FROM session WHERE token_sha256 = $1",
        &[text(token.fingerprint().as_str())],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &Row) -> Result<(StaffId, SessionMoments), StoreError> {
    let moments = SessionMoments { signed_in_at: row.int(1)?, last_action_at: row.int(2)?, is_locked: row.int(3)? == 1 };
    Ok((row.parse(0)?, moments))
}

pub(super) fn update(tx: &Tx<'_>, token: &SessionToken, moments: &SessionMoments) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE session SET last_action_at = $2, is_locked = $3 WHERE token_sha256 = $1",
        &[text(token.fingerprint().as_str()), int(moments.last_action_at), Value::from(moments.is_locked)],
    )?;
    Ok(())
}

pub(super) fn put_issuer(tx: &Tx<'_>, token: &SessionToken, issuer: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE session SET issuer = $2 WHERE token_sha256 = $1", &[text(token.fingerprint().as_str()), text(issuer)])?;
    Ok(())
}

pub(super) fn issuer(tx: &Tx<'_>, token: &SessionToken) -> Result<Option<String>, StoreError> {
    let found = tx.query_one("SELECT issuer FROM session WHERE token_sha256 = $1", &[text(token.fingerprint().as_str())])?;
    Ok(found.map(|row| row.maybe_text(0).map(|text| text.map(str::to_owned))).transpose()?.flatten())
}

pub(super) fn remove(tx: &Tx<'_>, token: &SessionToken) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE token_sha256 = $1", &[text(token.fingerprint().as_str())])?;
    Ok(())
}

pub(super) fn remove_all(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE staff_id = $1", &[text(staff)])?;
    Ok(())
}

pub(super) fn remove_others(tx: &Tx<'_>, staff: StaffId, but: &SessionToken) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM session WHERE staff_id = $1 AND token_sha256 <> $2",
        &[text(staff), text(but.fingerprint().as_str())],
    )?;
    Ok(())
}

pub(super) fn remove_begun_before(tx: &Tx<'_>, millis: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE started_at <= $1", &[int(millis)])?;
    Ok(())
}

pub(super) fn began(tx: &Tx<'_>, staff: StaffId) -> Result<Vec<i64>, StoreError> {
    tx.query("SELECT started_at FROM session WHERE staff_id = $1", &[text(staff)])?.iter().map(|row| row.int(0)).collect()
}
