//! Says a day in plain words. No sentence names a person, so it may stand on a board or in a work list.

use super::outcome::{Closing, DayState, Hold, HoldReason, OwnerRole, Screen, Warning};

impl DayState {
    /// One line for a board: the state, the most telling reason, and how many more there are.
    #[must_use]
    pub fn headline(&self) -> String {
        let more = |reasons: usize| match reasons {
            0 | 1 => String::new(),
            2 => " One more reason.".to_owned(),
            several => format!(" {} more reasons.", several - 1),
        };
        let first = |word: &str, reasons: &[HoldReason]| match reasons.first() {
            Some(reason) => format!("{word}: {}{}", reason.sentence(), more(reasons.len())),
            None => format!("{word}."),
        };
        match self {
            Self::NotExpected => "Not expected.".to_owned(),
            Self::NothingAttended => "Nothing attended.".to_owned(),
            Self::Held { reasons } => first("Held", reasons),
            Self::NotBillable { why } => first("Not billable", why),
            Self::Billable { lines, .. } => format!("Billable: {}.", codes(lines)),
            Self::SelfPay { lines, .. } => format!("Own account: {}. Nothing goes to a payer.", codes(lines)),
        }
    }

    /// Every reason or warning, one sentence each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        match self {
            Self::NotExpected | Self::NothingAttended => Vec::new(),
            Self::Held { reasons } | Self::NotBillable { why: reasons } => reasons.iter().map(HoldReason::sentence).collect(),
            Self::Billable { warnings, .. } | Self::SelfPay { warnings, .. } => warnings.iter().map(Warning::sentence).collect(),
        }
    }
}

fn codes(lines: &[super::outcome::ChargeLine]) -> String {
    let words = lines.iter().map(|line| match line.units {
        1 => line.code.clone(),
        units => format!("{units} × {}", line.code),
    });
    words.collect::<Vec<_>>().join(", ")
}

impl HoldReason {
    /// The reason in one plain sentence or two short ones, with figures and the way out.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.hold {
            Hold::NoteUnsigned { label, .. } => format!("The note for {label} is not signed."),
            Hold::CoSignatureMissing { label, .. } => format!("The note for {label} waits for the supervisor's signature."),
            Hold::ObjectiveMissing { label, .. } => format!("The note for {label} is not linked to an objective."),
            Hold::CredentialNotAllowed { label, credential, allowed, .. } => {
                credential_words(label, credential.as_deref(), allowed)
            }
            Hold::SessionTooShort { label, code, credited_minutes, min_minutes, .. } => {
                format!("{label} lasted {credited_minutes} minutes; {code} starts at {min_minutes}.")
            }
            Hold::BelowMinimum { credited_minutes, min_minutes, closing, components, .. } => {
                let way_out = below_minimum_words(closing.as_ref(), !components.is_empty());
                format!("{credited_minutes} of {min_minutes} minutes.{way_out}")
            }
            Hold::NoCoverage => "No coverage is valid on this day.".to_owned(),
            Hold::NoPaymentConsent => "No consent to tell a payer is active, so nothing goes to any payer.".to_owned(),
            Hold::NoRule { payer } => format!("There is no billing rule of payer {payer} for this day."),
            Hold::PerDiemUnclear { payer } => {
                format!("{payer} has no per diem, or more than one, that fits this stay; choose one.")
            }
            Hold::SettingNotCovered { payer } => {
                format!("{payer} does not cover this service in this kind of clinic; practitioners may bill their own services.")
            }
            Hold::NoPrimaryService { .. } => {
                "No individual, group or family therapy or testing on this day, so the payer pays nothing for it.".to_owned()
            }
            authorization_or_exclusion => other_words(authorization_or_exclusion),
        }
    }

    /// A stable word by which a work list groups reasons (`ux.md` 5.9).
    #[must_use]
    pub fn cause(&self) -> &'static str {
        match self.hold {
            Hold::NoteUnsigned { .. } => "note_unsigned",
            Hold::CoSignatureMissing { .. } => "co_signature_missing",
            Hold::ObjectiveMissing { .. } => "objective_missing",
            Hold::CredentialNotAllowed { .. } => "credential_not_allowed",
            Hold::SessionTooShort { .. } => "session_too_short",
            Hold::BelowMinimum { .. } => "below_minimum",
            Hold::NoCoverage => "no_coverage",
            Hold::NoPaymentConsent => "no_payment_consent",
            Hold::AuthorizationMissing { .. } => "authorization_missing",
            Hold::AuthorizationNotStarted { .. } => "authorization_not_started",
            Hold::AuthorizationExpired { .. } => "authorization_expired",
            Hold::AuthorizationUsedUp { .. } => "authorization_used_up",
            Hold::AlreadyBilled { .. } => "already_billed",
            Hold::ExcludedCode { .. } => "excluded_code",
            Hold::ExcludedStay { .. } => "excluded_stay",
            Hold::SettingNotCovered { .. } => "setting_not_covered",
            Hold::NoPrimaryService { .. } => "no_primary_service",
            Hold::NoRule { .. } => "no_rule",
            Hold::PerDiemUnclear { .. } => "per_diem_unclear",
        }
    }
}

