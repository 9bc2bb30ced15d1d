//! The board of a week on which 120 people are planned: everybody's hours, units and sessions, as the page asks for it.

use std::time::Instant;

use reactions::week_board::OpenWeekBoard;

use crate::IN_CARE;
use crate::practice::Practice;
use crate::said::Outcome;

/// Asks for the board of people so often, as a clinician, who may see everything on it.
pub fn measure(practice: &Practice, questions: usize) -> Outcome<Vec<f64>> {
    let director = practice.actor("lead-1")?;
    let ask = OpenWeekBoard { day: Some(practice.day), with_people: true, ..OpenWeekBoard::default() };
    let mut times = Vec::with_capacity(questions);
    for _ in 0..questions {
        let begun = Instant::now();
        let board = practice.house.ask(director, &ask)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        if board.people.len() != IN_CARE {
            return Err(format!("{} people are on the board of the week", board.people.len()).into());
        }
    }
    Ok(times)
}
