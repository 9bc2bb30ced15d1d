//! Puts one item of a document into the chart, sets it aside, or takes either back (S-06). Every decision is a version of one record
//! that names the document and the place in it; deciding the same twice changes nothing.

use access::{Action, Command, Context, Done, Kind, Refusal};
use episode::reported::{self, ReportedItem, ReportedKind, ReportedSource, Standing};
use vocabulary::id::{PatientId, ReferralId, ReportedItemId};

use super::{ReferralContent, ReferralDocument, ReferralItem, store as documents};
use crate::Fact;
use crate::inquiry;

/// Decides about one item.
#[derive(Clone, Debug)]
pub struct ReconcileItem {
    /// Of which document.
    pub referral: ReferralId,
    /// Which item: `problems.0`.
    pub item: String,
    /// What becomes of it.
    pub into: Standing,
}

impl Command for ReconcileItem {
    type Output = Option<ReportedItemId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Option<ReportedItemId>, Fact>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        cx.require(Action::Record, Kind::ReportedItem)?;
        let document = documents::load(cx.tx, self.referral)?;
        let patient = person_of(cx, &document)?;
        let (kind, sent) = document.content.item(&self.item).ok_or(Refusal::NotFound)?;
        let known = reported::find(cx.tx, patient, self.referral, &self.item)?;
        let reason = match self.into {
            Standing::Taken => "put into the chart",
            Standing::SetAside => "set aside",
            Standing::Undecided => "decision taken back",
        };
        let id = match known {
            Some(known) if known.standing == self.into => return Ok(Done::already(Some(known.id))),
            None if self.into == Standing::Undecided => return Ok(Done::already(None)),
            Some(known) => {
                let next = ReportedItem { standing: self.into, ..known.record.clone() };
                reported::save_next(cx.tx, &next, known.version, &cx.entry(reason))?;
                known.id
            }
            None => {
                let new = decide(cx.new_id(), patient, &document, (kind, sent), self);
                reported::save_new(cx.tx, &new, &cx.entry(reason))?;
                new.id
            }
        };
        Ok(Done::with(Some(id), Fact::ItemReconciled { patient, referral: self.referral }))
    }
}

/// Whose chart a document belongs to: who was admitted out of its inquiry, else who it is about.
pub(super) fn person_of(cx: &Context<'_>, document: &ReferralDocument) -> Result<PatientId, Refusal> {
    if document.awaits_index {
        return Ok(document.patient);
    }
    Ok(inquiry::load(cx.tx, document.inquiry)?.person())
}

fn decide(
    id: ReportedItemId,
    patient: PatientId,
    document: &ReferralDocument,
    (kind, sent): (ReportedKind, &ReferralItem),
    wish: &ReconcileItem,
) -> ReportedItem {
    let words = sent.display.clone().or_else(|| sent.code.clone()).unwrap_or_else(|| "Without a name".to_owned());
    let own = sent.code.clone().map(|code| (sent.system.clone(), code));
    let others = sent.also.iter().map(|(system, code)| (Some(system.clone()), code.clone()));
    let reactions = (!sent.reactions.is_empty()).then(|| format!("reaction: {}", sent.reactions.join(", ")));
    let details = [sent.value.clone(), sent.dose.clone(), reactions, sent.note.clone()];
    let said = |part: &String| !part.trim().is_empty() && *part != words;
    ReportedItem {
        id,
        patient,
        kind,
        codes: own.into_iter().chain(others).collect(),
        details: details.into_iter().flatten().filter(said).collect(),
        low: sent.low.clone(),
        high: sent.high.clone(),
        status: sent.status.clone(),
        is_negated: sent.is_negated,
        source: ReportedSource {
            referral: document.id,
            item: wish.item.clone(),
            place: sent.path.clone(),
            sender: document.content.sender().map(str::to_owned),
            title: document.content.title.clone(),
        },
        standing: wish.into,
        carried_from: None,
        words,
    }
}

/// Carries what was taken from the documents of an inquiry over to somebody known, as whom the person was admitted: the first
/// records stay where they are, in the chain of whoever asked.
pub(crate) fn carry_over(cx: &Context<'_>, from: PatientId, to: PatientId) -> Result<(), Refusal> {
    for known in reported::of_patient(cx.tx, from)? {
        let is_there = reported::find(cx.tx, to, known.source.referral, &known.source.item)?.is_some();
        if known.standing == Standing::Undecided || is_there {
            continue;
        }
        let carried = ReportedItem { id: cx.new_id(), patient: to, carried_from: Some(known.id), ..known.record.clone() };
        reported::save_new(cx.tx, &carried, &cx.entry("carried over to somebody known"))?;
    }
    Ok(())
}

/// Takes what was carried over out of sight again, when it was the chart of somebody else: it stands there as not decided about.
pub(crate) fn take_back(cx: &Context<'_>, from: PatientId, to: PatientId) -> Result<(), Refusal> {
    let own: Vec<ReportedItemId> = reported::of_patient(cx.tx, from)?.iter().map(|one| one.id).collect();
    for carried in reported::of_patient(cx.tx, to)? {
        if carried.carried_from.is_some_and(|first| own.contains(&first)) {
            let next = ReportedItem { standing: Standing::Undecided, ..carried.record.clone() };
            reported::save_next(cx.tx, &next, carried.version, &cx.entry("carried over by mistake"))?;
        }
    }
    Ok(())
}

impl ReferralContent {
    /// Every item that can be decided about, with its key and kind, in the order of work. What is said about substance use stands
    /// among problems and social history already.
    pub fn items(&self) -> impl Iterator<Item = (String, ReportedKind, &ReferralItem)> {
        ReportedKind::ALL.into_iter().flat_map(move |kind| {
            let (name, list) = self.list(kind);
            list.iter().enumerate().map(move |(at, item)| (format!("{name}.{at}"), kind, item))
        })
    }

    /// The item with a key.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<(ReportedKind, &ReferralItem)> {
        let (name, at) = key.split_once('.')?;
        let at: usize = at.parse().ok()?;
        let kind = ReportedKind::ALL.into_iter().find(|kind| self.list(*kind).0 == name)?;
        Some((kind, self.list(kind).1.get(at)?))
    }

    fn list(&self, kind: ReportedKind) -> (&'static str, &[ReferralItem]) {
        match kind {
            ReportedKind::Problem => ("problems", &self.problems),
            ReportedKind::Medication => ("medications", &self.medications),
            ReportedKind::Allergy => ("allergies", &self.allergies),
            ReportedKind::SocialHistory => ("social_history", &self.social_history),
            ReportedKind::Contact => ("contacts", &self.contacts),
            ReportedKind::Encounter => ("encounters", &self.encounters),
            ReportedKind::Result => ("results", &self.results),
            ReportedKind::VitalSign => ("vitals", &self.vitals),
            ReportedKind::Procedure => ("procedures", &self.procedures),
            ReportedKind::Immunization => ("immunizations", &self.immunizations),
            ReportedKind::Other => ("others", &self.others),
        }
    }
}
