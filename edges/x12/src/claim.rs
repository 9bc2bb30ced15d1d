//! One claim and its service lines (loops 2300 and 2400), as plain data. Money is in whole cents.

use std::fmt;

use jiff::civil::{Date, Time};

use crate::{
    Assignment, BenefitsAssigned, BillingProvider, Frequency, Patient, Payer, Practitioner, ReleaseOfInformation,
    ServiceFacility, Subscriber,
};

/// One claim: everything a payer is told about a series of services to one person.
///
/// The parties are repeated in every claim; the writer joins neighbours with the same provider, payer, subscriber and patient
/// under one level, so claims are best handed over sorted by these.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who bills.
    pub billing_provider: BillingProvider,
    /// Who pays.
    pub payer: Payer,
    /// The member of the plan.
    pub subscriber: Subscriber,
    /// Who was treated.
    pub patient: Patient,
    /// Our own number for the claim (CLM01), at most 20 characters, one of a kind; the payer returns it.
    pub control_number: String,
    /// Original, replacement, void, or a place in a series (OP-31).
    pub frequency: Frequency,
    /// The payer's number of the claim that is replaced or voided (REF F8).
    pub original_reference: Option<String>,
    /// Whether the provider accepts the payer's amount.
    pub assignment: Assignment,
    /// Whether the payer pays the provider.
    pub benefits_assigned: BenefitsAssigned,
    /// On what ground the information is released.
    pub release: ReleaseOfInformation,
    /// Prior authorization number (REF G1).
    pub prior_authorization: Option<String>,
    /// ICD-10-CM codes, with or without the dot; the first is the principal one (OP-49).
    pub diagnoses: Vec<String>,
    /// Who did the work, if one person did all of it.
    pub rendering: Option<Practitioner>,
    /// Where, if not at the billing provider's address.
    pub service_facility: Option<ServiceFacility>,
    /// What only one of the two guides asks.
    pub form: Form,
    /// The services, each on its own line (OP-30).
    pub lines: Vec<ServiceLine>,
}

/// The part of a claim that differs between the two guides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "plain data for the caller; every claim holds exactly one")]
pub enum Form {
    /// 837P.
    Professional(Professional),
    /// 837I.
    Institutional(Institutional),
}

/// What only a professional claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Professional {
    /// Two digits, such as `57` (OP-44).
    pub place_of_service: String,
    /// CLIA certificate number, needed when drug tests are billed (OP-47).
    pub clia_number: Option<String>,
}

/// What only an institutional claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institutional {
    /// The first two digits of the type of bill without the leading zero, such as `13` or `76`; the frequency is the third.
    pub bill_type: String,
    /// First day of the statement.
    pub statement_from: Date,
    /// Last day of the statement.
    pub statement_to: Date,
    /// Day of admission to the program.
    pub admission_date: Option<Date>,
    /// Hour of admission; only with a date, seldom wanted for outpatient care.
    pub admission_time: Option<Time>,
    /// Priority of the admission: one character, `3` elective.
    pub admission_type: Option<String>,
    /// Point of origin: one character, `1` not from a facility.
    pub admission_source: Option<String>,
    /// Two digits: `01` home, `30` still a patient (OP-31).
    pub patient_status: String,
    /// Two characters each: `92` intensive outpatient, `89` opioid treatment program (section 4 of the operations rules).
    pub condition_codes: Vec<String>,
    /// ICD-10-CM codes of the reason for an unscheduled visit, at most three; usually none.
    pub reasons_for_visit: Vec<String>,
    /// The physician or other practitioner in charge of the care.
    pub attending: Option<Practitioner>,
}

/// One service on one day (OP-30).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    /// Our own number for the line (REF 6R), at most 30 characters; the payer returns it.
    pub control_number: Option<String>,
    /// The day of the service.
    pub service_date: Date,
    /// Four digits, institutional claims only: `0906`, `0905`, `0915`, ... (OP-36, OP-43).
    pub revenue_code: Option<String>,
    /// HCPCS or CPT code. A professional line always has one.
    pub hcpcs: Option<String>,
    /// At most four, two characters each (OP-45).
    pub modifiers: Vec<String>,
    /// Whole units.
    pub units: u32,
    /// The charge of the line in cents.
    pub charge_cents: i64,
    /// Professional claims: only where it differs from the claim's, or where the payer wants it on each line.
    pub place_of_service: Option<String>,
    /// Professional claims: places in the list of diagnoses, counted from 1, at least one and at most four.
    pub diagnosis_pointers: Vec<u8>,
    /// Who did this piece of work, if not the rendering provider of the claim.
    pub rendering: Option<Practitioner>,
}

impl Claim {
    /// The sum of the lines in cents; it goes out as the total of the claim.
    #[must_use]
    pub fn total_cents(&self) -> i64 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.charge_cents))
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Claim").field("control_number", &self.control_number).finish_non_exhaustive()
    }
}
