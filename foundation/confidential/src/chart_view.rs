//! Who looked at which chart, when and at what. Part of the patient's own chain: it cannot be thinned out.

use policy::Kind;
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{ChartViewId, PatientId, StaffId};

/// One look at a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartView {
    /// The id.
    pub id: ChartViewId,
    /// Whose chart.
    pub patient: PatientId,
    /// Who looked.
    pub staff: StaffId,
    /// What kind of record was shown.
    pub kind: Kind,
}

impl Record for ChartView {
    const TABLE: &'static str = "chart_view";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("staff_id", text(self.staff))]
    }
}
