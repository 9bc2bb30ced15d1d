//! What the clock does with a ladder: opens it, notes its text, ends it when there is contact, opens it again when that was an error.

use ::store::Stored;
use access::{Context, Refusal};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use schedule::reminder::settings::Missed;
use vocabulary::day::next_day;
use vocabulary::id::{GroupSessionId, MissedSessionId, OutreachId, PatientId};

use super::{Ended, Ending, MissedSession, Step, StepDone, StepKind, store};

/// Somebody who is nowhere.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Who.
    pub patient: PatientId,
    /// The local day.
    pub day: Date,
    /// When the first session began.
    pub starts_at: Timestamp,
    /// The sessions they missed so far.
    pub sessions: Vec<GroupSessionId>,
    /// Whether risk is raised: a concern about their safety or their medicine is open.
    pub is_at_risk: bool,
    /// How many unexcused absences they have within the time the settings name, this day not counted.
    pub absences_before: usize,
}

/// Opens a ladder with its steps.
///
/// # Errors
/// The database's own; a conflict when another node was first, and then nothing is written.
pub fn open(cx: &Context<'_>, opening: &Opening, settings: &Missed) -> Result<MissedSession, Refusal> {
    let missed = MissedSession {
        id: cx.new_id::<MissedSessionId>(),
        patient: opening.patient,
        day: opening.day,
        starts_at: opening.starts_at,
        sessions: opening.sessions.clone(),
        steps: steps(cx, opening, settings)?,
        ended: None,
    };
    cx.tx.append(&missed, &cx.entry("missed a session"))?;
    Ok(missed)
}

fn steps(cx: &Context<'_>, opening: &Opening, settings: &Missed) -> Result<Vec<Step>, Refusal> {
    let later = |minutes: i64| cx.now.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(cx.now);
    let tomorrow = next_day(opening.day);
    let at = |time| cx.zone.at(tomorrow, time).map_err(|problem| Refusal::Fault(problem.to_string()));
    let mut all = vec![(StepKind::Text, cx.now)];
    if opening.is_at_risk {
        all.push((StepKind::SafetyCheck, later(settings.safety_check_minutes)));
    }
    all.push((StepKind::Call, later(settings.call_minutes)));
    all.push((StepKind::SecondAttempt, at(settings.second_attempt_at)?));
    all.push((StepKind::MakeUp, at(settings.make_up_at)?));
    if opening.absences_before + 1 >= settings.absences {
        all.push((StepKind::OutreachPlan, at(settings.plan_at)?));
    }
    Ok(all.into_iter().map(|(kind, due_at)| Step { kind, due_at, done: None }).collect())
}

/// Notes that the neutral text was written, or why not.
///
/// # Errors
/// The database's own.
pub fn text_was_written(
    cx: &Context<'_>,
    missed: &MissedSession,
    words: &str,
    outreach: Option<OutreachId>,
) -> Result<(), Refusal> {
    let done = StepDone { at: cx.now, by: None, words: words.to_owned(), outreach };
    let next = missed.with_step(StepKind::Text, Some(done));
    let current = store::load(cx.tx, missed.id)?;
    Ok(cx.tx.amend(&next, current.version, &cx.entry("first step by the clock"))?)
}

/// Ends every open ladder of a person, of one day or of all: there is contact.
///
/// # Errors
/// The database's own.
pub fn end_by_itself(cx: &Context<'_>, patient: PatientId, day: Option<Date>, how: Ending) -> Result<bool, Refusal> {
    let mut any = false;
    let since = day.unwrap_or(Date::MIN);
    for missed in store::of_patient_since(cx.tx, patient, since)? {
        if missed.is_open() && day.is_none_or(|only| only == missed.day) {
            end(cx, &missed, how)?;
            any = true;
        }
    }
    Ok(any)
}

fn end(cx: &Context<'_>, missed: &Stored<MissedSession>, how: Ending) -> Result<(), Refusal> {
    let ended = Ended { at: cx.now, by: None, how, words: String::new() };
    let next = MissedSession { ended: Some(ended), ..missed.record.clone() };
    Ok(cx.tx.amend(&next, missed.version, &cx.entry(how.words()))?)
}

/// Opens the ladder of a day again that had ended because of a mark which was taken back: it goes on where it stood.
///
/// # Errors
/// The database's own.
pub fn reopen(cx: &Context<'_>, patient: PatientId, day: Date) -> Result<bool, Refusal> {
    let by_mark = |missed: &&Stored<MissedSession>| {
        missed.day == day
            && missed
                .ended
                .as_ref()
                .is_some_and(|ended| matches!(ended.how, Ending::Arrived | Ending::Excused | Ending::ReasonKnown))
    };
    let all = store::of_patient_since(cx.tx, patient, day)?;
    let Some(missed) = all.iter().find(by_mark) else { return Ok(false) };
    let next = MissedSession { ended: None, ..missed.record.clone() };
    cx.tx.amend(&next, missed.version, &cx.entry("the mark was an error"))?;
    Ok(true)
}
