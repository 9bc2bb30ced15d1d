//! All SQL about invitations.

use jiff::Timestamp;
use sign_in::{SessionToken, TokenFingerprint};
use store::{Row, StoreError, Tx, Value, text};
use vocabulary::id::StaffId;

use super::Gathered;
use crate::account::store::{from_json, to_json};

pub(super) struct Found {
    pub(super) staff: StaffId,
    pub(super) dies_at: Timestamp,
    pub(super) is_first: bool,
    pub(super) browser: Option<TokenFingerprint>,
    pub(super) gathered: Gathered,
}

pub(super) fn put(
    tx: &Tx<'_>,
    staff: StaffId,
    code: &SessionToken,
    dies_at: Timestamp,
    is_first: bool,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO invitation (staff_id, code_sha256, browser_sha256, dies_at, is_first, gathered) \
         VALUES ($1, $2, NULL, $3, $4, $5) ON CONFLICT (staff_id) DO UPDATE SET code_sha256 = excluded.code_sha256, \
         browser_sha256 = NULL, dies_at = excluded.dies_at, is_first = excluded.is_first, gathered = excluded.gathered",
        &[
            text(staff),
            text(code.fingerprint().as_str()),
            Value::from(dies_at),
            Value::from(is_first),
            text(to_json(&Gathered::default())?),
        ],
    )?;
    Ok(())
}

pub(super) fn by_code(tx: &Tx<'_>, code: &SessionToken) -> Result<Option<Found>, StoreError> {
    one(tx, "code_sha256 = $1", code)
}

pub(super) fn by_browser(tx: &Tx<'_>, browser: &SessionToken) -> Result<Option<Found>, StoreError> {
    one(tx, "browser_sha256 = $1", browser)
}

fn one(tx: &Tx<'_>, condition: &str, token: &SessionToken) -> Result<Option<Found>, StoreError> {
    let sql = format!("SELECT staff_id, dies_at, is_first, browser_sha256, gathered FROM invitation WHERE {condition}");
    tx.query_one(&sql, &[text(token.fingerprint().as_str())])?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Found, StoreError> {
    Ok(Found {
        staff: row.parse(0)?,
        dies_at: row.instant(1)?,
        is_first: row.int(2)? == 1,
        browser: row.maybe_text(3)?.map(TokenFingerprint::from_stored),
        gathered: from_json(row.text(4)?)?,
    })
}

pub(super) fn bind(tx: &Tx<'_>, staff: StaffId, browser: &SessionToken) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE invitation SET browser_sha256 = $2 WHERE staff_id = $1",
        &[text(staff), text(browser.fingerprint().as_str())],
    )?;
    Ok(())
}

pub(super) fn keep(tx: &Tx<'_>, staff: StaffId, gathered: &Gathered) -> Result<(), StoreError> {
    tx.execute("UPDATE invitation SET gathered = $2 WHERE staff_id = $1", &[text(staff), text(to_json(gathered)?)])?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM invitation WHERE staff_id = $1", &[text(staff)])?;
    Ok(())
}
