//! What the program hands to its pages, because an edge never uses another edge: how a document is read, how a claim file is
//! written, and the word that opens the figures to a collector on another machine.

use std::sync::Arc;

use billing::claim::release::ReleasedBatch;
use intake::referral::ReferralContent;

/// Reads the bytes of one document from another provider; refuses with a stable code and a sentence with its remedy.
pub type ReadReferral = Arc<dyn Fn(&[u8]) -> Result<ReferralContent, (&'static str, String)> + Send + Sync>;

/// Writes the claims that passed the gate as one file; refuses with every reason as a sentence, and then nothing has left.
pub type WriteClaims = Arc<dyn Fn(&ReleasedBatch) -> Result<Vec<u8>, Vec<String>> + Send + Sync>;

/// What the program hands to its pages.
#[derive(Clone)]
pub struct Wiring {
    /// Reads documents.
    pub read_referral: ReadReferral,
    /// Writes claim files.
    pub write_claims: WriteClaims,
    /// Whether one file may hold claims to several payers; without a clearinghouse each payer has a file of its own.
    pub has_clearinghouse: bool,
    /// Opens `/metrics` to whoever sends it as a bearer token; without one only this machine may ask.
    pub metrics_token: Option<String>,
}

impl Wiring {
    /// For an installation, or a test, that reads no documents and writes no claim files: both are refused in words.
    #[must_use]
    pub fn none() -> Self {
        Self {
            read_referral: Arc::new(|_| {
                let words = "This installation does not read documents. Enter the inquiry by hand.";
                Err(("not_installed", words.to_owned()))
            }),
            write_claims: Arc::new(|_| Err(vec!["This installation does not write claim files.".to_owned()])),
            has_clearinghouse: false,
            metrics_token: None,
        }
    }
}

impl std::fmt::Debug for Wiring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Wiring(..)")
    }
}
