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

/// The same week with numbers at and beyond the edge of sense.
pub(crate) fn odd(patients: usize, seed: u64) -> Instance {
    let (mut week, mut dice) = (week(patients, seed), Dice::new(!seed));
    let dice = &mut dice;
    fn odd(dice: &mut Dice, number: &mut u32, others: &[u32]) {
        if dice.below(3) == 0 {
            *number = dice.one_of(others).unwrap();
        }
    }
    for kind in &mut week.group_types {
        odd(dice, &mut kind.min, &[0, 1, 5, u32::MAX]);
        odd(dice, &mut kind.max, &[0, 1, u32::MAX]);
        odd(dice, &mut kind.slots, &[1, 26, 27, 64]);
    }
    for room in &mut week.rooms {
        odd(dice, &mut room.capacity, &[0, 1, u32::MAX]);
    }
    for staff in &mut week.staff {
        odd(dice, &mut staff.max_run_slots, &[0, 1, 63, 64, u32::MAX]);
        odd(dice, &mut staff.max_week_slots, &[0, 1, u32::MAX]);
    }
    for patient in &mut week.patients {
        odd(dice, &mut patient.individual_slots, &[1, 26, 64]);
        odd(dice, &mut patient.billable_day_slots, &[0, 1, u32::MAX]);
        for number in [&mut patient.min_week_slots, &mut patient.billable_days, &mut patient.preferred_days] {
            odd(dice, number, &[0, 1, 10_000]);
        }
        odd(dice, &mut patient.max_days, &[0, 1, u32::MAX]);
        odd(dice, &mut patient.max_day_slots, &[0, 1, u32::MAX]);
    }
    for weight in [
        &mut week.weights.unmet_type_slot,
        &mut week.weights.unmet_week_slot,
        &mut week.weights.missing_billable_day,
        &mut week.weights.missing_individual,
        &mut week.weights.extra_day,
        &mut week.weights.idle_slot,
        &mut week.weights.session_slot,
    ] {
        odd(dice, weight, &[0, 1, 1_000_000]);
    }
    Instance::parse(&serde_json::to_string(&week).unwrap()).unwrap()
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
