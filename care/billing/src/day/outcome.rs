//! What a day can be, with every reason typed: the figures, who acts, and where.

use jiff::civil::Date;

use crate::rule::ClaimForm;

/// What a day is for billing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayState {
    /// Nothing was scheduled and nobody came.
    NotExpected,
    /// Something was scheduled; so far, or finally, nothing was attended.
    NothingAttended,
    /// It could be billed once every reason is gone.
    Held {
        /// Why, most telling first.
        reasons: Vec<HoldReason>,
    },
    /// It can be billed.
    Billable {
        /// The charge lines.
        lines: Vec<ChargeLine>,
        /// What a person should know.
        warnings: Vec<Warning>,
        /// The payment class it is predicted to fall in, where the payer pays by tier (OP-39).
        prediction: Option<DayPrediction>,
    },
    /// It cannot be billed to this payer.
    NotBillable {
        /// Why.
        why: Vec<HoldReason>,
    },
    /// The person's own account; no payer transaction exists (OP-A17).
    SelfPay {
        /// What goes on the account.
        lines: Vec<ChargeLine>,
        /// What a person should know.
        warnings: Vec<Warning>,
    },
}

impl DayState {
    /// The lines that the day makes; none where nothing may be billed.
    #[must_use]
    pub fn lines(&self) -> &[ChargeLine] {
        match self {
            Self::Billable { lines, .. } | Self::SelfPay { lines, .. } => lines,
            _ => &[],
        }
    }

    /// The lines that may go to a payer. Empty for everything but a billable day, self-pay included (OP-A17).
    #[must_use]
    pub fn payer_lines(&self) -> &[ChargeLine] {
        match self {
            Self::Billable { lines, .. } => lines,
            _ => &[],
        }
    }

    /// Why the day is held or not billable; empty otherwise.
    #[must_use]
    pub fn reasons(&self) -> &[HoldReason] {
        match self {
            Self::Held { reasons } | Self::NotBillable { why: reasons } => reasons,
            _ => &[],
        }
    }
}

/// One line of a charge.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChargeLine {
    /// The day.
    pub service_date: Date,
    /// The payer's id.
    pub payer: String,
    /// HCPCS code.
    pub code: String,
    /// Revenue code, on an institutional line.
    pub revenue_code: Option<String>,
    /// Modifiers in order.
    pub modifiers: Vec<String>,
    /// Units.
    pub units: i64,
    /// Charge for all units, in cents.
    pub charge_cents: i64,
    /// Credited minutes behind it.
    pub minutes: i64,
    /// Place of service, on a professional line.
    pub place_of_service: Option<String>,
    /// The form it travels on.
    pub claim_form: ClaimForm,
    /// First two digits of the type of bill; the claim adds the frequency (OP-31).
    pub bill_type: Option<String>,
    /// Condition codes the claim carries.
    pub condition_codes: Vec<String>,
    /// The authorization it uses.
    pub authorization_number: Option<String>,
    /// Whether it goes beyond its authorization by the payer's leave (OP-A13).
    pub is_at_risk: bool,
    /// Ids of the services whose signed notes prove it.
    pub evidence: Vec<String>,
    /// Last day the claim may arrive.
    pub file_by: Date,
}

impl ChargeLine {
    /// Whether a claim with this line tells the payer the same as one with the other: what is only known here (whether it is at risk,
    /// the minutes behind it, its evidence) is left out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let told =
            |line: &Self| Self { is_at_risk: false, minutes: 0, evidence: Vec::new(), file_by: self.file_by, ..line.clone() };
        told(self) == told(other)
    }
}

/// Where a payer that pays by tier is expected to put the day. Predicted, not authoritative (OP-39).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPrediction {
    /// Countable services.
    pub countable_services: i64,
    /// The payment class.
    pub apc: String,
}

/// Who can resolve a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerRole {
    /// The clinician who leads the service.
    Clinician,
    /// The clinician's supervisor.
    Supervisor,
    /// The case manager.
    CaseManager,
    /// The utilization reviewer.
    UtilizationReviewer,
    /// The biller.
    Biller,
    /// The front desk.
    FrontDesk,
    /// Whoever keeps the program's settings.
    Installer,
}

/// The screen on which a reason is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    /// The group or session note.
    Note,
    /// The schedule of the day.
    Schedule,
    /// The person's coverage.
    Coverage,
    /// The person's consents.
    Consents,
    /// The person's authorizations.
    Authorizations,
    /// The claims worklist.
    Claims,
    /// Payer rules in the settings.
    PayerRules,
    /// The stays of the episode.
    Stays,
}

/// Where to go and what to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The screen.
    pub screen: Screen,
    /// The field on it.
    pub field: &'static str,
}

/// Why a day is held or not billable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldReason {
    /// What is in the way, with figures.
    pub hold: Hold,
    /// Who can resolve it.
    pub owner: OwnerRole,
    /// Where.
    pub fix: Fix,
}

