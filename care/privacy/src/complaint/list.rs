//! All complaints, and one.

use std::collections::HashMap;

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use vocabulary::PersonName;
use vocabulary::id::{ComplaintId, PatientId};

use super::model::Complaint;
use super::store;
use crate::request::names;

/// Asks for every complaint: the open ones first.
#[derive(Clone, Copy, Debug)]
pub struct ListComplaints;

/// Asks for one.
#[derive(Clone, Copy, Debug)]
pub struct OpenComplaint {
    /// Which.
    pub complaint: ComplaintId,
}

/// A complaint with whose record it is about.
#[derive(Clone, Debug)]
pub struct ComplaintLine {
    /// The complaint.
    pub complaint: Complaint,
    /// Whose record it is about, where they have a chart.
    pub name: Option<PersonName>,
}

impl ComplaintLine {
    fn of(complaint: &Complaint, names: &HashMap<PatientId, PersonName>) -> Self {
        let name = complaint.patient.and_then(|patient| names.get(&patient).cloned());
        Self { complaint: complaint.clone(), name }
    }
}

impl Query for ListComplaints {
    type View = Vec<ComplaintLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ComplaintLine>>, Refusal> {
        let all = store::all(cx.tx)?;
        let names = names(cx, all.iter().filter_map(|one| one.patient))?;
        Ok(Guarded::several(Kind::Complaint, all.iter().map(|one| ComplaintLine::of(one, &names)).collect()))
    }
}

impl Query for OpenComplaint {
    type View = ComplaintLine;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ComplaintLine>, Refusal> {
        let one = store::load(cx.tx, self.complaint)?;
        let names = names(cx, one.patient)?;
        Ok(Guarded::several(Kind::Complaint, ComplaintLine::of(&one, &names)))
    }
}
