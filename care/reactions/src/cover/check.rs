//! One click: asks the payer of a coverage whether the person is insured, whoever the person is.

use access::{Context, Done, Refusal};
use billing::eligibility::{AskEligibility, AskedReceipt, InquiryFile, ReleasedInquiry};
use vocabulary::id::{CoverageId, PatientId};

use super::Who;

/// Asks about one coverage.
#[derive(Clone, Copy, Debug)]
pub struct CheckCover {
    /// About whom.
    pub patient: PatientId,
    /// Which coverage; the one that counts today when nothing is said.
    pub coverage: Option<CoverageId>,
}

impl CheckCover {
    pub(crate) fn release(
        &self,
        cx: &Context<'_>,
        write: &impl Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>>,
    ) -> Result<(Done<AskedReceipt, billing::Fact>, InquiryFile), Refusal> {
        let person = Who::load(cx, self.patient)?.asked();
        let coverage = match self.coverage {
            Some(coverage) => coverage,
            None => billing::coverage::on_day(cx.tx, self.patient, cx.today())?.map(|found| found.id).ok_or_else(no_cover)?,
        };
        AskEligibility { patient: self.patient, coverage, person }.release(cx, write)
    }
}

fn no_cover() -> Refusal {
    let sentence = "No coverage is known for today.";
    Refusal::refused("no_coverage", "OP-40", sentence, "Add the coverage on the card first.")
}