/// What is in the way. Services appear with their id and what staff call them, never with a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The note of a service is not signed.
    NoteUnsigned {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
    },
    /// The note waits for the supervisor.
    CoSignatureMissing {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
    },
    /// The note cites no objective (OP-A14).
    ObjectiveMissing {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
    },
    /// The leader's credential is missing or not one the payer accepts.
    CredentialNotAllowed {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
        /// The credential on record.
        credential: Option<String>,
        /// Those the payer accepts.
        allowed: Vec<String>,
    },
    /// A service is shorter than its code asks for.
    SessionTooShort {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
        /// The code.
        code: String,
        /// Credited minutes.
        credited_minutes: i64,
        /// Least minutes.
        min_minutes: i64,
    },
    /// The day is below the per diem's minimum (OP-A12).
    BelowMinimum {
        /// The per diem's code.
        code: String,
        /// Credited minutes.
        credited_minutes: i64,
        /// The payer's minimum.
        min_minutes: i64,
        /// What would still close the gap today; `None` once the day is over or nothing can.
        closing: Option<Closing>,
        /// Component lines the contract allows instead (OP-42).
        components: Vec<ChargeLine>,
    },
    /// No coverage on this date.
    NoCoverage,
    /// No active consent to tell a payer (OP-A17).
    NoPaymentConsent,
    /// The payer wants an authorization and there is none for this code.
    AuthorizationMissing {
        /// The code to be authorized.
        code: String,
    },
    /// The authorization begins later.
    AuthorizationNotStarted {
        /// Its number.
        number: String,
        /// Its first day.
        starts_on: Date,
    },
    /// The authorization has ended.
    AuthorizationExpired {
        /// Its number.
        number: String,
        /// Its last day.
        ended_on: Date,
    },
    /// All units are used (OP-A13).
    AuthorizationUsedUp {
        /// Its number.
        number: String,
        /// Units approved.
        approved_units: i64,
        /// Units this day needs.
        needed_units: i64,
        /// Units left.
        units_left: i64,
    },
    /// The same code already stands on this date as often as the payer allows.
    AlreadyBilled {
        /// The code.
        code: String,
    },
    /// A code that excludes this one already stands on this date (OP-41, OP-A11).
    ExcludedCode {
        /// This day's code.
        code: String,
        /// The code already there.
        other_code: String,
    },
    /// A stay elsewhere on this date excludes the day (OP-41).
    ExcludedStay {
        /// What it is.
        what: String,
    },
    /// The provider's setting may not bill this payer (OP-20, OP-A10).
    SettingNotCovered {
        /// The payer's name.
        payer: String,
    },
    /// No countable service is a primary one (OP-39, OP-A04).
    NoPrimaryService {
        /// Countable services on the day.
        countable_services: i64,
    },
    /// The payer has no rule for anything on the day.
    NoRule {
        /// The payer's id.
        payer: String,
    },
    /// The payer has several per diems and the stay does not say which.
    PerDiemUnclear {
        /// The payer's name.
        payer: String,
    },
}

impl Hold {
    /// The id of the service it is about, where it is about one.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::NoteUnsigned { service, .. }
            | Self::CoSignatureMissing { service, .. }
            | Self::ObjectiveMissing { service, .. }
            | Self::CredentialNotAllowed { service, .. }
            | Self::SessionTooShort { service, .. } => Some(service),
            _ => None,
        }
    }
}

/// What would close a gap in minutes today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Services that are already scheduled later today suffice.
    Scheduled {
        /// What staff call them, in the order of the day.
        labels: Vec<String>,
        /// Minutes they would give.
        minutes: i64,
    },
    /// So many minutes of a further service would do, beside what is still scheduled.
    Offer {
        /// What staff call it.
        label: String,
        /// Minutes of it.
        minutes: i64,
        /// Minutes still scheduled today, which alone do not suffice.
        scheduled_minutes: i64,
    },
}

/// Something to know about a billable day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Few units are left after this day (OP-50, OP-A13).
    AuthorizationUnitsLow {
        /// Its number.
        number: String,
        /// Units left after this day.
        units_left: i64,
    },
    /// The authorization ends soon (OP-50).
    AuthorizationEndsSoon {
        /// Its number.
        number: String,
        /// Days left after this one.
        days_left: i64,
        /// Its last day.
        ends_on: Date,
    },
    /// A line goes out although its authorization does not carry it (OP-A13).
    AtRisk {
        /// What the authorization lacks.
        lacking: Box<HoldReason>,
    },
    /// A service is not part of what is billed, for this reason.
    LeftOut {
        /// The reason.
        reason: Box<HoldReason>,
    },
    /// No rule of the payer bills this kind of service.
    NotBilledSeparately {
        /// Id of the service.
        service: String,
        /// What staff call it.
        label: String,
    },
    /// A code reached its most units on a day, the rest is not billed.
    UnitsLimited {
        /// The code.
        code: String,
        /// Units billed.
        units: i64,
    },
    /// A day below the per diem's minimum goes out as component codes (OP-42).
    BilledAsComponents {
        /// The per diem's code.
        code: String,
    },
}
