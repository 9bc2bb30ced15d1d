//! All SQL about patients.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Entry, Record, Row, StoreError, Stored, Tx, Value, among, int, text};
use uuid::Uuid;
use vocabulary::id::PatientId;
use vocabulary::search;

use super::Patient;

impl Record for Patient {
    const TABLE: &'static str = "patient";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.id)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("record_number", int(self.record_number)), ("birth_date", text(self.birth_date))]
    }
}

/// The patient with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: PatientId) -> Result<Stored<Patient>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Requires that somebody is known here: registered, or only heard of in an inquiry. From the first word on there is a chain of records
/// (P2-04), and what is asked about a person before admission belongs into it.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn require_known(tx: &Tx<'_>, id: PatientId) -> Result<(), Refusal> {
    let known = tx.query_one("SELECT position FROM chain_head WHERE chain = $1", &[text(id)])?;
    known.map(drop).ok_or(Refusal::NotFound)
}

/// The patients with these ids, in no particular order.
///
/// # Errors
/// The database's own.
pub fn load_many(tx: &Tx<'_>, ids: &[PatientId]) -> Result<Vec<Stored<Patient>>, StoreError> {
    tx.find_among("id", ids, "", &[])
}

pub(super) fn save_new(tx: &Tx<'_>, patient: &Patient, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(patient, entry)?;
    index(tx, patient)
}

pub(super) fn save_next(tx: &Tx<'_>, patient: &Patient, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(patient, version, entry)?;
    tx.execute("DELETE FROM patient_token WHERE patient_id = $1", &[text(patient.id)])?;
    index(tx, patient)
}

/// The search tokens are derived from the record and may be made anew at any time.
fn index(tx: &Tx<'_>, patient: &Patient) -> Result<(), StoreError> {
    let mut tokens = search::tokens(&patient.search_text());
    tokens.sort();
    tokens.dedup();
    for token in tokens {
        tx.execute("INSERT INTO patient_token (token, patient_id) VALUES ($1, $2)", &[text(token), text(patient.id)])?;
    }
    Ok(())
}

pub(super) fn next_record_number(tx: &Tx<'_>) -> Result<i64, StoreError> {
    let newest = tx.query_one("SELECT MAX(record_number) FROM patient", &[])?;
    Ok(newest.map_or(Ok(None), |row: Row| row.maybe_int(0))?.unwrap_or(1000) + 1)
}

/// Everybody of whom some word begins with each of `words`, those of whom it is the whole word first. The index is walked along
/// the longest, which says most, and only until there are enough: a short beginning costs no more than a long one.
///
/// # Errors
/// The database's own.
pub fn by_words(tx: &Tx<'_>, words: &[String], limit: i64) -> Result<Vec<Stored<Patient>>, StoreError> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let mut values: Vec<Value> = words.iter().flat_map(|word| [text(word), text(format!("{word}\u{10ffff}"))]).collect();
    // several words of one person may begin alike
    values.push(int(limit.saturating_mul(2)));
    let other = |at: usize| {
        let (from, to) = (2 * at + 1, 2 * at + 2);
        format!(
            " AND EXISTS (SELECT 1 FROM patient_token o WHERE o.patient_id = t.patient_id AND o.token >= ${from} AND o.token < ${to})"
        )
    };
    let others: String = (1..words.len()).map(other).collect();
    let found = tx.query(
        &format!(
            "SELECT t.patient_id FROM patient_token t WHERE t.token >= $1 AND t.token < $2{others} \
             ORDER BY t.token, t.patient_id LIMIT ${}",
            values.len()
        ),
        &values,
    )?;
    let mut ids: Vec<PatientId> = Vec::with_capacity(found.len());
    for row in &found {
        let id = row.parse(0)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(usize::try_from(limit).unwrap_or(0));
    let mut people = load_many(tx, &ids)?;
    people.sort_by_key(|patient| ids.iter().position(|id| *id == patient.id));
    Ok(people)
}

/// Who has each of these words exactly, in a name, as a telephone's end or as a record number: one question for 200 words.
pub(super) fn with_words(tx: &Tx<'_>, words: &[String]) -> Result<Vec<(String, PatientId)>, StoreError> {
    let mut found = Vec::new();
    for some in words.chunks(200) {
        let (among, values) = among("token", some, &[]);
        for row in tx.query(&format!("SELECT token, patient_id FROM patient_token WHERE {among}"), &values)? {
            found.push((row.text(0)?.to_owned(), row.parse(1)?));
        }
    }
    Ok(found)
}

/// Who was born on each of these days: one question for 200 days.
pub(super) fn born_on(tx: &Tx<'_>, days: &[Date]) -> Result<Vec<(Date, PatientId)>, StoreError> {
    let mut found = Vec::new();
    for some in days.chunks(200) {
        let (among, values) = among("birth_date", some, &[]);
        for row in tx.query(&format!("SELECT birth_date, id FROM patient WHERE {among}"), &values)? {
            found.push((row.parse(0)?, row.parse(1)?));
        }
    }
    Ok(found)
}

/// Everybody who has a record, by its number.
///
/// # Errors
/// The database's own.
pub fn everybody(tx: &Tx<'_>) -> Result<Vec<Stored<Patient>>, StoreError> {
    tx.find("1 = 1 ORDER BY record_number", &[])
}
