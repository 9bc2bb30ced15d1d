//! What a packet about one person holds, section by section, so that the gate can take a section out. Notes of sessions are not among
//! it: whoever sends a summary writes it (P2-12). Counseling notes are read only when they are asked for, by whoever wrote them (P2-23).

use access::{Context, Refusal};
use confidential::Trim;
use confidential::category::{Categories, Category};
use episode::reported::{self, ReportedItem, ReportedKind, Standing};
use jiff::ToSpan;
use jiff::civil::Date;
use treatment::counseling_note::own_to_send;
use vocabulary::id::PatientId;

/// How far attendance and charges go back, in days, when nothing else is asked.
const BACK_DAYS: i64 = 90;

/// The time that attendance and charges are told of; what stands in the chart now is told as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Span {
    /// The last months.
    pub(super) fn usual(today: Date) -> Self {
        Self { from: today.saturating_sub(BACK_DAYS.days()), to: today }
    }
}

/// A packet about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketContent {
    /// The name on identity documents.
    pub name: String,
    /// The date of birth.
    pub birth_date: jiff::civil::Date,
    /// What it says, in the order of the categories.
    pub sections: Vec<Section>,
}

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Of which category.
    pub category: Category,
    /// Its lines; never none.
    pub lines: Vec<String>,
}

impl Trim for PacketContent {
    fn keep_only(&mut self, categories: Categories) {
        self.sections.retain(|section| categories.has(section.category));
    }
}

/// Reads what the program knows about a person, by category; `summary` is what the sender wrote. Of what is kept apart it reads only what
/// is among `asked`.
pub(super) fn read(cx: &Context<'_>, patient: PatientId, summary: &str, asked: &[Category]) -> Result<PacketContent, Refusal> {
    read_of(cx, patient, summary, asked, Span::usual(cx.today()))
}

/// The same about another time.
pub(super) fn read_of(
    cx: &Context<'_>,
    patient: PatientId,
    summary: &str,
    asked: &[Category],
    span: Span,
) -> Result<PacketContent, Refusal> {
    let person = episode::patient::load(cx.tx, patient)?.record;
    let mut sections = Vec::new();
    let apart = asked.contains(&Category::CounselingNotes).then_some(Category::CounselingNotes);
    for category in Category::ORDINARY.into_iter().chain(apart) {
        let lines = match category {
            Category::IdentityAndAttendance => attendance(cx, patient, span)?,
            Category::Assessment => assessment(cx, patient)?,
            Category::Diagnosis => diagnoses(cx, patient)?,
            Category::Plan => plan(cx, patient)?,
            Category::ProgressSummary => {
                summary.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
            }
            Category::Medications => taken(cx, patient, &[ReportedKind::Medication, ReportedKind::Allergy])?,
            Category::Labs => taken(cx, patient, &[ReportedKind::Result])?,
            Category::Billing => charges(cx, patient, span)?,
            Category::DischargeSummary => discharge(cx, patient)?,
            Category::CounselingNotes => counseling_notes(cx, patient)?,
            Category::EntireRecord => Vec::new(),
        };
        if !lines.is_empty() {
            sections.push(Section { category, lines });
        }
    }
    Ok(PacketContent { name: person.legal_name.full(), birth_date: person.birth_date, sections })
}

/// The sender's own, a line each paragraph, under their day.
fn counseling_notes(cx: &Context<'_>, patient: PatientId) -> Result<Vec<String>, Refusal> {
    let mut lines = Vec::new();
    for (day, words) in own_to_send(cx, patient)? {
        lines.push(format!("Note of {day}:"));
        lines.extend(words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(lines)
}

fn attendance(cx: &Context<'_>, patient: PatientId, span: Span) -> Result<Vec<String>, Refusal> {
    let mut lines = Vec::new();
    if let Some(episode) = episode::episode::current_of(cx.tx, patient)? {
        lines.push(match episode.discharged_on {
            None => format!("In care since {}.", episode.admitted_on),
            Some(last) => format!("In care from {} to {last}.", episode.admitted_on),
        });
    }
    for day in billing::service_day::of_patient_between(cx.tx, patient, span.from, span.to)? {
        if day.planned_minutes > 0 || day.credited_minutes > 0 {
            lines.push(format!("{}: {} of {} minutes.", day.day, day.credited_minutes, day.planned_minutes));
        }
    }
    Ok(lines)
}

fn assessment(cx: &Context<'_>, patient: PatientId) -> Result<Vec<String>, Refusal> {
    let Some(found) = intake::assessment::newest_signed_of(cx.tx, patient)? else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    if let Some(signed) = &found.signed {
        lines.push(format!("Signed {} by {}.", cx.zone.day(signed.at), signed.name));
    }
    let said = found.entries.iter().filter(|entry| !entry.words.trim().is_empty());
    lines.extend(said.map(|entry| format!("{}: {}", entry.topic.title(), entry.words.trim())));
    Ok(lines)
}

fn diagnoses(cx: &Context<'_>, patient: PatientId) -> Result<Vec<String>, Refusal> {
    let episode = episode::episode::current_of(cx.tx, patient)?;
    let all = episode.map(|stored| stored.record.diagnoses).unwrap_or_default();
    Ok(all.iter().map(|one| format!("{} {}, since {}.", one.code, one.words, one.since)).collect())
}

fn plan(cx: &Context<'_>, patient: PatientId) -> Result<Vec<String>, Refusal> {
    let Some(plan) = plan::treatment_plan::current_of(cx.tx, patient)? else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    for problem in &plan.problems {
        lines.push(format!("Problem: {}", problem.words));
        for goal in &problem.goals {
            lines.push(format!("Goal: {}", goal.words));
            lines.extend(goal.objectives.iter().map(|objective| format!("Objective: {}", objective.words)));
        }
    }
    lines.push(format!("To be reviewed by {}.", plan.review_due));
    Ok(lines)
}

fn taken(cx: &Context<'_>, patient: PatientId, kinds: &[ReportedKind]) -> Result<Vec<String>, Refusal> {
    let is_meant = |item: &ReportedItem| item.standing == Standing::Taken && !item.is_negated && kinds.contains(&item.kind);
    let line = |item: &ReportedItem| {
        let more = item.details.join(", ");
        if more.is_empty() { item.words.clone() } else { format!("{}: {more}", item.words) }
    };
    Ok(reported::of_patient(cx.tx, patient)?.iter().filter(|item| is_meant(item)).map(|item| line(item)).collect())
}

fn charges(cx: &Context<'_>, patient: PatientId, span: Span) -> Result<Vec<String>, Refusal> {
    let all = billing::charge::of_patient(cx.tx, patient, 200)?;
    let recent = all.iter().filter(|charge| span.from <= charge.day && charge.day <= span.to);
    let line = |charge: &billing::charge::Charge| {
        let dollars = vocabulary::Cents(charge.line.charge_cents);
        format!("{}: {}, {} units, {dollars}.", charge.day, charge.line.code, charge.line.units)
    };
    Ok(recent.map(|charge| line(charge)).collect())
}

fn discharge(cx: &Context<'_>, patient: PatientId) -> Result<Vec<String>, Refusal> {
    let episode = episode::episode::current_of(cx.tx, patient)?;
    let ended = episode.and_then(|stored| stored.discharged_on.map(|last| (stored.admitted_on, last)));
    Ok(ended.map(|(first, last)| format!("Admitted {first}, discharged {last}.")).into_iter().collect())
}
