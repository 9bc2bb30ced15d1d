//! A paper: words somebody is given to read, filled from what is known, and signed, acknowledged or declined. What is signed is the
//! exact file: its bytes are kept whole, the signature names their SHA-256, and reading it years later gives the same bytes.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | given | open | intake, clinicians |
//! | open | signed by everybody who must | signed; a consent in it is in force from now on | the person; staff beside them |
//! | open | declined | declined, with the words (P2-22) | the person; staff for them |
//! | open | taken back | withdrawn, with a reason | intake, clinicians |

mod language;
pub use language::{Language, Review};

pub mod plain;

mod words;
pub use words::{Block, Words};

mod terms;
pub use terms::{ConsentTerms, check as check_terms};

mod template;
pub use template::{Act, Template, When, template, templates};

pub use confidential::signer::{Capacity, SignerBasis};

mod model;
pub use model::{ConsentToRecord, Outcome, Paper, PaperState, Signature, SignedHow, Where};

pub mod press;
pub use press::{Press, PressSheet, Window};

pub mod issue;
pub use issue::{IssuePapers, Known};

pub mod offer;
pub use offer::{BUILT_CONSENT, OfferConsent};

pub mod sign;
pub use sign::{Mark, SignPaper};

pub mod decline;
pub use decline::{DeclinePaper, WithdrawPaper};

pub mod view;
pub use view::{PaperFile, PaperFileView, PaperLine, PapersOf, ReadPaper};

mod store;
pub use store::{load, of_patient};

#[cfg(test)]
mod notice_tests;
#[cfg(test)]
mod tests;
