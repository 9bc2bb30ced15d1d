//! When people are reminded and what follows a missed session: dated data, of which the newest that has begun holds (OP-07).

use std::sync::LazyLock;

use access::Refusal;
use jiff::civil::{Date, Time};
use serde::Deserialize;

static FILE: LazyLock<Result<File, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../data/reminders.toml")).map_err(|error| error.to_string())?;
    if file.format == "stepdown-reminder-settings/1" {
        Ok(file)
    } else {
        Err(format!("`{}` holds no such settings", file.format))
    }
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    settings: Vec<Settings>,
}

/// The settings that hold from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The first day they hold.
    pub valid_from: Date,
    /// The local time of the reminder on the day before.
    pub day_before_at: Time,
    /// Minutes before the first session for the reminder of the same day.
    pub same_day_minutes: i64,
    /// A reminder leaves at least so many minutes before the session, or not at all.
    pub nearest_minutes: i64,
    /// Sessions no further apart than this are one visit.
    pub together_minutes: i64,
    /// Timers are set for today and so many days more.
    pub days_ahead: i64,
    /// What follows when somebody does not come.
    pub missed: Missed,
}

/// What follows when somebody does not come.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missed {
    /// Minutes after the beginning from which somebody is looked for.
    pub grace_minutes: i64,
    /// Minutes after that for the call.
    pub call_minutes: i64,
    /// Minutes after that for the safety check, where risk is raised.
    pub safety_check_minutes: i64,
    /// The local time of the second attempt, on the next day.
    pub second_attempt_at: Time,
    /// The local time by which a session that would save the week is offered, on the next day.
    pub make_up_at: Time,
    /// So many unexcused absences ask for an outreach plan.
    pub absences: usize,
    /// Within so many days.
    pub within_days: i64,
    /// The local time by which the plan is written, on the next day.
    pub plan_at: Time,
}

/// The settings in force on a day.
///
/// # Errors
/// A fault when the file cannot be read or begins later.
pub fn on(day: Date) -> Result<&'static Settings, Refusal> {
    let file = FILE.as_ref().map_err(|error| Refusal::Fault(error.clone()))?;
    let begun = file.settings.iter().filter(|one| one.valid_from <= day).max_by_key(|one| one.valid_from);
    // Before the first set began the first holds: history is loaded for days before it.
    let first = || file.settings.iter().min_by_key(|one| one.valid_from);
    begun.or_else(first).ok_or_else(|| Refusal::Fault("there are no settings for reminders".into()))
}
