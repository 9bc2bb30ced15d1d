//! Imports the whole program file in one transaction. Items are matched by key, so that importing again changes only what changed.

use std::collections::HashMap;

use ::store::Record;
use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use vocabulary::day::{parse_time, parse_weekday};
use vocabulary::id::{ProgramId, RoomId, ServiceTypeId, StaffId, TrackId};
use vocabulary::{Minutes, PersonName};

use super::change::{dated, write};
use super::configure::{Item, check};
use super::file::{MeetingEntry, ProgramFile, StaffEntry, TherapyGroupEntry};
use super::model::{LevelOfCare, Program, Room, ServiceType, Track};
use super::store;
use crate::Fact;
use crate::therapy_group::{CurriculumSession, Meeting, TherapyGroup};

/// Imports a program file.
#[derive(Clone, Debug)]
pub struct ImportProgram {
    /// The file, read.
    pub file: ProgramFile,
}

impl Command for ImportProgram {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        cx.require(Action::ManageStaff, Kind::Staff)?;
        let (mut written, mut facts) = (0, Vec::new());
        for judged in judged(cx, &self.file)? {
            if let Some(followed) = write(cx, &judged.item, judged.standing.as_ref(), judged.from, "imported from a file")? {
                written += 1;
                facts.extend(followed);
            }
        }
        Ok(Done { output: written, facts })
    }
}

/// Looks at what [`ImportProgram`] would change; nothing is written.
#[derive(Clone, Debug)]
pub struct PreviewProgram {
    /// The file, read.
    pub file: ProgramFile,
}

/// One item that would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemChange {
    /// What it is, as the file calls it: `therapy_group`.
    pub kind: &'static str,
    /// Its key.
    pub key: String,
    /// As it stands; nothing when it is not there yet.
    pub standing: Option<Item>,
    /// As it would stand.
    pub next: Item,
}

impl Query for PreviewProgram {
    type View = Vec<ItemChange>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ItemChange>>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        cx.require(Action::ManageStaff, Kind::Staff)?;
        let mut changes = Vec::new();
        for Judged { item, standing, from } in judged(cx, &self.file)? {
            let next = dated(&item, standing.as_ref(), from);
            if standing.as_ref() != Some(&next) {
                let (kind, key) = row(&next);
                changes.push(ItemChange { kind, key: key.to_owned(), standing, next });
            }
        }
        Ok(Guarded::program(Kind::Program, changes))
    }
}

/// An item of the file.
struct Judged {
    item: Item,
    /// What stands now.
    standing: Option<Item>,
    /// The day from which a change of it holds.
    from: Date,
}

/// Every item of the file with what stands now, or everything that is wrong, each with its row.
fn judged(cx: &Context<'_>, file: &ProgramFile) -> Result<Vec<Judged>, Refusal> {
    let mut problems = Problems::none();
    let mut all = Vec::new();
    for item in decide(cx, file, &mut problems)? {
        let standing = standing(cx, &item)?;
        let item = still_gone(item, standing.as_ref());
        if let Err(Refusal::Invalid(found)) = check(&item) {
            let (kind, key) = row(&item);
            found.into_iter().for_each(|problem| problems.add(format!("{kind}.{key}.{}", problem.field), problem.sentence));
        }
        if let Item::Staff(staff) = &item
            && staff.id == cx.actor.staff
            && standing.as_ref() != Some(&item)
        {
            let field = format!("staff.{}", staff.login);
            problems
                .add(field, "Nobody changes their own roles, credential or working days: ask another director or the installer.");
        }
        let (kind, key) = row(&item);
        let said = file.therapy_group.iter().find(|group| kind == "therapy_group" && group.key == key);
        let from = said.and_then(|group| group.changes_from).unwrap_or(cx.today()).max(cx.today());
        all.push(Judged { item, standing, from });
    }
    problems.finish(Some(all))
}

/// A file that was written before somebody's work ended does not bring them back: only a new start does.
fn still_gone(item: Item, standing: Option<&Item>) -> Item {
    match (item, standing) {
        (Item::Staff(staff), Some(Item::Staff(gone))) if gone.left_at.is_some() => {
            Item::Staff(Staff { from: gone.from, to: gone.to, left_at: gone.left_at, ..staff })
        }
        (item, _) => item,
    }
}

