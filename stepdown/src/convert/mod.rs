//! From one edge's plain data to the core's and back, because an edge never uses another edge: a document that was read becomes
//! the content of a referral, claims that passed the gate become a claim file.

pub mod claim;
pub mod referral;

use std::sync::Arc;

pub use claim::{Clearinghouse, Submission};

/// What the pages get: how documents are read and claim files written in this installation.
#[must_use]
pub fn wiring(submission: Submission, metrics_token: Option<String>) -> web::Wiring {
    web::Wiring {
        read_referral: Arc::new(referral::read),
        has_clearinghouse: submission.clearinghouse.is_some(),
        write_claims: Arc::new(move |batch| claim::write(batch, &submission)),
        metrics_token,
    }
}
