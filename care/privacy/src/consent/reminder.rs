//! That somebody was written to because a consent of theirs ends soon: once for each of the steps of [`super::SAID_AT_DAYS`] and each last
//! day. The words say nothing of what ends (P2-14); what was written stands in their conversation.

use ::store::{Chain, Record, Stored, Value, text};
use access::{Context, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::{ConsentId, ConsentReminderId, MessageId, PatientId};

use super::Ending;
use crate::store as privacy_store;

/// One reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentReminder {
    /// The id.
    pub id: ConsentReminderId,
    /// Who was written to.
    pub patient: PatientId,
    /// About which consent.
    pub consent: ConsentId,
    /// Its last day as it was then.
    pub last_day: Date,
    /// Within how many days it ended: 30, 14 or 7.
    pub within_days: i64,
    /// What was written.
    pub message: MessageId,
}

impl Record for ConsentReminder {
    const TABLE: &'static str = "consent_reminder";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("consent_id", text(self.consent))]
    }
}

/// The reminders about a consent that ends, newest first.
///
/// # Errors
/// The database's own.
pub fn reminders_of(cx: &Context<'_>, ending: &Ending) -> Result<Vec<Stored<ConsentReminder>>, Refusal> {
    let all = privacy_store::reminders_of(cx.tx, ending.consent.id)?;
    Ok(all.into_iter().filter(|one| one.last_day == ending.last_day).collect())
}

/// Writes down that somebody was written to about a consent that ends.
///
/// # Errors
/// The database's own.
pub fn note_reminder(cx: &Context<'_>, ending: &Ending, message: MessageId) -> Result<ConsentReminderId, Refusal> {
    let reminder = ConsentReminder {
        id: cx.new_id(),
        patient: ending.consent.patient,
        consent: ending.consent.id,
        last_day: ending.last_day,
        within_days: ending.within_days,
        message,
    };
    cx.tx.append(&reminder, &cx.entry("written to before a consent ends"))?;
    Ok(reminder.id)
}
