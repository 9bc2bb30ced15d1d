//! Adds the signed paper of an agreement as a file: its exact bytes, kept whole under their hash (P2-58). A better scan is a new version; the
//! file of before stays with the version it came with.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::AgreementId;

use super::model::{Agreement, Document};
use super::store;
use crate::Fact;

/// A signed paper is at most so large, in bytes.
const MOST_BYTES: usize = 12 << 20;

/// The signed paper as a file.
#[derive(Clone)]
pub struct KeepAgreementDocument {
    /// Of which agreement.
    pub agreement: AgreementId,
    /// The file as sent: a PDF.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for KeepAgreementDocument {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeepAgreementDocument({}, {} bytes)", self.agreement, self.bytes.len())
    }
}

impl Command for KeepAgreementDocument {
    type Output = AgreementId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AgreementId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Agreement)?;
        let current = store::load(cx.tx, self.agreement)?;
        if self.bytes.len() > MOST_BYTES {
            return Err(Refusal::invalid("document", "The file is larger than 12 megabytes."));
        }
        if !self.bytes.starts_with(b"%PDF-") {
            return Err(Refusal::invalid("document", "Choose a PDF: the signed paper, scanned or as it was signed on a screen."));
        }
        let sha256 = cx.tx.keep_original(&self.bytes, "application/pdf", cx.now)?;
        let document = Some(Document { sha256, size: u64::try_from(self.bytes.len()).unwrap_or(u64::MAX) });
        if current.document == document {
            return Ok(Done::already(self.agreement));
        }
        let next = Agreement { document, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("signed paper added"))?;
        Ok(Done::with(self.agreement, Fact::DutiesChanged))
    }
}
