//! Builds reasons: each knows who resolves it and where.

use super::input::DayService;
use super::outcome::{Fix, Hold, HoldReason, OwnerRole, Screen};

impl HoldReason {
    fn new(hold: Hold, owner: OwnerRole, screen: Screen, field: &'static str) -> Self {
        Self { hold, owner, fix: Fix { screen, field } }
    }

    pub(super) fn note_unsigned(service: &DayService) -> Self {
        let hold = Hold::NoteUnsigned { service: service.id.clone(), label: service.label.clone() };
        Self::new(hold, OwnerRole::Clinician, Screen::Note, "signature")
    }

    pub(super) fn co_signature_missing(service: &DayService) -> Self {
        let hold = Hold::CoSignatureMissing { service: service.id.clone(), label: service.label.clone() };
        Self::new(hold, OwnerRole::Supervisor, Screen::Note, "co-signature")
    }

    pub(super) fn objective_missing(service: &DayService) -> Self {
        let hold = Hold::ObjectiveMissing { service: service.id.clone(), label: service.label.clone() };
        Self::new(hold, OwnerRole::Clinician, Screen::Note, "objective")
    }

    pub(super) fn credential_not_allowed(service: &DayService, allowed: &[String]) -> Self {
        let hold = Hold::CredentialNotAllowed {
            service: service.id.clone(),
            label: service.label.clone(),
            credential: service.credential.clone(),
            allowed: allowed.to_vec(),
        };
        Self::new(hold, OwnerRole::Biller, Screen::Schedule, "leader")
    }

    pub(super) fn session_too_short(service: &DayService, code: &str, credited_minutes: i64, min_minutes: i64) -> Self {
        let hold = Hold::SessionTooShort {
            service: service.id.clone(),
            label: service.label.clone(),
            code: code.to_owned(),
            credited_minutes,
            min_minutes,
        };
        Self::new(hold, OwnerRole::Biller, Screen::Claims, "services of the date")
    }

    /// A day that is still open is the case manager's to fill; one that is over is the biller's to settle.
    pub(super) fn below_minimum(hold: Hold, is_over: bool) -> Self {
        if is_over {
            Self::new(hold, OwnerRole::Biller, Screen::Claims, "component codes")
        } else {
            Self::new(hold, OwnerRole::CaseManager, Screen::Schedule, "services of the day")
        }
    }

    pub(super) fn setting_not_covered(payer: &str) -> Self {
        let hold = Hold::SettingNotCovered { payer: payer.to_owned() };
        Self::new(hold, OwnerRole::Biller, Screen::Coverage, "payer")
    }

    pub(super) fn no_rule(payer: &str) -> Self {
        let hold = Hold::NoRule { payer: payer.to_owned() };
        Self::new(hold, OwnerRole::Installer, Screen::PayerRules, "rules of the payer")
    }

    pub(super) fn per_diem_unclear(payer: &str) -> Self {
        let hold = Hold::PerDiemUnclear { payer: payer.to_owned() };
        Self::new(hold, OwnerRole::Biller, Screen::Coverage, "per diem")
    }
}
