//! People who came and left before the ten weeks: registered, admitted, discharged; nothing more, so that a hundred
//! thousand of them stay quick. Each stay is nine weeks long, which keeps the order of time without sorting.

use std::collections::VecDeque;

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use vocabulary::day::days_between;

use super::event::{Admission, DischargeKind, Event, PersonNumber, What};
use super::{Setting, event};
use crate::demo::dice::Dice;
use crate::demo::people::{Person, Wish, draw};

const DAYS_OF_A_STAY: i64 = 63;

/// The earlier people, one after another.
#[derive(Debug)]
pub(super) struct Earlier {
    total: usize,
    next: usize,
    days: i64,
    pending: VecDeque<Event>,
    leaving: VecDeque<(Date, PersonNumber)>,
}

impl Earlier {
    /// So many people, spread evenly over the time before the ten weeks.
    pub(super) fn new(setting: &Setting, total: usize) -> Self {
        let days = days_between(setting.program_from, setting.first_monday) - DAYS_OF_A_STAY - 14;
        Self { total, next: 0, days: days.max(1), pending: VecDeque::new(), leaving: VecDeque::new() }
    }

    /// The next event, if any is left.
    pub(super) fn next(&mut self, setting: &Setting) -> Option<Event> {
        if let Some(event) = self.pending.pop_front() {
            return Some(event);
        }
        let comes = (self.next < self.total).then(|| self.first_day(setting));
        match (comes, self.leaving.front().copied()) {
            (Some(day), Some((leaves, _))) if leaves < day => Some(self.discharge(setting)?),
            (Some(day), _) => {
                self.admit(setting, day);
                self.pending.pop_front()
            }
            (None, _) => self.discharge(setting),
        }
    }

    fn first_day(&self, setting: &Setting) -> Date {
        let share = i128::try_from(self.next).unwrap_or(0) * i128::from(self.days) / i128::try_from(self.total).unwrap_or(1);
        let day = setting.program_from.saturating_add(i64::try_from(share).unwrap_or(0).days());
        let past_friday = i64::from(day.weekday().to_monday_zero_offset()) - 4;
        day.saturating_sub(past_friday.max(0).days())
    }

    fn admit(&mut self, setting: &Setting, day: Date) {
        let number = self.next;
        self.next += 1;
        let person = draw(&setting.pools, &setting.words, (setting.seed, setting.today), number, 0, &Wish::default());
        let Some(cohort) = setting.cohorts.get(number % setting.cohorts.len().max(1)) else { return };
        let Person { input, diagnoses, referred_by, .. } = person;
        let register = What::RegisterPatient { person: number, input: Box::new(input), referred_by };
        let admit = What::AdmitPatient(Admission {
            person: number,
            level: "2.1".to_owned(),
            track: cohort.track.clone(),
            from: day,
            diagnoses,
            care_team: vec![(cohort.counselor.clone(), "primary counselor".to_owned())],
        });
        self.pending.push_back(event(day, Time::constant(9, 30, 0, 0), "prado", register));
        self.pending.push_back(event(day, Time::constant(9, 30, 0, 0), "prado", admit));
        self.leaving.push_back((day.saturating_add(DAYS_OF_A_STAY.days()), number));
    }

    fn discharge(&mut self, setting: &Setting) -> Option<Event> {
        let (day, person) = self.leaving.pop_front()?;
        let mut dice = Dice::of(setting.seed, "how it ended", person as u64, 0);
        let kind = discharge_kind(&mut dice);
        let cohort = setting.cohorts.get(person.checked_rem(setting.cohorts.len())?)?;
        let by = cohort.counselor.clone();
        Some(event(day, Time::constant(14, 0, 0, 0), by, What::Discharge { person, on: day, kind }))
    }
}

/// How a stay ends, as often as it does.
pub(super) fn discharge_kind(dice: &mut Dice) -> DischargeKind {
    match dice.below(100) {
        0..=57 => DischargeKind::Completed,
        58..=84 => DischargeKind::LeftBeforeFinishing,
        85..=92 => DischargeKind::HigherLevel,
        _ => DischargeKind::Transferred,
    }
}
