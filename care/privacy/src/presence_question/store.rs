//! All SQL about questions of presence. They stand in the program's own chain: none belongs to a chart.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;

use super::PresenceQuestion;

impl Record for PresenceQuestion {
    const TABLE: &'static str = "presence_question";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("who", text(self.who.as_str()))]
    }
}

/// The newest questions.
pub(super) fn newest(tx: &Tx<'_>, most: i64) -> Result<Vec<Stored<PresenceQuestion>>, StoreError> {
    tx.find("TRUE ORDER BY recorded_at DESC, id DESC LIMIT $1", &[Value::from(most)])
}
