//! All SQL about episodes.

use std::collections::HashMap;

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{EpisodeId, PatientId};

use super::{CurrentEpisode, Episode};

impl Record for Episode {
    const TABLE: &'static str = "episode";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("admitted_on", text(self.admitted_on)),
            ("discharged_on", self.discharged_on.map(text).unwrap_or(Value::Null)),
        ]
    }
}

/// The episode with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: EpisodeId) -> Result<Stored<Episode>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The newest episode of a patient, if they were ever admitted.
///
/// # Errors
/// The database's own.
pub fn current_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<Episode>>, StoreError> {
    let newest = tx.find_one_kept::<Episode>("patient_id = $1 ORDER BY admitted_on DESC, id DESC LIMIT 1", &[text(patient)])?;
    Ok(newest.map(|episode| (*episode).clone()))
}

/// The episodes that are open on a day, oldest first.
///
/// # Errors
/// The database's own.
pub fn open_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Episode>>, StoreError> {
    tx.find("admitted_on <= $1 AND (discharged_on IS NULL OR discharged_on >= $1) ORDER BY admitted_on, id", &[text(day)])
}

/// The episodes that are open on any day from the first to the last, oldest first.
///
/// # Errors
/// The database's own.
pub fn open_between(tx: &Tx<'_>, first: Date, last: Date) -> Result<Vec<Stored<Episode>>, StoreError> {
    let condition = "admitted_on <= $2 AND (discharged_on IS NULL OR discharged_on >= $1) ORDER BY admitted_on, id";
    tx.find(condition, &[text(first), text(last)])
}

/// The episodes of these patients, oldest first.
///
/// # Errors
/// The database's own.
pub fn of_patients(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<Episode>>, StoreError> {
    tx.find_among("patient_id", patients, "ORDER BY admitted_on, id", &[])
}

/// Everybody with an episode that ended before a day, each once.
///
/// # Errors
/// The database's own.
pub fn discharged_before(tx: &Tx<'_>, day: Date) -> Result<Vec<PatientId>, StoreError> {
    let all = tx.find::<Episode>("discharged_on < $1 ORDER BY patient_id", &[text(day)])?;
    let mut people: Vec<PatientId> = all.into_iter().map(|episode| episode.patient).collect();
    people.dedup();
    Ok(people)
}

/// The newest episode of each of these patients, with what a day is judged by; who was never admitted is not there.
///
/// # Errors
/// The database's own.
pub fn current_of_each(tx: &Tx<'_>, patients: &[PatientId]) -> Result<HashMap<PatientId, CurrentEpisode>, StoreError> {
    let all = tx.find_part_among::<Episode, CurrentEpisode>("patient_id", patients, "ORDER BY admitted_on, id", &[])?;
    Ok(all.into_iter().map(|episode| (episode.patient, episode)).collect())
}

/// Saves a new episode.
///
/// # Errors
/// The database's own.
pub fn save_new(tx: &Tx<'_>, episode: &Episode, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(episode, entry)
}

/// Saves the next version of an episode.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was first.
pub fn save_next(tx: &Tx<'_>, episode: &Episode, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(episode, version, entry)
}
