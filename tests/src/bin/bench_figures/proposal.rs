//! A counselor of a program of 120 people is out tomorrow: from entering it to the proposal of what could be done, through the house.

use std::time::Instant;

use jiff::ToSpan;
use reactions::program_week::ProposeChanges;
use schedule::leave::{EnterLeave, LeaveKind, TakeBackLeave};

use crate::practice::Practice;
use crate::said::Outcome;

/// Lets one leader after the other be out on the day after, and asks what could be done.
pub fn measure(practice: &mut Practice, questions: usize) -> Outcome<Vec<f64>> {
    let day = practice.day;
    let tomorrow = day.saturating_add(1.day());
    // Whatever else is measured on this day is over by then.
    practice.clock.set(practice.moment(day, 21, 0)?);
    let director = practice.actor("dana")?;
    let mut times = Vec::with_capacity(questions);
    for number in 0..questions {
        let staff = practice.actor(&format!("lead-{}", number % practice.groups.len()))?.staff;
        let begun = Instant::now();
        let leave = EnterLeave { staff: Some(staff), from: tomorrow, to: tomorrow, hours: None, kind: LeaveKind::CalledOut };
        let (leave, _) = practice.house.perform(director, &leave)?;
        let proposal = practice.house.ask(director, &ProposeChanges { from: tomorrow, to: tomorrow })?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        if proposal.changes.is_empty() {
            return Err("nothing is proposed for a counselor who is out".into());
        }
        practice.house.perform(director, &TakeBackLeave { leave })?;
    }
    Ok(times)
}
