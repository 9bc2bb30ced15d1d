//! Problems, goals and objectives: the golden thread that every note must touch (OP-10).

pub mod treatment_plan;
pub use treatment_plan::TreatmentPlan;

/// The kinds of record of this chapter.
pub const KINDS: &[store::Kind] = &[store::Kind::of::<TreatmentPlan>(|| vec!["patient_id", "review_due"])];

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A plan was written or changed.
    PlanWritten(vocabulary::id::PatientId),
}
