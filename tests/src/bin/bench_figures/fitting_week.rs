//! The weeks that fit one person in a program of 120 people and thirty groups: the three best, or what stands in the way, asked through
//! the house as the page does (S-08, S-09).

use std::time::Instant;

use jiff::civil::{Time, time};
use reactions::person::FindFittingWeeks;
use schedule::availability::{BusyTime, BusyWith, KeepAvailability, Mode, Strength, Way, When};
use schedule::program::{ConfigureProgram, Item};
use schedule::therapy_group::{Meeting, TherapyGroup};
use vocabulary::id::PatientId;

use crate::practice::Practice;
use crate::said::Outcome;

/// How many groups there are to choose among.
pub const GROUPS: usize = 30;

/// Spreads the program over the week, writes down a life for everybody, and asks for the weeks of one person after the other.
pub fn measure(practice: &Practice, questions: usize) -> Outcome<Vec<f64>> {
    let dana = practice.actor("dana")?;
    practice.clock.set(practice.moment(practice.day, 9, 0)?);
    spread(practice)?;
    let mut people: Vec<PatientId> = Vec::new();
    for group in &practice.groups {
        people.extend(practice.members(*group)?);
    }
    for (number, patient) in people.iter().enumerate() {
        let keep = KeepAvailability {
            busy: life(number),
            way: Some(Way { by: Mode::Bus, minutes: 40 }),
            ..KeepAvailability::of(*patient)
        };
        practice.house.perform(dana, &keep)?;
    }
    let mut milliseconds = Vec::with_capacity(questions);
    for patient in people.iter().cycle().take(questions) {
        let began = Instant::now();
        let _weeks = practice.house.ask(dana, &FindFittingWeeks { patient: *patient, from: None })?;
        milliseconds.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(milliseconds)
}

/// Every group on three or four days at an hour of its own, and twenty more.
fn spread(practice: &Practice) -> Outcome<()> {
    let dana = practice.actor("dana")?;
    let known = practice.all::<TherapyGroup>("id IS NOT NULL ORDER BY key", &[])?;
    for number in 0..GROUPS {
        let Some(like) = known.get(number % known.len().max(1)) else { return Err("there is no group".into()) };
        let days: &[i8] = [&[1_i8, 3, 4] as &[i8], &[2, 4, 5], &[1, 2, 3, 5], &[1, 4]].get(number % 4).copied().unwrap_or(&[1]);
        let hour = [9_i8, 11, 13, 15, 17, 19].get(number % 6).copied().unwrap_or(9);
        let meeting = |weekday: &i8| Meeting {
            weekday: *weekday,
            start: time(hour, 0, 0, 0),
            end: time(hour + 1, 30, 0, 0),
            breaks: vec![],
        };
        let mut group = TherapyGroup { meetings: days.iter().map(meeting).collect(), capacity: 60, ..like.record.clone() };
        if number >= known.len() {
            group.id = practice.house.ids().next(practice.house.clock().now());
            group.key = format!("more-{number}");
            group.name = format!("Group {number}");
        }
        practice.house.perform(dana, &ConfigureProgram { item: Item::TherapyGroup(group) })?;
    }
    Ok(())
}

fn life(number: usize) -> Vec<BusyTime> {
    let weekly = |weekdays: &[i8]| When::Weekly { weekdays: weekdays.to_vec(), last: None };
    let busy = |what, strength, when, from: Time, until: Option<Time>| BusyTime {
        what,
        words: String::new(),
        strength,
        when,
        from,
        until,
    };
    let (from, until) =
        if number.is_multiple_of(2) { (time(13, 0, 0, 0), time(16, 0, 0, 0)) } else { (time(8, 0, 0, 0), time(10, 0, 0, 0)) };
    vec![
        busy(BusyWith::Work, Strength::Cannot, weekly(&[1, 2, 3]), from, Some(until)),
        busy(BusyWith::Caring, Strength::RatherNot, weekly(&[1, 2, 3, 4, 5]), time(7, 30, 0, 0), Some(time(8, 30, 0, 0))),
        busy(BusyWith::NoRide, Strength::Cannot, weekly(&[1, 2, 3, 4, 5]), time(21, 15, 0, 0), None),
    ]
}
