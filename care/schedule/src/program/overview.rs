//! The whole program as it is configured, for settings and for forms that choose from it: who works here, what is offered, where
//! there is room.

use std::collections::HashMap;

use access::{Context, Refusal, Staff, author_among};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Record, Stored};
use vocabulary::id::{StaffId, TherapyGroupId};

use super::model::{Program, Room, ServiceType, Track};
use super::store as configuration;
use crate::therapy_group::{self, TherapyGroup};

/// Opens the program's configuration.
#[derive(Clone, Copy, Debug)]
pub struct OpenProgram {
    /// The day on which places in groups are counted.
    pub day: Date,
}

/// The program's configuration. Everything is there, what has ended too.
#[derive(Clone, Debug, Default)]
pub struct ProgramOverview {
    /// Programs, by key.
    pub programs: Vec<Kept<Program>>,
    /// Tracks, by key.
    pub tracks: Vec<Kept<Track>>,
    /// Rooms, by key.
    pub rooms: Vec<Kept<Room>>,
    /// Service types, by key.
    pub service_types: Vec<Kept<ServiceType>>,
    /// Groups, by key.
    pub groups: Vec<Kept<TherapyGroup>>,
    /// Staff, by login.
    pub staff: Vec<Kept<Staff>>,
    /// How many places are taken on the day, by group.
    pub taken: HashMap<TherapyGroupId, i64>,
}

/// An item with its version and who wrote it last.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<T> {
    /// The item.
    pub item: T,
    /// The number of its version, counted from 1.
    pub version: i64,
    /// When that version was written.
    pub changed_at: Timestamp,
    /// By whom, by name.
    pub changed_by: String,
}

impl Query for OpenProgram {
    type View = ProgramOverview;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ProgramOverview>, Refusal> {
        let staff = configuration::all_staff(cx.tx)?;
        let names: HashMap<StaffId, String> = staff.iter().map(|one| (one.id, one.name.full())).collect();
        let mut taken: HashMap<TherapyGroupId, i64> = HashMap::new();
        for place in therapy_group::enrolled_on(cx.tx, self.day)? {
            *taken.entry(place.group).or_default() += 1;
        }
        let view = ProgramOverview {
            programs: kept(configuration::all_programs(cx.tx)?, &names),
            tracks: kept(configuration::all_tracks(cx.tx)?, &names),
            rooms: kept(configuration::all_rooms(cx.tx)?, &names),
            service_types: kept(configuration::all_service_types(cx.tx)?, &names),
            groups: kept(therapy_group::all_groups(cx.tx)?, &names),
            staff: kept(staff, &names),
            taken,
        };
        Ok(Guarded::program(access::Kind::Program, view))
    }
}

fn kept<R: Record>(all: Vec<Stored<R>>, names: &HashMap<StaffId, String>) -> Vec<Kept<R>> {
    all.into_iter()
        .map(|one| Kept {
            version: one.version,
            changed_at: one.recorded_at,
            changed_by: author_among(names, one.recorded_by),
            item: one.record,
        })
        .collect()
}

impl ProgramOverview {
    /// How many places a group has left on the day; never less than none.
    #[must_use]
    pub fn free_places(&self, group: &TherapyGroup) -> i64 {
        (group.capacity - self.taken.get(&group.id).copied().unwrap_or(0)).max(0)
    }

    /// The name of a member of staff, with credential.
    #[must_use]
    pub fn staff_name(&self, id: StaffId) -> String {
        let found = self.staff.iter().find(|one| one.item.id == id);
        found.map_or_else(|| "a former colleague".to_owned(), |one| one.item.signature_name())
    }
}
