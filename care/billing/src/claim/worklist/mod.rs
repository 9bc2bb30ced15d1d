//! The biller's page: what is ready, what is held and who can fix it, what went out.

mod held;
mod ready;

use std::collections::BTreeMap;

use access::{Context, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use policy::Kind;
use vocabulary::id::{GroupSessionId, PatientId, ServiceDayId};
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
    /// What is held, by cause, most days first. A day with two causes stands under both.
    pub held: Vec<HeldCause>,
    /// How many days are held, each counted once.
    pub held_days: i64,
    /// What they would bring, each counted once, as far as the payers' daily charges say.
    pub held_expected: Cents,
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
    /// The payer's name.
    pub payer_name: String,
    /// The code.
    pub code: String,
    /// Units.
    pub units: i64,
    /// Minutes behind it.
    pub minutes: i64,
    /// How many signed notes prove it.
    pub signed_notes: usize,
    /// The authorization number.
    pub authorization_number: Option<String>,
    /// Of that authorization: units used and units approved.
    pub authorization_used: Option<(i64, i64)>,
    /// The amount.
    pub amount: Cents,
    /// Whether it goes beyond its authorization by the payer's leave.
    pub is_at_risk: bool,
    /// Last day the claim may arrive.
    pub file_by: Date,
}

/// Days held for one cause.
#[derive(Clone, Debug)]
pub struct HeldCause {
    /// The stable key.
    pub cause: String,
    /// Which role can resolve it.
    pub owner: String,
    /// The people it waits for, by name with the number of days; empty where only the role is known.
    pub waits_for: Vec<(String, i64)>,
    /// The days.
    pub days: Vec<HeldDay>,
    /// What they would bring.
    pub expected: Cents,
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
    /// Minutes credited.
    pub minutes: i64,
    /// On which screen it is fixed.
    pub screen: String,
    /// In which field.
    pub field: String,
    /// The session it is about, where it is about one.
    pub session: Option<GroupSessionId>,
    /// What the day would bring, where the payer has a daily charge.
    pub expected: Option<Cents>,
}

impl Query for OpenClaimsWorklist {
    type View = ClaimsWorklist;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ClaimsWorklist>, Refusal> {
        let charges = charge::ready_between(cx.tx, self.from, self.to)?;
        let days = service_day::held_between(cx.tx, self.from, self.to)?;
        let mut ids: Vec<PatientId> = charges.iter().map(|c| c.patient).chain(days.iter().map(|d| d.patient)).collect();
        ids.sort();
        ids.dedup();
        let names: BTreeMap<PatientId, PersonName> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|p| (p.id, p.name())).collect();
        let name = |id: PatientId| names.get(&id).cloned().unwrap_or_default();
        let held = held::held(cx, days.into_iter().map(|day| day.record).collect(), &name)?;
        let view = ClaimsWorklist {
            ready: ready::forms(cx, charges.into_iter().map(|charge| charge.record).collect(), &name)?,
            held: held.causes,
            held_days: held.days,
            held_expected: held.expected,
            outdated: i64::try_from(charge::outdated(cx.tx)?.len()).unwrap_or(0),
            sent: store::all_batches(cx.tx, 20)?.into_iter().map(|batch| batch.record).collect(),
        };
        Ok(Guarded::several(Kind::Claim, view))
    }
}
