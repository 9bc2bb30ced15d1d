//! What was told in emergencies and nobody has looked at yet, for the compliance officer (P2-41). By record numbers, not by names.

use access::{Action, Context, Kind, Refusal};
use confidential::category::Category;
use confidential::{Disclosure, Guarded, Query};
use jiff::Timestamp;
use privacy::emergency::EmergencyDisclosure;
use vocabulary::id::PatientId;

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct EmergenciesToReview;

/// One of them.
#[derive(Debug)]
pub struct EmergencyLine {
    /// About whom.
    pub patient: PatientId,
    /// The record number; nothing for somebody who only asked.
    pub record_number: Option<i64>,
    /// What was written down.
    pub kept: EmergencyDisclosure,
    /// What was told.
    pub categories: Vec<Category>,
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

impl Query for EmergenciesToReview {
    type View = Vec<EmergencyLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<EmergencyLine>>, Refusal> {
        cx.require(Action::Sign, Kind::Disclosure)?;
        let mut lines = Vec::new();
        for kept in privacy::emergency::waiting(cx.tx)? {
            let row = cx.tx.load::<Disclosure>(kept.disclosure)?;
            lines.push(EmergencyLine {
                patient: kept.patient,
                record_number: cx.tx.load::<episode::Patient>(kept.patient)?.map(|person| person.record_number),
                categories: row.map(|row| row.record.categories).unwrap_or_default(),
                at: kept.recorded_at,
                by: access::author_name(cx.tx, kept.recorded_by)?,
                kept: kept.record,
            });
        }
        Ok(Guarded::several(Kind::Disclosure, lines))
    }
}
