//! The compliance officer looks at what was told in an emergency.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::EmergencyDisclosureId;

use super::{EmergencyDisclosure, Reviewed};
use crate::Fact;

/// Says what was found.
#[derive(Clone, Debug)]
pub struct ReviewEmergency {
    /// Which.
    pub emergency: EmergencyDisclosureId,
    /// What was found.
    pub words: String,
}

impl Command for ReviewEmergency {
    type Output = EmergencyDisclosureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EmergencyDisclosureId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::Disclosure)?;
        let current = cx.tx.load::<EmergencyDisclosure>(self.emergency)?.ok_or(Refusal::NotFound)?;
        if current.reviewed.is_some() {
            return Ok(Done::already(self.emergency));
        }
        let words = self.words.trim();
        if words.is_empty() {
            return Err(Refusal::invalid("words", "Say in a few words what you found."));
        }
        let reviewed = Reviewed { by: cx.actor.staff, at: cx.now, words: words.to_owned() };
        let next = EmergencyDisclosure { reviewed: Some(reviewed), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("emergency reviewed"))?;
        Ok(Done::already(self.emergency))
    }
}
