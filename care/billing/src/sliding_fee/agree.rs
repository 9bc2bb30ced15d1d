//! Agrees a sliding fee with somebody who pays alone: household, income, whether a proof was seen. It holds for a year.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::id::{PatientId, SlidingFeeId};

use super::{SlidingFee, scales};
use crate::Fact;

/// Agrees a sliding fee.
#[derive(Clone, Copy, Debug)]
pub struct AgreeSlidingFee {
    /// With whom.
    pub patient: PatientId,
    /// People in the household, the person included.
    pub household: Option<i64>,
    /// Income of the household in a year, in cents.
    pub annual_income_cents: Option<i64>,
    /// Whether a proof was seen.
    pub has_proof: bool,
    /// First day.
    pub from: Option<Date>,
}

impl Command for AgreeSlidingFee {
    type Output = SlidingFeeId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SlidingFeeId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        let household = self.household.filter(|people| (1..=50).contains(people));
        problems.require("household", household.is_some(), "Write how many people live in the household, the person included.");
        let income = self.annual_income_cents.filter(|cents| (0..=100_000_000_000).contains(cents));
        problems.require("income", income.is_some(), "Write the income of a year, like 18200 or 18200.50; 0 when there is none.");
        problems.require("from", self.from.is_some(), "Write the first day as year-month-day.");
        let (household, income, from) = problems.finish(household.zip(income).zip(self.from).map(|((a, b), c)| (a, b, c)))?;
        let share = scales().share(from, household, income).ok_or_else(|| {
            let sentence = "There is no sliding fee for that day.";
            Refusal::refused("no_fee_scale", "sliding fee", sentence, "Choose a later day, or add the scale of that time.")
        })?;
        let to = from.checked_add(1.year()).and_then(Date::yesterday).unwrap_or(from);
        let fee = SlidingFee {
            id: cx.new_id(),
            patient: self.patient,
            household,
            annual_income_cents: income,
            has_proof: self.has_proof,
            from,
            to,
            share,
        };
        cx.tx.append(&fee, &cx.entry("sliding fee agreed"))?;
        Ok(Done::with(fee.id, Fact::SlidingFeeAgreed { patient: self.patient }))
    }
}
