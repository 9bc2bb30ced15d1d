//! One agreement with all its versions, and the signed paper of any of them.

use ::store::Stored;
use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::AgreementId;

use super::model::{Agreement, AgreementState};
use super::store;

/// Asks for one agreement.
#[derive(Clone, Copy, Debug)]
pub struct AgreementOf {
    /// Which.
    pub agreement: AgreementId,
}

/// A version of an agreement.
#[derive(Clone, Debug)]
pub struct AgreementVersion {
    /// Its number.
    pub version: i64,
    /// When it was written down.
    pub at: Timestamp,
    /// What was done.
    pub what: String,
    /// As it stood.
    pub agreement: Agreement,
}

/// One agreement.
#[derive(Clone, Debug)]
pub struct AgreementView {
    /// As it stands.
    pub agreement: Agreement,
    /// How it stands today.
    pub state: AgreementState,
    /// Its versions, newest first.
    pub versions: Vec<AgreementVersion>,
}

impl Query for AgreementOf {
    type View = AgreementView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<AgreementView>, Refusal> {
        // Whoever may not see any is told so before it is looked for: what is there is answered like what is not.
        cx.require(Action::View, Kind::Agreement)?;
        let agreement = store::load(cx.tx, self.agreement)?.record;
        let version = |(stored, what): (Stored<Agreement>, String)| AgreementVersion {
            version: stored.version,
            at: stored.recorded_at,
            what,
            agreement: stored.record,
        };
        let versions = cx.tx.history::<Agreement>(self.agreement)?.into_iter().rev().map(version).collect();
        let view = AgreementView { state: agreement.state(cx.today()), agreement, versions };
        Ok(Guarded::program(Kind::Agreement, view))
    }
}

/// Asks for the signed paper of an agreement as it stood in a version.
#[derive(Clone, Copy, Debug)]
pub struct AgreementFile {
    /// Of which agreement.
    pub agreement: AgreementId,
    /// In which version.
    pub version: i64,
}

impl Query for AgreementFile {
    type View = Vec<u8>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<u8>>, Refusal> {
        cx.require(Action::View, Kind::Agreement)?;
        // The history is found by any id; whether it is an agreement's is asked first.
        store::load(cx.tx, self.agreement)?;
        let versions = cx.tx.history::<Agreement>(self.agreement)?;
        let stood = versions.into_iter().map(|(stored, _)| stored).find(|stored| stored.version == self.version);
        let document = stood.and_then(|stood| stood.record.document).ok_or(Refusal::NotFound)?;
        let (_, bytes) = cx.tx.original(&document.sha256)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::program(Kind::Agreement, bytes))
    }
}
