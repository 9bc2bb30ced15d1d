//! All SQL about inquiries.

use access::Refusal;
use jiff::Timestamp;
use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, among, int, text};
use uuid::Uuid;
use vocabulary::id::{InquiryId, PatientId, StaffId};

use super::{Inquiry, InquiryMerge, State, likeness};

impl Record for Inquiry {
    const TABLE: &'static str = "inquiry";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let known_as = Some(self.person()).filter(|person| *person != self.patient || self.state() == State::Admitted);
        let waits_class =
            self.desk.waitlist.as_ref().filter(|place| place.left.is_none()).map_or(4, |place| place.class.number());
        vec![
            ("patient_id", text(self.patient)),
            ("received_at", Value::from(self.received_at)),
            ("state", text(self.state().as_str())),
            ("admitted_as", known_as.map_or(Value::Null, text)),
            ("queue_rank", int(self.queue_rank())),
            ("waits_since", text(self.waiting_since())),
            ("waits_class", int(i64::from(waits_class))),
            ("has_phone", int(i64::from(self.phones().next().is_some()))),
        ]
    }
}

/// The inquiry with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: InquiryId) -> Result<Stored<Inquiry>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// One that stepped back for another about the same person waits no more.
const STANDS: &str = "queue_rank < 2 AND id NOT IN (SELECT inquiry_id FROM inquiry_merge WHERE standing = 'in_force')";

/// Of these inquiries those that somebody waits for, in no particular order.
pub(super) fn open_among(tx: &Tx<'_>, ids: &[InquiryId]) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find_among("id", ids, &format!("AND {STANDS}"), &[])
}

/// Which open inquiries are looked for by these keys: one question for 200 of them.
pub(super) fn with_keys(tx: &Tx<'_>, keys: &[String]) -> Result<Vec<(String, InquiryId)>, StoreError> {
    let mut found = Vec::new();
    for some in keys.chunks(200) {
        let (among, values) = among("key", some, &[]);
        for row in tx.query(&format!("SELECT key, inquiry_id FROM inquiry_key WHERE {among}"), &values)? {
            found.push((row.text(0)?.to_owned(), row.parse(1)?));
        }
    }
    Ok(found)
}

/// The keys are derived from the record and may be made anew at any time; an inquiry that has ended has none.
fn index(tx: &Tx<'_>, inquiry: &Inquiry) -> Result<(), StoreError> {
    if inquiry.queue_rank() < 2 {
        for key in likeness::keys(&inquiry.features()) {
            tx.execute("INSERT INTO inquiry_key (key, inquiry_id) VALUES ($1, $2)", &[text(key), text(inquiry.id)])?;
        }
    }
    Ok(())
}

/// A page of the queue, in its own order, of one state or of all.
pub(super) fn queue(tx: &Tx<'_>, state: Option<State>, from: usize, count: usize) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    let (count, from) = (i64::try_from(count).unwrap_or(i64::MAX), i64::try_from(from).unwrap_or(i64::MAX));
    match state {
        // On the waiting list the law says who comes first (LC-23), then who asked first.
        Some(State::Waiting) => tx.find(
            &format!("{STANDS} AND state = $3 ORDER BY queue_rank, waits_class, received_at, id LIMIT $1 OFFSET $2"),
            &[int(count), int(from), text(State::Waiting.as_str())],
        ),
        Some(state) => tx.find(
            &format!("{STANDS} AND state = $3 ORDER BY queue_rank, waits_since, id LIMIT $1 OFFSET $2"),
            &[int(count), int(from), text(state.as_str())],
        ),
        None => tx.find(&format!("{STANDS} ORDER BY queue_rank, waits_since, id LIMIT $1 OFFSET $2"), &[int(count), int(from)]),
    }
}

