//! Writes down what a person asks. Whoever hears it does so, in the person's words; the clock begins on the day it reached the program
//! (P2-49a, P2-51, P2-52).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::{PatientId, PayerId, PrivacyRequestId};

use super::model::{AskedBy, PrivacyRequest, RequestKind, Way};
use super::store;
use crate::Fact;
use crate::clock::Clocks;

/// What was asked.
#[derive(Clone, Debug)]
pub struct ReceiveRequest {
    /// Whose record.
    pub patient: PatientId,
    /// What is asked for.
    pub kind: Option<RequestKind>,
    /// Which payer is to learn nothing; left aside for every other kind.
    pub payer: Option<PayerId>,
    /// The day it reached the program.
    pub received_on: Option<Date>,
    /// Who asked.
    pub asked_by: AskedBy,
    /// How.
    pub way: Option<Way>,
    /// In which words.
    pub words: String,
}

impl Command for ReceiveRequest {
    type Output = PrivacyRequestId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PrivacyRequestId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::PrivacyRequest)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let request = self.judged(cx)?;
        let is_same = |known: &PrivacyRequest| PrivacyRequest { id: request.id, ..known.clone() } == request;
        if let Some(known) = store::of_patient(cx.tx, self.patient)?.iter().find(|known| is_same(known)) {
            return Ok(Done::already(known.id));
        }
        cx.tx.append(&request, &cx.entry("request received"))?;
        Ok(Done::with(request.id, Fact::DutiesChanged))
    }
}

impl ReceiveRequest {
    fn judged(&self, cx: &Context<'_>) -> Result<PrivacyRequest, Refusal> {
        let mut problems = Problems::none();
        problems.require("kind", self.kind.is_some(), "Choose what the person asks for.");
        problems.require("way", self.way.is_some(), "Choose how it reached us.");
        problems.require("words", !self.words.trim().is_empty(), "Write what the person asks, in their words.");
        problems.require("received_on", self.received_on.is_some(), "Write the day on which it reached us.");
        problems.require(
            "received_on",
            self.received_on.is_none_or(|day| day <= cx.today()),
            "Write the day on which it reached us. This day is still to come.",
        );
        let is_about_payer = self.kind == Some(RequestKind::PayerRestriction);
        problems.require("payer", !is_about_payer || self.payer.is_some(), "Choose the payer that is to learn nothing.");
        if let AskedBy::Representative { name, authority } = &self.asked_by {
            problems.require("representative", !name.trim().is_empty(), "Write who asks for the person.");
            let words = "Write what their authority rests on: a power of attorney, a court's order, the parent of a minor.";
            problems.require("authority", !authority.trim().is_empty(), words);
        }
        let parts = self.kind.zip(self.way).zip(self.received_on);
        problems.finish(parts.map(|((kind, way), received_on)| PrivacyRequest {
            id: cx.new_id(),
            patient: self.patient,
            kind,
            payer: self.payer.filter(|_| is_about_payer),
            received_on,
            asked_by: self.asked_by.clone(),
            way,
            words: self.words.trim().to_owned(),
            due_on: Clocks::standard().request(kind, received_on).map(|clock| clock.due_on(received_on)),
            extension: None,
            answer: None,
        }))
    }
}
