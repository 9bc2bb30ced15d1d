//! All SQL about taking part by video.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{GroupSessionId, PatientId};

use super::{TelehealthConsent, VideoCall, VideoRoom};

impl Record for TelehealthConsent {
    const TABLE: &'static str = "telehealth_consent";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient))]
    }
}

impl Record for VideoRoom {
    const TABLE: &'static str = "video_room";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("session_id", text(self.session))]
    }
}

impl Record for VideoCall {
    const TABLE: &'static str = "video_call";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("session_id", text(self.session)), ("day", text(self.day))]
    }
}

/// What somebody said about taking part by video, newest first.
pub(super) fn consents_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<TelehealthConsent>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// The video room of a session, when somebody asked to join it.
///
/// # Errors
/// The database's own.
pub fn room_of(tx: &Tx<'_>, session: GroupSessionId) -> Result<Option<Stored<VideoRoom>>, StoreError> {
    tx.find_one("session_id = $1", &[text(session)])
}

/// The calls of everybody in a session, oldest first.
///
/// # Errors
/// The database's own.
pub fn calls_of_session(tx: &Tx<'_>, session: GroupSessionId) -> Result<Vec<Stored<VideoCall>>, StoreError> {
    tx.find("session_id = $1 ORDER BY id", &[text(session)])
}

/// The newest call of somebody.
pub(super) fn last_call_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<VideoCall>>, StoreError> {
    tx.find_one("patient_id = $1 ORDER BY id DESC LIMIT 1", &[text(patient)])
}

/// The calls of the days from one on.
pub(super) fn calls_since(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<VideoCall>>, StoreError> {
    tx.find("day >= $1 ORDER BY id", &[text(day)])
}
