//! One answer at a time, from the person's own device or a tablet: saved at once, so that a signal that drops loses nothing. The person
//! answers what was sent to them and nothing else; staff need their role.

use access::{Action, Actor, Command, Context, Done, Kind, Refusal};
use forms::Answer;
use vocabulary::id::MeasureId;

use crate::own::refuse_unless_sent;
use crate::record::{refuse_when_over, save};
use crate::wording::{form, wording_of};
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
    /// In which language it was asked; the words that were shown are kept with the answers (IN-03).
    pub language: String,
    /// How; by the person themself it is always their link.
    pub means: Means,
}

/// Hands the form in; what is blank was left out.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// Which measure.
    pub measure: MeasureId,
    /// In which language it was asked.
    pub language: String,
    /// How; by the person themself it is always their link.
    pub means: Means,
}

impl Command for AnswerQuestion {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        let change = |measure: &mut Measure| measure.answers.set(&self.item, self.answer.clone());
        Step { measure: self.measure, language: &self.language, means: self.means, is_done: false }.take(cx, change)
    }
}

impl Command for HandIn {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        Step { measure: self.measure, language: &self.language, means: self.means, is_done: true }.take(cx, |_| {})
    }
}

/// One step forward in a form.
struct Step<'a> {
    measure: MeasureId,
    language: &'a str,
    means: Means,
    is_done: bool,
}

impl Step<'_> {
    fn take(&self, cx: &Context<'_>, change: impl FnOnce(&mut Measure)) -> Result<Done<MeasureId, Fact>, Refusal> {
        let current = store::load(cx.tx, self.measure)?;
        cx.require_when(Action::Record, Kind::Measure, cx.about(current.patient))?;
        let form = form(&current.instrument)?;
        let is_person = cx.actor.person.is_some();
        if is_person {
            refuse_unless_sent(cx, &current, form, self.language)?;
        }
        // The second tap of somebody whose signal dropped finds it done.
        if self.is_done && current.completed_at.is_some() {
            return Ok(Done::already(self.measure));
        }
        refuse_when_over(&current)?;
        let mut filled = current.record.clone();
        change(&mut filled);
        filled.means = Some(if is_person { Means::Link } else { self.means });
        filled.entered_by = (!is_person && cx.actor.staff != Actor::STEPDOWN).then_some(cx.actor.staff);
        filled.language = form.worded_by(wording_of(cx, form, self.language)?.as_ref()).language().to_owned();
        save(cx, form, Some(&current), filled, self.is_done)
    }
}
