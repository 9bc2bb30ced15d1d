//! X12 005010 claim files: written, read back, never guessed.
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
//! Nothing here reads a clock, a file or a socket. Rules: OP-30, OP-31, OP-40 to OP-49; guides 005010X222A1 and 005010X223A2.

// the plain form: segments and what holds them
mod segment;

mod reader;

// what a claim file says
mod code;

mod party;

mod claim;

mod interchange;

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

// from bytes to the twins
mod part;

mod read_837;

mod read_claim;

pub use claim::{Claim, Form, Institutional, Professional, ServiceLine};
pub use code::{
    Assignment, BenefitsAssigned, Frequency, Gender, Guide, PayerSequence, Relationship, ReleaseOfInformation, Usage,
};
pub use fold::{FoldProblem, address_line, organization, person};
pub use interchange::{Envelope, Interchange837, Receiver, Submitter, TradingPartner, Transaction837};
pub use npi::is_npi;
pub use party::{
    Address, BillingProvider, Demographics, Dependent, Patient, Payer, PersonName, Practitioner, ServiceFacility, Subscriber,
};
pub use problem::Problem;
pub use read_837::{Claims837, Reading837, read_837};
pub use reader::{Group, Interchange, Limits, ReadProblem, Reading, Transaction, read};
pub use segment::{Delimiters, Segment};
