//! The list of questions to payers that wait: for somebody to look at what changed, or for an answer. Oldest first.

use access::{Action, Context, Kind, Refusal};
use billing::eligibility::{self, EligibilityCheck};
use confidential::{Guarded, Query};

use super::Who;

/// Lists what waits.
#[derive(Clone, Copy, Debug)]
pub struct ListCover;

/// One question that waits.
#[derive(Clone, Debug)]
pub struct CoverLine {
    /// The question.
    pub check: EligibilityCheck,
    /// About whom.
    pub who: Who,
}

impl Query for ListCover {
    type View = Vec<CoverLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<CoverLine>>, Refusal> {
        cx.require(Action::View, Kind::Coverage)?;
        let lines: Result<Vec<CoverLine>, Refusal> = eligibility::open_checks(cx.tx)?
            .into_iter()
            .map(|stored| Ok(CoverLine { who: Who::load(cx, stored.patient)?, check: stored.record }))
            .collect();
        Ok(Guarded::several(Kind::Coverage, lines?))
    }
}
