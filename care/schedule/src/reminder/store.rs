//! All SQL about reminders, answers and choices.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use vocabulary::id::{AppointmentResponseId, MessageId, PatientId, SessionReminderId};

use super::{AppointmentResponse, ReminderChoice, SessionReminder};

impl Record for SessionReminder {
    const TABLE: &'static str = "session_reminder";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("day", text(self.day)),
            ("message_id", self.message.map_or(Value::Null, text)),
            ("is_open", Value::from(self.waits_for_a_call())),
        ]
    }
}

impl Record for AppointmentResponse {
    const TABLE: &'static str = "appointment_response";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("day", text(self.day)), ("is_open", Value::from(self.is_open()))]
    }
}

impl Record for ReminderChoice {
    const TABLE: &'static str = "reminder_choice";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient))]
    }
}

/// The reminder with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load_reminder(tx: &Tx<'_>, id: SessionReminderId) -> Result<Stored<SessionReminder>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The answer with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load_response(tx: &Tx<'_>, id: AppointmentResponseId) -> Result<Stored<AppointmentResponse>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The reminder that a message was.
///
/// # Errors
/// The database's own.
pub fn reminder_of_message(tx: &Tx<'_>, message: MessageId) -> Result<Option<Stored<SessionReminder>>, StoreError> {
    tx.find_one("message_id = $1", &[text(message)])
}

/// Every reminder somebody got of visits on a day or later.
///
/// # Errors
/// The database's own.
pub fn reminders_of(tx: &Tx<'_>, patient: PatientId, from: Date) -> Result<Vec<Stored<SessionReminder>>, StoreError> {
    tx.find("patient_id = $1 AND day >= $2 ORDER BY recorded_at, id", &[text(patient), text(from)])
}

/// The calls that somebody has to make, for visits that have not begun.
///
/// # Errors
/// The database's own.
pub fn open_calls(tx: &Tx<'_>, from: Date, now: Timestamp) -> Result<Vec<Stored<SessionReminder>>, StoreError> {
    let all = tx.find::<SessionReminder>("is_open = 1 AND day >= $1 ORDER BY day, recorded_at, id", &[text(from)])?;
    Ok(all.into_iter().filter(|one| one.starts_at > now).collect())
}

/// The answer somebody gave about the visit with these sessions, if any.
///
/// # Errors
/// The database's own.
pub fn response_to(
    tx: &Tx<'_>,
    patient: PatientId,
    day: Date,
    sessions: &[vocabulary::id::GroupSessionId],
) -> Result<Option<Stored<AppointmentResponse>>, StoreError> {
    let all =
        tx.find::<AppointmentResponse>("patient_id = $1 AND day = $2 ORDER BY recorded_at DESC", &[text(patient), text(day)])?;
    Ok(all.into_iter().find(|one| one.sessions.iter().any(|session| sessions.contains(session))))
}

/// The answers of these people about visits of a day.
///
/// # Errors
/// The database's own.
pub fn responses_of(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Stored<AppointmentResponse>>, StoreError> {
    tx.find_among("patient_id", patients, "AND day = $1", &[text(day)])
}

/// Everybody's answers about visits of a day.
///
/// # Errors
/// The database's own.
pub fn responses_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<AppointmentResponse>>, StoreError> {
    tx.find("day = $1", &[text(day)])
}

/// The answers that somebody has to look after, the soonest visit first.
///
/// # Errors
/// The database's own.
pub fn open_responses(tx: &Tx<'_>) -> Result<Vec<Stored<AppointmentResponse>>, StoreError> {
    tx.find("is_open = 1 ORDER BY day, recorded_at, id", &[])
}

/// Which reminders somebody wants, when they ever said.
///
/// # Errors
/// The database's own.
pub fn choice_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<ReminderChoice>>, StoreError> {
    tx.find_one("patient_id = $1", &[text(patient)])
}

/// The choices of these people.
///
/// # Errors
/// The database's own.
pub fn choices_of(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<ReminderChoice>>, StoreError> {
    tx.find_among("patient_id", patients, "", &[])
}
