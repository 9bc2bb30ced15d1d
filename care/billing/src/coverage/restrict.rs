//! A person pays for themself in full and asks that a payer learns nothing; the program must agree (42 CFR 2.26; P2-50). From then on
//! the gate lets nothing pass to that payer, and held claims say why.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::PayerRestriction;
use vocabulary::id::{PatientId, PayerId, PayerRestrictionId};

use crate::{Fact, payer};

/// Records the wish.
#[derive(Clone, Copy, Debug)]
pub struct RestrictPayer {
    /// Whose.
    pub patient: PatientId,
    /// Which payer learns nothing.
    pub payer: PayerId,
}

impl Command for RestrictPayer {
    type Output = PayerRestrictionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PayerRestrictionId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Consent)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        if payer::payer(cx.tx, self.payer)?.is_self_pay {
            return Err(Refusal::invalid("payer", "Choose the payer that learns nothing."));
        }
        let standing = confidential::read::restrictions(cx, self.patient)?;
        if let Some(known) = standing.iter().find(|one| one.payer == self.payer && one.lifted_at.is_none()) {
            return Ok(Done::already(known.id));
        }
        let restriction = PayerRestriction { id: cx.new_id(), patient: self.patient, payer: self.payer, lifted_at: None };
        cx.tx.append(&restriction, &cx.entry("payer restricted"))?;
        Ok(Done::with(restriction.id, Fact::CoverageChanged { patient: self.patient, from: cx.today() }))
    }
}

/// Records that the person lifted it.
#[derive(Clone, Copy, Debug)]
pub struct LiftRestriction {
    /// Which.
    pub restriction: PayerRestrictionId,
    /// Whose, as the address says: under anybody else's it is not there.
    pub patient: PatientId,
}

impl Command for LiftRestriction {
    type Output = PayerRestrictionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PayerRestrictionId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Consent)?;
        let current = cx
            .tx
            .load::<PayerRestriction>(self.restriction)?
            .filter(|one| one.patient == self.patient)
            .ok_or(Refusal::NotFound)?;
        if current.lifted_at.is_some() {
            return Ok(Done::already(self.restriction));
        }
        let next = PayerRestriction { lifted_at: Some(cx.now), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("restriction lifted"))?;
        Ok(Done::with(self.restriction, Fact::CoverageChanged { patient: next.patient, from: cx.today() }))
    }
}