/// The row of the file that an item came from.
fn row(item: &Item) -> (&'static str, &str) {
    match item {
        Item::Program(one) => ("program", &one.key),
        Item::Track(one) => ("track", &one.key),
        Item::Room(one) => ("room", &one.key),
        Item::ServiceType(one) => ("service_type", &one.key),
        Item::TherapyGroup(one) => ("therapy_group", &one.key),
        Item::Staff(one) => ("staff", &one.login),
    }
}

fn standing(cx: &Context<'_>, item: &Item) -> Result<Option<Item>, Refusal> {
    fn load<R: Record>(cx: &Context<'_>, item: &R, back: fn(R) -> Item) -> Result<Option<Item>, Refusal> {
        Ok(cx.tx.load::<R>(item.id().hyphenated())?.map(|stored| back(stored.record)))
    }
    match item {
        Item::Program(one) => load(cx, one, Item::Program),
        Item::Track(one) => load(cx, one, Item::Track),
        Item::Room(one) => load(cx, one, Item::Room),
        Item::ServiceType(one) => load(cx, one, Item::ServiceType),
        Item::TherapyGroup(one) => load(cx, one, Item::TherapyGroup),
        Item::Staff(one) => load(cx, one, Item::Staff),
    }
}

#[derive(Default)]
struct Keys {
    tracks: HashMap<String, TrackId>,
    rooms: HashMap<String, RoomId>,
    services: HashMap<String, ServiceTypeId>,
    staff: HashMap<String, StaffId>,
}

fn decide(cx: &Context<'_>, file: &ProgramFile, problems: &mut Problems) -> Result<Vec<Item>, Refusal> {
    let mut keys = Keys::default();
    let program = program(cx, file)?;
    let (program_id, from) = (program.id, program.from);
    let mut items = vec![Item::Program(program)];
    for track in &file.track {
        let id = known::<Track>(cx, &track.key)?.map_or_else(|| cx.new_id(), TrackId);
        keys.tracks.insert(track.key.clone(), id);
        let (key, name) = (track.key.clone(), track.name.clone());
        let (from, to) = (track.from.unwrap_or(from), track.to);
        items.push(Item::Track(Track { id, key, program: program_id, name, from, to }));
    }
    for room in &file.room {
        let id = known::<Room>(cx, &room.key)?.map_or_else(|| cx.new_id(), RoomId);
        keys.rooms.insert(room.key.clone(), id);
        let (key, name) = (room.key.clone(), room.name.clone());
        let (from, to) = (room.from.unwrap_or(from), room.to);
        items.push(Item::Room(Room { id, key, name, seats: room.seats, has_video: room.has_video, from, to }));
    }
    for service in &file.service_type {
        let id = known::<ServiceType>(cx, &service.key)?.map_or_else(|| cx.new_id(), ServiceTypeId);
        keys.services.insert(service.key.clone(), id);
        items.push(Item::ServiceType(ServiceType {
            id,
            key: service.key.clone(),
            name: service.name.clone(),
            kind: service.kind,
            note: service.note,
            credentials: service.credentials.clone(),
            capacity: service.capacity,
            counts_toward_hours: service.counts_toward_hours,
            techniques: service.techniques.clone(),
            from: service.from.unwrap_or(from),
            to: service.to,
        }));
    }
    for person in &file.staff {
        let id = store::staff_by_login(cx.tx, &person.key)?.map_or_else(|| cx.new_id(), |known| known.id);
        keys.staff.insert(person.key.clone(), id);
    }
    for person in &file.staff {
        items.extend(staff(person, &keys, program_id, from, problems).map(Item::Staff));
    }
    for group in &file.therapy_group {
        let id = known::<TherapyGroup>(cx, &group.key)?;
        items.extend(therapy_group(cx, group, id, &keys, from, problems).map(Item::TherapyGroup));
    }
    Ok(items)
}

fn known<R: Record>(cx: &Context<'_>, key: &str) -> Result<Option<uuid::Uuid>, Refusal> {
    Ok(store::find_by_key::<R>(cx.tx, key)?.map(|stored| stored.record.id()))
}

