//! What a person said about taking part by video: yes or no, when, in which words, and how we know (OP-11). The newest word counts.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | –, no | said yes, on the phone or to staff | yes | the person; whoever records consents |
//! | yes | said no | no: nothing more by video from then on | the same |

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{PatientId, StaffId, TelehealthConsentId};

use super::store;
use crate::Fact;

/// What a person said about taking part by video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelehealthConsent {
    /// The id.
    pub id: TelehealthConsentId,
    /// Who.
    pub patient: PatientId,
    /// Whether they agree.
    pub is_given: bool,
    /// When they said so.
    pub at: Timestamp,
    /// The words they agreed to, or staff read to them.
    pub words: String,
    /// In which language, as a tag.
    pub language: String,
    /// Who wrote it down; nobody when the person did on their phone.
    pub by: Option<StaffId>,
}

/// Writes down what a person said about taking part by video.
#[derive(Clone, Debug)]
pub struct RecordTelehealthConsent {
    /// Who.
    pub patient: PatientId,
    /// Whether they agree.
    pub is_given: bool,
    /// The words.
    pub words: String,
    /// In which language, as a tag.
    pub language: String,
}

impl Command for RecordTelehealthConsent {
    type Output = TelehealthConsentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<TelehealthConsentId, Fact>, Refusal> {
        cx.require_when(Action::Record, Kind::Consent, cx.about(self.patient))?;
        episode::patient::load(cx.tx, self.patient)?;
        let known = consent_of(cx, self.patient)?;
        if let Some(known) = known.filter(|known| known.is_given == self.is_given && known.words == self.words) {
            return Ok(Done::already(known.id));
        }
        let consent = TelehealthConsent {
            id: cx.new_id(),
            patient: self.patient,
            is_given: self.is_given,
            at: cx.now,
            words: self.words.clone(),
            language: self.language.clone(),
            by: cx.actor.person.is_none().then_some(cx.actor.staff),
        };
        cx.tx.append(&consent, &cx.entry("consent to video"))?;
        Ok(Done::with(consent.id, Fact::TelehealthConsentChanged(self.patient)))
    }
}

/// What somebody said last about taking part by video; nothing while nobody has asked.
///
/// # Errors
/// The database's own.
pub fn consent_of(cx: &Context<'_>, patient: PatientId) -> Result<Option<Stored<TelehealthConsent>>, Refusal> {
    Ok(store::consents_of(cx.tx, patient)?.into_iter().next())
}
