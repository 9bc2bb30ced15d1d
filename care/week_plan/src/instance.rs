//! The question: an instance of the form `iop-schedule/1` (docs/schedule-format.md). Read strictly, because a misspelled field would
//! silently drop a rule; every problem names its field and says how to mend it.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

/// The name of the form.
pub(crate) const FORMAT: &str = "iop-schedule/1";
/// A day is kept in one machine word.
const MOST_SLOTS: u32 = 64;
/// A template week.
const MOST_DAYS: u32 = 7;
/// Sums of costs stay far from where numbers end.
const MOST_WEIGHT: u32 = 1_000_000;
const MOST_WANTED: u32 = 10_000;

/// The slots from `from` up to but not including `to` of one day: `[day, from, to]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval(pub u32, pub u32, pub u32);

/// When a session may begin: `[day, slot]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Start(pub u32, pub u32);

/// One week to plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// Always `iop-schedule/1`.
    pub format: String,
    /// For people.
    #[serde(default)]
    pub name: String,
    /// Days of the week; day 0 is Monday.
    pub days: u32,
    /// Slots of a day.
    pub slots_per_day: u32,
    /// When slot 0 begins, for people: `08:00`.
    #[serde(default)]
    pub day_starts: String,
    /// Minutes of a slot, for people.
    #[serde(default)]
    pub slot_minutes: u32,
    /// When a group session may begin.
    pub starts: Vec<Start>,
    /// What is offered.
    pub group_types: Vec<GroupType>,
    /// Where.
    pub rooms: Vec<Room>,
    /// Who leads.
    pub staff: Vec<Staff>,
    /// Who comes.
    pub patients: Vec<Patient>,
    /// Pairs of patients who may not sit in the same session.
    #[serde(default)]
    pub keep_apart: Vec<(String, String)>,
    /// The attendances of the schedule in force.
    #[serde(default)]
    pub previous: Vec<Previous>,
    /// What each unit of each term costs.
    pub weights: Weights,
}

/// A kind of group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupType {
    /// Its name.
    pub id: String,
    /// How long a session is.
    pub slots: u32,
    /// Fewest patients in a session.
    pub min: u32,
    /// Most patients in a session.
    pub max: u32,
    /// Who may come; everyone when there is no list.
    #[serde(default)]
    pub eligible: Option<Vec<String>>,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Its name.
    pub id: String,
    /// Seats.
    pub capacity: u32,
    /// When it may be used.
    pub available: Vec<Interval>,
}

/// Somebody who leads groups and meets patients alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Their name.
    pub id: String,
    /// When they work.
    pub available: Vec<Interval>,
    /// The group types they lead.
    pub leads: Vec<String>,
    /// Most slots with patients in a week, groups and individual sessions.
    pub max_week_slots: u32,
    /// Most slots in a row without a free one.
    pub max_run_slots: u32,
}

/// A patient and what their week should hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// Their name in this file.
    pub id: String,
    /// When they can come.
    pub available: Vec<Interval>,
    /// Who meets them alone.
    pub counselor: String,
    /// How long that is.
    pub individual_slots: u32,
    /// Slots of each group type in the week.
    pub required_slots: BTreeMap<String, u32>,
    /// Slots in the week, all together (18 are nine hours).
    pub min_week_slots: u32,
    /// Billable days wanted.
    pub billable_days: u32,
    /// Slots that make a day billable.
    pub billable_day_slots: u32,
    /// Days they would like to come at most.
    pub preferred_days: u32,
    /// Days they can come at most.
    pub max_days: u32,
    /// Slots in a day at most.
    pub max_day_slots: u32,
}

/// One attendance of the schedule in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// Who.
    pub patient: String,
    /// Of which type.
    #[serde(rename = "type")]
    pub group_type: String,
    /// With whom.
    pub staff: String,
    /// Day.
    pub day: u32,
    /// First slot.
    pub start: u32,
}

/// What a unit of each term costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// A slot short of `required_slots`, type by type.
    pub unmet_type_slot: u32,
    /// A slot short of `min_week_slots`.
    pub unmet_week_slot: u32,
    /// A billable day short of `billable_days`.
    pub missing_billable_day: u32,
    /// A patient without an individual session.
    pub missing_individual: u32,
    /// A day beyond `preferred_days`.
    pub extra_day: u32,
    /// An empty slot between a patient's first and last of a day.
    pub idle_slot: u32,
    /// A slot of a session that is run.
    pub session_slot: u32,
    /// An attendance of `previous` that is lost.
    pub lost_previous: u32,
}

/// Why an instance cannot be used: every problem, each with its field and its remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Unreadable(pub Vec<String>);

