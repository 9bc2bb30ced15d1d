//! Invented weeks of the shape of the samples: the same types and times, other people.

use std::collections::BTreeMap;

use super::{L1, sample};
use crate::instance::{Instance, Interval, Patient, Staff};
use crate::search::dice::Dice;

/// A week of so many patients.
pub(crate) fn week(patients: usize, seed: u64) -> Instance {
    let (mut week, mut dice) = (sample(L1), Dice::new(seed));
    let dice = &mut dice;
    let (leaders, rooms) = ((patients * 3 / 20).max(3), (patients / 15).max(2));
    let types: Vec<String> = week.group_types.iter().map(|one| one.id.clone()).collect();
    week.name = format!("invented {patients}/{seed}");
    week.rooms = week.rooms.iter().cycle().take(rooms).cloned().collect();
    for (number, room) in week.rooms.iter_mut().enumerate() {
        room.id = format!("r{number}");
    }
    week.staff = (0..leaders).map(|number| staff(number, &types, dice)).collect();
    week.patients = (0..patients).map(|number| patient(number, leaders, &types, dice)).collect();
    for kind in week.group_types.iter_mut().filter(|kind| kind.eligible.is_some()) {
        let listed = week.patients.iter().filter(|one| one.required_slots.contains_key(&kind.id) || dice.below(6) == 0);
        kind.eligible = Some(listed.map(|one| one.id.clone()).collect());
    }
    let pair = |dice: &mut Dice| (dice.below(patients), dice.below(patients));
    let pairs = (0..patients / 6).map(|_| pair(dice)).filter(|(one, other)| one != other);
    week.keep_apart = pairs.map(|(one, other)| (format!("p{one}"), format!("p{other}"))).collect();
    week
}

fn days(dice: &mut Dice) -> Vec<u32> {
    let out = dice.below(7) as u32;
    (0..5).filter(|day| *day != out).collect()
}

fn staff(number: usize, types: &[String], dice: &mut Dice) -> Staff {
    let shift = dice.below(3);
    let mut available: Vec<Interval> = (days(dice).into_iter())
        .map(|day| match (shift, day % 3) {
            (0, _) => Interval(day, 1, 17),
            (1, _) | (2, 0) => Interval(day, 9, 26),
            _ => Interval(day, 2, 13),
        })
        .collect();
    if dice.below(2) == 0 {
        available.push(Interval(5, 1, 10));
    }
    let leads = types.iter().enumerate().filter(|(at, _)| (at + number).is_multiple_of(3) || dice.below(6) == 0);
    Staff {
        id: format!("s{number}"),
        available,
        leads: leads.map(|(_, id)| id.clone()).collect(),
        max_week_slots: 20 + dice.below(31) as u32,
        max_run_slots: 5 + dice.below(4) as u32,
    }
}

fn patient(number: usize, leaders: usize, types: &[String], dice: &mut Dice) -> Patient {
    let shift = dice.below(4);
    let window = |day: u32| match shift {
        0 => Interval(day, 19, 26),
        1 => Interval(day, 2, 12),
        2 => Interval(day, 2, 20),
        _ if day.is_multiple_of(2) => Interval(day, 20, 26),
        _ => Interval(day, 2, 18),
    };
    let mut available: Vec<Interval> = days(dice).into_iter().map(window).collect();
    if dice.below(2) == 0 {
        available.push(Interval(5, 2, 10));
    }
    let mut required_slots = BTreeMap::new();
    for id in types {
        if dice.below(2) == 0 {
            required_slots.insert(id.clone(), 2 + dice.below(2) as u32);
        }
    }
    Patient {
        id: format!("p{number}"),
        available,
        counselor: format!("s{}", dice.below(leaders)),
        individual_slots: 1 + dice.below(3) as u32,
        required_slots,
        min_week_slots: 18,
        billable_days: 3,
        billable_day_slots: 6,
        preferred_days: 3 + dice.below(2) as u32,
        max_days: 4 + dice.below(2) as u32,
        max_day_slots: 7 + dice.below(3) as u32,
    }
}
