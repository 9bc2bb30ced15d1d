//! All SQL about messages.

use access::Refusal;
use jiff::Timestamp;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{MessageId, PatientId};

use super::{Direction, Message};

impl Record for Message {
    const TABLE: &'static str = "message";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("address", text(&self.address)),
            ("at", Value::from(self.at)),
            ("provider_id", self.provider_id.as_ref().map_or(Value::Null, text)),
        ]
    }
}

/// The message with an id.
pub(super) fn load(tx: &Tx<'_>, id: MessageId) -> Result<Stored<Message>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The message a network knows by this id.
///
/// # Errors
/// The database's own.
pub fn with_provider_id(tx: &Tx<'_>, provider_id: &str) -> Result<Option<Stored<Message>>, StoreError> {
    tx.find_one("provider_id = $1", &[text(provider_id)])
}

/// The newest message from or to a number or address.
///
/// # Errors
/// The database's own.
pub fn last_with(tx: &Tx<'_>, address: &str) -> Result<Option<Stored<Message>>, StoreError> {
    tx.find_one("address = $1 ORDER BY at DESC, id DESC LIMIT 1", &[text(address)])
}

/// The words of a message, and the text that was ready which it answers: the newest one before it to the same number that
/// was not itself an answer.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn with_what_it_answers(tx: &Tx<'_>, id: MessageId) -> Result<(String, Option<String>), Refusal> {
    let message = load(tx, id)?;
    let all = of_patient(tx, message.patient)?;
    let is_before = |one: &&Stored<Message>| {
        one.direction == Direction::Out
            && !one.answers_them
            && one.address == message.address
            && (one.at, one.id) < (message.at, message.id)
    };
    let asked = all.iter().rfind(is_before).and_then(|one| one.template.clone());
    Ok((message.words.clone(), asked))
}

/// Everything from and to a number or address since a moment.
///
/// # Errors
/// The database's own.
pub fn with_since(tx: &Tx<'_>, address: &str, since: Timestamp) -> Result<Vec<Stored<Message>>, StoreError> {
    tx.find("address = $1 AND at >= $2 ORDER BY at, id", &[text(address), Value::from(since)])
}

/// Everything written with a person, oldest first.
pub(super) fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Message>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY at, id", &[text(patient)])
}
