//! All SQL about charges.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::{AuthorizationId, ClaimId, PatientId};

use super::{Charge, ChargeState};

impl Record for Charge {
    const TABLE: &'static str = "charge";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let (state, claim) = match &self.state {
            ChargeState::Ready if self.is_self_pay => ("own_account", Value::Null),
            ChargeState::Ready => ("ready", Value::Null),
            ChargeState::Claimed { claim, is_outdated: false } => ("claimed", text(claim)),
            ChargeState::Claimed { claim, is_outdated: true } => ("outdated", text(claim)),
            ChargeState::Void { .. } => ("void", Value::Null),
        };
        vec![
            ("patient_id", text(self.patient)),
            ("day", text(self.day)),
            ("payer_key", text(&self.payer_key)),
            ("authorization_id", self.authorization.map(text).unwrap_or(Value::Null)),
            ("units", int(self.line.units)),
            ("state", text(state)),
            ("claim_id", claim),
        ]
    }
}

/// The charges of these people's day that count.
///
/// # Errors
/// The database's own.
pub fn standing_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find_among("patient_id", patients, "AND day = $1 AND state <> 'void' ORDER BY id", &[text(day)])
}

/// Charges that may go on a claim, person by person in the order of days.
///
/// # Errors
/// The database's own.
pub fn ready_between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find("state = 'ready' AND day >= $1 AND day <= $2 ORDER BY patient_id, payer_key, day, id", &[text(from), text(to)])
}

/// Charges on claims whose day has come out differently since.
///
/// # Errors
/// The database's own.
pub fn outdated(tx: &Tx<'_>) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find("state = 'outdated' ORDER BY day, id", &[])
}

/// The charges on a claim.
///
/// # Errors
/// The database's own.
pub fn of_claim(tx: &Tx<'_>, claim: ClaimId) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find("claim_id = $1 ORDER BY day, id", &[text(claim)])
}

/// The charges that count against any of these authorizations, in the order of the days.
///
/// # Errors
/// The database's own.
pub fn of_authorizations(tx: &Tx<'_>, authorizations: &[AuthorizationId]) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find_among("authorization_id", authorizations, "AND state <> 'void' ORDER BY day, id", &[])
}

/// The newest charges of a person, also those that no longer count.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId, limit: i64) -> Result<Vec<Stored<Charge>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY day DESC, recorded_at DESC LIMIT $2", &[text(patient), int(limit)])
}