fn credential_words(label: &str, credential: Option<&str>, allowed: &[String]) -> String {
    let allowed = allowed.join(", ");
    match credential {
        Some(held) => format!("{label} was led by {held}; the payer accepts {allowed}."),
        None => format!("{label} has no leader's credential on record; the payer accepts {allowed}."),
    }
}

fn below_minimum_words(closing: Option<&Closing>, has_components: bool) -> String {
    match closing {
        Some(Closing::Scheduled { labels, .. }) => {
            format!(" {} later today would make it billable.", labels.join(" and "))
        }
        Some(Closing::Offer { label, minutes, scheduled_minutes: 0 }) => {
            format!(" {minutes} minutes of {label} today would make it billable.")
        }
        Some(Closing::Offer { label, minutes, scheduled_minutes }) => format!(
            " {minutes} minutes of {label} beside the {scheduled_minutes} minutes still scheduled today would make it billable."
        ),
        None if has_components => " The contract allows component codes instead.".to_owned(),
        None => String::new(),
    }
}

fn other_words(hold: &Hold) -> String {
    match hold {
        Hold::AuthorizationMissing { code } => format!("The payer wants an authorization for {code} and there is none."),
        Hold::AuthorizationNotStarted { number, starts_on } => format!("Authorization {number} begins only on {starts_on}."),
        Hold::AuthorizationExpired { number, ended_on } => format!("Authorization {number} ended on {ended_on}."),
        Hold::AuthorizationUsedUp { number, approved_units, needed_units, units_left } => {
            format!("Authorization {number} has {units_left} of {approved_units} units left; this day needs {needed_units}.")
        }
        Hold::AlreadyBilled { code } => format!("{code} already stands on this day as often as the payer allows."),
        Hold::ExcludedCode { code, other_code } => {
            format!("{other_code} already stands on this day for this payer; {code} may not stand beside it.")
        }
        Hold::ExcludedStay { what } => format!("A {what} on this day excludes intensive outpatient care."),
        _ => String::new(),
    }
}

impl Warning {
    /// The warning in one plain sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::AuthorizationUnitsLow { number, units_left } => match units_left {
                1 => format!("Authorization {number} has 1 unit left after this day."),
                left => format!("Authorization {number} has {left} units left after this day."),
            },
            Self::AuthorizationEndsSoon { number, days_left: 0, .. } => format!("Authorization {number} ends on this day."),
            Self::AuthorizationEndsSoon { number, ends_on, .. } => format!("Authorization {number} ends on {ends_on}."),
            Self::AtRisk { lacking } => format!("Billed at risk: {}", lacking.sentence()),
            Self::LeftOut { reason } => format!("Left out: {}", reason.sentence()),
            Self::NotBilledSeparately { label, .. } => format!("The payer has no rule for {label}; it is not billed."),
            Self::UnitsLimited { code, units } => {
                format!("{code} is billed with {units} units, the most the payer allows in a day.")
            }
            Self::BilledAsComponents { code } => {
                format!("Billed by component codes, because the day is below the minimum for {code}.")
            }
        }
    }
}

impl OwnerRole {
    /// The role in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Clinician => "clinician",
            Self::Supervisor => "supervisor",
            Self::CaseManager => "case manager",
            Self::UtilizationReviewer => "utilization reviewer",
            Self::Biller => "biller",
            Self::FrontDesk => "front desk",
            Self::Installer => "settings",
        }
    }
}

impl Screen {
    /// The screen in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Schedule => "schedule",
            Self::Coverage => "coverage",
            Self::Consents => "consents",
            Self::Authorizations => "authorizations",
            Self::Claims => "claims",
            Self::PayerRules => "payer rules",
            Self::Stays => "stays",
        }
    }
}
