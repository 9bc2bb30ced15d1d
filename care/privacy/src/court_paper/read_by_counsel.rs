//! Counsel read an order and said that it is what it seems. Until then it unlocks nothing.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::CourtPaper;
use confidential::court_paper::{Counsel, Served};
use vocabulary::id::{CourtPaperId, PatientId};

use crate::Fact;

/// Writes down counsel's word.
#[derive(Clone, Debug)]
pub struct MarkReadByCounsel {
    /// About whom it is.
    pub patient: PatientId,
    /// Which paper.
    pub paper: CourtPaperId,
    /// Who read it.
    pub counsel: String,
}

impl Command for MarkReadByCounsel {
    type Output = CourtPaperId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CourtPaperId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::CourtPaper)?;
        let current = cx.tx.load::<CourtPaper>(self.paper)?.ok_or(Refusal::NotFound)?;
        if current.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        if current.counsel.is_some() {
            return Ok(Done::already(self.paper));
        }
        if current.served == Served::SubpoenaOnly {
            let sentence = "A subpoena alone compels nothing, whoever read it.";
            return Err(Refusal::refused("order_required", "P2-46", sentence, "Record the order when there is one."));
        }
        let name = self.counsel.trim();
        if name.is_empty() {
            return Err(Refusal::invalid("counsel", "Write who read it."));
        }
        let counsel = Counsel { name: name.to_owned(), by: cx.actor.staff, at: cx.now };
        let next = CourtPaper { counsel: Some(counsel), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("read by counsel"))?;
        Ok(Done::already(self.paper))
    }
}
