//! Reminders of visits: timers are set for everybody's sessions at once, each goes out once, and what people answer is kept and looked
//! after (S-01, S-05, S-08; ADR 0035). What is sent is neutral and permitted, as everything is (P2-14).

mod answer;
mod dispatch;
mod own;
mod plan;
mod words;

pub use answer::{HandleResponse, KeepResponse, LogReminderCall, ReopenReminderCall, ReopenResponse};
pub(crate) use answer::{Understood, understood};
pub use dispatch::DispatchReminders;
pub use own::{AnswerVisit, ChooseReminders, OwnVisit, OwnVisits, OwnVisitsView};
pub use plan::PlanReminders;
pub(crate) use words::{fill, filled_at, language_of, sender};

/// The kind of job that reminds somebody of a visit.
pub const REMIND: &str = "remind_of_session";

use jiff::civil::Date;
use schedule::reminder::Lead;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, PatientId};

/// What a timer knows: whom, of which visit as it stood then, and which reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wanted {
    patient: PatientId,
    session: GroupSessionId,
    day: Date,
    starts_at: i64,
    lead: Lead,
}

impl Wanted {
    /// One for each person, visit, hour and reminder: a visit that is moved is another one.
    fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.lead.as_str(), self.session, self.patient, self.starts_at)
    }
}
