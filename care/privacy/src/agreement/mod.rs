//! With whom the program has agreements (P2-10, P2-58): whoever helps run it and sees what people tell it is bound in writing first, as a
//! qualified service organization, as a business associate, or both. Without one that holds today nothing is handed to them (P2-A19).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | recorded as signed | holds from the day it was signed to its last day | compliance officer |
//! | recorded | the signed paper added as a file | the same, with its document | compliance officer |
//! | holds, over | renewed | a new version with its own days; its document is still to be added | compliance officer |
//! | holds | ended | ended from that day on | compliance officer |

pub mod model;
pub use model::{Agreement, AgreementState, Document, End, Service};

// what is done with one
mod record;
pub use record::RecordAgreement;

mod keep_document;
pub use keep_document::KeepAgreementDocument;

mod renew;
pub use renew::RenewAgreement;

mod end;
pub use end::EndAgreement;

// what rests on it
mod require;
pub use require::{covering, missing, require};

// what is seen
mod list;
pub use list::{AgreementLine, Agreements, ListAgreements};

mod read;
pub use read::{AgreementFile, AgreementOf, AgreementVersion, AgreementView};

mod store;
pub use store::load;

#[cfg(test)]
mod tests;
