//! Writes down a complaint, in the words of whoever complains, with or without their name (P2-53).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::{ComplaintId, PatientId};

use super::model::Complaint;
use super::store;
use crate::Fact;
use crate::request::Way;

/// A complaint.
#[derive(Clone, Debug, Default)]
pub struct ReceiveComplaint {
    /// Whose record it is about, when it is about one.
    pub patient: Option<PatientId>,
    /// The day it reached the program.
    pub received_on: Option<Date>,
    /// Who complained; may be empty.
    pub from: String,
    /// How.
    pub way: Option<Way>,
    /// About what.
    pub words: String,
}

impl Command for ReceiveComplaint {
    type Output = ComplaintId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ComplaintId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Complaint)?;
        if let Some(patient) = self.patient {
            episode::patient::require_known(cx.tx, patient)?;
        }
        let mut problems = Problems::none();
        problems.require("way", self.way.is_some(), "Choose how it reached us.");
        problems.require("words", !self.words.trim().is_empty(), "Write what it is about, in their words.");
        problems.require("received_on", self.received_on.is_some(), "Write the day on which it reached us.");
        let is_over = self.received_on.is_none_or(|day| day <= cx.today());
        problems.require("received_on", is_over, "Write the day on which it reached us. This day is still to come.");
        let complaint = problems.finish(self.way.zip(self.received_on).map(|(way, received_on)| Complaint {
            id: cx.new_id(),
            patient: self.patient,
            received_on,
            from: self.from.trim().to_owned(),
            way,
            words: self.words.trim().to_owned(),
            answer: None,
        }))?;
        let is_same = |known: &Complaint| Complaint { id: complaint.id, ..known.clone() } == complaint;
        if let Some(known) = store::all(cx.tx)?.iter().find(|known| is_same(known)) {
            return Ok(Done::already(known.id));
        }
        cx.tx.append(&complaint, &cx.entry("complaint received"))?;
        Ok(Done::with(complaint.id, Fact::DutiesChanged))
    }
}
