//! All SQL about steps of a sign-in.

use jiff::Timestamp;
use sign_in::SessionToken;
use store::{StoreError, Tx, Value, text};

pub(super) fn put(tx: &Tx<'_>, token: &SessionToken, kind: &str, body: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO sign_in_step (token_sha256, kind, began_at, body) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (token_sha256, kind) DO UPDATE SET began_at = excluded.began_at, body = excluded.body",
        &[text(token.fingerprint().as_str()), text(kind), Value::from(now), text(body)],
    )?;
    Ok(())
}

pub(super) fn find(tx: &Tx<'_>, token: &SessionToken, kind: &str) -> Result<Option<(Timestamp, String)>, StoreError> {
    tx.query_one(
        "SELECT began_at, body FROM sign_in_step WHERE token_sha256 = $1 AND kind = $2",
        &[text(token.fingerprint().as_str()), text(kind)],
    )?
    .map(|row| Ok((row.instant(0)?, row.text(1)?.to_owned())))
    .transpose()
}

pub(super) fn remove(tx: &Tx<'_>, token: &SessionToken, kind: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sign_in_step WHERE token_sha256 = $1 AND kind = $2",
        &[text(token.fingerprint().as_str()), text(kind)],
    )?;
    Ok(())
}

pub(super) fn remove_older(tx: &Tx<'_>, than: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_in_step WHERE began_at < $1", &[Value::from(than)])?;
    Ok(())
}
