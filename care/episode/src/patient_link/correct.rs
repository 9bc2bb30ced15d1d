//! Says that what the person wrote to be corrected is corrected: it stands in the list no more, and stays readable.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::LinkEventId;

use super::{LinkEvent, LinkHappening, store};
use crate::Fact;

/// Says that it is done.
#[derive(Clone, Copy, Debug)]
pub struct MarkCorrected {
    /// Which word of theirs.
    pub event: LinkEventId,
}

impl Command for MarkCorrected {
    type Output = LinkEventId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LinkEventId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Patient)?;
        let asked = cx.tx.load::<LinkEvent>(self.event)?.ok_or(Refusal::NotFound)?;
        if !matches!(asked.what, LinkHappening::DetailsToCorrect(_)) {
            return Err(Refusal::NotFound);
        }
        let what = LinkHappening::Corrected(self.event);
        let events = store::events_of_link(cx.tx, asked.link)?;
        if let Some(known) = events.iter().find(|event| event.what == what) {
            return Ok(Done::already(known.id));
        }
        let event = LinkEvent { id: cx.new_id(), patient: asked.patient, link: asked.link, what };
        cx.tx.append(&event, &cx.entry("corrected as they wrote"))?;
        Ok(Done::with(event.id, Fact::LinkChanged(asked.patient)))
    }
}
