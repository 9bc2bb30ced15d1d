//! A whole record on its way to a new holder, record by record, so that the gate takes out what the consent does not cover. What is not
//! listed here never leaves: counseling notes, who must not meet, who looked, papers of courts, complaints, messages.

use confidential::Trim;
use confidential::category::{Categories, Category};
use jiff::civil::Date;

use crate::ExportedRecord;

/// A record.
#[derive(Clone, Debug)]
pub struct RecordContent {
    /// The name on identity documents.
    pub name: String,
    /// The date of birth.
    pub birth_date: Date,
    /// What it consists of, in the order in which it was first written.
    pub records: Vec<ExportedRecord>,
}

/// Which kinds of record leave, and what must be released for each.
const LEAVES: [(&str, &[Category]); 19] = [
    ("patient", &[Category::IdentityAndAttendance]),
    ("stay", &[Category::IdentityAndAttendance]),
    ("enrollment", &[Category::IdentityAndAttendance]),
    ("attendance", &[Category::IdentityAndAttendance]),
    // Its diagnoses are part of it.
    ("episode", &[Category::IdentityAndAttendance, Category::Diagnosis]),
    ("assessment", &[Category::Assessment]),
    ("placement_decision", &[Category::Assessment]),
    ("measure", &[Category::Assessment]),
    ("treatment_plan", &[Category::Plan]),
    // Whoever is to have notes of sessions was allowed everything that care needs.
    ("progress_note", CLINICAL),
    ("reported_item", CLINICAL),
    ("outreach", CLINICAL),
    ("referral_out", CLINICAL),
    ("coverage", &[Category::Billing]),
    ("payer_authorization", &[Category::Billing]),
    ("service_day", &[Category::Billing]),
    ("charge", &[Category::Billing]),
    ("claim", &[Category::Billing]),
    ("sliding_fee", &[Category::Billing]),
];

const CLINICAL: &[Category] = &[
    Category::IdentityAndAttendance,
    Category::Assessment,
    Category::Diagnosis,
    Category::Plan,
    Category::ProgressSummary,
    Category::Medications,
    Category::Labs,
    Category::DischargeSummary,
];

impl Trim for RecordContent {
    fn keep_only(&mut self, categories: Categories) {
        let leaves = |record: &ExportedRecord| {
            let needs = LEAVES.iter().find(|(kind, _)| *kind == record.kind).map(|(_, needs)| Categories::of(needs));
            needs.is_some_and(|needs| needs.is_within(categories))
        };
        self.records.retain(leaves);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str) -> ExportedRecord {
        ExportedRecord {
            kind: kind.to_owned(),
            id: String::new(),
            version: 1,
            recorded_at: jiff::Timestamp::UNIX_EPOCH,
            recorded_by: String::new(),
            reason: String::new(),
            body: String::new(),
        }
    }

    fn left(categories: &[Category]) -> Vec<String> {
        let apart =
            ["counseling_note", "no_contact", "chart_view", "court_paper", "complaint", "message", "disclosure", "consent"];
        let records = LEAVES.iter().map(|(kind, _)| *kind).chain(apart).map(record).collect();
        let mut content = RecordContent { name: String::new(), birth_date: Date::constant(1990, 5, 14), records };
        content.keep_only(Categories::of(categories));
        content.records.into_iter().map(|record| record.kind).collect()
    }

    #[test]
    fn p2_19_what_is_kept_apart_never_leaves_and_notes_leave_with_everything_that_care_needs() {
        let everything = left(&[Category::EntireRecord, Category::CounselingNotes]);
        assert_eq!(everything.len(), LEAVES.len());
        assert!(everything.iter().all(|kind| LEAVES.iter().any(|(known, _)| known == kind)));
        let clinical = left(CLINICAL);
        assert!(clinical.iter().any(|kind| kind == "progress_note") && !clinical.iter().any(|kind| kind == "charge"));
        assert_eq!(left(&[Category::Plan]), ["treatment_plan"]);
        assert_eq!(left(&[Category::IdentityAndAttendance]), ["patient", "stay", "enrollment", "attendance"]);
        assert!(left(&[]).is_empty());
    }

    #[test]
    fn every_kind_that_leaves_is_a_kind_of_record() {
        let known: Vec<&str> = crate::kinds().iter().map(|kind| kind.table).collect();
        assert!(LEAVES.iter().all(|(kind, _)| known.contains(kind)), "{known:?}");
    }
}
