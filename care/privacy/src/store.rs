//! All questions this chapter asks of the database.

use confidential::Consent;

use crate::consent::ConsentReminder;
use crate::emergency::EmergencyDisclosure;
use ::store::{StoreError, Stored, Tx, text};
use jiff::civil::Date;
use vocabulary::id::ConsentId;

/// Consents whose last day lies in these, soonest first.
pub(crate) fn consents_ending(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<Consent>>, StoreError> {
    tx.find("ends_on >= $1 AND ends_on <= $2 ORDER BY ends_on, id", &[text(from), text(to)])
}

/// What was written about the end of a consent, newest first.
pub(crate) fn reminders_of(tx: &Tx<'_>, consent: ConsentId) -> Result<Vec<Stored<ConsentReminder>>, StoreError> {
    tx.find("consent_id = $1 ORDER BY recorded_at DESC, id DESC", &[text(consent)])
}

/// Emergencies that nobody has looked at, oldest first.
pub(crate) fn emergencies_waiting(tx: &Tx<'_>) -> Result<Vec<Stored<EmergencyDisclosure>>, StoreError> {
    tx.find("waits_for_review = 1 ORDER BY recorded_at, id", &[])
}
