//! The story of the demonstration: typed events in the order of time, drawn from a seed. People who came and left long
//! ago first, one after another; then ten weeks day by day; then this morning, up to 9:22. Nothing is kept but the day.

mod admission;
mod appointment;
pub mod cast;
mod coming;
mod day;
mod earlier;
pub mod event;
pub mod groups;
mod note;
pub mod story;
mod today;

use std::collections::{BTreeMap, HashSet, VecDeque};

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use vocabulary::Week;

use super::people::Pools;
use super::program;
use super::words::Words;
use cast::{Member, WEEKS};
use earlier::Earlier;
use event::{Event, Key, PersonNumber, What};
use groups::Cohort;

/// What decides the story. The same parameters give the same events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The seed.
    pub seed: u64,
    /// The day in whose morning the demonstration opens.
    pub today: Date,
    /// How many people: up to 120 are in care now, the others finished earlier. A quarter more finished in the ten weeks.
    pub patients: usize,
}

/// How many people are in care when nothing is said.
pub const PATIENTS: usize = 47;

/// The moment at which the demonstration opens.
#[must_use]
pub fn now(today: Date) -> DateTime {
    today.to_datetime(Time::constant(9, 22, 0, 0))
}

/// The newest Thursday up to a day: on Thursdays every cohort meets, so the board is fullest.
#[must_use]
pub fn fullest_day(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Thursday));
    day.saturating_sub(back.days())
}

/// Everything that stays the same while the story is told.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The seed.
    pub seed: u64,
    /// Today.
    pub today: Date,
    /// How many people were asked for.
    pub patients: usize,
    /// The Monday on which the ten weeks begin.
    pub first_monday: Date,
    /// The first day of the program.
    pub program_from: Date,
    /// People who come together.
    pub cohorts: Vec<Cohort>,
    /// Techniques of the catalogue, by service type.
    pub techniques: BTreeMap<Key, Vec<String>>,
    /// Supervisors, by the key of the person in training.
    pub supervisors: BTreeMap<Key, Key>,
    /// Pools of people.
    pub pools: Pools,
    /// Banks of words.
    pub words: Words,
}

/// The story, told event by event.
#[derive(Debug)]
pub struct Script {
    setting: Setting,
    earlier: Earlier,
    members: Vec<Member>,
    next_day: Date,
    ready: VecDeque<Event>,
    later: BTreeMap<Date, Vec<Event>>,
    met: HashSet<(PersonNumber, String)>,
}

impl Setting {
    fn read(parameters: Parameters) -> Result<Self, String> {
        let (in_care, _, _) = cast::counts(parameters.patients);
        let file = program::file(in_care)?;
        let supervised = file.staff.iter().filter_map(|s| Some((s.key.clone(), s.supervisor.clone()?)));
        Ok(Self {
            seed: parameters.seed,
            today: parameters.today,
            patients: parameters.patients,
            first_monday: Week::of(parameters.today).monday.saturating_sub((WEEKS * 7).days()),
            program_from: file.program.from,
            cohorts: groups::cohorts(&file)?,
            techniques: file.service_type.iter().map(|s| (s.key.clone(), s.techniques.clone())).collect(),
            supervisors: supervised.collect(),
            pools: Pools::load()?,
            words: Words::load()?,
        })
    }
}

impl Script {
    /// The story of some parameters; its program is [`program::file`] of as many people in care.
    ///
    /// # Errors
    /// What is wrong with one of the embedded files.
    pub fn new(parameters: Parameters) -> Result<Self, String> {
        let setting = Setting::read(parameters)?;
        let members = cast::cast(&setting);
        let (_, _, earlier) = cast::counts(parameters.patients);
        Ok(Self {
            earlier: Earlier::new(&setting, earlier),
            next_day: setting.first_monday.saturating_sub(7.days()),
            members,
            setting,
            ready: VecDeque::new(),
            later: BTreeMap::new(),
            met: HashSet::new(),
        })
    }

    /// How many people will be registered.
    #[must_use]
    pub fn people(&self) -> usize {
        let (_, _, earlier) = cast::counts(self.setting.patients);
        earlier + self.members.len()
    }

    /// The people of the ten weeks.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What the story is told with.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }
}

impl Iterator for Script {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if let Some(event) = self.earlier.next(&self.setting) {
                return Some(event);
            }
            if self.next_day > self.setting.today {
                return None;
            }
            let day = self.next_day;
            self.next_day = vocabulary::day::next_day(day);
            let mut events = self.tell(day);
            events.retain(|event| event.at <= now(self.setting.today));
            events.sort_by_key(|event| event.at);
            self.ready.extend(events);
        }
    }
}

/// An event on a day.
fn event(day: Date, time: Time, by: impl Into<Key>, what: What) -> Event {
    Event { at: day.to_datetime(time), by: by.into(), what }
}

/// A time of day so many minutes later; the day's first or last minute beyond it.
fn later(time: Time, minutes: i64) -> Time {
    let end = Time::constant(23, 59, 0, 0);
    let moved = time.saturating_add(minutes.minutes());
    if moved > end { end } else { moved }
}

/// The next weekday.
fn working_day_after(day: Date) -> Date {
    let mut next = vocabulary::day::next_day(day);
    while matches!(next.weekday(), Weekday::Saturday | Weekday::Sunday) {
        next = vocabulary::day::next_day(next);
    }
    next
}

#[cfg(test)]
mod actor_tests;
#[cfg(test)]
mod tests;
