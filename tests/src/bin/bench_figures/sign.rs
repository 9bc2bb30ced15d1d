//! Signing a group of twelve with the whole joined loop, beside the same rows written by the bare driver, turn by turn.

use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use plan::TreatmentPlan;
use schedule::attendance::{MarkArrival, MarkKind};
use schedule::group_session::GroupSession;
use store::text;
use treatment::group_note::{Content, Moved, OwnPart, Participation, Presentation, SaveDraft, SharedPart, Touched};
use treatment::progress_note::SignNotes;
use vocabulary::id::{PatientId, TherapyGroupId};

use crate::dice::Dice;
use crate::practice::{MEMBERS, Practice};
use crate::raw::Raw;
use crate::said::Outcome;

/// Measures so many signings; answers their times, those of the bare driver, and what was written.
pub fn measure(practice: &mut Practice, raw: &mut Raw, signings: usize) -> Outcome<(Vec<f64>, Vec<f64>, String)> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut records, mut statements, mut bytes) = (0, 0, 0);
    let mut dice = Dice::new(12);
    let mut day = practice.day;
    while ours.len() < signings {
        for number in 0..practice.groups.len() {
            let group = practice.groups.get(number).copied().ok_or("no such group")?;
            for session in practice.sessions(group, day)? {
                if ours.len() == signings {
                    break;
                }
                let people = prepare(practice, raw, group, number, &session, &mut dice)?;
                let heads = raw.heads(&people)?;
                ours.push(sign(practice, number, &session)?);
                let written = raw.written_since(&heads)?;
                theirs.push(raw.write(&written)?);
                records += written.records;
                statements += written.statements.len();
                bytes += written.bytes();
            }
        }
        day = next_weekday(day);
    }
    practice.day = day;
    let each = |sum: usize| sum / ours.len().max(1);
    let what = format!(
        "signing a group of {MEMBERS}: {} ledger rows, {} statements, {} bytes each; baseline is the same rows by the bare driver",
        each(records),
        each(statements),
        each(bytes)
    );
    Ok((ours, theirs, what))
}

/// Everybody is here and everything is written, and the twin knows it; answers the chains that signing will write to.
fn prepare(
    practice: &Practice,
    raw: &mut Raw,
    group: TherapyGroupId,
    number: usize,
    session: &GroupSession,
    dice: &mut Dice,
) -> Outcome<Vec<String>> {
    let people = practice.members(group)?;
    let mut chains: Vec<String> = people.iter().map(ToString::to_string).collect();
    chains.push("program".to_owned());
    let before = raw.heads(&chains)?;
    for patient in &people {
        practice.clock.set(session.starts_at);
        let mark = MarkArrival { patient: *patient, session: session.id, kind: MarkKind::Arrived, at: None, is_whole_day: false };
        practice.house.perform(practice.actor("fran")?, &mark)?;
    }
    practice.clock.set(session.ends_at.saturating_add(2.minutes())?);
    write(practice, number, session, &people, dice)?;
    let written = raw.written_since(&before)?;
    raw.write(&written)?;
    Ok(chains)
}

fn write(practice: &Practice, number: usize, session: &GroupSession, people: &[PatientId], dice: &mut Dice) -> Outcome<()> {
    let leader = practice.actor(&format!("lead-{number}"))?;
    let shared = SharedPart {
        topic: "High-risk situations".to_owned(),
        techniques: vec!["CBT".to_owned(), "Role play".to_owned()],
        summary: dice.sentences().to_lowercase(),
        started_at: Some(session.starts_at),
        ended_at: Some(session.ends_at),
        place: format!("Room {number}"),
        ..SharedPart::default()
    };
    practice.house.perform(leader, &SaveDraft { session: session.id, content: Content::Shared(shared), based_on: 0 })?;
    for patient in people {
        let plan = practice.all::<TreatmentPlan>("patient_id = $1", &[text(patient)])?;
        let objective = plan.first().and_then(|plan| plan.active_objectives().next()).ok_or("a plan is missing")?.id;
        let own = OwnPart {
            participation: Some(Participation::Active),
            presentation: vec![Presentation::Calm, Presentation::Hopeful],
            touched: vec![Touched { objective, moved: Some(Moved::Forward) }],
            words: dice.sentences(),
            is_ready: true,
            ..OwnPart::default()
        };
        practice.house.perform(leader, &SaveDraft { session: session.id, content: Content::Own(*patient, own), based_on: 0 })?;
    }
    Ok(())
}

fn sign(practice: &Practice, number: usize, session: &GroupSession) -> Outcome<f64> {
    practice.clock.set(session.ends_at.saturating_add(5.minutes())?);
    let leader = practice.actor(&format!("lead-{number}"))?;
    let command = SignNotes { session: session.id, patients: None };
    let begun = Instant::now();
    let receipt = practice.house.perform(leader, &command)?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    if receipt.signed.len() == MEMBERS {
        Ok(took)
    } else {
        Err(format!("signed {} of {MEMBERS}: {:?}", receipt.signed.len(), receipt.why).into())
    }
}

/// The next day on which the groups meet.
pub fn next_weekday(day: Date) -> Date {
    let next = day.saturating_add(1.days());
    if matches!(next.weekday(), Weekday::Saturday | Weekday::Sunday) { next_weekday(next) } else { next }
}
