//! From an inquiry to an episode: the gates, the papers, the link to the person's phone, and the act of admission. What each gate
//! rests on is read here, because it lies in several chapters; whether it is met is decided in `intake::admission::gate`.

mod facts;
pub(crate) use facts::people;

pub mod view;
pub use view::{AdmissionGates, AdmissionView, GateRow, LinkLine};

pub mod issue;
pub use issue::IssueAdmissionPapers;

pub mod send;
pub use send::{LinkLetter, SendAdmissionLink, TEMPLATE};

pub mod admit;
pub use admit::AdmitThroughGates;
