//! The program in one TOML file: who works here, where, when and what is offered. Items name each other by key.

use access::Role;
use jiff::civil::Date;
use serde::Deserialize;

use super::model::{NoteRule, ServiceKind};

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramFile {
    /// The form: `stepdown-program/1`.
    pub format: String,
    /// The program.
    pub program: ProgramEntry,
    /// Its tracks.
    #[serde(default)]
    pub track: Vec<TrackEntry>,
    /// Its rooms.
    #[serde(default)]
    pub room: Vec<RoomEntry>,
    /// Its catalogue of services.
    #[serde(default)]
    pub service_type: Vec<ServiceTypeEntry>,
    /// Its staff.
    #[serde(default)]
    pub staff: Vec<StaffEntry>,
    /// Its groups.
    #[serde(default)]
    pub therapy_group: Vec<TherapyGroupEntry>,
}

/// See [`super::Program`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Program")]
pub struct ProgramEntry {
    pub key: String,
    pub public_name: String,
    pub billing_name: String,
    pub neutral_name: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub zip: String,
    pub phone: String,
    pub npi: String,
    pub tax_id: String,
    pub taxonomy: String,
    pub provider_setting: String,
    pub zone: String,
    pub from: Date,
    pub level: Vec<LevelEntry>,
}

/// See [`super::LevelOfCare`]; hours here, minutes there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of LevelOfCare")]
pub struct LevelEntry {
    pub level: String,
    pub name: String,
    pub weekly_floor_hours: i64,
    pub next_level_hours: Option<i64>,
}

/// See [`super::Track`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Track")]
pub struct TrackEntry {
    pub key: String,
    pub name: String,
}

/// See [`super::Room`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Room")]
pub struct RoomEntry {
    pub key: String,
    pub name: String,
    pub seats: i64,
    #[serde(default)]
    pub has_video: bool,
}

/// See [`super::ServiceType`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of ServiceType")]
pub struct ServiceTypeEntry {
    pub key: String,
    pub name: String,
    pub kind: ServiceKind,
    pub note: NoteRule,
    #[serde(default)]
    pub credentials: Vec<String>,
    pub capacity: i64,
    pub counts_toward_hours: bool,
    #[serde(default)]
    pub techniques: Vec<String>,
}

/// See [`access::Staff`]; `key` is the name they sign in with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Staff")]
pub struct StaffEntry {
    pub key: String,
    pub given: String,
    pub family: String,
    #[serde(default)]
    pub credential: String,
    pub roles: Vec<Role>,
    pub npi: Option<String>,
    pub supervisor: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// See [`crate::therapy_group::TherapyGroup`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of TherapyGroup")]
pub struct TherapyGroupEntry {
    pub key: String,
    pub name: String,
    pub service_type: String,
    pub track: String,
    pub room: String,
    pub leaders: Vec<String>,
    pub capacity: Option<i64>,
    pub meeting: Vec<MeetingEntry>,
    #[serde(default)]
    pub curriculum: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// See [`crate::therapy_group::Meeting`]; several weekdays with the same hours are written once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Meeting")]
pub struct MeetingEntry {
    pub weekdays: Vec<String>,
    pub start: String,
    pub end: String,
    #[serde(default)]
    pub breaks: Vec<[String; 2]>,
}

impl ProgramFile {
    /// Reads the file.
    ///
    /// # Errors
    /// A sentence with line and column of what cannot be understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if file.format == "stepdown-program/1" {
            Ok(file)
        } else {
            Err(format!("format is `{}`; this version reads `stepdown-program/1`", file.format))
        }
    }
}
