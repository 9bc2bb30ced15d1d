//! Closes a day: what could still be rescued while it ran is counted once more as it ended, and the sentences no longer offer what
//! cannot be done any more. The program does it itself after midnight.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;

use super::{recount_day, store};
use crate::Fact;

/// Closes a day that is over.
#[derive(Clone, Copy, Debug)]
pub struct CloseDay {
    /// The local day.
    pub day: Date,
}

impl Command for CloseDay {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Claim)?;
        if self.day >= cx.today() {
            return Err(Refusal::invalid("day", "This day is not over yet."));
        }
        let mut facts = Vec::new();
        for counted in store::on_day(cx.tx, self.day)? {
            if recount_day(cx, counted.patient, self.day)? {
                facts.push(Fact::DayRecounted { patient: counted.patient, day: self.day });
            }
        }
        let count = i64::try_from(facts.len()).unwrap_or(0);
        Ok(Done { output: count, facts })
    }
}
