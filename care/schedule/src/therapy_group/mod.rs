//! A therapy group: a series of meetings with a curriculum, leaders and a room; and who has a place in it.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | configured | running from its first day | clinical director |
//! | running | person enrolled | has a place from that day | clinicians, case managers, director |
//! | enrolled | ended | no place after that day | the same |
//! | – | one meeting taken as a make-up | has a place on that day alone | the same |
//! | enrolled, not begun | another week taken | withdrawn: a place on no day | the same |

pub mod change_places;
pub mod enroll;
pub mod make_up;
mod store;

use access::Problems;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use vocabulary::id::{EnrollmentId, PatientId, RoomId, ServiceTypeId, StaffId, TherapyGroupId, TrackId};

pub use change_places::ChangePlaces;
pub(crate) use enroll::place;
pub use enroll::{EndEnrollment, EnrollPatient};
pub use make_up::{TakeMakeUp, WithdrawMakeUp};
pub(crate) use store::enrolled_of;
pub use store::{all_groups, enrolled_between, enrolled_on, enrollments_of, group, members_on, places_from};

/// A therapy group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TherapyGroup {
    /// The id.
    pub id: TherapyGroupId,
    /// The key in the program file.
    pub key: String,
    /// `Relapse prevention skills`.
    pub name: String,
    /// What kind of service it is.
    pub service_type: ServiceTypeId,
    /// On which track.
    pub track: TrackId,
    /// Where.
    pub room: RoomId,
    /// Who leads; the first signs.
    pub leaders: Vec<StaffId>,
    /// How many people at most.
    pub capacity: i64,
    /// How few people make a session worth holding when not all can come; nothing when nobody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_people: Option<i64>,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// What is covered, in order; starts over at the end.
    pub curriculum: Vec<CurriculumSession>,
    /// Whether children are looked after meanwhile.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_child_care: bool,
    /// Into which languages somebody interprets, as tags: `pt`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpreted: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// What held before, each until its last day, oldest first: a change of the week begins on a day and the days before it stay
    /// what they were (S-11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Arrangement>,
}

/// When, where and with whom a group met until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// The last day on which it held.
    pub until: Date,
    /// On which track.
    pub track: TrackId,
    /// Where.
    pub room: RoomId,
    /// Who led; the first signed.
    pub leaders: Vec<StaffId>,
    /// When it met.
    pub meetings: Vec<Meeting>,
}

/// A weekly meeting time on the wall clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i8,
    /// Start.
    pub start: Time,
    /// End.
    pub end: Time,
    /// Breaks, which are not credited (OP-09).
    pub breaks: Vec<(Time, Time)>,
}

/// One session of a curriculum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurriculumSession {
    /// Counted from 1.
    pub number: i64,
    /// The topic.
    pub title: String,
}

/// A person's place in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrollment {
    /// The id.
    pub id: EnrollmentId,
    /// Who.
    pub patient: PatientId,
    /// Where.
    pub group: TherapyGroupId,
    /// From this day.
    pub from: Date,
    /// To this day; the same day for a make-up session.
    pub to: Option<Date>,
    /// Whether it was taken back before it began: then it is on no day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_withdrawn: bool,
}

impl TherapyGroup {
    /// Whether it runs on a day.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// The group as it is on a day: a change that begins later is not in it yet.
    #[must_use]
    pub fn on(&self, day: Date) -> Self {
        let Some(then) = self.earlier.iter().find(|then| day <= then.until).cloned() else { return self.clone() };
        Self { track: then.track, room: then.room, leaders: then.leaders, meetings: then.meetings, ..self.clone() }
    }

    /// The same with everything that held before a day kept as what it was.
    pub(crate) fn following(mut self, standing: &Self, day: Date) -> Self {
        if self.has_week_of(standing) {
            self.earlier.clone_from(&standing.earlier);
            return self;
        }
        let eve = day.saturating_sub(1.day());
        self.earlier = standing.earlier.iter().filter(|then| then.until < eve).cloned().collect();
        if standing.from <= eve {
            let Self { track, room, leaders, meetings, .. } = standing.on(eve);
            self.earlier.push(Arrangement { until: eve, track, room, leaders, meetings });
        }
        self
    }

    /// Whether both meet at the same times, in the same room, with the same leaders, on the same track.
    pub(crate) fn has_week_of(&self, other: &Self) -> bool {
        (self.track, self.room) == (other.track, other.room) && self.leaders == other.leaders && self.meetings == other.meetings
    }

    /// Everything wrong with it, field by field.
    pub(crate) fn check(&self, problems: &mut Problems) {
        problems.require("name", !self.name.is_empty(), "Write a name.");
        problems.require("leaders", !self.leaders.is_empty(), "Choose at least one leader.");
        problems.require("capacity", self.capacity > 0, "Write how many people may take part.");
        let is_few = self.min_people.is_none_or(|few| (1..=self.capacity).contains(&few));
        problems.require("min_people", is_few, "Fewer people than fit, and at least one.");
        problems.require("meetings", !self.meetings.is_empty(), "Add at least one meeting time.");
        for meeting in &self.meetings {
            problems.require("meetings", meeting.start < meeting.end, "A meeting must end after it starts.");
            let inside = |(from, to): &(Time, Time)| meeting.start <= *from && from < to && *to <= meeting.end;
            problems.require("meetings", meeting.breaks.iter().all(inside), "A break must lie inside its meeting.");
        }
    }
}
