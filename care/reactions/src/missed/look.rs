//! The clock looks who is nowhere: a session has begun, the grace is over, and the person is neither there nor excused, nor said that
//! they cannot come. One ladder for a person and day, whichever node is first; the neutral text is written in the same transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::message::model::Channel;
use conversation::message::{Letter, write_until};
use conversation::permission::{self, Standing};
use conversation::template;
use jiff::{SignedDuration, ToSpan};
use schedule::attendance::{Attendance, arrival_in, attendances_on, expected_on};
use schedule::group_session;
use schedule::reminder::settings::{self, Settings};
use schedule::reminder::{Answer, responses_on};
use treatment::concern::{ConcernKind, open_concerns};
use treatment::missed_session::{self, Ending, MissedSession, Opening};
use treatment::outreach;
use vocabulary::id::PatientId;

use crate::Fact;
use crate::reminders::{fill, language_of};

/// The text that is ready for it.
const TEMPLATE: &str = "missed";

/// Looks who is nowhere now. Answers for how many a ladder was opened.
#[derive(Clone, Copy, Debug)]
pub struct LookForMissing;

impl Command for LookForMissing {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        cx.require(Action::Record, Kind::Message)?;
        let settings = settings::on(cx.today())?;
        let mut facts = Vec::new();
        let nowhere = nowhere(cx, settings)?;
        let mut opened = 0;
        for opening in openings(cx, nowhere, settings)? {
            let missed = missed_session::open(cx, &opening, &settings.missed)?;
            facts.extend(write_to(cx, &missed)?);
            facts.push(Fact::Treatment(treatment::Fact::MissedSessionChanged(missed.patient)));
            opened += 1;
        }
        facts.extend(end_cancelled(cx)?);
        Ok(Done { output: opened, facts })
    }
}

/// The sessions of today that each person missed so far.
type Nowhere = BTreeMap<PatientId, Opening>;

fn nowhere(cx: &Context<'_>, settings: &Settings) -> Result<Nowhere, Refusal> {
    let today = cx.today();
    let attendance: HashMap<PatientId, Attendance> =
        attendances_on(cx.tx, today)?.into_iter().map(|one| (one.patient, one.record)).collect();
    let said: HashSet<_> = responses_on(cx.tx, today)?
        .iter()
        .filter(|one| one.answer == Answer::Declined)
        .flat_map(|one| one.sessions.iter().map(|session| (one.patient, *session)).collect::<Vec<_>>())
        .collect();
    let grace = SignedDuration::from_mins(settings.missed.grace_minutes);
    let mut all = Nowhere::new();
    for expected in expected_on(cx.tx, today)? {
        let session = &expected.session;
        if session.starts_at.saturating_add(grace).unwrap_or(session.starts_at) > cx.now {
            continue;
        }
        for patient in &expected.patients {
            let is_nowhere = arrival_in(session, attendance.get(patient), cx.now).is_unaccounted();
            if !is_nowhere || said.contains(&(*patient, session.id)) {
                continue;
            }
            let opening = all.entry(*patient).or_insert_with(|| Opening {
                patient: *patient,
                day: today,
                starts_at: session.starts_at,
                sessions: Vec::new(),
                is_at_risk: false,
                absences_before: 0,
            });
            opening.sessions.push(session.id);
        }
    }
    Ok(all)
}

/// Those for whom no ladder stands yet, with what their steps depend on.
fn openings(cx: &Context<'_>, mut nowhere: Nowhere, settings: &Settings) -> Result<Vec<Opening>, Refusal> {
    for known in missed_session::on_day(cx.tx, cx.today())? {
        nowhere.remove(&known.patient);
    }
    if nowhere.is_empty() {
        return Ok(Vec::new());
    }
    let patients: Vec<PatientId> = nowhere.keys().copied().collect();
    // Seven days with today as the last of them (OP-07).
    let since = cx.today().saturating_sub((settings.missed.within_days - 1).days());
    for before in missed_session::unexcused_since(cx.tx, &patients, since)? {
        if let Some(opening) = nowhere.get_mut(&before.patient) {
            opening.absences_before += 1;
        }
    }
    for concern in open_concerns(cx.tx)? {
        let is_risk = matches!(concern.kind, ConcernKind::Safety | ConcernKind::Medicine);
        if let Some(opening) = nowhere.get_mut(&concern.patient).filter(|_| is_risk) {
            opening.is_at_risk = true;
        }
    }
    Ok(nowhere.into_values().collect())
}

/// The first step: a neutral text to a number they allowed, with its note (OP-14). Whoever may not be written to is called.
fn write_to(cx: &Context<'_>, missed: &MissedSession) -> Result<Vec<Fact>, Refusal> {
    let allowed = permission::of_patient(cx.tx, missed.patient)?;
    let number = allowed.iter().find(|one| one.standing == Standing::Allowed && !one.address.contains('@'));
    let Some(number) = number else {
        missed_session::text_was_written(cx, missed, "Not written: no number may be texted. Call.", None)?;
        return Ok(Vec::new());
    };
    let person = episode::patient::load(cx.tx, missed.patient)?;
    let language = language_of(Some(&person));
    let letter = Letter {
        patient: missed.patient,
        channel: Channel::Text,
        address: number.address.clone(),
        subject: None,
        words: template::filled(TEMPLATE, language, &fill(cx, language, missed.starts_at)?)?,
        enclosed: None,
        language,
        template: Some(TEMPLATE.to_owned()),
        answers_them: false,
    };
    // It speaks of today: what had to wait for the night is not sent in the morning.
    let (_, midnight) = cx.zone.bounds(missed.day).map_err(|problem| Refusal::Fault(problem.to_string()))?;
    match write_until(cx, &letter, Some(midnight)) {
        Ok(done) => {
            let note = outreach::note_text(cx, missed.patient, "Neutral text, written by the program.")?;
            missed_session::text_was_written(cx, missed, "Neutral text written", Some(note))?;
            Ok(done.facts.into_iter().map(Fact::from).collect())
        }
        Err(Refusal::Refused { sentence, .. }) => {
            missed_session::text_was_written(cx, missed, &format!("Not written: {sentence}"), None)?;
            Ok(Vec::new())
        }
        Err(other) => Err(other),
    }
}

/// A ladder whose every session the program itself cancelled has nothing to find.
fn end_cancelled(cx: &Context<'_>) -> Result<Vec<Fact>, Refusal> {
    let mut facts = Vec::new();
    for missed in missed_session::open_ones(cx.tx)?.iter().filter(|one| one.day == cx.today()) {
        let mut is_held = false;
        for session in &missed.sessions {
            is_held |= group_session::session(cx.tx, *session)?.cancelled.is_none();
        }
        if !is_held && missed_session::end_by_itself(cx, missed.patient, Some(missed.day), Ending::Cancelled)? {
            facts.push(Fact::Treatment(treatment::Fact::MissedSessionChanged(missed.patient)));
        }
    }
    Ok(facts)
}
