//! What people answer: a number after a reminder, a tap on their own page, a word to somebody. The last word holds; whoever cannot come
//! or asks for another time stands in the list until somebody has looked after it.

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::Message;
use conversation::keyword::keyword;
use conversation::message::model::Direction;
use conversation::message::with_since;
use conversation::template;
use jiff::SignedDuration;
use schedule::reminder::{
    Answer, AppointmentResponse, SessionReminder, Via, load_reminder, load_response, reminder_of_message, response_to,
};
use vocabulary::id::{AppointmentResponseId, PatientId, SessionReminderId};

use super::dispatch::TEMPLATE;
use crate::Fact;

/// An answer belongs to the question of the last two days.
const ANSWERS_WITHIN: SignedDuration = SignedDuration::from_hours(48);
/// The text to somebody who did not come.
const MISSED: &str = "missed";

/// What a text means beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Understood {
    /// They come: nobody has to do anything.
    Comes,
    /// They cannot come, or ask for another time: it stands in the list.
    NeedsSomebody,
    /// All is well with somebody who was missed.
    AllWell,
    /// Words for a person.
    Words,
    /// STOP, START, HELP: for the network, no sign of the person.
    Keyword,
}

/// Reads a text as the answer to the last question it can answer, and keeps the answer.
pub(crate) fn understood(cx: &Context<'_>, message: &Message) -> Result<Understood, Refusal> {
    if keyword(&message.words, false).is_some() {
        return Ok(Understood::Keyword);
    }
    let since = message.at.saturating_sub(ANSWERS_WITHIN).unwrap_or(message.at);
    let all = with_since(cx.tx, &message.address, since)?;
    let asked = all.iter().rev().find(|one| {
        let offers = one.template.as_deref().is_some_and(|key| template::meaning(key, "1").is_some());
        one.direction == Direction::Out && one.patient == message.patient && offers
    });
    let Some((asked, key)) = asked.and_then(|asked| Some((asked, asked.template.as_deref()?))) else {
        return Ok(Understood::Words);
    };
    let meaning = template::meaning(key, &message.words).or_else(|| plain_word(&message.words));
    let answer = match (key, meaning) {
        (MISSED, Some("yes" | "yes, all OK")) => return Ok(Understood::AllWell),
        (TEMPLATE, Some("yes" | "late")) => Answer::Accepted,
        (TEMPLATE, Some("no")) => Answer::Declined,
        (TEMPLATE, Some("another time")) => Answer::Tentative,
        _ => return Ok(Understood::Words),
    };
    let Some(reminder) = reminder_of_message(cx.tx, asked.id)? else { return Ok(Understood::Words) };
    keep(cx, &of_reminder(cx, &reminder, answer, Via::Text))?;
    // Whoever comes late says so to a person, who tells the group.
    if meaning == Some("late") {
        return Ok(Understood::Words);
    }
    Ok(if answer == Answer::Accepted { Understood::Comes } else { Understood::NeedsSomebody })
}

/// Yes and no as people write them instead of the number.
fn plain_word(words: &str) -> Option<&'static str> {
    let letters: String = words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match letters.as_str() {
        "yes" | "y" | "ok" | "si" | "sí" | "sim" | "wi" => Some("yes"),
        "no" | "n" | "nao" | "não" | "non" => Some("no"),
        _ => None,
    }
}

fn of_reminder(cx: &Context<'_>, reminder: &SessionReminder, answer: Answer, via: Via) -> AppointmentResponse {
    AppointmentResponse {
        id: cx.new_id(),
        patient: reminder.patient,
        day: reminder.day,
        starts_at: reminder.starts_at,
        sessions: reminder.sessions.clone(),
        answer,
        via,
        at: cx.now,
        handled: None,
    }
}

/// Keeps an answer: the first about a visit, or the next version of it.
pub(super) fn keep(cx: &Context<'_>, response: &AppointmentResponse) -> Result<AppointmentResponseId, Refusal> {
    let Some(before) = response_to(cx.tx, response.patient, response.day, &response.sessions)? else {
        cx.tx.append(response, &cx.entry(response.answer.words()))?;
        return Ok(response.id);
    };
    if before.answer != response.answer {
        let next = AppointmentResponse { id: before.id, ..response.clone() };
        cx.tx.amend(&next, before.version, &cx.entry(response.answer.words()))?;
    }
    Ok(before.id)
}

