//! What a court or a lawyer sent, as the gate reads it (42 CFR 2.61 to 2.67; P2-46). A subpoena alone unlocks nothing; an order unlocks
//! exactly what it names, to whom it names, until it ends.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{CourtPaperId, PatientId, StaffId};

use crate::category::Category;

/// What was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// A subpoena, a request of a lawyer, a warrant, without an order under Part 2.
    SubpoenaOnly,
    /// An order under Part 2 that nothing compels yet.
    OrderOnly,
    /// Both.
    OrderAndSubpoena,
}

/// Under which section the order was made; it decides what it may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// 2.63: what was said in confidence.
    ConfidentialCommunications,
    /// 2.64: not criminal.
    NonCriminal,
    /// 2.65: to investigate or prosecute the patient.
    AgainstPatient,
    /// 2.66: to investigate the program or who holds the records.
    AgainstProgram,
}

/// A paper as it was served, with what was read from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtPaper {
    /// The id.
    pub id: CourtPaperId,
    /// About whom.
    pub patient: PatientId,
    /// What was served.
    pub served: Served,
    /// Which court, or which lawyer.
    pub court: String,
    /// The docket number.
    pub docket: String,
    /// Under which section, where there is an order.
    pub section: Option<Section>,
    /// What the order names.
    pub categories: Vec<Category>,
    /// Who may receive by it, by name.
    pub persons: Vec<String>,
    /// The day it was served.
    pub served_on: Date,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Whether the court sealed what is told by it.
    pub is_sealed: bool,
    /// Which counsel read it and said that it is what it seems; nothing before.
    pub counsel: Option<Counsel>,
}

/// Counsel's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counsel {
    /// Who read it.
    pub name: String,
    /// Who wrote that down.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

impl Served {
    /// All, in the order of a form.
    pub const ALL: [Self; 3] = [Self::SubpoenaOnly, Self::OrderOnly, Self::OrderAndSubpoena];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SubpoenaOnly => "subpoena_only",
            Self::OrderOnly => "order_only",
            Self::OrderAndSubpoena => "order_and_subpoena",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::SubpoenaOnly => "A subpoena, a warrant or a lawyer’s letter, no order",
            Self::OrderOnly => "A court order under 42 CFR Part 2, no subpoena",
            Self::OrderAndSubpoena => "A court order under 42 CFR Part 2 and a subpoena",
        }
    }

    /// What was served, of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|served| served.as_str() == text)
    }
}

impl Section {
    /// All, in the order of the law.
    pub const ALL: [Self; 4] = [Self::ConfidentialCommunications, Self::NonCriminal, Self::AgainstPatient, Self::AgainstProgram];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfidentialCommunications => "confidential_communications",
            Self::NonCriminal => "non_criminal",
            Self::AgainstPatient => "against_patient",
            Self::AgainstProgram => "against_program",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ConfidentialCommunications => "2.63: what was said in confidence",
            Self::NonCriminal => "2.64: not criminal",
            Self::AgainstPatient => "2.65: to investigate or prosecute the person",
            Self::AgainstProgram => "2.66: to investigate the program",
        }
    }

    /// The section of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.as_str() == text)
    }
}

impl Record for CourtPaper {
    const TABLE: &'static str = "court_paper";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("served_on", text(self.served_on))]
    }
}
