//! A week of groups that fits a life (S-08, S-09): the hours of the level are reached, no more than may be used is used, and nothing
//! falls on what the person cannot move. Pure: what there is goes in, weeks come out. The same question has the same answer.
//!
//! A week is a set of groups. Somebody has a place in a group or has none, and comes to each of its meetings.

mod relax;
mod search;
mod shape;

use vocabulary::id::TherapyGroupId;

pub use relax::{Relax, WayOut};
pub use shape::{Clash, Shape};

/// One meeting of a group, or an appointment, in the pattern of a week. Minutes are those of the wall clock since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sitting {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i8,
    /// Start.
    pub from: i64,
    /// End.
    pub until: i64,
    /// Minutes that count toward the week: without breaks; 0 for a service that does not count (OP-09).
    pub credited: i64,
    /// Whether they take part by video: no way, and no day on which they come.
    pub is_remote: bool,
}

/// A group that somebody has a place in, or could have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub group: TherapyGroupId,
    /// When it meets.
    pub sittings: Vec<Sitting>,
    /// Whether a place is free; who has one needs none.
    pub has_room: bool,
    /// Whether they have a place now.
    pub is_theirs: bool,
    /// Which of the wished kinds of service it is, as an index into [`Ask::wished`]; nothing when it is none of them.
    pub wished: Option<usize>,
}

/// A stretch of the week that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i8,
    /// From.
    pub from: i64,
    /// Until.
    pub until: i64,
    /// By which of the person's times, for words about it.
    pub by: usize,
}

/// What a week has to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The groups there are.
    pub choices: Vec<Choice>,
    /// Appointments of the person that stand.
    pub fixed: Vec<Sitting>,
    /// When they cannot come.
    pub cannot: Vec<Taken>,
    /// When they would rather not.
    pub rather_not: Vec<Taken>,
    /// Minutes one way.
    pub way: i64,
    /// On how many days they can come at most.
    pub most_days: Option<usize>,
    /// Least credited minutes.
    pub floor: i64,
    /// Most credited minutes: what is authorized, or what the next level of care begins with.
    pub ceiling: Option<i64>,
    /// How many kinds of service the plan's objectives ask for.
    pub wished: usize,
}

/// A week that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Which groups, as places in [`Ask::choices`], in their order.
    pub groups: Vec<usize>,
    /// What it is like.
    pub shape: Shape,
    /// What it costs the person: the lower the better. Only good for comparing weeks of one question.
    pub cost: i64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Weeks that fit, the best first; each other than those before it by at least [`OTHER`] minutes.
    Weeks(Vec<Week>),
    /// None fits. What would have to give, the fewest things first.
    Blocked {
        /// The most credited minutes that fit as things are.
        most: i64,
        /// The smallest sets of things that would have to give.
        ways: Vec<WayOut>,
    },
}

/// How many weeks are offered.
pub const OFFERED: usize = 3;
/// By how many minutes of sitting two offered weeks differ at least.
pub const OTHER: i64 = 180;

/// The best weeks, or what stands in the way.
#[must_use]
pub fn find(ask: &Ask) -> Found {
    let weeks = search::best(ask, OFFERED);
    if weeks.is_empty() { Found::Blocked { most: search::most(ask), ways: relax::ways(ask) } } else { Found::Weeks(weeks) }
}

/// Why a group is not open to somebody, whatever else they choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpen {
    /// Every place is taken.
    Full,
    /// One of its meetings cannot be.
    Clash(Clash),
}

impl Ask {
    /// Why a group is not open, by its place in [`Ask::choices`]; nothing when it is.
    #[must_use]
    pub fn why_not(&self, at: usize) -> Option<NotOpen> {
        let choice = self.choices.get(at)?;
        if let Some(clash) = shape::clash(self, &choice.sittings) {
            return Some(NotOpen::Clash(clash));
        }
        (!choice.has_room && !choice.is_theirs).then_some(NotOpen::Full)
    }

    /// What their groups of today are like; nothing when they cannot be kept, or there are none.
    #[must_use]
    pub fn as_it_is(&self) -> Option<Shape> {
        let theirs: Vec<&[Sitting]> =
            self.choices.iter().filter(|one| one.is_theirs).map(|one| one.sittings.as_slice()).collect();
        if theirs.is_empty() { None } else { shape::shape(self, &theirs) }
    }
}

#[cfg(test)]
mod tests;
