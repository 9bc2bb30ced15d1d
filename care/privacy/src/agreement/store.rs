//! All SQL about agreements.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::AgreementId;

use super::Agreement;

impl Record for Agreement {
    const TABLE: &'static str = "agreement";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("signed_on", text(self.signed_on)),
            ("valid_to", self.valid_to.map_or(Value::Null, text)),
            ("ended_on", self.ended.as_ref().map_or(Value::Null, |end| text(end.on))),
        ]
    }
}

/// The agreement with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: AgreementId) -> Result<Stored<Agreement>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every agreement, the newest signature first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<Agreement>>, StoreError> {
    tx.find("1 = 1 ORDER BY signed_on DESC, id DESC", &[])
}

/// The agreements that hold on a day.
pub(super) fn holding_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Agreement>>, StoreError> {
    let condition =
        "signed_on <= $1 AND (valid_to IS NULL OR valid_to >= $1) AND (ended_on IS NULL OR ended_on > $1) ORDER BY id";
    tx.find(condition, &[text(day)])
}
