//! Writes down that somebody was told, and when (P2-55, P2-66).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::BreachId;

use super::duty::duties;
use super::model::{Breach, Letter, Recipient};
use super::store;
use crate::Fact;
use crate::breach_letter::{self, BreachLetter};

/// What was sent.
#[derive(Clone, Debug)]
pub struct LogLetter {
    /// About which case.
    pub breach: BreachId,
    /// To whom.
    pub to: Option<Recipient>,
    /// Of which state, where it is a state's own.
    pub state: Option<String>,
    /// On which day all of it was sent.
    pub sent_on: Option<Date>,
    /// How, and where the text lies.
    pub note: String,
}

impl Command for LogLetter {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let current = store::load(cx.tx, self.breach)?;
        super::judge::refuse_when_no_breach(&current)?;
        let mut problems = Problems::none();
        let is_duty = |to: Recipient| duties(&current).iter().any(|duty| duty.to == to && duty.state == self.state);
        problems.require("to", self.to.is_some_and(is_duty), "Choose who was told.");
        let waiting = breach_letter::of_breach(cx.tx, self.breach)?;
        let waits = |letter: &BreachLetter| letter.waits() && Some(letter.to) == self.to && letter.state == self.state;
        let none_waits = !waiting.iter().any(|letter| waits(letter));
        problems.require(
            "to",
            none_waits,
            "Letters to them wait. Write down there that they went: when all have gone, this is done.",
        );
        problems.require("sent_on", self.sent_on.is_some(), "Write the day on which all of it was sent.");
        let fits = |day: Date| current.discovered_on <= day && day <= cx.today();
        problems.require("sent_on", self.sent_on.is_none_or(fits), "Write a day from the discovery until today.");
        let letter = problems.finish(self.to.zip(self.sent_on).map(|(to, sent_on)| Letter {
            to,
            state: self.state.clone(),
            sent_on,
            note: self.note.trim().to_owned(),
            reached: None,
        }))?;
        if current.letters.contains(&letter) {
            return Ok(Done::already(self.breach));
        }
        let mut next: Breach = current.record.clone();
        next.letters.push(letter);
        cx.tx.amend(&next, current.version, &cx.entry("letter logged"))?;
        Ok(Done::with(self.breach, Fact::DutiesChanged))
    }
}
