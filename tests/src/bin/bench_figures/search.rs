//! Looking for people the way the find box does: after every keystroke from the second on, by name, chosen name, end of a
//! telephone number and beginning of a record number.

use std::time::Instant;

use episode::patient::FindPatients;

use crate::dice::Dice;
use crate::fill::person;
use crate::practice::Practice;
use crate::said::Outcome;

/// How many answers the find box shows.
const SHOWN: i64 = 12;

/// Asks so often; answers the times and what was asked.
pub fn measure(practice: &Practice, patients: usize, questions: usize) -> Outcome<(Vec<f64>, String)> {
    let desk = practice.actor("fran")?;
    let mut dice = Dice::new(99);
    let mut times = Vec::with_capacity(questions);
    for round in 0..questions {
        let words = typed(&mut dice, round, patients);
        let begun = Instant::now();
        let found = practice.house.ask(desk, &FindPatients { words: words.clone(), limit: SHOWN })?;
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        if found.is_empty() {
            return Err(format!("nobody is found by {words}").into());
        }
        times.push(took);
    }
    let what = "people found by a beginning of a name, chosen name or both, the end of a telephone number, the beginning of a record number";
    Ok((times, format!("{what}; {patients} people in the database")))
}

/// Some beginning of what somebody would type to find a person who is there.
fn typed(dice: &mut Dice, round: usize, patients: usize) -> String {
    let number = dice.below(patients);
    let who = person(number);
    let beginning = |dice: &mut Dice, word: &str| {
        let letters = word.chars().count();
        word.chars().take(2 + dice.below(letters.saturating_sub(1))).collect::<String>()
    };
    match round % 6 {
        0 => beginning(dice, &who.given),
        1 => beginning(dice, &who.family),
        2 => format!("{} {}", beginning(dice, &who.given), beginning(dice, &who.family)),
        3 if !who.chosen_given.is_empty() => format!("{} {}", who.chosen_given, beginning(dice, &who.family)),
        4 => {
            let phone = who.contact_points.first().map(|point| match &point.channel {
                episode::patient::Channel::Phone(phone) => phone.last_four(),
                episode::patient::Channel::Email(_) => who.family.clone(),
            });
            phone.unwrap_or(who.family)
        }
        5 => (1001 + number).to_string().chars().take(2 + dice.below(4)).collect(),
        _ => format!("{} {}", who.family, who.given),
    }
}
