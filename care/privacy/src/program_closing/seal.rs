//! Writes down that the archive was made: its name, its hash, who can open it, how long it is kept (P2-19).

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::ProgramClosingId;

use super::begin::refuse_when_over;
use super::{ProgramClosing, SealedArchive, store};
use crate::Fact;

/// Writes it down. A later archive takes the place of the one before; both stay in the history.
#[derive(Clone, Debug)]
pub struct NoteSealedArchive {
    /// Of which closing.
    pub closing: ProgramClosingId,
    /// The archive.
    pub archive: SealedArchive,
}

impl Command for NoteSealedArchive {
    type Output = ProgramClosingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgramClosingId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::ProgramClosing)?;
        let current = store::load(cx.tx, self.closing)?;
        refuse_when_over(&current)?;
        if current.archive.as_ref() == Some(&self.archive) {
            return Ok(Done::already(self.closing));
        }
        let next = ProgramClosing { archive: Some(self.archive.clone()), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("archive sealed"))?;
        Ok(Done::with(self.closing, Fact::DutiesChanged))
    }
}