fn program(cx: &Context<'_>, file: &ProgramFile) -> Result<Program, Refusal> {
    let entry = file.program.clone();
    let level = |l: &super::file::LevelEntry| LevelOfCare {
        level: l.level.clone(),
        name: l.name.clone(),
        weekly_floor_minutes: Minutes::hours(l.weekly_floor_hours),
        next_level_minutes: l.next_level_hours.map(Minutes::hours),
        week: l.week.clone(),
    };
    Ok(Program {
        id: known::<Program>(cx, &entry.key)?.map_or_else(|| cx.new_id(), ProgramId),
        levels: entry.level.iter().map(level).collect(),
        retention: entry.retention,
        key: entry.key,
        public_name: entry.public_name,
        billing_name: entry.billing_name,
        neutral_name: entry.neutral_name,
        says_first_names: entry.says_first_names,
        street: entry.street,
        city: entry.city,
        state: entry.state,
        zip: entry.zip,
        phone: entry.phone,
        npi: entry.npi,
        tax_id: entry.tax_id,
        taxonomy: entry.taxonomy,
        provider_setting: entry.provider_setting,
        zone: entry.zone,
        from: entry.from,
        to: entry.to,
    })
}

fn staff(entry: &StaffEntry, keys: &Keys, _: ProgramId, from: Date, problems: &mut Problems) -> Option<Staff> {
    let field = format!("staff.{}", entry.key);
    let name = problems.check(&field, PersonName::parse(&entry.given, &entry.family));
    let supervisor = entry.supervisor.as_ref().and_then(|key| look_up(&keys.staff, key, &field, "staff", problems));
    Some(Staff {
        id: *keys.staff.get(&entry.key)?,
        name: name?,
        credential: entry.credential.clone(),
        roles: entry.roles.clone(),
        npi: entry.npi.clone(),
        supervisor,
        login: entry.key.clone(),
        from: entry.from.unwrap_or(from),
        to: entry.to,
        left_at: None,
    })
}

fn therapy_group(
    cx: &Context<'_>,
    entry: &TherapyGroupEntry,
    id: Option<uuid::Uuid>,
    keys: &Keys,
    from: Date,
    problems: &mut Problems,
) -> Option<TherapyGroup> {
    let field = format!("therapy_group.{}", entry.key);
    let service_type = look_up(&keys.services, &entry.service_type, &field, "service type", problems);
    let track = look_up(&keys.tracks, &entry.track, &field, "track", problems);
    let room = look_up(&keys.rooms, &entry.room, &field, "room", problems);
    let leaders: Vec<StaffId> =
        entry.leaders.iter().filter_map(|key| look_up(&keys.staff, key, &field, "staff", problems)).collect();
    let meetings: Vec<Meeting> = entry.meeting.iter().flat_map(|m| meetings(m, &field, problems)).collect();
    let curriculum = entry.curriculum.iter().zip(1..).map(|(title, number)| CurriculumSession { number, title: title.clone() });
    Some(TherapyGroup {
        id: id.map_or_else(|| cx.new_id(), Into::into),
        key: entry.key.clone(),
        name: entry.name.clone(),
        service_type: service_type?,
        track: track?,
        room: room?,
        leaders,
        capacity: entry.capacity.unwrap_or(12),
        min_people: entry.min_people,
        meetings,
        curriculum: curriculum.collect(),
        has_child_care: entry.has_child_care,
        interpreted: entry.interpreted.clone(),
        from: entry.from.unwrap_or(from),
        to: entry.to,
        earlier: Vec::new(),
    })
}

fn look_up<Id: Copy>(all: &HashMap<String, Id>, key: &str, field: &str, what: &str, problems: &mut Problems) -> Option<Id> {
    let found = all.get(key).copied();
    if found.is_none() {
        problems.add(field, format!("There is no {what} with the key `{key}` in this file."));
    }
    found
}

fn meetings(entry: &MeetingEntry, field: &str, problems: &mut Problems) -> Vec<Meeting> {
    let start = problems.check(field, parse_time(&entry.start));
    let end = problems.check(field, parse_time(&entry.end));
    let mut breaks = Vec::new();
    for [from, to] in &entry.breaks {
        let pair = problems.check(field, parse_time(from)).zip(problems.check(field, parse_time(to)));
        breaks.extend(pair);
    }
    let mut all = Vec::new();
    for name in &entry.weekdays {
        let weekday = parse_weekday(name);
        problems.require(field, weekday.is_some(), "Write weekdays as names, like Monday.");
        if let (Some(weekday), Some(start), Some(end)) = (weekday, start, end) {
            let weekday = weekday.to_monday_one_offset();
            all.push(Meeting { weekday, start, end, breaks: breaks.clone() });
        }
    }
    all
}
