//! One answer at a time, from the person's own device or a tablet: saved at once, so that a signal that drops loses nothing. The page
//! behind a link acts as the program itself and has seen to it that the link is good; staff need their role.

use access::{Action, Actor, Command, Context, Done, Kind, Refusal};
use forms::Answer;
use vocabulary::id::MeasureId;

use crate::record::{refuse_when_over, save};
use crate::wording::form;
use crate::{Fact, Means, Measure, store};

/// Answers one question, or takes the answer back.
#[derive(Clone, Debug)]
pub struct AnswerQuestion {
    /// Of which measure.
    pub measure: MeasureId,
    /// The link id.
    pub item: String,
    /// The answer; nothing when the person would rather not say.
    pub answer: Option<Answer>,
    /// How.
    pub means: Means,
}

/// Hands the form in; what is blank was left out.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// Which measure.
    pub measure: MeasureId,
    /// How.
    pub means: Means,
}

impl Command for AnswerQuestion {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        let change = |measure: &mut Measure| measure.answers.set(&self.item, self.answer.clone());
        go_on(cx, self.measure, self.means, false, change)
    }
}

impl Command for HandIn {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        // The second tap of somebody whose signal dropped finds it done.
        if store::load(cx.tx, self.measure)?.completed_at.is_some() {
            return Ok(Done::already(self.measure));
        }
        go_on(cx, self.measure, self.means, true, |_| {})
    }
}

fn go_on(
    cx: &Context<'_>,
    measure: MeasureId,
    means: Means,
    is_done: bool,
    change: impl FnOnce(&mut Measure),
) -> Result<Done<MeasureId, Fact>, Refusal> {
    let is_program = cx.actor.staff == Actor::STEPDOWN;
    if !is_program {
        cx.require(Action::Record, Kind::Measure)?;
    }
    let current = store::load(cx.tx, measure)?;
    refuse_when_over(&current)?;
    let mut filled = current.record.clone();
    change(&mut filled);
    filled.means = Some(means);
    filled.entered_by = (!is_program).then_some(cx.actor.staff);
    save(cx, form(&current.instrument)?, Some(&current), filled, is_done)
}
