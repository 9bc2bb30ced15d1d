//! The board of a morning on which 120 people are expected: most are here, some late, some not accounted for.

use std::time::Instant;

use jiff::ToSpan;
use reactions::today::OpenTodayBoard;
use schedule::attendance::{MarkArrival, MarkKind};
use schedule::group_session::GroupSession;
use store::text;

use crate::IN_CARE;
use crate::practice::Practice;
use crate::said::Outcome;

/// Prepares the morning after whatever was signed before, and asks for its board so often.
pub fn measure(practice: &mut Practice, questions: usize) -> Outcome<Vec<f64>> {
    let day = practice.day;
    for group in practice.groups.clone() {
        let session = practice.sessions(group, day)?.into_iter().next().ok_or("no meeting that morning")?;
        arrive(practice, &session)?;
    }
    practice.clock.set(practice.moment(day, 9, 25)?);
    let desk = practice.actor("fran")?;
    let mut times = Vec::with_capacity(questions);
    for _ in 0..questions {
        let begun = Instant::now();
        let board = practice.house.ask(desk, &OpenTodayBoard { day, only_mine: false })?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        let people = board.tally.people;
        if people != i64::try_from(IN_CARE)? {
            return Err(format!("{people} people are on the board").into());
        }
    }
    Ok(times)
}

fn arrive(practice: &Practice, session: &GroupSession) -> Outcome<()> {
    let places = practice.all::<schedule::therapy_group::Enrollment>(
        "group_id = $1 AND to_day IS NULL",
        &session.group.map(text).into_iter().collect::<Vec<_>>(),
    )?;
    for (at, place) in places.iter().enumerate() {
        let minutes = match at {
            0 => continue,
            1 => 12,
            _ => 0,
        };
        practice.clock.set(session.starts_at.saturating_add(i64::from(minutes).minutes())?);
        let mark =
            MarkArrival { patient: place.patient, session: session.id, kind: MarkKind::Arrived, at: None, is_whole_day: false };
        practice.house.perform(practice.actor("fran")?, &mark)?;
    }
    Ok(())
}
