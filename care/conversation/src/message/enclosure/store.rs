//! All SQL about what messages carry.

use store::{StoreError, Tx, text};
use vocabulary::id::MessageId;

/// Keeps what a message carries until it has left.
pub(in crate::message) fn keep(tx: &Tx<'_>, message: MessageId, enclosed: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO message_enclosure (message_id, body) VALUES ($1, $2)", &[text(message), text(enclosed)])?;
    Ok(())
}

/// What a message carries; nothing when it carries nothing or has left.
pub(in crate::message) fn of(tx: &Tx<'_>, message: MessageId) -> Result<Option<String>, StoreError> {
    let rows = tx.query("SELECT body FROM message_enclosure WHERE message_id = $1", &[text(message)])?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// The message has left.
pub(in crate::message) fn forget(tx: &Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM message_enclosure WHERE message_id = $1", &[text(message)])?;
    Ok(())
}
