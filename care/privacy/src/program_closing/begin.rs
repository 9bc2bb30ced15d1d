//! Begins the closing of the program, and corrects what was said (P2-19). Nothing is moved, sealed or ended by it.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::ProgramClosingId;

use super::{ProgramClosing, store};
use crate::Fact;

/// Begins it.
#[derive(Clone, Debug, Default)]
pub struct BeginClosing {
    /// The program's name, as the label has to say it.
    pub program: String,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// Who has the records of those who agreed; may be empty when nobody takes over.
    pub new_holder: String,
    /// Who answers for the sealed records, and how to reach them.
    pub responsible: String,
    /// What demands that the records are kept.
    pub kept_by: String,
}

impl Command for BeginClosing {
    type Output = ProgramClosingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgramClosingId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::ProgramClosing)?;
        let closing = self.judged(cx.new_id())?;
        if let Some(known) = store::open(cx.tx)? {
            let is_same = ProgramClosing { id: closing.id, archive: None, ..known.record.clone() } == closing;
            return if is_same { Ok(Done::already(known.id)) } else { Err(under_way()) };
        }
        cx.tx.append(&closing, &cx.entry("closing of the program begun"))?;
        Ok(Done::with(closing.id, Fact::DutiesChanged))
    }
}

impl BeginClosing {
    fn judged(&self, id: ProgramClosingId) -> Result<ProgramClosing, Refusal> {
        let mut problems = Problems::none();
        let said = |words: &str| !words.trim().is_empty();
        problems.require("program", said(&self.program), "Write the program's name; it stands on the label.");
        problems.require("ends_on", self.ends_on.is_some(), "Write the last day of the program.");
        problems.require(
            "responsible",
            said(&self.responsible),
            "Write who answers for the sealed records, and how to reach them.",
        );
        let words = "Write what demands that the records are kept: the statute, the regulation or the order.";
        problems.require("kept_by", said(&self.kept_by), words);
        let new_holder = self.new_holder.trim();
        let is_somebody = new_holder.is_empty() || new_holder.chars().any(char::is_alphanumeric);
        problems.require("new_holder", is_somebody, "Write the name as the consents say it.");
        problems.finish(self.ends_on.map(|ends_on| ProgramClosing {
            id,
            program: self.program.trim().to_owned(),
            ends_on,
            new_holder: (!new_holder.is_empty()).then(|| new_holder.to_owned()),
            responsible: self.responsible.trim().to_owned(),
            kept_by: self.kept_by.trim().to_owned(),
            archive: None,
            outcome: None,
        }))
    }
}

/// Corrects what was said.
#[derive(Clone, Debug)]
pub struct CorrectClosing {
    /// Which.
    pub closing: ProgramClosingId,
    /// The version that was read.
    pub version: i64,
    /// As it is to stand.
    pub said: BeginClosing,
}

impl Command for CorrectClosing {
    type Output = ProgramClosingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgramClosingId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::ProgramClosing)?;
        let current = store::load(cx.tx, self.closing)?;
        refuse_when_over(&current)?;
        let said = self.said.judged(self.closing)?;
        let next = ProgramClosing { archive: current.archive.clone(), ..said };
        if next == current.record {
            return Ok(Done::already(self.closing));
        }
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        cx.tx.amend(&next, current.version, &cx.entry("closing of the program corrected"))?;
        Ok(Done::with(self.closing, Fact::DutiesChanged))
    }
}

pub(super) fn refuse_when_over(closing: &ProgramClosing) -> Result<(), Refusal> {
    if closing.outcome.is_none() {
        return Ok(());
    }
    let sentence = "This closing is over.";
    Err(Refusal::refused("closing_over", "P2-19", sentence, "Begin another one, if the program ends after all."))
}

fn under_way() -> Refusal {
    let sentence = "The program is being closed already.";
    Refusal::refused("closing_under_way", "P2-19", sentence, "Correct what was said there, or take it back first.")
}
