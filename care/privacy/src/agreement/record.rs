//! Writes down an agreement that both have signed (P2-58).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::AgreementId;

use super::model::{Agreement, Service};
use super::store;
use crate::Fact;

/// An agreement as signed.
#[derive(Clone, Debug, Default)]
pub struct RecordAgreement {
    /// With whom.
    pub vendor: String,
    /// What it covers.
    pub services: Vec<Service>,
    /// Whether they accept being bound by 42 CFR Part 2.
    pub is_qsoa: bool,
    /// Whether it is a business associate agreement.
    pub is_baa: bool,
    /// The day it was signed by both.
    pub signed_on: Option<Date>,
    /// Its last day; nothing when it runs until it is ended.
    pub valid_to: Option<Date>,
    /// Where the signed paper lies.
    pub kept_at: String,
}

impl Command for RecordAgreement {
    type Output = AgreementId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AgreementId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Agreement)?;
        let agreement = self.judged(cx)?;
        let is_same = |known: &Agreement| Agreement { id: agreement.id, ..known.clone() } == agreement;
        if let Some(known) = store::all(cx.tx)?.iter().find(|known| is_same(known)) {
            return Ok(Done::already(known.id));
        }
        cx.tx.append(&agreement, &cx.entry("agreement recorded"))?;
        Ok(Done::with(agreement.id, Fact::DutiesChanged))
    }
}

impl RecordAgreement {
    fn judged(&self, cx: &Context<'_>) -> Result<Agreement, Refusal> {
        let mut problems = Problems::none();
        problems.require("vendor", !self.vendor.trim().is_empty(), "Write with whom.");
        problems.require("services", !self.services.is_empty(), "Choose what it covers.");
        let words = "Choose what it is. A service that sees what people tell us is bound as one of the two, or both.";
        problems.require("kinds", self.is_qsoa || self.is_baa, words);
        problems.require("signed_on", self.signed_on.is_some(), "Write the day on which both had signed.");
        let is_signed = self.signed_on.is_none_or(|day| day <= cx.today());
        problems.require("signed_on", is_signed, "This day is still to come. Record it once both have signed.");
        let in_order = self.signed_on.zip(self.valid_to).is_none_or(|(signed, last)| signed <= last);
        problems.require("valid_to", in_order, "It cannot end before it was signed.");
        problems.finish(self.signed_on.map(|signed_on| Agreement {
            id: cx.new_id(),
            vendor: self.vendor.trim().to_owned(),
            services: self.services.clone(),
            is_qsoa: self.is_qsoa,
            is_baa: self.is_baa,
            signed_on,
            valid_to: self.valid_to,
            kept_at: self.kept_at.trim().to_owned(),
            ended: None,
            document: None,
        }))
    }
}
