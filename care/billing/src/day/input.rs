//! Everything the decision about a day needs, as plain values read in one transaction.

use jiff::civil::Date;

use crate::rule::{PayerTerms, ProviderSetting};

/// Who pays for the day.
#[derive(Clone, Debug)]
pub enum DayPayer<'a> {
    /// A payer, with the terms valid on the service date.
    Payer(PayerTerms<'a>),
    /// The person pays; `terms` holds the program's own fees. Nothing goes to a payer (OP-A17).
    SelfPay(PayerTerms<'a>),
    /// Coverage names a payer that has no valid terms on this date.
    WithoutTerms {
        /// The payer's id.
        payer: String,
    },
}

/// Whether the person came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Scheduled later today, or running.
    Upcoming(Upcoming),
    /// Came; minutes credited by the hours engine (OP-09).
    Attended {
        /// Credited minutes.
        credited_minutes: i64,
    },
    /// Did not come, or was excused.
    NotAttended,
}

/// A service that can still add minutes today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// Minutes it would still give if fully attended.
    pub scheduled_minutes: i64,
}

/// Where the note of one attended service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteState {
    /// Signed, and co-signed where needed.
    Signed,
    /// Not signed yet.
    Unsigned,
    /// Signed, waiting for the supervisor.
    CoSignatureMissing,
    /// A peer-led group: attendance, no clinical note (S-19).
    PeerLed,
}

/// One service of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayService {
    /// The service's id; it becomes evidence of a line.
    pub id: String,
    /// Its billable kind, such as `group` or `individual`.
    pub kind: String,
    /// What staff call it, such as `Coping skills group`. Never a person's name.
    pub label: String,
    /// A code chosen for it, if any.
    pub code_hint: Option<String>,
    /// Whether the person came, with minutes.
    pub attendance: Attendance,
    /// Where its note stands.
    pub note: NoteState,
    /// Whether the note cites an active objective (OP-10, OP-A14).
    pub has_objective: bool,
    /// The leader's credential, such as `LMHC`.
    pub credential: Option<String>,
    /// People in the group, if it is one.
    pub group_size: Option<i64>,
    /// By video or telephone.
    pub is_telehealth: bool,
    /// By video from home; from elsewhere is another place of service (OP-44). Home while nobody said otherwise.
    pub is_at_home: bool,
    /// The group session it belongs to, if it is one.
    pub group_id: Option<String>,
}

/// The authorization that covers the day best, as the burn-down found it; units before this day's charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationFacts {
    /// The payer's number.
    pub number: String,
    /// Units approved.
    pub approved_units: i64,
    /// Units left before this day.
    pub units_left: i64,
    /// First day covered.
    pub starts_on: Date,
    /// Last day covered.
    pub ends_on: Date,
    /// The code it is for; `None` is any.
    pub code: Option<String>,
}

/// A line of another charge that stands on the same date. Never a line of the charge being decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledLine {
    /// The payer's id.
    pub payer: String,
    /// HCPCS code.
    pub code: String,
    /// Units.
    pub units: i64,
}

/// A stay elsewhere on this date that excludes intensive outpatient care: partial hospital, residential, inpatient (OP-41).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionLine {
    /// What it is, in plain words, such as `residential stay`.
    pub what: String,
}

/// A service the program could still offer today to close a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closer {
    /// Its billable kind.
    pub kind: String,
    /// What staff call it.
    pub label: String,
    /// Minutes it is usually booked in steps of.
    pub step_minutes: i64,
}

/// One person's day.
#[derive(Clone, Debug)]
pub struct DayInput<'a> {
    /// The day, in the program's time zone.
    pub service_date: Date,
    /// Whether nothing can be added to the day any more.
    pub is_over: bool,
    /// Who pays.
    pub payer: DayPayer<'a>,
    /// What the billing provider is (OP-20).
    pub setting: ProviderSetting,
    /// Which per diem the stay is on, where the payer has several.
    pub per_diem: Option<String>,
    /// Whether the biller chose component codes for this day (OP-42).
    pub bill_components: bool,
    /// Every service scheduled or attended, in the order of the day.
    pub services: Vec<DayService>,
    /// Whether coverage is valid on this date.
    pub has_coverage: bool,
    /// Whether the person's consent to tell the payer is active (OP-49, OP-A17).
    pub has_payment_consent: bool,
    /// The authorization to use, if any.
    pub authorization: Option<AuthorizationFacts>,
    /// Lines of other charges on this date.
    pub already_billed: Vec<BilledLine>,
    /// Stays elsewhere on this date.
    pub exclusions: Vec<ExclusionLine>,
    /// What could still be offered today, most natural first.
    pub closers: Vec<Closer>,
}
