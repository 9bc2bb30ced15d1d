//! One course of care, from admission to discharge, with its diagnoses and care team.

pub mod close;
mod store;

use ::store::Stored;
use access::{Context, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EpisodeId, PatientId, ProgramId, StaffId};

pub use close::CloseEpisode;
pub use store::{current_of, current_of_each, discharged_before, load, of_patients, open_between, open_on, save_new, save_next};

/// A course of care.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// The id.
    pub id: EpisodeId,
    /// Whose.
    pub patient: PatientId,
    /// Which program.
    pub program: ProgramId,
    /// Day of admission.
    pub admitted_on: Date,
    /// Day of discharge, when it has ended.
    pub discharged_on: Option<Date>,
    /// Diagnoses, the principal first.
    pub diagnoses: Vec<Diagnosis>,
    /// Who looks after the person.
    pub care_team: Vec<CareTeamMember>,
}

/// What a day of somebody in care is judged by, read out of their episode.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CurrentEpisode {
    /// The id.
    pub id: EpisodeId,
    /// Whose.
    pub patient: PatientId,
    /// Which program.
    pub program: ProgramId,
    /// Diagnoses, the principal first.
    pub diagnoses: Vec<Diagnosis>,
}

/// A diagnosis as an ICD-10-CM code, with words as the clinician put them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// ICD-10-CM, with its dot: `F10.20`.
    pub code: String,
    /// In person-first words.
    pub words: String,
    /// Since when on the list.
    pub since: Date,
}

/// A member of the care team for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeamMember {
    /// Who.
    pub staff: StaffId,
    /// As what: `primary counselor`, `prescriber`, `case manager`.
    pub role: String,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Option<Date>,
}

impl Episode {
    /// Whether the person is in care on a day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.admitted_on <= day && self.discharged_on.is_none_or(|last| day <= last)
    }

    /// Who holds a place in the care team on a day.
    #[must_use]
    pub fn member(&self, role: &str, day: Date) -> Option<StaffId> {
        let holds = |m: &&CareTeamMember| m.role == role && m.from <= day && m.to.is_none_or(|last| day <= last);
        self.care_team.iter().find(holds).map(|m| m.staff)
    }
}

/// Corrects an episode in place of the version given.
///
/// # Errors
/// [`Refusal::Conflict`] when somebody else was first.
pub fn amend(cx: &Context<'_>, current: &Stored<Episode>, next: &Episode, reason: &str) -> Result<(), Refusal> {
    let entry = ::store::Entry { at: cx.now, by: cx.actor.author(), reason };
    Ok(store::save_next(cx.tx, next, current.version, &entry)?)
}
