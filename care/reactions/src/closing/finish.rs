//! Finishes the closing: everybody who agreed has gone over, nobody is in care, the archive is sealed (P2-19). Nothing is destroyed by it.

use access::{Action, Command, Context, Done, Kind, Refusal};
use privacy::program_closing::{self, ClosingOutcome, ProgramClosing};
use vocabulary::id::ProgramClosingId;

use crate::Fact;

/// Finishes it.
#[derive(Clone, Copy, Debug)]
pub struct FinishClosing {
    /// Which.
    pub closing: ProgramClosingId,
}

impl Command for FinishClosing {
    type Output = ProgramClosingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgramClosingId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::ProgramClosing)?;
        let current = program_closing::load(cx.tx, self.closing)?;
        match current.state() {
            "finished" => return Ok(Done::already(self.closing)),
            "open" => {}
            _ => return Err(Refusal::NotFound),
        }
        let view = super::view(cx)?;
        if !view.is_done() {
            let (to_move, in_care) = view.left();
            let sealed = if current.archive.is_some() { "" } else { ", and the archive is not sealed" };
            let sentence = format!("{to_move} to hand over, {in_care} in care without a consent{sealed}.");
            return Err(Refusal::refused("closing_not_done", "P2-19", sentence, "Do what is left first; the page lists it."));
        }
        let outcome = Some(ClosingOutcome { on: cx.today(), is_finished: true, reason: String::new() });
        let next = ProgramClosing { outcome, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("closing of the program finished"))?;
        Ok(Done::with(self.closing, Fact::Privacy(privacy::Fact::DutiesChanged)))
    }
}
