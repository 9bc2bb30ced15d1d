//! Where an institutional claim stands in the series of one course of care with one payer (OP-31). The file's frequency digit and
//! patient status follow from it; a professional claim stands alone.

use access::{Context, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{PatientId, PayerId};

use super::{Claim, store};
use crate::rule::ClaimForm;
use crate::{charge, service_day};

/// The place of a claim in its series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// From admission through discharge, or a claim that knows no series.
    #[default]
    Whole,
    /// The first; the person is still in care.
    First,
    /// A later one; the person is still in care.
    Continuing,
    /// The last after others; the person has left.
    Last,
}

/// What a claim about to be built is compared by.
pub(super) struct About {
    pub(super) patient: PatientId,
    pub(super) payer: PayerId,
    pub(super) payer_key: String,
    pub(super) admitted_on: Date,
    pub(super) discharged_on: Option<Date>,
    pub(super) to: Date,
}

/// The place of the next institutional claim about this person to this payer.
pub(super) fn place(cx: &Context<'_>, about: &About) -> Result<Series, Refusal> {
    let is_earlier = |claim: &Claim| {
        claim.payer == about.payer
            && claim.content.form == ClaimForm::Institutional
            && claim.content.admitted_on == about.admitted_on
    };
    let has_earlier = store::of_patient(cx.tx, about.patient)?.iter().any(|claim| is_earlier(claim));
    Ok(decide(has_earlier, about.discharged_on.is_some() && !has_more(cx, about)?))
}

fn decide(has_earlier: bool, is_over: bool) -> Series {
    match (has_earlier, is_over) {
        (false, true) => Series::Whole,
        (false, false) => Series::First,
        (true, false) => Series::Continuing,
        (true, true) => Series::Last,
    }
}

/// Whether days after this claim are still to be billed to the same payer.
fn has_more(cx: &Context<'_>, about: &About) -> Result<bool, Refusal> {
    let after = vocabulary::day::next_day(about.to);
    let ready = charge::ready_between(cx.tx, after, cx.today())?;
    let is_ready = ready.iter().any(|one| one.patient == about.patient && one.payer_key == about.payer_key);
    let held = service_day::held_between(cx.tx, after, cx.today())?;
    Ok(is_ready || held.iter().any(|day| day.patient == about.patient))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn op_31_a_series_has_a_first_later_ones_and_a_last() {
        let cases = [
            (false, true, Series::Whole),
            (false, false, Series::First),
            (true, false, Series::Continuing),
            (true, true, Series::Last),
        ];
        for (has_earlier, is_over, place) in cases {
            assert_eq!(decide(has_earlier, is_over), place);
        }
    }
}
