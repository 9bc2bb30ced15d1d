//! Every kind of record there is, so that `stepdown verify` can compare each table with the ledger.

use access::Staff;
use confidential::{ChartView, Consent, CourtPaper, Disclosure, PayerRestriction, Restriction};
use store::Kind;

/// All kinds.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    let ground = [
        Kind::of::<Staff>(|| vec!["login", "find"]),
        Kind::of::<Consent>(|| vec!["patient_id", "signed_on", "ends_on"]),
        Kind::of::<Disclosure>(|| vec!["patient_id"]),
        Kind::of::<PayerRestriction>(|| vec!["patient_id", "payer_id"]),
        Kind::of::<Restriction>(|| vec!["patient_id"]),
        Kind::of::<CourtPaper>(|| vec!["patient_id", "served_on"]),
        Kind::of::<ChartView>(|| vec!["patient_id", "staff_id"]),
    ];
    let chapters = [
        episode::KINDS,
        privacy::KINDS,
        schedule::KINDS,
        plan::KINDS,
        measure::KINDS,
        treatment::KINDS,
        billing::KINDS,
        conversation::KINDS,
        intake::KINDS,
    ];
    ground.into_iter().chain(chapters.into_iter().flatten().copied()).collect()
}
