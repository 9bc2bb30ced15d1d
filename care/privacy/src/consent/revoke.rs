//! A consent is withdrawn, in any form, and holds no longer from that moment (P2-27); or it becomes known that it is false (P2-26).

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::Consent;
use vocabulary::id::ConsentId;

use crate::Fact;

/// Records that a person withdrew a consent; it takes effect at once. One that is irrevocable for a time (P2-28) holds until that time is
/// over; the wish is kept.
#[derive(Clone, Copy, Debug)]
pub struct RevokeConsent {
    /// Which.
    pub consent: ConsentId,
}

impl Command for RevokeConsent {
    type Output = ConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        let current = cx.tx.load::<Consent>(self.consent)?.ok_or(Refusal::NotFound)?;
        cx.require_when(Action::Void, Kind::Consent, cx.about(current.patient))?;
        if current.revoked_at.is_some() {
            return Ok(Done::already(self.consent));
        }
        let next = Consent { revoked_at: Some(cx.now), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("consent withdrawn"))?;
        Ok(Done::with(self.consent, Fact::ConsentChanged { patient: next.patient, from: next.signed_on }))
    }
}

/// Records that a consent is materially false: signed by somebody else, for instance. Nothing rests on it any more.
#[derive(Clone, Debug)]
pub struct MarkConsentFalse {
    /// Which.
    pub consent: ConsentId,
    /// How that became known.
    pub why: String,
}

impl Command for MarkConsentFalse {
    type Output = ConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConsentId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Consent)?;
        let why = self.why.trim();
        if why.is_empty() {
            return Err(Refusal::invalid("why", "Write how it became known; it is kept with the consent."));
        }
        let current = cx.tx.load::<Consent>(self.consent)?.ok_or(Refusal::NotFound)?;
        if current.known_false_at.is_some() {
            return Ok(Done::already(self.consent));
        }
        let next = Consent { known_false_at: Some(cx.now), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry(&format!("known to be false: {why}")))?;
        Ok(Done::with(self.consent, Fact::ConsentChanged { patient: next.patient, from: next.signed_on }))
    }
}
