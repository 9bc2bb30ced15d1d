//! The whole file: envelope, transactions, and the two ways to write it.

use jiff::civil::DateTime;

use crate::{Claim, Guide, Problem, Usage, check, claim_837, normal};

/// A claim file: one interchange with one functional group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interchange837 {
    /// Who sends to whom, when, under which numbers.
    pub envelope: Envelope,
    /// At least one. Payers ask for at most 5,000 claims in each.
    pub transactions: Vec<Transaction837>,
}

/// Sender or receiver of an interchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradingPartner {
    /// ISA05, ISA07: what kind of id follows; `ZZ` mutually agreed, `30` tax id, `01` D-U-N-S.
    pub qualifier: String,
    /// ISA06, ISA08: at most 15 characters.
    pub interchange_id: String,
    /// GS02, GS03: 2 to 15 characters; often the same.
    pub application_id: String,
}

/// The outer frame (ISA, GS). All times and numbers come from the caller; there is no clock in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Who sends.
    pub sender: TradingPartner,
    /// Who receives.
    pub receiver: TradingPartner,
    /// When the file was made, in the program's local time; seconds are not written.
    pub made_at: DateTime,
    /// ISA13, 1 to 999,999,999, never used twice with this receiver.
    pub control_number: u32,
    /// GS06, 1 to 999,999,999.
    pub group_control_number: u32,
    /// ISA14: whether a TA1 answer is wanted.
    pub acknowledgment_requested: bool,
    /// Trial or real.
    pub usage: Usage,
}

/// One transaction set (ST to SE).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction837 {
    /// ST02, 1 to 999,999,999, one of a kind within the file; written with at least four digits.
    pub control_number: u32,
    /// BHT03: our number of the batch, at most 30 characters.
    pub reference: String,
    /// BHT04, BHT05: when the batch was made, local time; seconds are not written.
    pub made_at: DateTime,
    /// Who submits.
    pub submitter: Submitter,
    /// Who receives: the payer or a clearinghouse.
    pub receiver: Receiver,
    /// At least one.
    pub claims: Vec<Claim>,
}

/// Loop 1000A.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submitter {
    /// Name of the organization.
    pub name: String,
    /// Id agreed with the receiver, 2 to 80 characters.
    pub id: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Ten digits.
    pub contact_phone: String,
    /// E-mail of the contact, if wanted.
    pub contact_email: Option<String>,
}

/// Loop 1000B.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receiver {
    /// Name.
    pub name: String,
    /// Id agreed with the receiver.
    pub id: String,
}

impl Interchange837 {
    /// The bytes of an 837P file (005010X222A1).
    ///
    /// # Errors
    /// Every [`Problem`] at once, in plain sentences. Nothing is written unless everything is in order.
    pub fn write_professional(&self) -> Result<Vec<u8>, Vec<Problem>> {
        Ok(claim_837::bytes(&self.normalized(Guide::Professional)?, Guide::Professional))
    }

    /// The bytes of an 837I file (005010X223A2).
    ///
    /// # Errors
    /// Every [`Problem`] at once, in plain sentences. Nothing is written unless everything is in order.
    pub fn write_institutional(&self) -> Result<Vec<u8>, Vec<Problem>> {
        Ok(claim_837::bytes(&self.normalized(Guide::Institutional)?, Guide::Institutional))
    }

    /// The same file as it will stand on the wire: names and addresses folded and cut, dots and hyphens out of codes. Reading a
    /// written file gives exactly this. The original is never changed.
    ///
    /// # Errors
    /// As [`Interchange837::write_professional`].
    pub fn normalized(&self, guide: Guide) -> Result<Self, Vec<Problem>> {
        let (file, mut problems) = normal::file(self, guide);
        problems.extend(check::file(&file, guide));
        if problems.is_empty() { Ok(file) } else { Err(problem_order(problems)) }
    }
}

/// File first, then claim by claim, in the order found; the same sentence only once.
fn problem_order(problems: Vec<Problem>) -> Vec<Problem> {
    let mut seen = std::collections::HashSet::new();
    let mut ordered: Vec<Problem> = problems.into_iter().filter(|problem| seen.insert(problem.clone())).collect();
    ordered.sort_by_key(|problem| problem.claim.is_some());
    ordered
}
