//! The biller's page: what is ready, what is held and who can fix it, what went out.

use std::collections::BTreeMap;

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use policy::Kind;
use vocabulary::id::{PatientId, ServiceDayId};
use vocabulary::{Cents, PersonName};

use super::{ClaimBatch, store};
use crate::charge;
use crate::rule::ClaimForm;
use crate::service_day;

/// Opens the worklist for a range of service days.
#[derive(Clone, Copy, Debug)]
pub struct OpenClaimsWorklist {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The worklist.
#[derive(Clone, Debug, Default)]
pub struct ClaimsWorklist {
    /// What may go out, by form.
    pub ready: Vec<ReadyForm>,
    /// What is held, by cause, most days first.
    pub held: Vec<HeldCause>,
    /// Days on claims that came out differently since.
    pub outdated: i64,
    /// The newest batches.
    pub sent: Vec<ClaimBatch>,
}

/// Ready charges of one form.
#[derive(Clone, Debug)]
pub struct ReadyForm {
    /// The form.
    pub form: ClaimForm,
    /// The lines.
    pub lines: Vec<ReadyLine>,
    /// Their sum.
    pub total: Cents,
}

/// A ready charge.
#[derive(Clone, Debug)]
pub struct ReadyLine {
    /// Whose.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The local day.
    pub day: Date,
    /// The payer's key.
    pub payer_key: String,
    /// The code.
    pub code: String,
    /// Minutes behind it.
    pub minutes: i64,
    /// The authorization number.
    pub authorization_number: Option<String>,
    /// The amount.
    pub amount: Cents,
    /// Whether it goes beyond its authorization by the payer's leave.
    pub is_at_risk: bool,
}

/// Days held for one cause.
#[derive(Clone, Debug)]
pub struct HeldCause {
    /// The stable key.
    pub cause: String,
    /// Who can resolve it.
    pub owner: String,
    /// The days.
    pub days: Vec<HeldDay>,
}

/// A held day.
#[derive(Clone, Debug)]
pub struct HeldDay {
    /// Which.
    pub id: ServiceDayId,
    /// Whose.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The local day.
    pub day: Date,
    /// Why, in one sentence.
    pub sentence: String,
    /// On which screen it is fixed.
    pub screen: String,
    /// In which field.
    pub field: String,
}

impl Query for OpenClaimsWorklist {
    type View = ClaimsWorklist;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ClaimsWorklist>, Refusal> {
        let ready = charge::ready_between(cx.tx, self.from, self.to)?;
        let held = service_day::held_between(cx.tx, self.from, self.to)?;
        let mut ids: Vec<PatientId> = ready.iter().map(|c| c.patient).chain(held.iter().map(|d| d.patient)).collect();
        ids.sort();
        ids.dedup();
        let names: BTreeMap<PatientId, PersonName> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|p| (p.id, p.name())).collect();
        let name = |id: PatientId| names.get(&id).cloned().unwrap_or_default();
        let view = ClaimsWorklist {
            ready: forms(&ready.into_iter().map(|c| c.record).collect::<Vec<_>>(), &name),
            held: causes(held.into_iter().map(|d| d.record), &name),
            outdated: i64::try_from(charge::outdated(cx.tx)?.len()).unwrap_or(0),
            sent: store::all_batches(cx.tx, 20)?.into_iter().map(|batch| batch.record).collect(),
        };
        Ok(Guarded::several(Kind::Claim, view))
    }
}

fn forms(charges: &[charge::Charge], name: &dyn Fn(PatientId) -> PersonName) -> Vec<ReadyForm> {
    let line = |charge: &charge::Charge| ReadyLine {
        patient: charge.patient,
        name: name(charge.patient),
        day: charge.day,
        payer_key: charge.payer_key.clone(),
        code: charge.line.code.clone(),
        minutes: charge.line.minutes,
        authorization_number: charge.line.authorization_number.clone(),
        amount: charge.amount(),
        is_at_risk: charge.line.is_at_risk,
    };
    [ClaimForm::Institutional, ClaimForm::Professional]
        .into_iter()
        .map(|form| {
            let of_form = || charges.iter().filter(move |charge| charge.line.claim_form == form);
            ReadyForm { form, total: of_form().map(charge::Charge::amount).sum(), lines: of_form().map(line).collect() }
        })
        .filter(|form| !form.lines.is_empty())
        .collect()
}

fn causes(days: impl Iterator<Item = service_day::ServiceDay>, name: &dyn Fn(PatientId) -> PersonName) -> Vec<HeldCause> {
    let mut all: BTreeMap<(String, String), Vec<HeldDay>> = BTreeMap::new();
    for day in days {
        for hold in &day.holds {
            all.entry((hold.cause.clone(), hold.owner.clone())).or_default().push(HeldDay {
                id: day.id,
                patient: day.patient,
                name: name(day.patient),
                day: day.day,
                sentence: hold.sentence.clone(),
                screen: hold.screen.clone(),
                field: hold.field.clone(),
            });
        }
    }
    let mut causes: Vec<HeldCause> = all.into_iter().map(|((cause, owner), days)| HeldCause { cause, owner, days }).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.days.len()));
    causes
}
