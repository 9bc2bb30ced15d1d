//! Records what a payer answered, while on the phone: number, dates, units, who, next review; or a denial with its deadline.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::{AuthorizationId, PatientId, PayerId};

use super::{Authorization, Denial};
use crate::{Fact, payer};

/// Records an answer.
#[derive(Clone, Debug, Default)]
pub struct RecordAuthorization {
    /// For whom.
    pub patient: Option<PatientId>,
    /// From which payer.
    pub payer: Option<PayerId>,
    /// The payer's number.
    pub number: String,
    /// The code it is for; empty for any.
    pub code: String,
    /// Whether days are counted instead of units.
    pub counts_days: bool,
    /// How many.
    pub approved: Option<i64>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Who at the payer answered.
    pub reviewer: String,
    /// The reference of the call.
    pub call_reference: String,
    /// When the next review is due.
    pub next_review_on: Option<Date>,
    /// The reason, when it was denied.
    pub denial_reason: Option<String>,
    /// Until when an appeal may be made.
    pub appeal_by: Option<Date>,
}

impl Command for RecordAuthorization {
    type Output = AuthorizationId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuthorizationId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Authorization)?;
        let authorization = decide(self, cx.new_id())?;
        episode::patient::load(cx.tx, authorization.patient)?;
        payer::payer(cx.tx, authorization.payer)?;
        cx.tx.append(&authorization, &cx.entry("payer's answer recorded"))?;
        let fact = Fact::CoverageChanged { patient: authorization.patient, from: authorization.from };
        Ok(Done::with(authorization.id, fact))
    }
}

fn decide(wish: &RecordAuthorization, id: AuthorizationId) -> Result<Authorization, Refusal> {
    let mut problems = Problems::none();
    let is_denial = wish.denial_reason.is_some();
    problems.require("patient", wish.patient.is_some(), "Choose the person.");
    problems.require("payer", wish.payer.is_some(), "Choose the payer.");
    problems.require("from", wish.from.is_some(), "Write the first day as year-month-day.");
    problems.require("to", wish.to.is_some(), "Write the last day as year-month-day.");
    if let (Some(from), Some(to)) = (wish.from, wish.to) {
        problems.require("to", from <= to, "The last day is before the first.");
    }
    let number = wish.number.trim().to_uppercase();
    problems.require("number", is_denial || (1..=50).contains(&number.len()), "Write the payer's number.");
    let approved = if is_denial { Some(0) } else { wish.approved.filter(|count| *count > 0) };
    problems.require("approved", approved.is_some(), "Write how many units or days were approved.");
    let whole = || {
        Some(Authorization {
            id,
            patient: wish.patient?,
            payer: wish.payer?,
            number,
            code: Some(wish.code.trim().to_uppercase()).filter(|code| !code.is_empty()),
            counts_days: wish.counts_days,
            approved: approved?,
            from: wish.from?,
            to: wish.to?,
            reviewer: wish.reviewer.trim().to_owned(),
            call_reference: wish.call_reference.trim().to_owned(),
            next_review_on: wish.next_review_on,
            denial: wish
                .denial_reason
                .as_ref()
                .map(|reason| Denial { reason: reason.trim().to_owned(), appeal_by: wish.appeal_by }),
        })
    };
    problems.finish(whole())
}
