//! Waives a gate before admission, with a reason that stays. Only the gates the program's file allows, only by the roles it names.

use access::{Action, Command, Context, Done, Kind, Refusal};
use serde::{Deserialize, Serialize};
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{GateWaiverId, InquiryId, PatientId};

use super::gate::{self, Gate};
use crate::{Fact, inquiry};

/// A reason has at least so many characters: one word is none.
const LEAST_REASON: usize = 8;

/// A gate that was waived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateWaiver {
    /// The id.
    pub id: GateWaiverId,
    /// For whom.
    pub patient: PatientId,
    /// For which inquiry.
    pub inquiry: InquiryId,
    /// Which gate.
    pub gate: Gate,
    /// Why.
    pub reason: String,
}

impl Record for GateWaiver {
    const TABLE: &'static str = "gate_waiver";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("inquiry_id", text(self.inquiry)), ("gate", text(self.gate.as_str()))]
    }
}

/// Waives a gate.
#[derive(Clone, Debug)]
pub struct WaiveGate {
    /// For which inquiry.
    pub inquiry: InquiryId,
    /// Which gate.
    pub gate: Gate,
    /// Why.
    pub reason: String,
}

impl Command for WaiveGate {
    type Output = GateWaiverId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<GateWaiverId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Episode)?;
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        let rules = gate::rules()?;
        let rule = rules.iter().find(|rule| rule.gate == self.gate).ok_or(Refusal::NotFound)?;
        if rule.may_be_waived.is_empty() {
            return Err(never(&rule.title));
        }
        if !rule.may_be_waived.iter().any(|role| cx.actor.is(*role)) {
            return Err(not_by_you(&rule.title));
        }
        let reason = self.reason.trim().to_owned();
        if reason.chars().count() < LEAST_REASON {
            return Err(Refusal::invalid("reason", "Say in a few words why it may wait or is not needed."));
        }
        let waiver = GateWaiver { id: cx.new_id(), patient: inquiry.person(), inquiry: self.inquiry, gate: self.gate, reason };
        cx.tx.append(&waiver, &cx.entry("gate waived"))?;
        Ok(Done::with(waiver.id, Fact::GateWaived { inquiry: self.inquiry }))
    }
}

/// The waivers of an inquiry, newest first.
///
/// # Errors
/// The database's own.
pub fn waivers_of(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Vec<Stored<GateWaiver>>, StoreError> {
    super::store::waivers_of(tx, inquiry)
}

fn never(title: &str) -> Refusal {
    Refusal::refused("gate_stays", "P2-48", format!("“{title}” cannot be waived."), "Do what it asks for; the page says how.")
}

fn not_by_you(title: &str) -> Refusal {
    Refusal::refused("not_your_role", "P2-54", format!("Your role does not waive “{title}”."), "Ask the clinical director.")
}
