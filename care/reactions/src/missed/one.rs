//! One person's ladder: what was done, what comes next, what would save the week. Also as it stood on an earlier day.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use conversation::template;
use episode::patient::ContactPoint;
use jiff::Timestamp;
use schedule::program::all_staff;
use treatment::missed_session::{self, MissedSession, StepKind};
use treatment::outreach::{self, OutreachResult};
use vocabulary::PersonName;
use vocabulary::id::{MissedSessionId, PatientId, StaffId};

use super::places::{FreePlace, week_of};
use crate::reminders::{fill, language_of};
use crate::today::HoursMeter;

/// Asks for one person's ladder.
#[derive(Clone, Copy, Debug)]
pub struct OneMissed {
    /// Which.
    pub missed: MissedSessionId,
    /// As it stood at a moment; now, when nothing is said.
    pub as_of: Option<Timestamp>,
}

/// One person's ladder.
#[derive(Clone, Debug)]
pub struct OneMissedView {
    /// The ladder.
    pub missed: MissedSession,
    /// Its version.
    pub version: i64,
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// How they may be called: number, whether a message may be left, what to call oneself.
    pub numbers: Vec<ContactPoint>,
    /// The neutral words of a call, in their language.
    pub script: String,
    /// The language of it.
    pub language: &'static str,
    /// The attempts of this and the next days, newest first; without their words for who may not read them.
    pub attempts: Vec<Attempt>,
    /// Their week.
    pub hours: HoursMeter,
    /// Sessions of this week with a place left.
    pub places: Vec<FreePlace>,
    /// Who did what, by name.
    pub staff: HashMap<StaffId, String>,
    /// Whether it is shown as it stood earlier.
    pub is_past: bool,
}

/// An attempt to reach them.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// How.
    pub way: String,
    /// What came of it.
    pub result: OutreachResult,
    /// In words, for who may read them.
    pub words: String,
    /// Whether it was written down in error.
    pub in_error: bool,
}

impl OneMissedView {
    /// The step a person takes next.
    #[must_use]
    pub fn next(&self) -> Option<StepKind> {
        self.missed.next_step().map(|step| step.kind)
    }
}

impl Query for OneMissed {
    type View = OneMissedView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OneMissedView>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let now = missed_session::load(cx.tx, self.missed)?;
        let shown = match self.as_of {
            Some(at) => cx.tx.load_as_of::<MissedSession>(now.id.0, at)?.ok_or(Refusal::NotFound)?,
            None => now,
        };
        let person = episode::patient::load(cx.tx, shown.patient)?;
        let language = language_of(Some(&person));
        let reads = cx.may(Action::View, Kind::Outreach, Circumstances::default());
        let dials = cx.may(Action::View, Kind::Patient, Circumstances::default());
        let attempts = outreach::of_patient(cx.tx, shown.patient, 20)?.into_iter().filter(|note| note.day >= shown.day);
        let (hours, places) = week_of(cx, shown.patient)?;
        let view = OneMissedView {
            patient: shown.patient,
            name: person.name(),
            numbers: if dials { person.contact_points.clone() } else { Vec::new() },
            script: template::filled("missed_call", language, &fill(cx, language, shown.starts_at)?)?,
            language: language.as_str(),
            attempts: attempts
                .map(|note| Attempt {
                    at: note.recorded_at,
                    way: note.way.clone(),
                    result: note.result,
                    words: if reads { note.words.clone() } else { String::new() },
                    in_error: note.in_error,
                })
                .collect(),
            hours,
            places,
            staff: all_staff(cx.tx)?.into_iter().map(|one| (one.id, one.name.short())).collect(),
            is_past: self.as_of.is_some(),
            version: shown.version,
            missed: shown.record,
        };
        // The front desk notes attempts and does not read what others wrote: the words are left out above, the rest is the day's.
        Ok(Guarded::chart(view.patient, Kind::TodayBoard, view))
    }
}
