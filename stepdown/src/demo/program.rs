//! The program of the demonstration: the embedded file, and, for more people than its groups hold, the same groups again
//! in a second wing with their own rooms and staff, so that nobody is in two places at once.

use schedule::program::ProgramFile;

/// How many people the groups of one wing hold.
pub const SEATS_OF_A_WING: usize = 60;

/// How many people are in care at most; everybody else came and left earlier.
pub const MOST_IN_CARE: usize = 2 * SEATS_OF_A_WING;

/// The embedded file, as it is.
pub const TEXT: &str = include_str!("../../data/program.toml");

/// The program for so many people in care.
///
/// # Errors
/// What [`ProgramFile::parse`] says about the embedded file.
pub fn file(patients: usize) -> Result<ProgramFile, String> {
    let mut file = ProgramFile::parse(TEXT)?;
    if patients > SEATS_OF_A_WING {
        add_wing(&mut file);
    }
    Ok(file)
}

/// The key of the same thing in the second wing: `day_a_cbt` becomes `day_a2_cbt`, `room_2` becomes `room_2_2`.
fn group_key_in_wing(key: &str) -> String {
    let mut words = key.splitn(3, '_');
    match (words.next(), words.next(), words.next()) {
        (Some(track), Some(cohort), Some(rest)) => format!("{track}_{cohort}2_{rest}"),
        _ => format!("{key}2"),
    }
}

fn add_wing(file: &mut ProgramFile) {
    let other = |key: &String| format!("{key}_2");
    for mut room in file.room.clone() {
        room.key = other(&room.key);
        room.name = format!("{}, east wing", room.name);
        file.room.push(room);
    }
    for mut person in file.staff.clone() {
        person.key = other(&person.key);
        person.family = format!("{} Ames", person.family);
        person.npi = person.npi.as_deref().and_then(next_npi);
        person.supervisor = person.supervisor.as_ref().map(other);
        file.staff.push(person);
    }
    for mut group in file.therapy_group.clone() {
        group.key = group_key_in_wing(&group.key);
        group.name = format!("{}, east wing", group.name);
        group.room = other(&group.room);
        group.leaders = group.leaders.iter().map(other).collect();
        file.therapy_group.push(group);
    }
}

/// An NPI five hundred further on, with its own check digit.
fn next_npi(npi: &str) -> Option<String> {
    let nine = npi.get(0..9)?.parse::<u64>().ok()? + 500;
    let body = format!("{nine:09}");
    Some(format!("{body}{}", check_digit(&body)))
}

/// The check digit of an NPI: Luhn over `80840` and the nine digits.
#[must_use]
pub fn check_digit(nine: &str) -> u32 {
    let digits = format!("80840{nine}");
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
#[path = "program_tests.rs"]
mod tests;
