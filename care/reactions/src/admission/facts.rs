//! What the gates rest on, one function for each source.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use access::{Context, Refusal, author_name};
use billing::eligibility::{self, CoverStatus};
use billing::{coverage, payer};
use confidential::gate;
use intake::Inquiry;
use intake::admission::{
    ClinicalFact, Gate, GateFacts, GateRule, InsuredFact, PaperFact, Standing, Waived, gate as gates, waive,
};
use intake::paper::{self, Paper, PaperState, When};
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::therapy_group::TherapyGroup;
use store::Stored;
use vocabulary::id::{CoverageId, PatientId, PayerId, TherapyGroupId};

/// The papers that have a gate of their own.
const NOTICE: &str = "notice";
const MEDICATION_OPTIONS: &str = "medication_options";
const SELF_PAY: &str = "financial_agreement";

/// Groups that were chosen, each from a day on.
pub(super) type Chosen = [(TherapyGroupId, Date)];

/// Whose records count: the person of the inquiry, and somebody known whom staff recognised in them.
pub(crate) fn people(inquiry: &Inquiry, known: Option<PatientId>) -> Vec<PatientId> {
    let mut people = inquiry.people();
    people.extend(known.filter(|known| !people.contains(known)));
    people
}

/// Everything the gates rest on.
pub(super) fn load(
    cx: &Context<'_>,
    inquiry: &Inquiry,
    known: Option<PatientId>,
    from: Date,
    chosen: &Chosen,
) -> Result<GateFacts, Refusal> {
    let people = people(inquiry, known);
    let papers = papers(cx, inquiry, &people)?;
    let registered = registered(cx, &people)?;
    let covered = covered(cx, &people, from)?;
    let (may_bill, insured) = match &covered {
        Some(covered) => (may_bill(cx, &people, covered.payer)?, insured(cx, covered.coverage)?),
        None => (false, InsuredFact::NotAsked),
    };
    let mut needed = Vec::new();
    for template in paper::templates()?.iter().filter(|template| template.when == When::Always) {
        if template.key != NOTICE && template.key != MEDICATION_OPTIONS {
            needed.push((template.title(), paper_fact(&papers, &template.key)));
        }
    }
    Ok(GateFacts {
        is_registered: registered.is_some(),
        can_be_reached: registered.map_or(!inquiry.contact_points.is_empty(), |patient| !patient.contact_points.is_empty()),
        assessment: assessment(cx, inquiry)?,
        placement: placement(cx, inquiry)?,
        notice: paper_fact(&papers, NOTICE),
        papers: needed,
        payer: covered.map(|covered| covered.payer_name),
        may_bill,
        insured,
        self_pay: paper_fact(&papers, SELF_PAY),
        medication_options: paper_fact(&papers, MEDICATION_OPTIONS),
        groups_in_first_week: first_week(cx, from, chosen)?,
    })
}

/// The person's record, when they are registered; the one whom staff recognised comes first.
pub(super) fn registered(cx: &Context<'_>, people: &[PatientId]) -> Result<Option<episode::Patient>, Refusal> {
    for person in people.iter().rev() {
        if let Some(found) = cx.tx.load::<episode::Patient>(person)? {
            return Ok(Some(found.record));
        }
    }
    Ok(None)
}

/// The assessment of this inquiry (MA-10, MA-11).
fn assessment(cx: &Context<'_>, inquiry: &Inquiry) -> Result<ClinicalFact, Refusal> {
    Ok(match intake::assessment::of_inquiry(cx.tx, inquiry.id)? {
        None => ClinicalFact::Missing,
        Some(assessment) if assessment.signed.is_some() => ClinicalFact::Done,
        Some(_) => ClinicalFact::Begun,
    })
}

/// The placement of this inquiry (S-07). One that was decided before the assessment was opened again no longer counts.
fn placement(cx: &Context<'_>, inquiry: &Inquiry) -> Result<ClinicalFact, Refusal> {
    let Some(assessment) = intake::assessment::of_inquiry(cx.tx, inquiry.id)? else { return Ok(ClinicalFact::Missing) };
    let decision = intake::placement_decision::newest_of_inquiry(cx.tx, inquiry.id)?;
    Ok(match decision {
        None => ClinicalFact::Missing,
        Some(decision) if decision.assessment_version == assessment.version => ClinicalFact::Done,
        Some(_) => ClinicalFact::Begun,
    })
}

