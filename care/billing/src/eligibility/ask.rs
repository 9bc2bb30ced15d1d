//! Asks a payer whether somebody is insured. The question says who the person is and that they ask for treatment of substance use, so it
//! is a disclosure for payment: it passes the gate (P2-20, P2-40), a restriction holds it (P2-50), and it leaves an accounting row
//! (P2-49). It is kept whole, as it was sent, in the same transaction.

use access::command::Receipt;
use access::{Action, Context, Done, Kind, Refusal};
use confidential::consent::Category;
use confidential::gate::{self, ToPayerRequest};
use confidential::{Guarded, Released, ToPayer};
use jiff::civil::{Date, DateTime};
use schedule::program::Program;
use vocabulary::PersonName;
use vocabulary::id::{CoverageId, EligibilityCheckId, PatientId};

use super::{EligibilityCheck, SERVICE_TYPES, store as checks};
use crate::coverage::{Coverage, Subscriber};
use crate::{Fact, payer};

/// What a question tells a payer: who the person is, and for what they ask.
pub const ASKED_CATEGORIES: [Category; 2] = [Category::IdentityAndAttendance, Category::Billing];

/// Asks about one coverage of one person.
#[derive(Clone, Debug)]
pub struct AskEligibility {
    /// About whom.
    pub patient: PatientId,
    /// About which coverage.
    pub coverage: CoverageId,
    /// Who the person is: from the chart, or from the inquiry of somebody who is not admitted yet.
    pub person: AskedPerson,
}

/// Who a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPerson {
    /// The name as the payer has it.
    pub name: PersonName,
    /// Birth date, when it is known.
    pub birth_date: Option<Date>,
    /// `F`, `M` or `U`.
    pub sex: String,
}

/// What a question says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InquiryContent {
    /// Our number on the wire.
    pub trace: String,
    /// The running number.
    pub number: i64,
    /// The payer's name.
    pub payer_name: String,
    /// The payer's id in files.
    pub payer_electronic_id: String,
    /// Who it is about.
    pub person: AskedPerson,
    /// The member id.
    pub member_id: String,
    /// The group number; may be empty.
    pub group_number: String,
    /// Who holds the plan, when somebody else does.
    pub subscriber: Option<Subscriber>,
    /// For which day.
    pub service_on: Date,
    /// For which kinds of service.
    pub service_types: Vec<String>,
    /// When it was asked, local time.
    pub asked_at: DateTime,
}

/// A question that passed the gate, for the file.
pub struct ReleasedInquiry {
    /// The question.
    pub inquiry: Released<InquiryContent, ToPayer>,
    /// The program that asks.
    pub program: Program,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedReceipt {
    /// The check.
    pub check: EligibilityCheckId,
    /// Its running number; files are named by it.
    pub number: i64,
}

impl Receipt for AskedReceipt {}

/// A question as it leaves, made of what was released to the payer.
pub type InquiryFile = Released<Vec<u8>, ToPayer>;

impl AskEligibility {
    /// Releases the question, makes the file of it, keeps it and records the check; all of it or nothing.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when no consent covers it or the person pays alone; [`Refusal::Invalid`] with every reason why the file
    /// cannot be written.
    pub fn release(
        &self,
        cx: &Context<'_>,
        write: impl Fn(&ReleasedInquiry) -> Result<Vec<u8>, Vec<String>>,
    ) -> Result<(Done<AskedReceipt, Fact>, InquiryFile), Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        let coverage = cx.tx.load::<Coverage>(self.coverage)?.ok_or(Refusal::NotFound)?.record;
        if coverage.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        let payer = payer::payer(cx.tx, coverage.payer)?.record;
        if payer.is_self_pay {
            let sentence = "The person pays alone; there is no payer to ask.";
            return Err(Refusal::refused("nobody_to_ask", "OP-A17", sentence, "Add the coverage on the card first."));
        }
        let number = checks::next_number(cx.tx)?;
        let content = content(cx, self, &coverage, &payer, number);
        let description = format!("eligibility question {}: whether insured on {}", content.trace, content.service_on);
        let request = ToPayerRequest {
            payer: payer.id,
            payer_name: &payer.name,
            description: &description,
            channel: "eligibility inquiry",
            categories: &ASKED_CATEGORIES,
        };
        let inquiry = gate::to_payer(cx, Guarded::chart(self.patient, Kind::Coverage, content.clone()), request)?;
        let program = schedule::program::all_programs(cx.tx)?.into_iter().next().ok_or(Refusal::NotFound)?.record;
        let released = ReleasedInquiry { inquiry, program };
        let bytes = write(&released).map_err(|sentences| {
            let problem = |sentence: String| access::Problem { field: "coverage".to_owned(), sentence };
            Refusal::Invalid(sentences.into_iter().map(problem).collect())
        })?;
        let check = EligibilityCheck {
            id: cx.new_id(),
            patient: self.patient,
            payer: payer.id,
            payer_name: payer.name.clone(),
            coverage: coverage.id,
            number,
            trace: content.trace,
            service_on: content.service_on,
            service_types: content.service_types,
            member_id: content.member_id,
            asked_at: cx.now,
            request_sha256: cx.tx.keep_original(&bytes, "application/edi-x12", cx.now)?,
            answer: None,
            seen: None,
        };
        cx.tx.append(&check, &cx.entry("eligibility asked"))?;
        let receipt = AskedReceipt { check: check.id, number };
        Ok((
            Done::with(receipt, Fact::EligibilityAsked { patient: self.patient, check: check.id }),
            released.inquiry.map(|_| bytes),
        ))
    }
}

fn content(cx: &Context<'_>, wish: &AskEligibility, coverage: &Coverage, payer: &payer::Payer, number: i64) -> InquiryContent {
    InquiryContent {
        trace: format!("SDE{number:07}"),
        number,
        payer_name: payer.name.clone(),
        payer_electronic_id: payer.electronic_id.clone(),
        person: wish.person.clone(),
        member_id: coverage.member_id.clone(),
        group_number: coverage.group_number.clone(),
        subscriber: coverage.subscriber.clone(),
        service_on: cx.today(),
        service_types: SERVICE_TYPES.map(str::to_owned).to_vec(),
        asked_at: cx.zone.local(cx.now),
    }
}