impl Instance {
    /// Reads an instance.
    ///
    /// # Errors
    /// When the text is no instance, or names what it does not define.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let read: Self = read(text).map_err(|why| Unreadable(vec![why]))?;
        let problems = read.problems();
        if problems.is_empty() { Ok(read) } else { Err(Unreadable(problems)) }
    }

    fn problems(&self) -> Vec<String> {
        let mut found = Problems(Vec::new());
        self.grid(&mut found);
        let types = found.ids("group_types", self.group_types.iter().map(|one| &one.id));
        let _rooms = found.ids("rooms", self.rooms.iter().map(|one| &one.id));
        let staff = found.ids("staff", self.staff.iter().map(|one| &one.id));
        let patients = found.ids("patients", self.patients.iter().map(|one| &one.id));
        for kind in &self.group_types {
            let at = format!("group_types {:?}", kind.id);
            found.unless((1..=MOST_SLOTS).contains(&kind.slots), &format!("{at}: slots"), "write 1 to 64");
            for who in kind.eligible.iter().flatten() {
                found.known(&patients, &format!("{at}: eligible"), who, "patients");
            }
        }
        for room in &self.rooms {
            self.windows(&mut found, &format!("rooms {:?}", room.id), &room.available);
        }
        for one in &self.staff {
            let at = format!("staff {:?}", one.id);
            self.windows(&mut found, &at, &one.available);
            for kind in &one.leads {
                found.known(&types, &format!("{at}: leads"), kind, "group_types");
            }
        }
        for one in &self.patients {
            let at = format!("patients {:?}", one.id);
            self.windows(&mut found, &at, &one.available);
            found.known(&staff, &format!("{at}: counselor"), &one.counselor, "staff");
            found.unless((1..=MOST_SLOTS).contains(&one.individual_slots), &format!("{at}: individual_slots"), "write 1 to 64");
            for (kind, slots) in &one.required_slots {
                found.known(&types, &format!("{at}: required_slots"), kind, "group_types");
                found.unless(*slots <= MOST_WANTED, &format!("{at}: required_slots: {kind}"), "write 0 to 10000");
            }
            for (field, wanted) in [
                ("min_week_slots", one.min_week_slots),
                ("billable_days", one.billable_days),
                ("preferred_days", one.preferred_days),
            ] {
                found.unless(wanted <= MOST_WANTED, &format!("{at}: {field}"), "write 0 to 10000");
            }
        }
        for (one, other) in &self.keep_apart {
            found.known(&patients, "keep_apart", one, "patients");
            found.known(&patients, "keep_apart", other, "patients");
            found.unless(one != other, "keep_apart", "name two different patients");
        }
        found.0
    }

    fn grid(&self, found: &mut Problems) {
        let known = format!("write {FORMAT:?}, the form that this program knows");
        found.unless(self.format == FORMAT, "format", &known);
        found.unless((1..=MOST_DAYS).contains(&self.days), "days", "write 1 to 7");
        found.unless((1..=MOST_SLOTS).contains(&self.slots_per_day), "slots_per_day", "write 1 to 64");
        for (name, _, weight) in crate::Counts::default().terms(&self.weights) {
            found.unless(weight <= MOST_WEIGHT, &format!("weights: {name}"), "write 0 to 1000000");
        }
        for Start(day, slot) in &self.starts {
            let is_inside = *day < self.days && *slot < self.slots_per_day;
            found.unless(is_inside, &format!("starts [{day}, {slot}]"), "write [day, slot] inside the week");
        }
    }

    /// Windows may overlap and may reach beyond the day, where nothing is planned anyway.
    fn windows(&self, found: &mut Problems, at: &str, windows: &[Interval]) {
        for Interval(day, from, to) in windows {
            let field = format!("{at}: available [{day}, {from}, {to}]");
            found.unless(
                *day < self.days && from <= to,
                &field,
                "write [day, from, to] with a day of the week and from before to",
            );
        }
    }
}

/// Reads JSON; what is wrong is told with its field.
pub(crate) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let mut from = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut from).map_err(|error| match error.path().iter().count() {
        0 => error.inner().to_string(),
        _ => format!("{}: {}", error.path(), error.inner()),
    })?;
    from.end().map_err(|error| error.to_string())?;
    Ok(read)
}

struct Problems(Vec<String>);

impl Problems {
    fn unless(&mut self, is_right: bool, field: &str, remedy: &str) {
        if !is_right {
            self.0.push(format!("{field}: {remedy}."));
        }
    }

    fn known(&mut self, known: &HashSet<&str>, field: &str, name: &str, list: &str) {
        if !known.contains(name) {
            self.0.push(format!("{field}: {name:?} is not in {list}; add it there or take it out here."));
        }
    }

    fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a String>) -> HashSet<&'a str> {
        let mut seen = HashSet::new();
        for id in ids {
            if !seen.insert(id.as_str()) {
                self.0.push(format!("{list}: {id:?} stands there twice; give each its own id."));
            }
        }
        seen
    }
}
