//! Records what insurance a person has and what the person allowed to tell it. From that day on every day is counted anew.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::Consent;
use confidential::consent::{Category, Expiry, Purpose, Recipient};
use jiff::civil::Date;
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
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        payer::payer(cx.tx, self.payer)?;
        SignConsent {
            patient: self.patient,
            patient_name_as_signed: self.patient_name_as_signed.clone(),
            discloser: self.discloser.clone(),
            recipients: vec![Recipient::Payer(self.payer)],
            purposes: vec![Purpose::Payment],
            categories: vec![Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing],
            expires: self.expires,
            signed_on: self.signed_on,
        }
        .perform(cx)
    }
}

/// Records a signed consent with all that 42 CFR 2.31 asks for (P2-20).
#[derive(Clone, Debug)]
pub struct SignConsent {
    /// Whose.
    pub patient: PatientId,
    /// The name as signed.
    pub patient_name_as_signed: String,
    /// The program that may disclose.
    pub discloser: String,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// Until when.
    pub expires: Expiry,
    /// The day of signature.
    pub signed_on: Option<Date>,
}

impl Command for SignConsent {
    type Output = ConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Consent)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        let name = self.patient_name_as_signed.trim().to_owned();
        problems.require("patient_name_as_signed", !name.is_empty(), "Write the name as it is signed.");
        problems.require("recipients", !self.recipients.is_empty(), "Say who may receive it.");
        problems.require("purposes", !self.purposes.is_empty(), "Say what it is for.");
        problems.require("categories", !self.categories.is_empty(), "Say which information.");
        match self.signed_on {
            None => problems.add("signed_on", "Write the day of signature as year-month-day."),
            Some(day) if day > cx.today() => problems.add("signed_on", "The day of signature is still to come."),
            Some(_) => {}
        }
        let is_tpo = [Purpose::Treatment, Purpose::Payment, Purpose::Operations].iter().all(|p| self.purposes.contains(p));
        let may_last = self.expires != Expiry::None || is_tpo;
        problems.require(
            "expires",
            may_last,
            "Only a consent to treatment, payment and operations together may have no end (P2-20).",
        );
        let signed_on = problems.finish(self.signed_on)?;
        let consent = Consent {
            id: cx.new_id(),
            patient: self.patient,
            patient_name_as_signed: name,
            discloser: self.discloser.clone(),
            recipients: self.recipients.clone(),
            purposes: self.purposes.clone(),
            categories: self.categories.clone(),
            expires: self.expires,
            signed_on,
            revoked_at: None,
            treatment_ended_on: None,
        };
        cx.tx.append(&consent, &cx.entry("consent signed"))?;
        Ok(Done::with(consent.id, Fact::CoverageChanged { patient: self.patient, from: signed_on }))
    }
}

/// Records that a person withdrew a consent; it takes effect at once (P2-27).
#[derive(Clone, Copy, Debug)]
pub struct RevokeConsent {
    /// Which.
    pub consent: ConsentId,
}

impl Command for RevokeConsent {
    type Output = ConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Consent)?;
        let current = cx.tx.load::<Consent>(self.consent)?.ok_or(Refusal::NotFound)?;
        if current.revoked_at.is_some() {
            return Ok(Done::already(self.consent));
        }
        let next = Consent { revoked_at: Some(cx.now), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("consent withdrawn"))?;
        Ok(Done::with(self.consent, Fact::CoverageChanged { patient: next.patient, from: next.signed_on }))
    }
}
