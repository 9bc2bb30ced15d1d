//! What was told to medical personnel in an emergency, with the four items the law wants written down at once (42 CFR 2.51(c); P2-41), and
//! the compliance officer's look at it the same day.

mod review;

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::{Context, Refusal};
use confidential::decide::Emergency;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::{DisclosureId, EmergencyDisclosureId, PatientId, StaffId};

pub use review::ReviewEmergency;

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyDisclosure {
    /// The id.
    pub id: EmergencyDisclosureId,
    /// About whom.
    pub patient: PatientId,
    /// The row of the accounting.
    pub disclosure: DisclosureId,
    /// The four items.
    pub told: Emergency,
    /// Who wrote it down.
    pub by: StaffId,
    /// The compliance officer's look, once there was one.
    pub reviewed: Option<Reviewed>,
}

/// A look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub words: String,
}

impl Record for EmergencyDisclosure {
    const TABLE: &'static str = "emergency_disclosure";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let waits = i64::from(self.reviewed.is_none());
        vec![("patient_id", text(self.patient)), ("waits_for_review", Value::from(waits))]
    }
}

/// Keeps it, in the transaction in which it was told. That all four items are there is asked by the gate, which lets nothing pass before.
///
/// # Errors
/// The database's own.
pub fn keep(cx: &Context<'_>, patient: PatientId, disclosure: DisclosureId, told: Emergency) -> Result<(), Refusal> {
    let kept = EmergencyDisclosure { id: cx.new_id(), patient, disclosure, told, by: cx.actor.staff, reviewed: None };
    cx.tx.append(&kept, &cx.entry("told in an emergency"))?;
    Ok(())
}

/// Those that nobody has looked at yet, oldest first.
///
/// # Errors
/// The database's own.
pub fn waiting(tx: &Tx<'_>) -> Result<Vec<Stored<EmergencyDisclosure>>, StoreError> {
    crate::store::emergencies_waiting(tx)
}
