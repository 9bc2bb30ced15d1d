//! X12 005010 claim and eligibility files: written, read back, never guessed.
//!
//! The way in is [`Interchange837`]: plain wire twins with no knowledge of care. The caller converts released claims into
//! [`Claim`]s and asks for bytes:
//!
//! ```
//! # use x12::*;
//! # fn example(file: Interchange837) {
//! match file.write_professional() {
//!     Ok(bytes) => { /* hand the file to the biller */ }
//!     Err(problems) => {
//!         for problem in problems {
//!             let sentence = problem.to_string(); // names the claim by its control number, never the person
//!         }
//!     }
//! }
//! # }
//! ```
//!
//! [`read`] turns any X12 interchange into segments, [`read_837`] turns a claim file back into the twins it was written from.
//! [`Interchange270`] asks a payer whether somebody is insured; [`read_271`] reads what it answers. Nothing here reads a clock, a file
//! or a socket. Rules: OP-30, OP-31, OP-40 to OP-49; guides 005010X222A1, 005010X223A2 and 005010X279A1.

// the plain form: segments and what holds them
mod segment;

mod reader;

// what a claim file says
mod code;

mod party;

mod claim;

mod interchange;

// what an eligibility inquiry and its answer say
mod eligibility;

mod benefit;

// from the twins to bytes
mod npi;

mod fold;

mod problem;

mod normal;

mod check;

mod wire;

mod claim_837;

mod claim_837i;

mod claim_837p;

mod write_270;

mod write_271;

// from bytes to the twins
mod part;

mod read_837;

mod read_claim;

mod level;

mod read_270;

mod read_271;

pub use benefit::{
    Answering, Benefit, Dated, EligibilityAnswer, Insured, Interchange271, Kept, Limit, Reference, Rejection, Related,
    Transaction271,
};
pub use claim::{Claim, Form, Institutional, Professional, ServiceLine};
pub use code::{
    Assignment, BenefitsAssigned, Frequency, Gender, Guide, PayerSequence, Relationship, ReleaseOfInformation, Usage,
};
pub use eligibility::{ELIGIBILITY_GUIDE, EligibilityInquiry, Interchange270, Member, Named, Trace, Transaction270};
pub use fold::{FoldProblem, address_line, organization, person};
pub use interchange::{Envelope, Interchange837, Receiver, Submitter, TradingPartner, Transaction837};
pub use npi::is_npi;
pub use party::{
    Address, BillingProvider, Demographics, Dependent, Patient, Payer, PersonName, Practitioner, ServiceFacility, Subscriber,
};
pub use problem::Problem;
pub use read_270::{Reading270, read_270};
pub use read_271::{Reading271, read_271};
pub use read_837::{Claims837, Reading837, read_837};
pub use reader::{Group, Interchange, Limits, ReadProblem, Reading, Transaction, read};
pub use segment::{Delimiters, Segment};