/// Who can be called and has no visit to come, whoever has heard nothing for longest first.
pub(super) fn to_call(tx: &Tx<'_>, from: usize, count: usize) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    let (count, from) = (i64::try_from(count).unwrap_or(i64::MAX), i64::try_from(from).unwrap_or(i64::MAX));
    tx.find(
        &format!("{STANDS} AND has_phone = 1 AND state <> $3 ORDER BY queue_rank, waits_since, id LIMIT $1 OFFSET $2"),
        &[int(count), int(from), text(State::Booked.as_str())],
    )
}

/// How many inquiries wait in each state.
pub(super) fn counts(tx: &Tx<'_>) -> Result<Vec<(String, i64)>, StoreError> {
    let rows = tx.query(&format!("SELECT state, COUNT(*) FROM inquiry WHERE {STANDS} GROUP BY state"), &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
}

/// Every inquiry that has ended and was received from a moment on, newest first.
pub(super) fn finished_since(tx: &Tx<'_>, from: Timestamp) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("state IN ('admitted', 'closed') AND received_at >= $1 ORDER BY received_at DESC, id", &[Value::from(from)])
}

/// Every inquiry without a visit that was received from a moment on.
pub(super) fn open_since(tx: &Tx<'_>, from: Timestamp) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("state IN ('new', 'contacted') AND received_at >= $1 ORDER BY received_at, id", &[Value::from(from)])
}

/// The inquiries that have not ended and are in somebody's hands, in the order of the queue.
///
/// # Errors
/// The database's own.
pub fn open_of_owner(tx: &Tx<'_>, owner: StaffId) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    let mut open = tx.find::<Inquiry>("state NOT IN ('admitted', 'closed') ORDER BY queue_rank, waits_since, id", &[])?;
    open.retain(|inquiry| inquiry.owner == Some(owner));
    Ok(open)
}

/// The inquiries of one person, the newest first: those they made, and those in which they were recognised or out of which they were admitted.
///
/// # Errors
/// The database's own.
pub fn of_person(tx: &Tx<'_>, person: PatientId) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("patient_id = $1 OR admitted_as = $1 ORDER BY received_at DESC, id", &[text(person)])
}

pub(crate) fn save_new(tx: &Tx<'_>, inquiry: &Inquiry, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(inquiry, entry)?;
    index(tx, inquiry)
}

pub(crate) fn save_next(tx: &Tx<'_>, inquiry: &Inquiry, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(inquiry, version, entry)?;
    tx.execute("DELETE FROM inquiry_key WHERE inquiry_id = $1", &[text(inquiry.id)])?;
    index(tx, inquiry)
}

impl Record for InquiryMerge {
    const TABLE: &'static str = "inquiry_merge";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let standing = if self.is_in_force { "in_force" } else { "taken_back" };
        vec![("inquiry_id", text(self.inquiry)), ("into_id", text(self.into)), ("standing", text(standing))]
    }
}

/// The link between two inquiries, whether it holds or not.
pub(super) fn merge_of(tx: &Tx<'_>, inquiry: InquiryId, into: InquiryId) -> Result<Option<Stored<InquiryMerge>>, StoreError> {
    tx.find_one("inquiry_id = $1 AND into_id = $2", &[text(inquiry), text(into)])
}

/// The links of an inquiry that steps back now.
pub(super) fn merges_of(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Vec<Stored<InquiryMerge>>, StoreError> {
    tx.find("inquiry_id = $1 AND standing = 'in_force' ORDER BY id", &[text(inquiry)])
}

/// The inquiries that step back for this one now, in the order of their ids.
pub(super) fn merged_into(tx: &Tx<'_>, into: InquiryId) -> Result<Vec<Stored<InquiryMerge>>, StoreError> {
    tx.find("into_id = $1 AND standing = 'in_force' ORDER BY inquiry_id", &[text(into)])
}

/// Every link that holds.
pub(super) fn merges(tx: &Tx<'_>) -> Result<Vec<Stored<InquiryMerge>>, StoreError> {
    tx.find("standing = 'in_force' ORDER BY recorded_at, id", &[])
}
