//! The facts of a letter: identity and attendance, of some days, and nothing else that a chart holds.

use access::{Context, Refusal};
use confidential::Trim;
use confidential::category::{Categories, Category};
use jiff::civil::Date;
use schedule::group_session;
use vocabulary::id::PatientId;

use super::kind::Facts;

/// What a letter tells about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterContent {
    /// The name on identity documents.
    pub name: String,
    /// One line for each day.
    pub lines: Vec<String>,
}

impl Trim for LetterContent {
    fn keep_only(&mut self, categories: Categories) {
        if !categories.has(Category::IdentityAndAttendance) {
            self.name.clear();
            self.lines.clear();
        }
    }
}

pub(super) fn read(
    cx: &Context<'_>,
    patient: PatientId,
    facts: Facts,
    (from, to): (Date, Date),
) -> Result<LetterContent, Refusal> {
    let name = episode::patient::load(cx.tx, patient)?.legal_name.full();
    let lines = match facts {
        Facts::Appointments => appointments(cx, patient, from.max(cx.today()), to)?,
        Facts::Days => days(cx, patient, from, to, false)?,
        Facts::Attendance => days(cx, patient, from, to, true)?,
    };
    Ok(LetterContent { name, lines })
}

/// A line a day, from the first to the last minute: what lies between would tell how the day is made.
fn appointments(cx: &Context<'_>, patient: PatientId, from: Date, to: Date) -> Result<Vec<String>, Refusal> {
    let all = group_session::of_patient_between(cx.tx, patient, from, to)?;
    let all: Vec<_> = all.iter().filter(|session| session.cancelled.is_none()).collect();
    let mut lines = Vec::new();
    for of_day in all.chunk_by(|one, next| one.day == next.day) {
        let (first, last) = (of_day.iter().map(|one| one.starts_at).min(), of_day.iter().map(|one| one.ends_at).max());
        if let (Some(day), Some(first), Some(last)) = (of_day.first(), first, last) {
            lines.push(format!("{}, {} to {}", said(day.day), cx.zone.clock_face(first), cx.zone.clock_face(last)));
        }
    }
    Ok(lines)
}

fn days(cx: &Context<'_>, patient: PatientId, from: Date, to: Date, with_missed: bool) -> Result<Vec<String>, Refusal> {
    let mut all = billing::service_day::of_patient_between(cx.tx, patient, from, to.min(cx.today()))?;
    all.sort_by_key(|day| day.day);
    let line = |day: &billing::service_day::ServiceDay| match (day.credited_minutes > 0, day.planned_minutes > 0) {
        (true, _) if with_missed => Some(format!("{}: came", said(day.day))),
        (true, _) => Some(said(day.day)),
        (false, true) if with_missed && day.day < cx.today() => Some(format!("{}: did not come", said(day.day))),
        _ => None,
    };
    Ok(all.iter().filter_map(|day| line(day)).collect())
}

/// `"Thursday, March 12, 2026"`.
fn said(day: Date) -> String {
    day.strftime("%A, %B %-d, %Y").to_string()
}
