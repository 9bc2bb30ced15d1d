//! All SQL about links.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use jiff::Timestamp;
use sign_in::{LinkToken, SessionToken};
use uuid::Uuid;
use vocabulary::id::{PatientId, PatientLinkId};

use super::{LinkEvent, PatientLink};

impl Record for PatientLink {
    const TABLE: &'static str = "patient_link";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("token_sha256", text(&self.token_sha256))]
    }
}

impl Record for LinkEvent {
    const TABLE: &'static str = "link_event";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("link_id", text(self.link))]
    }
}

/// The link with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn link(tx: &Tx<'_>, id: PatientLinkId) -> Result<Stored<PatientLink>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The links of a person, newest first.
///
/// # Errors
/// The database's own.
pub fn links_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<PatientLink>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// What happened on a link, oldest first.
///
/// # Errors
/// The database's own.
pub fn events_of_link(tx: &Tx<'_>, link: PatientLinkId) -> Result<Vec<Stored<LinkEvent>>, StoreError> {
    tx.find("link_id = $1 ORDER BY recorded_at, id", &[text(link)])
}

/// What happened on every link of a person, newest first.
///
/// # Errors
/// The database's own.
pub fn events_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<LinkEvent>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at DESC, id DESC", &[text(patient)])
}

pub(super) fn by_token(tx: &Tx<'_>, token: &LinkToken) -> Result<Option<Stored<PatientLink>>, StoreError> {
    tx.find_one("token_sha256 = $1", &[text(token.fingerprint().as_str())])
}

pub(super) fn insert_visit(tx: &Tx<'_>, token: &SessionToken, link: PatientLinkId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO patient_link_session (token_sha256, link_id, started_at, last_action_at) VALUES ($1, $2, $3, $4)",
        &[text(token.fingerprint().as_str()), text(link), Value::from(now), Value::from(now)],
    )?;
    Ok(())
}

/// Which link, since when, touched when.
pub(super) fn visit(tx: &Tx<'_>, token: &SessionToken) -> Result<Option<(PatientLinkId, Timestamp, Timestamp)>, StoreError> {
    tx.query_one(
        "SELECT link_id, started_at, last_action_at FROM patient_link_session WHERE token_sha256 = $1",
        &[text(token.fingerprint().as_str())],
    )?
    .map(|row| Ok((row.parse(0)?, row.instant(1)?, row.instant(2)?)))
    .transpose()
}

pub(super) fn touch_visit(tx: &Tx<'_>, token: &SessionToken, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE patient_link_session SET last_action_at = $2 WHERE token_sha256 = $1",
        &[text(token.fingerprint().as_str()), Value::from(now)],
    )?;
    Ok(())
}

pub(super) fn remove_visit(tx: &Tx<'_>, token: &SessionToken) -> Result<(), StoreError> {
    tx.execute("DELETE FROM patient_link_session WHERE token_sha256 = $1", &[text(token.fingerprint().as_str())])?;
    Ok(())
}

pub(super) fn remove_visits_of(tx: &Tx<'_>, link: PatientLinkId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM patient_link_session WHERE link_id = $1", &[text(link)])?;
    Ok(())
}

pub(super) fn remove_visits_before(tx: &Tx<'_>, moment: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM patient_link_session WHERE started_at <= $1", &[Value::from(moment)])?;
    Ok(())
}
