//! What the lives of people in care leave for the program: shifts, a school run, a class, a court day, buses (S-08).

use std::collections::BTreeMap;

use access::{Refusal, Role};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use schedule::availability::{BusyTime, BusyWith, KeepAvailability, Mode, Strength, Way, When};
use schedule::therapy_group::{enrolled_on, group};
use vocabulary::id::PatientId;

use super::Stage;

/// Everybody but each fourth person, who has not been asked yet.
const NOT_ASKED: usize = 4;

impl Stage<'_, '_, '_> {
    /// Writes down what some people cannot do, around the groups they come to.
    pub(super) fn write_down_lives(&self) -> Result<(), Refusal> {
        let now = self.house.clock().now();
        let today = self.house.zone().day(now);
        let tx = self.performing.tx();
        let mut comes_early: BTreeMap<PatientId, bool> = BTreeMap::new();
        for place in enrolled_on(tx, today)? {
            let group = group(tx, place.group)?;
            let is_early = group.on(today).meetings.iter().all(|meeting| meeting.start.hour() < 13);
            *comes_early.entry(place.patient).or_insert(true) &= is_early;
        }
        let asker = self.with_role(Role::CaseManager)?;
        for (number, (patient, is_early)) in comes_early.into_iter().enumerate() {
            if number % NOT_ASKED == NOT_ASKED - 1 {
                continue;
            }
            let (busy, way) = life(number, is_early, today);
            let keep = KeepAvailability { busy, way: Some(way), ..KeepAvailability::of(patient) };
            self.performing.perform(&asker, now, &keep)?;
        }
        Ok(())
    }
}

fn life(number: usize, is_early: bool, today: Date) -> (Vec<BusyTime>, Way) {
    let workdays = || weekly(&[1, 2, 3, 4, 5]);
    let work = if is_early { ((14, 30), (22, 30)) } else { ((7, 0), (15, 30)) };
    let job = ["Boatyard", "Bakery counter", "Warehouse", "School kitchen", "Home care visits", "Front desk, motel"];
    let mut busy =
        vec![busy(BusyWith::Work, job.get(number % job.len()).copied().unwrap_or_default(), workdays(), work.0, Some(work.1))];
    match number % 3 {
        0 => busy.push(busy_less(BusyWith::Caring, "School run", workdays(), (7, 30), (8, 30))),
        1 => busy.push(self::busy(BusyWith::NoRide, "Last bus", workdays(), (21, 15), None)),
        _ => {
            let day = today.saturating_add(9.days());
            busy.push(self::busy(BusyWith::Court, "Court", When::Once { day }, (9, 0), Some((12, 0))));
        }
    }
    let by = [Mode::Bus, Mode::Car, Mode::Ride];
    let way = Way {
        by: by.get(number % 3).copied().unwrap_or(Mode::Bus),
        minutes: [40, 25, 30].get(number % 3).copied().unwrap_or(30),
    };
    (busy, way)
}

fn weekly(weekdays: &[i8]) -> When {
    When::Weekly { weekdays: weekdays.to_vec(), last: None }
}

fn busy(what: BusyWith, words: &str, when: When, from: (i8, i8), until: Option<(i8, i8)>) -> BusyTime {
    let time = |(hour, minute): (i8, i8)| Time::constant(hour, minute, 0, 0);
    BusyTime { what, words: words.to_owned(), strength: Strength::Cannot, when, from: time(from), until: until.map(time) }
}

fn busy_less(what: BusyWith, words: &str, when: When, from: (i8, i8), until: (i8, i8)) -> BusyTime {
    BusyTime { strength: Strength::RatherNot, ..busy(what, words, when, from, Some(until)) }
}
