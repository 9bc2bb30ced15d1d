//! The list of the day: everybody of whom nobody knows where they are, until each is accounted for; whoever cannot come or asks for
//! another time; whom to call because no text may be sent.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use conversation::template;
use episode::Patient;
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::reminder::{Answer, open_calls, open_responses};
use treatment::missed_session::{Ending, MissedSession, StepKind, on_day, open_ones};
use vocabulary::PersonName;
use vocabulary::id::{AppointmentResponseId, MissedSessionId, PatientId, SessionReminderId};

use crate::reminders::{fill, language_of};

/// Asks who is not accounted for.
#[derive(Clone, Copy, Debug)]
pub struct NotAccountedFor;

/// Who is not accounted for.
#[derive(Clone, Debug)]
pub struct NotAccountedForView {
    /// Everybody of whom nobody knows where they are.
    pub missing: Vec<MissedLine>,
    /// Whoever was missed today and is accounted for.
    pub found: Vec<MissedLine>,
    /// Answers that somebody has to look after.
    pub responses: Vec<ResponseLine>,
    /// Calls instead of reminders.
    pub calls: Vec<CallLine>,
    /// By how many seconds the clock of this machine is behind the work that was done.
    pub clock_behind: Option<i64>,
    /// When it was read.
    pub as_of: Timestamp,
}

/// Somebody who was missed.
#[derive(Clone, Debug)]
pub struct MissedLine {
    /// The ladder.
    pub missed: MissedSessionId,
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The local day.
    pub day: Date,
    /// When their session began.
    pub starts_at: Timestamp,
    /// The step that comes next and when it is due.
    pub next: Option<(StepKind, Timestamp)>,
    /// How many attempts were made.
    pub attempts: usize,
    /// Whether a check on their safety is part of it.
    pub is_at_risk: bool,
    /// How it ended.
    pub ended: Option<(Ending, Timestamp)>,
}

/// Somebody who cannot come or asks for another time.
#[derive(Clone, Debug)]
pub struct ResponseLine {
    /// The answer.
    pub response: AppointmentResponseId,
    /// Its version.
    pub version: i64,
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// When the visit begins.
    pub starts_at: Timestamp,
    /// What they said.
    pub answer: Answer,
    /// When.
    pub at: Timestamp,
    /// For whoever asks for another time: the next places of this week, in words.
    pub places: Vec<String>,
}

/// A call instead of a reminder.
#[derive(Clone, Debug)]
pub struct CallLine {
    /// The reminder.
    pub reminder: SessionReminderId,
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The number.
    pub number: String,
    /// When the visit begins.
    pub starts_at: Timestamp,
    /// What to say, in their language.
    pub script: String,
    /// The language of it.
    pub language: &'static str,
}

impl Query for NotAccountedFor {
    type View = NotAccountedForView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<NotAccountedForView>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let sees_answers = cx.may(Action::View, Kind::SessionReminder, Circumstances::default());
        let open = open_ones(cx.tx)?;
        let today = on_day(cx.tx, cx.today())?;
        let (responses, calls) = if sees_answers {
            (open_responses(cx.tx)?, open_calls(cx.tx, cx.today(), cx.now)?)
        } else {
            (Vec::new(), Vec::new())
        };
        let mut ids: Vec<PatientId> = open.iter().chain(&today).map(|one| one.patient).collect();
        ids.extend(responses.iter().map(|one| one.patient));
        ids.extend(calls.iter().map(|one| one.patient));
        ids.sort();
        ids.dedup();
        let people: HashMap<PatientId, Patient> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|one| (one.id, one.record)).collect();
        let line = |missed: &MissedSession| Some(line(missed, people.get(&missed.patient)?));
        let mut lines = Vec::new();
        for one in responses.iter().filter(|one| one.day >= cx.today()) {
            let Some(person) = people.get(&one.patient) else { continue };
            let places = if one.answer == Answer::Tentative { super::places::week_of(cx, one.patient)?.1 } else { Vec::new() };
            lines.push(ResponseLine {
                response: one.id,
                version: one.version,
                patient: one.patient,
                name: person.name(),
                starts_at: one.starts_at,
                answer: one.answer,
                at: one.at,
                places: places.iter().take(3).map(|place| in_words(cx, &place.name, place.starts_at)).collect(),
            });
        }
        let mut to_call = Vec::new();
        for one in &calls {
            let (Some(person), Some(number)) = (people.get(&one.patient), one.number.clone()) else { continue };
            let language = language_of(Some(person));
            to_call.push(CallLine {
                reminder: one.id,
                patient: one.patient,
                name: person.name(),
                number: vocabulary::Phone::parse(&number).map_or(number, |phone| phone.display()),
                starts_at: one.starts_at,
                script: template::filled("session_call", language, &fill(cx, language, one.starts_at)?)?,
                language: language.as_str(),
            });
        }
        let view = NotAccountedForView {
            missing: open.iter().filter_map(|one| line(one)).collect(),
            found: today.iter().filter(|one| !one.is_open()).filter_map(|one| line(one)).collect(),
            responses: lines,
            calls: to_call,
            clock_behind: jobs::clock_is_behind(cx.tx, cx.now)?.map(|behind| behind.as_secs()),
            as_of: cx.now,
        };
        Ok(Guarded::several(Kind::TodayBoard, view))
    }
}

fn line(missed: &MissedSession, person: &Patient) -> MissedLine {
    MissedLine {
        missed: missed.id,
        patient: missed.patient,
        name: person.name(),
        day: missed.day,
        starts_at: missed.starts_at,
        next: missed.next_step().map(|step| (step.kind, step.due_at)),
        attempts: missed.attempts(),
        is_at_risk: missed.step(StepKind::SafetyCheck).is_some(),
        ended: missed.ended.as_ref().map(|ended| (ended.how, ended.at)),
    }
}

fn in_words(cx: &Context<'_>, name: &str, starts_at: Timestamp) -> String {
    let local = cx.zone.local(starts_at);
    format!("{name}, {} {}", vocabulary::day::short_day(local.date()), cx.zone.clock_short(starts_at))
}

/// How many people are not accounted for, with those whose answer waits: the line on the board of the day.
pub(crate) fn not_accounted_for(cx: &Context<'_>) -> Result<(usize, usize), Refusal> {
    let may = cx.may(Action::Record, Kind::Outreach, Circumstances::default());
    let sees = cx.may(Action::View, Kind::SessionReminder, Circumstances::default());
    let missing = if may { open_ones(cx.tx)?.len() } else { 0 };
    let waiting = if sees { open_responses(cx.tx)?.iter().filter(|one| one.day >= cx.today()).count() } else { 0 };
    Ok((missing, waiting))
}
