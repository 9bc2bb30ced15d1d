//! Scores copied as numbers from a licensed paper form: where the wording may not be shown, the total may still be entered (IN-07).
//! Bands and alerts that stand on scores follow; nothing is concluded about any single answer.

use std::collections::BTreeMap;

use crate::answer::{ContextValues, Fault, Filled};
use crate::form::ScoreKind;
use crate::outcome::Outcome;
use crate::score::{Run, Source, Stage, Value};
use crate::{Form, Number};

impl Form {
    /// What follows from scores alone. The form counts as whole.
    ///
    /// # Errors
    /// [`Fault::UnknownItem`] for a score that is not counted from answers, [`Fault::InvalidAnswer`] for one out of its range,
    /// [`Fault::InvalidContext`].
    pub fn score_totals(&self, totals: &BTreeMap<String, i64>, context: &ContextValues) -> Result<Outcome<'_>, Fault> {
        for (id, total) in totals {
            let score = self.score_named(id).filter(|score| score.kind.is_counted());
            let score = score.ok_or_else(|| Fault::UnknownItem(id.clone()))?;
            if score.range.is_some_and(|(min, max)| *total < min || *total > max) {
                return Err(Fault::InvalidAnswer(id.clone()));
            }
        }
        let filled: Filled = self.read_answers(&crate::Answers::default(), context)?;
        let mut run = Run::new(self, &filled, Source::Totals);
        let mut outcome = Outcome::empty();
        for (at, score) in self.scores.iter().enumerate() {
            let value = match (&score.kind, totals.get(&score.id)) {
                (_, Some(total)) => Value::Number(Number::whole(*total)),
                (kind @ (ScoreKind::Levels { .. } | ScoreKind::Percent { .. }), None) => run.compute(kind, at, &mut outcome),
                _ => Value::None,
            };
            run.keep(at, value, &mut outcome);
        }
        run.interpret(Stage::Ended, &mut outcome);
        Ok(outcome)
    }
}
