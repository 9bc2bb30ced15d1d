//! Takes a link back: from this moment it opens nothing, and whoever is on it is put out.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{PatientId, PatientLinkId};

use super::{Ended, EndedBecause, PatientLink, session, store};
use crate::Fact;

/// Takes a link back.
#[derive(Clone, Copy, Debug)]
pub struct RevokeLink {
    /// Which.
    pub link: PatientLinkId,
    /// Whose it is.
    pub patient: PatientId,
}

impl Command for RevokeLink {
    type Output = PatientLinkId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientLinkId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::PatientLink)?;
        let current = store::link(cx.tx, self.link)?;
        if current.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        if current.ended.is_some() {
            return Ok(Done::already(self.link));
        }
        let ended = Some(Ended { at: cx.now, because: EndedBecause::Revoked(cx.actor.staff) });
        cx.tx.amend(&PatientLink { ended, ..current.record.clone() }, current.version, &cx.entry("link taken back"))?;
        session::end_all(cx.tx, self.link)?;
        Ok(Done::with(self.link, Fact::LinkChanged(current.patient)))
    }
}
