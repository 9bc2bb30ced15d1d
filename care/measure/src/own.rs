//! A measure as the person sees it who was asked to answer it on their own phone: what was sent to them, in their language, as far as
//! they came. What was not sent, may not be shown (IN-07) or is asked in private (IN-14) is not there.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use forms::{Asked, Form, Library, Overlay, Practice, Severity};
use vocabulary::id::MeasureId;

use crate::wording::{form, wording_of};
use crate::{Measure, State, refuse_to_send, store};

/// Asks for a measure that was sent to the person.
#[derive(Clone, Debug)]
pub struct OwnMeasure {
    /// Which.
    pub measure: MeasureId,
    /// In which language they read; English where it has no words in it.
    pub language: String,
}

/// A measure that was sent to the person.
#[derive(Clone, Debug)]
pub struct OwnMeasureView {
    /// As far as it goes.
    pub measure: Measure,
    /// The words of their language or of a licence, when there are.
    pub overlay: Option<Overlay>,
}

impl Query for OwnMeasure {
    type View = OwnMeasureView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnMeasureView>, Refusal> {
        let stored = store::load(cx.tx, self.measure)?;
        let form = form(&stored.instrument).map_err(|_| Refusal::NotFound)?;
        refuse_unless_sent(cx, &stored, form, &self.language)?;
        let patient = stored.patient;
        let view = OwnMeasureView { overlay: wording_of(cx, form, &self.language)?, measure: stored.record };
        Ok(Guarded::chart(patient, Kind::Measure, view).in_circumstances(cx.about(patient)))
    }
}

/// Refuses what the person was not asked, or may not be shown any more.
pub(crate) fn refuse_unless_sent(cx: &Context<'_>, measure: &Measure, form: &Form, language: &str) -> Result<(), Refusal> {
    if !measure.is_sent || measure.state() == State::Withdrawn {
        return Err(Refusal::NotFound);
    }
    refuse_to_send(cx, form, language)
}

/// Whether something that was answered, or left open at the end, is about somebody's safety: then help stands on every page that the
/// person sees of it, also when they take the answer back (IN-13).
#[must_use]
pub fn needs_help(measure: &Measure) -> bool {
    let Some(form) = Library::standard().form(&measure.instrument) else { return false };
    let alerts = measure.raised.iter().filter_map(|id| form.alert(id));
    alerts.into_iter().any(|alert| alert.severity == Severity::Critical || Practice::standard().is_about_safety(&alert.id))
}

/// How many questions are still to be answered as far as is known.
#[must_use]
pub fn to_answer(measure: &Measure) -> usize {
    let Some(form) = Library::standard().form(&measure.instrument) else { return 0 };
    let Ok(filled) = form.read_answers(&measure.answers, &measure.context) else { return 0 };
    form.questions(&filled).iter().filter(|question| question.asked == Asked::Yes && !question.is_answered).count()
}
