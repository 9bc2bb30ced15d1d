//! Cohorts: people who share three groups, three days and a counselor. Read from the program file: the groups of a cohort
//! share the first two words of their keys.

use jiff::civil::{Date, Time};
use schedule::program::ProgramFile;
use schedule::program::file::TherapyGroupEntry;
use vocabulary::Week;
use vocabulary::day::{days_between, parse_time, parse_weekday};

use super::event::{Key, SessionKey};

/// People who come together.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// `day_a`.
    pub key: String,
    /// Its track.
    pub track: Key,
    /// Its groups with a clinical note.
    pub groups: Vec<Group>,
    /// The peer group of its track and wing.
    pub peers: Option<Group>,
    /// Weekdays, 1 for Monday.
    pub weekdays: Vec<i8>,
    /// Who sees its people alone.
    pub counselor: Key,
    /// Where.
    pub office: Key,
    /// Added to the keys of staff and rooms: empty, or `_2` in the second wing.
    pub wing: &'static str,
    /// Whether people may take part by video.
    pub has_video: bool,
}

/// A therapy group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its key.
    pub key: Key,
    /// Its service type.
    pub service: Key,
    /// Who leads; the first signs.
    pub leaders: Vec<Key>,
    /// Weekday, start, end, in the order of the week.
    pub meetings: Vec<(i8, Time, Time)>,
    /// Titles.
    pub curriculum: Vec<String>,
}

/// A meeting of a group on a day.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// Of which group.
    pub group: &'a Group,
    /// The day.
    pub day: Date,
    /// Start.
    pub start: Time,
    /// End.
    pub end: Time,
    /// How many meetings of this group came before, since the first planned week; as `PlanWeek` counts.
    pub number: usize,
}

impl Meeting<'_> {
    /// Its key in events.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey::Group { group: self.group.key.clone(), day: self.day, start: self.start }
    }

    /// The title in the curriculum.
    #[must_use]
    pub fn title(&self) -> &str {
        let place = self.number.checked_rem(self.group.curriculum.len());
        place.and_then(|place| self.group.curriculum.get(place)).map_or("", String::as_str)
    }
}

impl Group {
    fn read(entry: &TherapyGroupEntry) -> Result<Self, String> {
        let mut meetings = Vec::new();
        for meeting in &entry.meeting {
            let start = parse_time(&meeting.start).map_err(|problem| format!("{}: {problem}", entry.key))?;
            let end = parse_time(&meeting.end).map_err(|problem| format!("{}: {problem}", entry.key))?;
            let weekdays = meeting.weekdays.iter().filter_map(|name| parse_weekday(name));
            meetings.extend(weekdays.map(|weekday| (weekday.to_monday_one_offset(), start, end)));
        }
        meetings.sort_unstable();
        Ok(Self {
            key: entry.key.clone(),
            service: entry.service_type.clone(),
            leaders: entry.leaders.clone(),
            meetings,
            curriculum: entry.curriculum.clone(),
        })
    }

    /// Its meetings on a day, when the first planned week began on `first_monday`.
    pub fn on(&self, day: Date, first_monday: Date) -> impl Iterator<Item = Meeting<'_>> {
        let weekday = day.weekday().to_monday_one_offset();
        let weeks = usize::try_from(days_between(first_monday, Week::of(day).monday) / 7).ok();
        let total = self.meetings.len();
        self.meetings.iter().enumerate().filter(move |(_, (on, _, _))| *on == weekday).filter_map(move |(at, (_, start, end))| {
            Some(Meeting { group: self, day, start: *start, end: *end, number: weeks? * total + at })
        })
    }
}

impl Cohort {
    /// The meetings of a day with clinical notes, in the order of the clock.
    #[must_use]
    pub fn on(&self, day: Date, first_monday: Date) -> Vec<Meeting<'_>> {
        let mut all: Vec<Meeting<'_>> = self.groups.iter().flat_map(|group| group.on(day, first_monday)).collect();
        all.sort_by_key(|meeting| meeting.start);
        all
    }

    /// Whether it meets on a day.
    #[must_use]
    pub fn meets(&self, day: Date) -> bool {
        self.weekdays.contains(&day.weekday().to_monday_one_offset())
    }

    /// Whether it meets in the evening.
    #[must_use]
    pub fn is_evening(&self) -> bool {
        self.track == "evening"
    }

    /// The key of a member of staff or a room in this cohort's wing.
    #[must_use]
    pub fn here(&self, key: &str) -> Key {
        format!("{key}{}", self.wing)
    }
}

/// The cohorts of a program file, in the order of the file.
///
/// # Errors
/// A group whose times cannot be read.
pub fn cohorts(file: &ProgramFile) -> Result<Vec<Cohort>, String> {
    let mut cohorts: Vec<Cohort> = Vec::new();
    let mut peers: Vec<(Key, bool, Group)> = Vec::new();
    for entry in &file.therapy_group {
        let group = Group::read(entry)?;
        let is_second_wing = entry.leaders.iter().all(|leader| leader.ends_with("_2"));
        if entry.service_type == "peer_support" {
            peers.push((entry.track.clone(), is_second_wing, group));
            continue;
        }
        let key: String = entry.key.splitn(3, '_').take(2).collect::<Vec<_>>().join("_");
        if cohorts.last().is_none_or(|last| last.key != key) {
            let at = cohorts.iter().filter(|c| c.wing.is_empty() != is_second_wing).count();
            let letter = ["a", "b", "c", "d", "e"].get(at % 5).copied().unwrap_or("a");
            let wing = if is_second_wing { "_2" } else { "" };
            cohorts.push(Cohort {
                key,
                track: entry.track.clone(),
                groups: Vec::new(),
                peers: None,
                weekdays: Vec::new(),
                counselor: entry.leaders.first().cloned().unwrap_or_default(),
                office: format!("office_{letter}{wing}"),
                wing,
                has_video: file.room.iter().any(|room| room.key == entry.room && room.has_video),
            });
        }
        if let Some(cohort) = cohorts.last_mut() {
            cohort.weekdays.extend(group.meetings.iter().map(|(weekday, _, _)| *weekday));
            cohort.groups.push(group);
        }
    }
    for cohort in &mut cohorts {
        cohort.weekdays.sort_unstable();
        cohort.weekdays.dedup();
        let own = peers.iter().find(|(track, second, _)| *track == cohort.track && *second != cohort.wing.is_empty());
        cohort.peers = own.map(|(_, _, group)| group.clone());
    }
    Ok(cohorts)
}
