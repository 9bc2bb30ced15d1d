//! Says about whose records an audit is, by their numbers.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{AuditId, PatientId};

use super::model::Audit;
use super::store;
use crate::Fact;

/// More people.
#[derive(Clone, Debug)]
pub struct AddToAudit {
    /// In which audit.
    pub audit: AuditId,
    /// Their record numbers.
    pub record_numbers: Vec<i64>,
}

impl Command for AddToAudit {
    type Output = AuditId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuditId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Audit)?;
        let current = store::load_open(cx.tx, self.audit)?;
        let mut problems = Problems::none();
        problems.require("record_numbers", !self.record_numbers.is_empty(), "Write at least one record number.");
        let more = numbered(cx, &self.record_numbers, &mut problems)?;
        let more = problems.finish(Some(more))?;
        let mut people = current.people.clone();
        people.extend(more.into_iter().filter(|one| !current.people.contains(one)));
        if people == current.people {
            return Ok(Done::already(self.audit));
        }
        let next = Audit { people, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("people added"))?;
        Ok(Done::with(self.audit, Fact::DutiesChanged))
    }
}

/// The people with these record numbers; a number that nobody has is a problem.
pub(super) fn numbered(cx: &Context<'_>, numbers: &[i64], problems: &mut Problems) -> Result<Vec<PatientId>, Refusal> {
    crate::breach::people(cx, numbers, problems)
}
