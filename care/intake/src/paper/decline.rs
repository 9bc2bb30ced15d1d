//! A person chooses not to sign, which is written down with their words (P2-22, P2-48), or staff take a paper back.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::PaperId;

use super::{Outcome, Paper, PaperState, store};
use crate::Fact;

/// Somebody may say so much, in characters.
const MOST_WORDS: usize = 600;

/// Declines a paper.
#[derive(Clone, Debug)]
pub struct DeclinePaper {
    /// Which.
    pub paper: PaperId,
    /// What the person said, as they said it; may be empty.
    pub words: String,
}

impl Command for DeclinePaper {
    type Output = PaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PaperId, Fact>, Refusal> {
        let current = store::load(cx.tx, self.paper)?;
        cx.require_when(Action::Void, Kind::Paper, cx.about(current.patient))?;
        match current.state() {
            PaperState::Declined => return Ok(Done::already(self.paper)),
            PaperState::Open => {}
            other => return Err(closed(other)),
        }
        if !current.may_decline {
            return Err(needed());
        }
        let words = self.words.trim().chars().take(MOST_WORDS).collect();
        let by = cx.actor.person.is_none().then_some(cx.actor.staff);
        let outcome = Some(Outcome::Declined { at: cx.now, words, by });
        cx.tx.amend(&Paper { outcome, ..current.record.clone() }, current.version, &cx.entry("paper declined"))?;
        Ok(Done::with(self.paper, Fact::PaperChanged { patient: current.patient }))
    }
}

/// Takes a paper back.
#[derive(Clone, Debug)]
pub struct WithdrawPaper {
    /// Which.
    pub paper: PaperId,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawPaper {
    type Output = PaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PaperId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Paper)?;
        let current = store::load(cx.tx, self.paper)?;
        match current.state() {
            PaperState::Withdrawn => return Ok(Done::already(self.paper)),
            PaperState::Open | PaperState::Declined => {}
            PaperState::Signed => return Err(closed(PaperState::Signed)),
        }
        let reason = self.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Say why it is taken back."));
        }
        let outcome = Some(Outcome::Withdrawn { at: cx.now, reason });
        cx.tx.amend(&Paper { outcome, ..current.record.clone() }, current.version, &cx.entry("paper taken back"))?;
        Ok(Done::with(self.paper, Fact::PaperChanged { patient: current.patient }))
    }
}

/// A paper that has ended stays as it ended.
pub(super) fn closed(state: PaperState) -> Refusal {
    let sentence = match state {
        PaperState::Signed => "This paper is signed already.",
        PaperState::Declined => "This paper was declined.",
        PaperState::Withdrawn | PaperState::Open => "This paper was taken back.",
    };
    Refusal::refused("paper_ended", "P2-20", sentence, "Give it anew if it is needed.")
}

fn needed() -> Refusal {
    Refusal::refused(
        "paper_needed",
        "P2-22",
        "Care here cannot begin without this paper.",
        "Talk with us about what stands in it; nothing is signed.",
    )
}
