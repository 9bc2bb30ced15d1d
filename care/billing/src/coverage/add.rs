//! Records what insurance a person has and what the person allowed to tell it. From that day on every day is counted anew.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::consent::{Expiry, Purpose, Recipient};
use confidential::gate;
use jiff::civil::Date;
use privacy::consent::SignConsent;
use vocabulary::id::{ConsentId, CoverageId, PatientId, PayerId};

use super::{Coverage, SubscriberInput};
use crate::{Fact, payer};

/// Records a coverage.
#[derive(Clone, Debug)]
pub struct AddCoverage {
    /// Whose.
    pub patient: PatientId,
    /// With which payer.
    pub payer: PayerId,
    /// The member id.
    pub member_id: String,
    /// The group number; may be empty.
    pub group_number: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day, when known.
    pub to: Option<Date>,
    /// Who holds the plan, when somebody else does.
    pub subscriber: Option<SubscriberInput>,
}

impl Command for AddCoverage {
    type Output = CoverageId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CoverageId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let payer = payer::payer(cx.tx, self.payer)?;
        let mut problems = Problems::none();
        let member_id = self.member_id.trim().to_uppercase();
        let has_member_id = payer.is_self_pay || (2..=80).contains(&member_id.len());
        problems.require("member_id", has_member_id, "Write the member id as it stands on the card.");
        problems.require("from", self.from.is_some(), "Write the first day as year-month-day.");
        if let (Some(from), Some(to)) = (self.from, self.to) {
            problems.require("to", from <= to, "The last day is before the first.");
        }
        let subscriber = self.subscriber.as_ref().filter(|_| !payer.is_self_pay).and_then(|typed| typed.judge(&mut problems));
        let from = problems.finish(self.from)?;
        let coverage = Coverage {
            id: cx.new_id(),
            patient: self.patient,
            payer: payer.id,
            payer_key: payer.key.clone(),
            member_id,
            group_number: self.group_number.trim().to_uppercase(),
            from,
            to: self.to,
            subscriber,
        };
        cx.tx.append(&coverage, &cx.entry("coverage recorded"))?;
        Ok(Done::with(coverage.id, Fact::CoverageChanged { patient: self.patient, from }))
    }
}

/// Records a signed consent to tell a payer what payment needs (P2-20).
#[derive(Clone, Debug)]
pub struct RecordConsent {
    /// Whose.
    pub patient: PatientId,
    /// To which payer.
    pub payer: PayerId,
    /// The name as signed.
    pub patient_name_as_signed: String,
    /// The day of signature.
    pub signed_on: Option<Date>,
    /// Until when.
    pub expires: Expiry,
    /// The program that may disclose.
    pub discloser: String,
}

impl Command for RecordConsent {
    type Output = ConsentId;
    type Fact = privacy::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, privacy::Fact>, Refusal> {
        payer::payer(cx.tx, self.payer)?;
        SignConsent {
            recipients: vec![Recipient::Payer(self.payer)],
            purposes: vec![Purpose::Payment],
            categories: gate::CLAIM_CATEGORIES.to_vec(),
            expires: self.expires,
            signed_on: self.signed_on,
            ..SignConsent::of(self.patient, &self.patient_name_as_signed, &self.discloser)
        }
        .perform(cx)
    }
}
