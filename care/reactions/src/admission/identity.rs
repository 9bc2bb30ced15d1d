//! Confirms who somebody is: from here on there is a chart, under the id they asked under (P2-04, MA-16), so that coverage can be
//! taken and papers can be filled before the first day.

use access::{Action, Command, Context, Done, Kind, Refusal};
use episode::patient::{PatientInput, RegisterPatient};
use intake::inquiry;
use vocabulary::id::{InquiryId, PatientId};

/// Confirms who somebody is.
#[derive(Clone, Debug)]
pub struct ConfirmIdentity {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Who.
    pub input: PatientInput,
}

impl Command for ConfirmIdentity {
    type Output = PatientId;
    type Fact = episode::Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, episode::Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        if cx.tx.load::<episode::Patient>(inquiry.patient)?.is_some() {
            return Ok(Done::already(inquiry.patient));
        }
        RegisterPatient { id: Some(inquiry.patient), input: self.input.clone() }.perform(cx)
    }
}
