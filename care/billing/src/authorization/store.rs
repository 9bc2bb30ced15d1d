//! All SQL about authorizations.

use std::collections::HashMap;

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{AuthorizationId, PatientId, PayerId};

use super::Authorization;

impl Record for Authorization {
    const TABLE: &'static str = "payer_authorization";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("payer_id", text(self.payer)),
            ("from_day", text(self.from)),
            ("to_day", text(self.to)),
        ]
    }
}

/// What a payer answered about a person, the one that ends first in front.
///
/// # Errors
/// The database's own.
pub fn approved_of(tx: &Tx<'_>, patient: PatientId, payer: PayerId) -> Result<Vec<Stored<Authorization>>, StoreError> {
    tx.find("patient_id = $1 AND payer_id = $2 ORDER BY to_day, id", &[text(patient), text(payer)])
}

/// What any payer answered about these people, what ends first in front.
///
/// # Errors
/// The database's own.
pub fn of_patients(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<Authorization>>, StoreError> {
    tx.find_among("patient_id", patients, "ORDER BY to_day, id", &[])
}

/// Everything any payer answered about a person, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Authorization>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY to_day DESC, id", &[text(patient)])
}

/// What still runs on a day or ended within the last two weeks, soonest end first.
///
/// # Errors
/// The database's own.
pub fn all_running(tx: &Tx<'_>, since: Date) -> Result<Vec<Stored<Authorization>>, StoreError> {
    tx.find("to_day >= $1 ORDER BY to_day, id", &[text(since)])
}

/// Units that standing charges use of each of these authorizations; one that is not used is not named.
///
/// # Errors
/// The database's own.
pub fn used_units_of(tx: &Tx<'_>, authorizations: &[AuthorizationId]) -> Result<HashMap<AuthorizationId, i64>, StoreError> {
    used_units(tx, authorizations, "", &[])
}

/// Units that standing charges of the days before one use of each of these authorizations. Units are used up in the order of the days, so counting
/// a day anew comes out the same whatever was counted after it.
///
/// # Errors
/// The database's own.
pub fn used_units_before(
    tx: &Tx<'_>,
    authorizations: &[AuthorizationId],
    day: Date,
) -> Result<HashMap<AuthorizationId, i64>, StoreError> {
    used_units(tx, authorizations, "AND day < $1", &[text(day)])
}

fn used_units(
    tx: &Tx<'_>,
    authorizations: &[AuthorizationId],
    on: &str,
    parameters: &[Value],
) -> Result<HashMap<AuthorizationId, i64>, StoreError> {
    let mut all = HashMap::with_capacity(authorizations.len());
    for some in authorizations.chunks(200) {
        let (among, values) = store::among("authorization_id", some, parameters);
        let sql = format!(
            "SELECT authorization_id, CAST(SUM(units) AS BIGINT) FROM charge WHERE {among} {on} AND state <> 'void' \
             GROUP BY authorization_id"
        );
        for row in tx.query(&sql, &values)? {
            all.insert(row.parse(0)?, row.int(1)?);
        }
    }
    Ok(all)
}
