//! All SQL about waiting for places.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{PatientId, PlaceOfferId, TherapyGroupId, WaitlistEntryId};

use super::{PlaceOffer, WaitlistEntry};

impl Record for WaitlistEntry {
    const TABLE: &'static str = "waitlist_entry";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("group_id", text(self.group)), ("state", text(self.state.word()))]
    }
}

impl Record for PlaceOffer {
    const TABLE: &'static str = "place_offer";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("entry_id", text(self.entry)),
            ("group_id", text(self.group)),
            ("state", text(if self.outcome.is_some() { "over" } else { "open" })),
        ]
    }
}

/// The entry with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn entry(tx: &Tx<'_>, id: WaitlistEntryId) -> Result<Stored<WaitlistEntry>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The offer with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn offer_of(tx: &Tx<'_>, id: PlaceOfferId) -> Result<Stored<PlaceOffer>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Everybody who waits or waited for a place in a group and has none by it, in the order of waiting.
///
/// # Errors
/// The database's own.
pub fn of_group(tx: &Tx<'_>, group: TherapyGroupId) -> Result<Vec<Stored<WaitlistEntry>>, StoreError> {
    let mut all: Vec<Stored<WaitlistEntry>> =
        tx.find("group_id = $1 AND state <> 'placed' AND state <> 'left'", &[text(group)])?;
    all.sort_by_key(|one| (one.asked_at, one.id));
    Ok(all)
}

/// The groups for which somebody waits.
///
/// # Errors
/// The database's own.
pub fn groups_waited_for(tx: &Tx<'_>) -> Result<Vec<TherapyGroupId>, StoreError> {
    let all: Vec<Stored<WaitlistEntry>> = tx.find("state = 'waits' ORDER BY id", &[])?;
    let mut groups: Vec<TherapyGroupId> = all.iter().map(|one| one.group).collect();
    groups.sort();
    groups.dedup();
    Ok(groups)
}

/// What a person waits or waited for, in the order of asking.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<WaitlistEntry>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id", &[text(patient)])
}

/// The open offers of a group.
///
/// # Errors
/// The database's own.
pub fn offers_of_group(tx: &Tx<'_>, group: TherapyGroupId) -> Result<Vec<Stored<PlaceOffer>>, StoreError> {
    tx.find("group_id = $1 AND state = 'open' ORDER BY id", &[text(group)])
}

/// Every open offer.
///
/// # Errors
/// The database's own.
pub fn open_offers(tx: &Tx<'_>) -> Result<Vec<Stored<PlaceOffer>>, StoreError> {
    tx.find("state = 'open' ORDER BY id", &[])
}

/// The open offers to a person.
///
/// # Errors
/// The database's own.
pub fn open_offers_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<PlaceOffer>>, StoreError> {
    tx.find("patient_id = $1 AND state = 'open' ORDER BY id", &[text(patient)])
}

/// How many places of a group are held for others than this person.
///
/// # Errors
/// The database's own.
pub fn held(tx: &Tx<'_>, group: TherapyGroupId, except: PatientId) -> Result<usize, StoreError> {
    Ok(offers_of_group(tx, group)?.iter().filter(|offer| offer.patient != except).count())
}
