//! Asks for a form: to be filled together, or by the person on their own device. One open request for a form is enough; a second one
//! answers with the first. A form without its wording is never sent to a person (IN-07), one about violence at home neither (IN-14), nor
//! one that a clinician asks.

use access::{Action, Command, Context, Done, Kind, Refusal};
use forms::{Answers, ContextValues, Form, Library, Practice, Respondent, Showing};
use jiff::civil::Date;
use vocabulary::id::{MeasureId, PatientId};

use crate::model::INTERPRETER;
use crate::wording::{form, wording_of};
use crate::{Fact, Measure, store};

/// Asks for a form.
#[derive(Clone, Debug)]
pub struct RequestMeasure {
    /// Of whom.
    pub patient: PatientId,
    /// The instrument's id.
    pub instrument: String,
    /// Why, in a few words; may be empty.
    pub why: String,
    /// Until which day it is wanted.
    pub due_on: Option<Date>,
    /// The language it is asked in.
    pub language: String,
    /// Whether the person shall fill it on their own device.
    pub is_sent: bool,
}

impl Command for RequestMeasure {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Measure)?;
        request(cx, self)
    }
}

/// As [`RequestMeasure`], but by a rule and not by a person: PHQ-9 item 9 asks for the C-SSRS (LC-12).
///
/// # Errors
/// As the command's.
pub fn request_by_rule(cx: &Context<'_>, wish: &RequestMeasure) -> Result<Vec<Fact>, Refusal> {
    Ok(request(cx, wish)?.facts)
}

fn request(cx: &Context<'_>, wish: &RequestMeasure) -> Result<Done<MeasureId, Fact>, Refusal> {
    let form = form(&wish.instrument)?;
    if !store::is_known(cx.tx, wish.patient)? {
        return Err(Refusal::NotFound);
    }
    if wish.is_sent {
        refuse_to_send(cx, form, &wish.language)?;
    }
    let open = store::open_of(cx.tx, wish.patient)?.into_iter().find(|known| known.instrument == form.id);
    if let Some(known) = open {
        if known.is_sent || !wish.is_sent {
            return Ok(Done::already(known.id));
        }
        let next = Measure { is_sent: true, ..known.record.clone() };
        cx.tx.amend(&next, known.version, &cx.entry("for the person to fill"))?;
        return Ok(Done::with(known.id, Fact::MeasureChanged(wish.patient)));
    }
    let measure = Measure {
        why: wish.why.trim().to_owned(),
        due_on: wish.due_on,
        language: if wish.language.is_empty() { "en".to_owned() } else { wish.language.clone() },
        is_sent: wish.is_sent,
        ..blank(cx, wish.patient, form)
    };
    cx.tx.append(&measure, &cx.entry("measure requested"))?;
    Ok(Done::with(measure.id, Fact::MeasureChanged(wish.patient)))
}

/// A measure of a form, with nothing in it.
pub(crate) fn blank(cx: &Context<'_>, patient: PatientId, form: &Form) -> Measure {
    Measure {
        id: cx.new_id(),
        patient,
        instrument: form.id.clone(),
        version: form.version.clone(),
        definition: form.hash.clone(),
        interpreter: INTERPRETER,
        language: "en".to_owned(),
        wording: None,
        why: String::new(),
        requested_at: cx.now,
        due_on: None,
        is_sent: false,
        means: None,
        entered_by: None,
        context: ContextValues::new(),
        answers: Answers::default(),
        totals: std::collections::BTreeMap::new(),
        begun_at: None,
        completed_at: None,
        early_reason: None,
        outcome: None,
        raised: Vec::new(),
        withdrawn: None,
    }
}

/// Whether a form may be given to a person on their own device.
///
/// # Errors
/// [`Refusal::Refused`] with the licence reason (IN-07), because it must be asked in private (IN-14), or because its file says that a
/// clinician asks it (IN-01).
pub fn refuse_to_send(cx: &Context<'_>, form: &Form, language: &str) -> Result<(), Refusal> {
    if form.items.iter().any(|item| Practice::standard().is_private(&item.id)) {
        let sentence = format!("The {} asks about safety at home.", form.short);
        let remedy = "Ask it in private, face to face, with nobody else in the room.";
        return Err(Refusal::refused("form_is_private", "IN-14", sentence, remedy));
    }
    if form.respondent == Respondent::Clinician {
        let sentence = format!("The {} is asked by a clinician.", form.short);
        return Err(Refusal::refused("form_is_asked", "IN-01", sentence, "Do it together with the person."));
    }
    let overlay = wording_of(cx, form, language)?;
    if let Showing::PaperOnly { why, .. } = form.worded_by(overlay.as_ref()).showing() {
        let remedy = "Load the licensed wording in the settings, or enter the answers from a licensed paper form.";
        return Err(Refusal::refused("form_without_wording", "IN-07", why, remedy));
    }
    Ok(())
}

/// The forms of an occasion that a person may answer alone, in the order of the practice file: which these are is data.
///
/// # Errors
/// The database's own.
pub fn may_be_sent(cx: &Context<'_>, occasion: &str, language: &str) -> Result<Vec<&'static Form>, Refusal> {
    let instruments = Practice::standard().occasion(occasion).map(|occasion| occasion.instruments.as_slice()).unwrap_or_default();
    let mut fit = Vec::new();
    for form in instruments.iter().filter_map(|id| Library::standard().form(id)) {
        match refuse_to_send(cx, form, language) {
            Ok(()) => fit.push(form),
            Err(Refusal::Refused { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(fit)
}