/// The papers that these people were given since the inquiry began, in their order. What somebody known signed in an earlier episode was
/// for that one (P2-48: the notice is given at admission).
pub(super) fn papers(cx: &Context<'_>, inquiry: &Inquiry, people: &[PatientId]) -> Result<Vec<Stored<Paper>>, Refusal> {
    let mut all = Vec::new();
    for person in people {
        all.extend(paper::of_patient(cx.tx, *person)?.into_iter().filter(|paper| paper.given_at >= inquiry.received_at));
    }
    all.sort_by_key(|paper| (paper.given_at, paper.id));
    Ok(all)
}

/// How the newest paper of a template stands; one that was taken back does not count.
pub(super) fn paper_fact(papers: &[Stored<Paper>], key: &str) -> PaperFact {
    let mut of_key = papers.iter().filter(|paper| paper.template == key && paper.state() != PaperState::Withdrawn);
    match of_key.next_back().map(|paper| paper.state()) {
        None | Some(PaperState::Withdrawn) => PaperFact::NotGiven,
        Some(PaperState::Open) => PaperFact::Waiting,
        Some(PaperState::Signed) => PaperFact::Signed,
        Some(PaperState::Declined) => PaperFact::Declined,
    }
}

/// A coverage that a payer pays on.
pub(super) struct Covered {
    pub(super) payer: PayerId,
    pub(super) payer_name: String,
    coverage: CoverageId,
}

/// The coverage in force on a day; nothing for whoever pays alone.
pub(super) fn covered(cx: &Context<'_>, people: &[PatientId], day: Date) -> Result<Option<Covered>, Refusal> {
    for person in people {
        if let Some(coverage) = coverage::on_day(cx.tx, *person, day)? {
            let payer = payer::payer(cx.tx, coverage.payer)?;
            if !payer.is_self_pay {
                return Ok(Some(Covered { payer: payer.id, payer_name: payer.name.clone(), coverage: coverage.id }));
            }
        }
    }
    Ok(None)
}

/// What the payer last said about a coverage. A refusal after an answer ("cannot say now") does not undo the answer.
fn insured(cx: &Context<'_>, coverage: CoverageId) -> Result<InsuredFact, Refusal> {
    let checks = eligibility::of_coverage(cx.tx, coverage)?;
    let said = checks.iter().find(|check| check.says()).and_then(|check| check.answer.as_ref());
    Ok(match (said.map(|answer| answer.content.status()), checks.first()) {
        (Some(CoverStatus::Active), _) => InsuredFact::Yes,
        (Some(_), _) => InsuredFact::No,
        (None, None) => InsuredFact::NotAsked,
        (None, Some(newest)) if newest.answer.is_none() => InsuredFact::Waiting,
        (None, Some(_)) => InsuredFact::No,
    })
}

fn may_bill(cx: &Context<'_>, people: &[PatientId], payer: PayerId) -> Result<bool, Refusal> {
    for person in people {
        if gate::payment_consent(cx, *person, payer)?.is_ok() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many of the chosen groups meet in the seven days from the day of admission.
fn first_week(cx: &Context<'_>, from: Date, chosen: &Chosen) -> Result<usize, Refusal> {
    let last = from.saturating_add(6.days());
    let mut many = 0;
    for (group, first) in chosen {
        let Some(group) = cx.tx.load::<TherapyGroup>(group)? else { continue };
        let days = vocabulary::day::days_from_to((*first).max(from), last);
        let meets = |day: &Date| {
            group.runs_on(*day) && group.meetings.iter().any(|meeting| meeting.weekday == day.weekday().to_monday_one_offset())
        };
        many += usize::from(days.into_iter().any(|day| meets(&day)));
    }
    Ok(many)
}

/// Every gate as it stands, in the order of the page.
pub(super) fn standings(
    cx: &Context<'_>,
    inquiry: &Stored<Inquiry>,
    facts: &GateFacts,
) -> Result<Vec<(&'static GateRule, Standing)>, Refusal> {
    let mut waived: HashMap<Gate, Waived> = HashMap::new();
    for stored in waive::waivers_of(cx.tx, inquiry.id)? {
        if let Entry::Vacant(first) = waived.entry(stored.gate) {
            let by = author_name(cx.tx, stored.recorded_by)?;
            first.insert(Waived { reason: stored.reason.clone(), by, at: stored.recorded_at });
        }
    }
    Ok(gates::rules()?.iter().map(|rule| (rule, gates::standing(rule.gate, facts, waived.get(&rule.gate).cloned()))).collect())
}
