//! Keeps a picture of one side of a card. The same picture of the same side again changes nothing.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{InsuranceCardId, PatientId};

use super::{CardSide, InsuranceCard, Picture, store as cards};
use crate::Fact;

/// Keeps a picture.
#[derive(Clone, Debug)]
pub struct KeepInsuranceCard {
    /// Whose.
    pub patient: PatientId,
    /// Which side.
    pub side: CardSide,
    /// The file as it was sent.
    pub file: Vec<u8>,
}

impl Command for KeepInsuranceCard {
    type Output = InsuranceCardId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InsuranceCardId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let picture = Picture::of(&self.file).map_err(|problem| Refusal::invalid(self.side.as_str(), problem.to_string()))?;
        let sha256 = cx.tx.keep_original(&picture.bytes, picture.media_type, cx.now)?;
        let known = cards::of_patient(cx.tx, self.patient)?;
        if let Some(same) = known.iter().find(|card| card.sha256 == sha256 && card.side == self.side) {
            return Ok(Done::already(same.id));
        }
        let card = InsuranceCard {
            id: cx.new_id(),
            patient: self.patient,
            side: self.side,
            sha256,
            media_type: picture.media_type.to_owned(),
            bytes: i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX),
        };
        cx.tx.append(&card, &cx.entry("insurance card photographed"))?;
        Ok(Done::with(card.id, Fact::CardKept { patient: self.patient }))
    }
}
