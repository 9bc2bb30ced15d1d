//! Work ends in one act, and may begin anew. Everything by which somebody came in is gone at that moment, on every node; everything they
//! wrote and signed stays theirs. What they leave behind stands in [`crate::hand_over`].

use ::store::Tx;
use access::account::{invitation, organisation, store};
use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff, session};
use jiff::civil::Date;
use schedule::Fact;
use vocabulary::id::StaffId;

/// The longest reason.
const LONGEST: usize = 200;

/// Ends somebody's work here, now (S-26).
#[derive(Clone, Debug)]
pub struct EndWork {
    /// Whose.
    pub staff: StaffId,
    /// Why, for the history. Nothing about anybody in care.
    pub why: String,
}

/// Lets somebody whose work had ended begin anew: under the same name and with what they signed before. They get in by a new link.
#[derive(Clone, Debug)]
pub struct BeginAnew {
    /// Who.
    pub staff: StaffId,
    /// From this day on; not before today.
    pub from: Date,
    /// Why, for the history.
    pub why: String,
}

impl Command for EndWork {
    type Output = ();
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(), Fact>, Refusal> {
        may_end(cx, self.staff)?;
        let why = reason(&self.why).finish(Some(self.why.trim()))?;
        let stored = cx.tx.load::<Staff>(self.staff)?.ok_or(Refusal::NotFound)?;
        close(cx.tx, self.staff)?;
        tracing::info!(by = %cx.actor.staff, staff = %self.staff, "work ended, access closed");
        if stored.left_at.is_some() || stored.to.is_some_and(|last| last < cx.today()) {
            return Ok(Done::already(()));
        }
        cx.tx.amend(&stored.leaving(cx.now, cx.today()), stored.version, &cx.entry(why))?;
        Ok(Done::with((), Fact::ProgramConfigured))
    }
}

impl Command for BeginAnew {
    type Output = ();
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(), Fact>, Refusal> {
        may_end(cx, self.staff)?;
        let mut problems = reason(&self.why);
        problems.require("from", cx.today() <= self.from, "Choose today or a later day: the days before stay what they were.");
        let why = problems.finish(Some(self.why.trim()))?;
        let stored = cx.tx.load::<Staff>(self.staff)?.ok_or(Refusal::NotFound)?;
        let is_over = stored.left_at.is_some() || stored.to.is_some_and(|last| last < cx.today());
        if !is_over {
            return Ok(Done::already(()));
        }
        // Whatever was left by which they could come in belongs to the time before.
        close(cx.tx, self.staff)?;
        cx.tx.amend(&stored.returning(self.from), stored.version, &cx.entry(why))?;
        Ok(Done::with((), Fact::ProgramConfigured))
    }
}

/// Takes away everything by which somebody comes in: means of signing in, the organisation's account, links, open sessions.
pub(super) fn close(tx: &Tx<'_>, staff: StaffId) -> Result<(), Refusal> {
    store::remove(tx, staff)?;
    organisation::remove(tx, staff)?;
    invitation::take_back(tx, staff)?;
    session::end_all(tx, staff)
}

fn may_end(cx: &Context<'_>, staff: StaffId) -> Result<(), Refusal> {
    if staff == cx.actor.staff {
        return Err(Refusal::refused(
            "own_account",
            "P2-54",
            "Nobody ends or begins their own work here.",
            "Ask another director or the installer to do it.",
        ));
    }
    cx.require(Action::ManageStaff, Kind::Staff)
}

fn reason(why: &str) -> Problems {
    let mut problems = Problems::none();
    let fits = (1..=LONGEST).contains(&why.trim().chars().count());
    problems.require("why", fits, "Write why, in a few words. They stand in the history beside your name.");
    problems
}
