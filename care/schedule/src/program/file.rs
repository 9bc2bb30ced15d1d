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
    pub to: Option<Date>,
    pub level: Vec<LevelEntry>,
    #[serde(default)]
    pub says_first_names: bool,
    #[serde(default)]
    pub retention: Vec<super::OwnRetention>,
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
    #[serde(default)]
    pub week: Vec<super::WeekTemplate>,
}

/// See [`super::Track`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of Track")]
pub struct TrackEntry {
    pub key: String,
    pub name: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
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
    pub from: Option<Date>,
    pub to: Option<Date>,
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
    pub from: Option<Date>,
    pub to: Option<Date>,
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

/// See [`crate::therapy_group::TherapyGroup`]; `changes_from` is the day from which a group that stands meets otherwise.
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
    pub min_people: Option<i64>,
    pub meeting: Vec<MeetingEntry>,
    #[serde(default)]
    pub curriculum: Vec<String>,
    #[serde(default)]
    pub has_child_care: bool,
    #[serde(default)]
    pub interpreted: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub changes_from: Option<Date>,
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
        let sentence = |(row, problem): &(String, String)| format!("{row}: {problem}");
        Self::read(text).map_err(|problems| problems.iter().map(sentence).collect::<Vec<_>>().join("\n"))
    }

    /// Reads the file row by row.
    ///
    /// # Errors
    /// Everything that cannot be understood: the row, such as `room 3`, and a sentence.
    pub fn read(text: &str) -> Result<Self, Vec<(String, String)>> {
        let table: toml::Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(unreadable) => return Err(vec![("file".to_owned(), format!("cannot be read as TOML: {unreadable}"))]),
        };
        let mut problems = Vec::new();
        let known = ["format", "program", "track", "room", "service_type", "staff", "therapy_group"];
        for name in table.keys().filter(|name| !known.contains(&name.as_str())) {
            problems.push(("file".to_owned(), format!("`{name}` is not known; there are {}", known.join(", "))));
        }
        let format = table.get("format").and_then(toml::Value::as_str).unwrap_or_default();
        if format != "stepdown-program/1" {
            problems.push(("file".to_owned(), format!("format is `{format}`; this version reads `stepdown-program/1`")));
        }
        let program = table.get("program").cloned().map(ProgramEntry::try_from_value);
        if program.is_none() {
            problems.push(("file".to_owned(), "the row [program] is missing".to_owned()));
        }
        let program = program.transpose().unwrap_or_else(|problem| {
            problems.push(("program".to_owned(), problem));
            None
        });
        let (track, room) = (rows(&table, "track", &mut problems), rows(&table, "room", &mut problems));
        let service_type = rows(&table, "service_type", &mut problems);
        let staff = rows(&table, "staff", &mut problems);
        let therapy_group = rows(&table, "therapy_group", &mut problems);
        match program {
            Some(program) if problems.is_empty() => {
                Ok(Self { format: format.to_owned(), program, track, room, service_type, staff, therapy_group })
            }
            _ => Err(problems),
        }
    }
}

impl ProgramEntry {
    fn try_from_value(value: toml::Value) -> Result<Self, String> {
        value.try_into().map_err(|unreadable: toml::de::Error| one_line(&unreadable))
    }
}

/// The rows of one array; a row that cannot be read is a problem with its place in the file.
fn rows<T: serde::de::DeserializeOwned>(table: &toml::Table, name: &str, problems: &mut Vec<(String, String)>) -> Vec<T> {
    let Some(value) = table.get(name) else { return Vec::new() };
    let Some(list) = value.as_array() else {
        problems.push(("file".to_owned(), format!("write each {name} as `[[{name}]]`")));
        return Vec::new();
    };
    let mut read = Vec::with_capacity(list.len());
    for (row, place) in list.iter().zip(1..) {
        match row.clone().try_into() {
            Ok(row) => read.push(row),
            Err(unreadable) => problems.push((label(name, place, row), one_line(&unreadable))),
        }
    }
    read
}

/// `room 3 (room_4)`.
fn label(name: &str, place: usize, row: &toml::Value) -> String {
    match row.get("key").and_then(toml::Value::as_str) {
        Some(key) => format!("{name} {place} ({key})"),
        None => format!("{name} {place}"),
    }
}

/// What is wrong with a row, in one line and in words of the file rather than of the program.
fn one_line(problem: &toml::de::Error) -> String {
    let words = [
        ("invalid type: ", ""),
        ("unknown variant ", ""),
        ("expected i64", "a whole number is needed"),
        ("expected a boolean", "true or false is needed"),
        ("expected a string", "words in quotes are needed"),
        ("unknown field ", "not known: "),
        ("expected one of", "there are"),
        ("missing field ", "missing: "),
    ];
    let said = problem.to_string().trim().replace('\n', " ");
    words.into_iter().fold(said, |said, (theirs, ours)| said.replace(theirs, ours))
}
