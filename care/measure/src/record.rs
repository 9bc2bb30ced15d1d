//! Saves a form as far as it is filled, or hands it in. Alerts are raised at once, also from half a form (IN-05); a form that was
//! handed in is never changed in place (IN-03).

use std::collections::BTreeMap;

use ::store::Stored;
use access::{Action, Actor, Command, Context, Done, Kind, Refusal};
use forms::{Answers, ContextValues, Fault, Form, KeptOutcome, Severity, Stage};
use vocabulary::id::{MeasureId, PatientId};

use crate::request::blank;
use crate::wording::{form, wording_of};
use crate::{Fact, Means, Measure, store};

/// What is on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Every answer there is.
    pub answers: Answers,
    /// What the scoring must know beside them.
    pub context: ContextValues,
    /// Scores copied from a licensed paper form, in place of answers.
    pub totals: BTreeMap<String, i64>,
    /// Why it is repeated early; may be empty (IN-11).
    pub early_reason: String,
}

/// Saves a form filled by staff with the person, on a tablet, or from paper.
#[derive(Clone, Debug)]
pub struct RecordMeasure {
    /// Whose.
    pub patient: PatientId,
    /// The instrument's id.
    pub instrument: String,
    /// Which measure with which version the page was made from; a new one otherwise.
    pub from: Option<(MeasureId, i64)>,
    /// The page.
    pub sheet: Sheet,
    /// How it was filled.
    pub means: Means,
    /// Whether it is handed in: what is blank then was left out.
    pub is_done: bool,
}

impl Command for RecordMeasure {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Measure)?;
        let form = form(&self.instrument)?;
        let current = match self.from {
            None => None,
            Some((id, version)) => Some(current(cx, id, self, version)?),
        };
        if current.is_none() && !store::is_known(cx.tx, self.patient)? {
            return Err(Refusal::NotFound);
        }
        let before = current.as_ref().map_or_else(|| blank(cx, self.patient, form), |stored| stored.record.clone());
        let sheet = &self.sheet;
        let early = sheet.early_reason.trim();
        let filled = Measure {
            answers: sheet.answers.clone(),
            context: sheet.context.clone(),
            totals: sheet.totals.clone(),
            early_reason: (!early.is_empty()).then(|| early.to_owned()),
            means: Some(self.means),
            entered_by: (cx.actor.staff != Actor::STEPDOWN).then_some(cx.actor.staff),
            ..before
        };
        save(cx, form, current.as_ref(), filled, self.is_done)
    }
}

fn current(cx: &Context<'_>, id: MeasureId, wish: &RecordMeasure, version: i64) -> Result<Stored<Measure>, Refusal> {
    let current = store::load(cx.tx, id)?;
    if current.patient != wish.patient || current.instrument != wish.instrument {
        return Err(Refusal::NotFound);
    }
    refuse_when_over(&current)?;
    if current.version != version { Err(Refusal::Conflict) } else { Ok(current) }
}

/// Refuses to change what was handed in or withdrawn.
pub(crate) fn refuse_when_over(measure: &Measure) -> Result<(), Refusal> {
    if measure.completed_at.is_some() {
        let remedy = "Fill the form anew; both stay in the chart.";
        return Err(Refusal::refused("measure_completed", "IN-03", "This form was handed in and stays as it is.", remedy));
    }
    if measure.withdrawn.is_some() {
        let remedy = "Ask for it again.";
        return Err(Refusal::refused("measure_withdrawn", "IN-03", "This form is no longer wanted.", remedy));
    }
    Ok(())
}

/// Scores what is there, saves it as the next version, and says which alerts are new.
pub(crate) fn save(
    cx: &Context<'_>,
    form: &Form,
    current: Option<&Stored<Measure>>,
    filled: Measure,
    is_done: bool,
) -> Result<Done<MeasureId, Fact>, Refusal> {
    let outcome = judge(form, &filled, is_done)?;
    let overlay = wording_of(cx, form, &filled.language)?;
    let has_words = !filled.answers.is_empty() || !filled.totals.is_empty();
    if is_done && !has_words {
        return Err(Refusal::invalid("answers", "Nothing was answered yet. Answer at least one question."));
    }
    let new: Vec<(String, Severity)> = raised(form, &outcome).filter(|(alert, _)| !filled.raised.contains(alert)).collect();
    let mut next = Measure {
        definition: form.hash.clone(),
        version: form.version.clone(),
        wording: overlay.map(|overlay| overlay.hash),
        begun_at: filled.begun_at.or(has_words.then_some(cx.now)),
        completed_at: is_done.then_some(cx.now),
        outcome: has_words.then_some(outcome),
        ..filled
    };
    next.raised.extend(new.iter().map(|(alert, _)| alert.clone()));
    match current {
        Some(stored) if stored.record == next => return Ok(Done::already(next.id)),
        Some(stored) => cx.tx.amend(&next, stored.version, &cx.entry(reason(is_done)))?,
        None => cx.tx.append(&next, &cx.entry(reason(is_done)))?,
    }
    Ok(Done { output: next.id, facts: facts(&next, new, is_done) })
}

fn reason(is_done: bool) -> &'static str {
    if is_done { "form handed in" } else { "form saved" }
}

fn facts(measure: &Measure, new: Vec<(String, Severity)>, is_done: bool) -> Vec<Fact> {
    let (id, patient) = (measure.id, measure.patient);
    let alert = |(alert, severity)| {
        let instrument = measure.instrument.clone();
        Fact::AlertRaised { measure: id, patient, instrument, alert, severity }
    };
    let saved = if is_done { Fact::MeasureCompleted { measure: id, patient } } else { Fact::MeasureChanged(patient) };
    new.into_iter().map(alert).chain([saved]).collect()
}

/// The pure decision: what comes of the answers or totals, or every reason why they cannot be.
pub(crate) fn judge(form: &Form, filled: &Measure, is_done: bool) -> Result<KeptOutcome, Refusal> {
    let words = |fault: Fault| {
        let sentence = match &fault {
            Fault::InvalidContext { allowed, .. } => format!("Choose one of {allowed}."),
            Fault::InvalidAnswer(_) => "This cannot be an answer here. Choose one that is offered.".to_owned(),
            Fault::UnknownItem(_) => "The form does not ask this.".to_owned(),
        };
        Refusal::invalid(fault.about(), sentence)
    };
    if !filled.totals.is_empty() {
        if !filled.answers.is_empty() {
            return Err(Refusal::invalid("totals", "Enter either the answers or the totals, not both."));
        }
        return Ok(form.score_totals(&filled.totals, &filled.context).map_err(words)?.keep());
    }
    let read = form.read_answers(&filled.answers, &filled.context).map_err(words)?;
    let stage = if is_done { Stage::Ended } else { Stage::Underway };
    Ok(form.score_at(&read, stage).keep())
}

fn raised<'a>(form: &'a Form, outcome: &'a KeptOutcome) -> impl Iterator<Item = (String, Severity)> + 'a {
    outcome.alerts.iter().filter_map(|id| form.alert(id)).map(|alert| (alert.id.clone(), alert.severity))
}
