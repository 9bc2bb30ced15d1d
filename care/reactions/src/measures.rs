//! What follows from a measure: an alert reaches a named person at once, with a due time, whoever filled the form and however little
//! of it (IN-05, IN-06); item 9 of the PHQ-9 asks for the C-SSRS the same day (LC-12); a score that moved the wrong way by its own
//! step asks for a look at the plan (IN-20, OP-A16). The board never says the answer, only that a question was raised.

use access::{Circumstances, Context, Refusal, Role, Staff};
use forms::{Library, Practice, Severity, Verdict};
use jiff::Timestamp;
use measure::{Measure, RequestMeasure};
use treatment::concern::{ConcernKind, RaiseConcern, raise_by_rule};
use vocabulary::id::{MeasureId, PatientId, StaffId};

use crate::follow::{INQUIRIES, TODAY};

/// Does what follows.
pub(crate) fn follow(cx: &Context<'_>, fact: measure::Fact) -> Result<(), Refusal> {
    match fact {
        measure::Fact::AlertRaised { patient, instrument, alert, severity, .. } => {
            alerted(cx, patient, &instrument, &alert, severity)?;
        }
        measure::Fact::MeasureCompleted { measure, patient } => completed(cx, measure, patient)?,
        measure::Fact::MeasureChanged(_) | measure::Fact::WordingLoaded => return Ok(()),
    }
    cx.tx.announce(TODAY)?;
    Ok(cx.tx.announce(INQUIRIES)?)
}

/// Critical and urgent alerts become a concern that a named person closes with a reason; the rest stands on the measure (IN-06).
fn alerted(cx: &Context<'_>, patient: PatientId, instrument: &str, alert: &str, severity: Severity) -> Result<(), Refusal> {
    let form = Library::standard().form(instrument);
    let short = form.map_or(instrument, |form| form.short.as_str());
    let is_safety = severity == Severity::Critical || Practice::standard().is_about_safety(alert);
    if severity >= Severity::Urgent {
        let sentence = match (is_safety, severity) {
            (true, Severity::Critical) => format!("The {short} raised a safety question. Somebody talks with them now."),
            (true, _) => format!("The {short} left a safety question open. Somebody talks with them today."),
            (false, _) => format!("The {short} asks for a clinician today."),
        };
        let kind = if is_safety { ConcernKind::Safety } else { ConcernKind::Deadline };
        raise(cx, patient, kind, sentence, due(cx, severity))?;
    }
    for chain in Practice::standard().after(alert).filter(|chain| chain.is_requested) {
        if has_fresh(cx, patient, &chain.then)? {
            continue;
        }
        let wish = RequestMeasure {
            patient,
            instrument: chain.then.clone(),
            why: format!("After the {short} of today ({})", chain.rule),
            due_on: Some(cx.today()),
            language: String::new(),
            is_sent: false,
        };
        measure::request_by_rule(cx, &wish)?;
    }
    Ok(())
}

/// Whether the next form of a chain was done today already.
fn has_fresh(cx: &Context<'_>, patient: PatientId, instrument: &str) -> Result<bool, Refusal> {
    let done = measure::completed_of(cx.tx, patient, instrument)?;
    Ok(done.iter().filter_map(|stored| stored.completed_at).any(|at| cx.zone.day(at) == cx.today()))
}

/// A score that got worse by at least the figure of its file.
fn completed(cx: &Context<'_>, measure: MeasureId, patient: PatientId) -> Result<(), Refusal> {
    let now = measure::load(cx.tx, measure)?;
    let Some(form) = Library::standard().form(&now.instrument) else { return Ok(()) };
    let all = measure::completed_of(cx.tx, patient, &now.instrument)?;
    let all: Vec<&Measure> = all.iter().map(|stored| &stored.record).collect();
    let Some(before) = measure::previous(all, &now) else { return Ok(()) };
    let is_worse = measure::changes_since(form, before, &now).iter().any(|change| change.verdict == Verdict::Worsened);
    if is_worse {
        let sentence = format!("The {} moved by its own step since the last time. Look at the plan.", form.short);
        raise(cx, patient, ConcernKind::Change, sentence, due(cx, Severity::Urgent))?;
    }
    Ok(())
}

fn raise(
    cx: &Context<'_>,
    patient: PatientId,
    kind: ConcernKind,
    sentence: String,
    due_at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let wish = RaiseConcern { patient, kind, sentence, owner: owner(cx, patient)?, due_at };
    raise_by_rule(cx, &wish).map(|_| ())
}

/// Critical is now, urgent is before the program's day ends.
pub(crate) fn due(cx: &Context<'_>, severity: Severity) -> Option<Timestamp> {
    match severity {
        Severity::Critical => Some(cx.now),
        _ => cx.zone.bounds(cx.today()).ok().map(|(_, end)| end),
    }
}

/// Who is named: the counselor, else anybody of the care team, else who looks after the inquiry, else who filled the form when that is
/// a clinician, else the first director who works today.
pub(crate) fn owner(cx: &Context<'_>, patient: PatientId) -> Result<Option<StaffId>, Refusal> {
    let today = cx.today();
    if let Some(episode) = episode::episode::current_of(cx.tx, patient)?.filter(|episode| episode.is_open_on(today)) {
        let is_there =
            |from: jiff::civil::Date, to: Option<jiff::civil::Date>| from <= today && to.is_none_or(|last| today <= last);
        let anybody = episode.care_team.iter().find(|member| is_there(member.from, member.to)).map(|member| member.staff);
        if let Some(staff) = episode.member("primary counselor", today).or(anybody) {
            return Ok(Some(staff));
        }
    }
    if let Some(owner) = intake::inquiry::of_person(cx.tx, patient)?.first().and_then(|inquiry| inquiry.owner) {
        return Ok(Some(owner));
    }
    let may_close = cx.may(access::Action::Record, access::Kind::Outreach, Circumstances::default());
    if may_close && cx.actor.is(Role::Clinician) {
        return Ok(Some(cx.actor.staff));
    }
    let is_director = |staff: &&Staff| staff.works_on(today) && staff.roles.contains(&Role::ClinicalDirector);
    let all = schedule::program::all_staff(cx.tx)?;
    Ok(all.iter().map(|stored| &stored.record).find(is_director).map(|staff| staff.id))
}
