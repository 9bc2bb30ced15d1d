//! Check-ins of the demonstration: everybody in care fills the PHQ-9 and the GAD-7 on their own phone every second Monday, and mostly it
//! gets easier. Nobody's invented answers say anything about their safety; the morning's story does that.

use access::{Actor, Refusal};
use episode::Episode;
use forms::{Answer, Answers};
use jiff::civil::{Date, Time};
use measure::{Means, RecordMeasure, Sheet};
use store::text;

use super::super::dice::Dice;
use super::{Stage, opener};

/// The codes of both forms, from 0 to 3 points.
const CODES: [&str; 4] = ["not-at-all", "several-days", "more-than-half", "nearly-every-day"];

impl Stage<'_, '_, '_> {
    /// What was filled at home on a Monday morning.
    pub(super) fn check_ins(&self, monday: Date) -> Result<(), Refusal> {
        let at = self.moment(monday, Time::constant(6, 40, 0, 0))?;
        let (actor, day) = (opener(), [text(monday)]);
        let in_care = self.performing.tx().find::<Episode>("discharged_on IS NULL AND admitted_on <= $1 ORDER BY id", &day)?;
        for episode in in_care {
            let weeks = vocabulary::day::days_between(episode.admitted_on, monday) / 7;
            if weeks % 2 == 0 {
                self.check_in(&actor, at, &episode, weeks / 2)?;
            }
        }
        Ok(())
    }

    fn check_in(&self, actor: &Actor, at: jiff::Timestamp, episode: &Episode, round: i64) -> Result<(), Refusal> {
        let mut dice = Dice::of(1, "check-in", episode.patient.0.as_u64_pair().1, 0);
        // The ninth question of the PHQ-9 is answered "not at all".
        for (form, prefix, spread_over, blank, begins) in
            [("phq-9", "phq9", 8, 1, dice.between(8, 17)), ("gad-7", "gad7", 7, 0, dice.between(6, 13))]
        {
            let total = (begins - 2 * round).max(2);
            let points = |at: i64| usize::try_from(total / spread_over + i64::from(at < total % spread_over)).unwrap_or(0);
            let code = |at: i64| if at < spread_over { CODES.get(points(at)).copied().unwrap_or_default() } else { "not-at-all" };
            let answers: Answers =
                (0..spread_over + blank).map(|at| (format!("{prefix}-{}", at + 1), Answer::Code(code(at).to_owned()))).collect();
            let command = RecordMeasure {
                patient: episode.patient,
                instrument: form.to_owned(),
                from: None,
                sheet: Sheet { answers, ..Sheet::default() },
                means: Means::Link,
                is_done: true,
            };
            self.performing.perform(actor, at, &command)?;
        }
        Ok(())
    }
}
