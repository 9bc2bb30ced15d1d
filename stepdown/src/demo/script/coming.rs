//! Whether and when somebody comes on a day, and the marks that the door makes of it.

use jiff::civil::{Date, Time, Weekday};
use schedule::attendance::MarkKind;

use super::admission::day_number;
use super::appointment::last_day_before;
use super::cast::Member;
use super::event::{Event, SessionKey, What};
use super::groups::Cohort;
use super::story::Story;
use super::{Setting, event, later};
use crate::demo::dice::Dice;
use crate::demo::people::Character;

/// How somebody comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Coming {
    /// In the building in time, so many minutes before the first service.
    Here(i64),
    /// So many minutes after the first group has begun.
    Late(i64),
    /// Goes so many minutes before the last group ends.
    LeavesEarly(i64),
    /// By video.
    Remote,
    /// Will not come, for a reason.
    Excused(String),
    /// Did not come; what is known about it.
    Absent(String),
    /// Said to be on the way; not there yet.
    OnTheWay,
    /// Nobody knows yet.
    NotHere,
}

/// A day of a person: how they come, from when to when.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) coming: Coming,
    /// From when to when somebody is there; nothing for those who do not come.
    pub(super) there: Option<(Time, Time)>,
}

/// The services of a person on a day: when the first begins, when the groups begin and end, when the last ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) first: Time,
    pub(super) groups: (Time, Time),
    pub(super) last: Time,
}

impl Visit {
    /// Whether somebody was in a service for ten minutes or more.
    pub(super) fn attended(&self, start: Time, end: Time) -> bool {
        self.there.is_some_and(|(arrived, left)| later(arrived.max(start), 10) <= left.min(end))
    }

    /// The visit that follows from how somebody comes.
    pub(super) fn of(coming: Coming, frame: Frame, dice: &mut Dice) -> Self {
        let after = dice.between(0, 4);
        let there = match &coming {
            Coming::Here(early) => Some((later(frame.first, -early), later(frame.last, after))),
            Coming::Remote => Some((later(frame.first, -dice.between(0, 3)), frame.last)),
            Coming::Late(minutes) => Some((later(frame.groups.0, *minutes), later(frame.last, after))),
            Coming::LeavesEarly(minutes) => Some((later(frame.first, -dice.between(2, 9)), later(frame.groups.1, -minutes))),
            Coming::Excused(_) | Coming::Absent(_) | Coming::OnTheWay | Coming::NotHere => None,
        };
        Self { coming, there }
    }
}

/// How somebody comes on a day before today.
pub(super) fn coming(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Coming {
    let mut dice = Dice::of(setting.seed, "coming", member.person.number as u64, day_number(day));
    let is_last_day = day == last_day_before(setting, cohort);
    match member.story {
        Some(Story::Unreachable) if is_last_day => return Coming::Absent("no answer to a call and a text".to_owned()),
        Some(Story::HeldDay) if is_last_day => return Coming::Late(15),
        _ => {}
    }
    let present = match member.person.character {
        Character::Ramping => (58 + 5 * member.week(day)).min(94),
        Character::MissesMondays if day.weekday() == Weekday::Monday => 50,
        Character::Steady | Character::Remote => 93,
        Character::MissesMondays | Character::LateBus | Character::LeavesEarly => 90,
    };
    if !dice.chance(present) {
        let reasons = &setting.words.reason;
        let is_excused = dice.chance(45);
        return if is_excused {
            Coming::Excused(dice.text(&reasons.excused))
        } else {
            Coming::Absent(dice.text(&reasons.absent))
        };
    }
    let (late, leaves, remote) = match member.person.character {
        Character::LateBus => (45, 3, 0),
        Character::LeavesEarly => (4, 40, 0),
        Character::Remote => (2, 2, 78),
        Character::Steady | Character::Ramping | Character::MissesMondays => (6, 3, 0),
    };
    match dice.below(100) {
        throw if throw < late => Coming::Late(dice.between(7, 26)),
        throw if throw < late + leaves => Coming::LeavesEarly(dice.between(15, 45)),
        throw if throw < late + leaves + remote => Coming::Remote,
        _ => Coming::Here(dice.between(2, 14)),
    }
}

/// The marks of a day, as the door makes them.
pub(super) fn marks(setting: &Setting, member: &Member, cohort: &Cohort, day: Date, frame: Frame, visit: &Visit) -> Vec<Event> {
    let by = cohort.here(if cohort.is_evening() { "chea" } else { "fitz" });
    let Some(session) = row(setting, cohort, day) else { return Vec::new() };
    let person = member.person.number;
    let mark = |at: Time, kind: MarkKind| {
        let is_whole_day = matches!(kind, MarkKind::Excused(_) | MarkKind::Absent(_));
        event(day, at, by.clone(), What::MarkArrival { person, session: session.clone(), kind, is_whole_day })
    };
    let mut dice = Dice::of(setting.seed, "door", person as u64, day_number(day));
    match (&visit.coming, visit.there) {
        (Coming::Excused(reason), _) => vec![mark(later(frame.first, -dice.between(10, 55)), MarkKind::Excused(reason.clone()))],
        (Coming::Absent(reason), _) => vec![mark(later(frame.groups.0, 75), MarkKind::Absent(reason.clone()))],
        (Coming::OnTheWay, _) => vec![mark(later(frame.groups.0, 5), MarkKind::OnTheWay)],
        (coming, Some((arrived, left))) => {
            let kind = if *coming == Coming::Remote { MarkKind::ArrivedRemote } else { MarkKind::Arrived };
            let mut marks = vec![mark(arrived, kind)];
            if matches!(coming, Coming::Here(_)) && dice.chance(1) {
                let slip = later(frame.groups.0, 91);
                marks.push(mark(slip, MarkKind::Left));
                marks.push(event(day, later(slip, 1), by.clone(), What::WithdrawMark { person, day }));
            }
            marks.push(mark(left, MarkKind::Left));
            marks
        }
        (_, None) => Vec::new(),
    }
}

/// The row on which a person's day is marked.
fn row(setting: &Setting, cohort: &Cohort, day: Date) -> Option<SessionKey> {
    cohort.on(day, setting.first_monday).first().map(super::groups::Meeting::key)
}
