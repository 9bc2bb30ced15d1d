//! All audits with how they stand, and one with its people by their record numbers.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::Patient;
use vocabulary::id::{AuditId, PatientId};

use super::model::{Audit, AuditStanding, Shown};
use super::store;

/// Asks for every audit: what is overdue first, then the newest.
#[derive(Clone, Copy, Debug)]
pub struct ListAudits;

/// An audit and how it stands today.
#[derive(Clone, Debug)]
pub struct AuditLine {
    /// The audit.
    pub audit: Audit,
    /// How it stands.
    pub standing: AuditStanding,
}

impl Query for ListAudits {
    type View = Vec<AuditLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<AuditLine>>, Refusal> {
        cx.require(Action::View, Kind::Audit)?;
        let today = cx.today();
        let all = store::all(cx.tx)?.into_iter().map(|one| one.record);
        let mut lines: Vec<AuditLine> = all.map(|audit| AuditLine { standing: audit.standing(today), audit }).collect();
        lines.sort_by_key(|line| match line.standing {
            AuditStanding::Overdue { days } => (0, -days),
            AuditStanding::CopiesOut { days } => (1, days),
            AuditStanding::WaitsForPromise | AuditStanding::Open => (2, 0),
            AuditStanding::Closed => (3, 0),
        });
        Ok(Guarded::several(Kind::Audit, lines))
    }
}

/// Asks for one audit.
#[derive(Clone, Copy, Debug)]
pub struct OpenAudit {
    /// Which.
    pub audit: AuditId,
}

/// One audit.
#[derive(Clone, Debug)]
pub struct OpenedAudit {
    /// The audit.
    pub audit: Audit,
    /// How it stands.
    pub standing: AuditStanding,
    /// Whose records it is about.
    pub people: Vec<AuditPerson>,
}

/// One of them: by the record number, which is enough.
#[derive(Clone, Debug)]
pub struct AuditPerson {
    /// Who.
    pub patient: PatientId,
    /// The record number.
    pub record_number: i64,
    /// What was shown, oldest first.
    pub shown: Vec<Shown>,
}

impl Query for OpenAudit {
    type View = OpenedAudit;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OpenedAudit>, Refusal> {
        cx.require(Action::View, Kind::Audit)?;
        let audit = store::load(cx.tx, self.audit)?.record;
        let mut people = Vec::new();
        for patient in &audit.people {
            let Some(person) = cx.tx.load::<Patient>(*patient)? else { continue };
            let shown = audit.shown.iter().filter(|shown| shown.patient == *patient).copied().collect();
            people.push(AuditPerson { patient: *patient, record_number: person.record_number, shown });
        }
        let opened = OpenedAudit { standing: audit.standing(cx.today()), people, audit };
        Ok(Guarded::several(Kind::Audit, opened))
    }
}