/// Writes down what somebody said about a visit they were reminded of.
#[derive(Clone, Debug)]
pub struct KeepResponse {
    /// The reminder.
    pub reminder: SessionReminderId,
    /// What they said.
    pub answer: Answer,
}

impl Command for KeepResponse {
    type Output = AppointmentResponseId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AppointmentResponseId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let reminder = load_reminder(cx.tx, self.reminder)?;
        let id = keep(cx, &of_reminder(cx, &reminder, self.answer, Via::Told))?;
        Ok(Done::with(id, changed(reminder.patient)))
    }
}

/// Notes the call that reminds somebody who may only be called, with what they said.
#[derive(Clone, Debug)]
pub struct LogReminderCall {
    /// The reminder.
    pub reminder: SessionReminderId,
    /// What they said; nothing when nobody answered.
    pub answer: Option<Answer>,
}

impl Command for LogReminderCall {
    type Output = SessionReminderId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SessionReminderId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let reminder = load_reminder(cx.tx, self.reminder)?;
        if !reminder.waits_for_a_call() {
            return Ok(Done::already(reminder.id));
        }
        let words = self.answer.map_or("Nobody answered", Answer::words).to_owned();
        let next = SessionReminder { called: Some((cx.now, cx.actor.staff, words)), ..reminder.record.clone() };
        cx.tx.amend(&next, reminder.version, &cx.entry("called"))?;
        if let Some(answer) = self.answer {
            keep(cx, &of_reminder(cx, &reminder, answer, Via::Told))?;
        }
        Ok(Done::with(reminder.id, changed(reminder.patient)))
    }
}

/// Takes back that a call was made: it is to be made again, and what is said then holds.
#[derive(Clone, Copy, Debug)]
pub struct ReopenReminderCall {
    /// The reminder.
    pub reminder: SessionReminderId,
}

impl Command for ReopenReminderCall {
    type Output = SessionReminderId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SessionReminderId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let reminder = load_reminder(cx.tx, self.reminder)?;
        if reminder.called.is_none() {
            return Ok(Done::already(reminder.id));
        }
        let next = SessionReminder { called: None, ..reminder.record.clone() };
        cx.tx.amend(&next, reminder.version, &cx.entry("taken back"))?;
        Ok(Done::with(reminder.id, changed(reminder.patient)))
    }
}

/// Says what was done about somebody who cannot come or asks for another time.
#[derive(Clone, Debug)]
pub struct HandleResponse {
    /// Which answer.
    pub response: AppointmentResponseId,
    /// Which version of it was seen.
    pub version: i64,
    /// What was done.
    pub words: String,
}

impl Command for HandleResponse {
    type Output = AppointmentResponseId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AppointmentResponseId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let current = load_response(cx.tx, self.response)?;
        let words = self.words.trim();
        if words.is_empty() {
            return Err(Refusal::invalid("words", "Write what was done: excused, moved to another group, called."));
        }
        if current.handled.is_some() {
            return Ok(Done::already(self.response));
        }
        let next = AppointmentResponse { handled: Some((cx.now, cx.actor.staff, words.to_owned())), ..current.record.clone() };
        cx.tx.amend(&next, self.version, &cx.entry("looked after"))?;
        Ok(Done::with(self.response, changed(current.patient)))
    }
}

/// Takes back that an answer was looked after: it stands in the list again.
#[derive(Clone, Copy, Debug)]
pub struct ReopenResponse {
    /// Which answer.
    pub response: AppointmentResponseId,
    /// Which version of it was seen.
    pub version: i64,
}

impl Command for ReopenResponse {
    type Output = AppointmentResponseId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AppointmentResponseId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        let current = load_response(cx.tx, self.response)?;
        if current.handled.is_none() {
            return Ok(Done::already(self.response));
        }
        let next = AppointmentResponse { handled: None, ..current.record.clone() };
        cx.tx.amend(&next, self.version, &cx.entry("taken back"))?;
        Ok(Done::with(self.response, changed(current.patient)))
    }
}

pub(super) fn changed(patient: PatientId) -> Fact {
    Fact::Schedule(schedule::Fact::ResponseKept { patient })
}
