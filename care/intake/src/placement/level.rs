//! Levels of care by their number, as payers and state rules use them (LC-02), and a short name of our own.

use serde::{Deserialize, Serialize};

/// A level of care, in rising order of intensity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Early intervention.
    #[serde(rename = "0.5")]
    EarlyIntervention,
    /// Long-term remission monitoring.
    #[serde(rename = "1.0")]
    RemissionMonitoring,
    /// Outpatient therapy.
    #[serde(rename = "1.5")]
    Outpatient,
    /// Medically managed outpatient care.
    #[serde(rename = "1.7")]
    MedicalOutpatient,
    /// Intensive outpatient.
    #[serde(rename = "2.1")]
    IntensiveOutpatient,
    /// High-intensity outpatient: a day program.
    #[serde(rename = "2.5")]
    DayProgram,
    /// Medically managed intensive outpatient care.
    #[serde(rename = "2.7")]
    MedicalIntensiveOutpatient,
    /// Residential care of low intensity.
    #[serde(rename = "3.1")]
    ResidentialLow,
    /// Residential care at a slower pace.
    #[serde(rename = "3.3")]
    ResidentialSlower,
    /// Residential care of high intensity.
    #[serde(rename = "3.5")]
    ResidentialHigh,
    /// Residential care with medical management.
    #[serde(rename = "3.7")]
    MedicalResidential,
    /// Hospital.
    #[serde(rename = "4.0")]
    Hospital,
}

impl Level {
    /// All, rising.
    pub const ALL: [Self; 12] = [
        Self::EarlyIntervention,
        Self::RemissionMonitoring,
        Self::Outpatient,
        Self::MedicalOutpatient,
        Self::IntensiveOutpatient,
        Self::DayProgram,
        Self::MedicalIntensiveOutpatient,
        Self::ResidentialLow,
        Self::ResidentialSlower,
        Self::ResidentialHigh,
        Self::MedicalResidential,
        Self::Hospital,
    ];

    /// The number, such as `2.1`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlyIntervention => "0.5",
            Self::RemissionMonitoring => "1.0",
            Self::Outpatient => "1.5",
            Self::MedicalOutpatient => "1.7",
            Self::IntensiveOutpatient => "2.1",
            Self::DayProgram => "2.5",
            Self::MedicalIntensiveOutpatient => "2.7",
            Self::ResidentialLow => "3.1",
            Self::ResidentialSlower => "3.3",
            Self::ResidentialHigh => "3.5",
            Self::MedicalResidential => "3.7",
            Self::Hospital => "4.0",
        }
    }

    /// The number as published cases write it: `1` and `4` without a fraction.
    #[must_use]
    pub const fn short_code(self) -> &'static str {
        match self {
            Self::RemissionMonitoring => "1",
            Self::Hospital => "4",
            other => other.code(),
        }
    }

    /// What it is, in our own few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::EarlyIntervention => "Early intervention",
            Self::RemissionMonitoring => "Check-ups in long-term remission",
            Self::Outpatient => "Outpatient therapy",
            Self::MedicalOutpatient => "Outpatient care led by a prescriber",
            Self::IntensiveOutpatient => "Intensive outpatient",
            Self::DayProgram => "Day program, 20 hours or more a week",
            Self::MedicalIntensiveOutpatient => "Intensive outpatient with daily medical care",
            Self::ResidentialLow => "Residential, low intensity",
            Self::ResidentialSlower => "Residential, slower pace",
            Self::ResidentialHigh => "Residential, high intensity",
            Self::MedicalResidential => "Residential with medical care around the clock",
            Self::Hospital => "Hospital",
        }
    }

    /// The level with this number; `1` and `4` may stand without a fraction.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == text || level.short_code() == text)
    }

    /// Whether a prescriber leads it: the levels that can answer a medical need (LC-05).
    #[must_use]
    pub const fn is_medically_managed(self) -> bool {
        matches!(self, Self::MedicalOutpatient | Self::MedicalIntensiveOutpatient | Self::MedicalResidential | Self::Hospital)
    }

    /// Whether people live at home meanwhile.
    #[must_use]
    pub fn is_ambulatory(self) -> bool {
        self < Self::ResidentialLow
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
