//! Writes down what a person's life leaves for the program. The whole of it, as it was on the page: what was taken out is out from now
//! on, and still in the version before.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::day::minute_of_day;
use vocabulary::id::{AvailabilityId, PatientId};

use super::{Availability, BusyTime, Way, When, store};
use crate::Fact;

/// The longest way that is believed, in minutes: four hours.
pub const LONGEST_WAY: u16 = 240;
/// How many times are kept at most.
pub const MOST_TIMES: usize = 40;

/// Writes down what a person's life leaves for the program.
#[derive(Clone, Debug)]
pub struct KeepAvailability {
    /// Whose.
    pub patient: PatientId,
    /// The version that was read; nothing when there was none.
    pub version: Option<i64>,
    /// When they cannot or would rather not come.
    pub busy: Vec<BusyTime>,
    /// How they get here.
    pub way: Option<Way>,
    /// On how many days of a week they can come at most.
    pub most_days: Option<u8>,
    /// Whether somebody has to look after their children meanwhile.
    pub needs_child_care: bool,
    /// Into which language somebody has to interpret.
    pub interpreter: Option<String>,
    /// On which weekdays they can take part by video.
    pub remote_days: Vec<i8>,
}

impl Command for KeepAvailability {
    type Output = AvailabilityId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AvailabilityId, Fact>, Refusal> {
        episode::patient::load(cx.tx, self.patient)?;
        let current = store::of_patient(cx.tx, self.patient)?;
        cx.require(if current.is_some() { Action::Amend } else { Action::Record }, Kind::Availability)?;
        let mut problems = Problems::none();
        self.check(&mut problems);
        problems.finish(Some(()))?;
        if current.as_ref().map(|one| one.version) != self.version {
            return Err(Refusal::Conflict);
        }
        let next = Availability {
            id: current.as_ref().map_or_else(|| cx.new_id(), |one| one.id),
            patient: self.patient,
            busy: self.busy.clone(),
            way: self.way,
            most_days: self.most_days,
            needs_child_care: self.needs_child_care,
            interpreter: self.interpreter.as_ref().map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty()),
            remote_days: self.remote_days.clone(),
        };
        match current {
            Some(known) if known.record == next => return Ok(Done::already(next.id)),
            Some(known) => cx.tx.amend(&next, known.version, &cx.entry("availability changed"))?,
            None => cx.tx.append(&next, &cx.entry("availability written down"))?,
        };
        Ok(Done::with(next.id, Fact::AvailabilityKept(self.patient)))
    }
}

impl KeepAvailability {
    /// Free at any time, nothing known: what the first one begins with.
    #[must_use]
    pub fn of(patient: PatientId) -> Self {
        let (busy, remote_days) = (Vec::new(), Vec::new());
        Self { patient, version: None, busy, way: None, most_days: None, needs_child_care: false, interpreter: None, remote_days }
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(
            "busy",
            self.busy.len() <= MOST_TIMES,
            "Put times with the same hours into one line: no more than 40 fit.",
        );
        for (at, busy) in self.busy.iter().enumerate() {
            let has_a_day = match &busy.when {
                When::Weekly { weekdays, .. } => !weekdays.is_empty() && weekdays.iter().all(|day| (1..=7).contains(day)),
                When::Once { .. } => true,
            };
            problems.require(&format!("busy.{at}.days"), has_a_day, "Choose the days, or write the one day.");
            let is_a_time = busy.until.is_none_or(|until| minute_of_day(until) != minute_of_day(busy.from));
            problems.require(
                &format!("busy.{at}.until"),
                is_a_time,
                "It ends when it begins. Leave the end empty for the rest of the day.",
            );
        }
        let is_a_way = self.way.is_none_or(|way| way.minutes <= LONGEST_WAY);
        problems.require("minutes", is_a_way, "Write the minutes one way; four hours is the most.");
        let are_days = self.most_days.is_none_or(|days| (1..=7).contains(&days));
        let is_a_language = self.interpreter.as_ref().is_none_or(|tag| tag.trim().len() <= 8);
        problems.require("interpreter", is_a_language, "Choose the language from the list.");
        let are_weekdays = self.remote_days.iter().all(|day| (1..=7).contains(day));
        problems.require("remote_days", are_weekdays, "Choose days of the week.");
        problems.require("most_days", are_days, "Write a number of days from 1 to 7, or leave it empty.");
    }
}
